import { Select, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { QUANTITY_DECIMALS, SHARE_WHOLE } from '../../../core/base/quantity.js'
import { entryWord } from '../../drawer/entry-word.js'
import type { Company } from '../../server/company.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { spanNamed, spansOf, spanText } from '../scenarios/scenario-spans.js'
import classes from './forecast.module.css'
import { useParts } from './use-forecast.js'

type Part = AnswerOf<Routes['why']>['parts'][number]

/** What consensus is made of: the forecast and its methods, what events and people added, and what stands in its history. */
export function MadePanel({ company }: { company: Company }): ReactNode {
  const words = useWords()
  const { say } = words
  const { address, move } = useView()
  const spans = spansOf(company)
  const span = spanNamed(spans, address.span ?? null)
  const { data, error, refetch } = useParts(span.from, span.until)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  return (
    <section>
      <div className={classes.head}>
        <Title order={2} size="h3">
          {say('web.made_title')}
        </Title>
        <Select
          aria-label={say('web.span')}
          w={170}
          value={span.name}
          data={spans.map((one) => ({ value: one.name, label: spanText(one, words) }))}
          onChange={(name) => move({ span: name ?? undefined })}
        />
      </div>
      {data === undefined ? (
        <LoadingRows rows={6} />
      ) : (
        <>
          <Layers parts={data.parts} />
          <Methods parts={data.parts} />
          <Corrected parts={data.parts} />
        </>
      )}
    </section>
  )
}

const OF_SUM: readonly Part['kind'][] = ['baseline', 'layer', 'entry']

function Layers({ parts }: { parts: readonly Part[] }): ReactNode {
  const words = useWords()
  const { say, number, date } = words
  const added = parts.filter(({ kind }) => OF_SUM.includes(kind))
  const total = added.reduce((sum, { value }) => sum + value, 0)
  const share = (value: number): string => number.share(total === 0 ? null : value / total, 1)
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={say('web.made_title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.made_part')}</Table.Th>
            <Table.Th>{say('web.change_who')}</Table.Th>
            <Table.Th className="number">{say('web.unit')}</Table.Th>
            <Table.Th className="number">{say('web.made_share')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {added.map((part, at) => (
            <Table.Tr key={`${part.kind} ${part.name} ${part.position ?? at}`}>
              <Table.Td>{partName(part, words)}</Table.Td>
              <Table.Td>
                {[part.actor, part.at === undefined ? '' : date.moment(part.at)].filter(Boolean).join(' · ')}
              </Table.Td>
              <Table.Td className="number">
                {number.whole(part.value, QUANTITY_DECIMALS, { signed: part.kind !== 'baseline' })}
              </Table.Td>
              <Table.Td className="number">{share(part.value)}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr data-total>
            <Table.Td>{say('web.measure_consensus')}</Table.Td>
            <Table.Td />
            <Table.Td className="number">{number.whole(total, QUANTITY_DECIMALS)}</Table.Td>
            <Table.Td className="number">{share(total)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  )
}

function partName(part: Part, words: Words): string {
  const { kind, name, reason = '' } = part
  const { sayCode, say } = words
  if (kind === 'baseline') return say('web.measure_baseline')
  if (kind === 'entry') return [entryWord(part, words), reason].filter(Boolean).join(': ')
  const word = sayCode(`web.part_${name}`, {}, '')
  return word !== '' ? word : [sayCode(`web.part_${reason}`, {}, ''), name].filter(Boolean).join(': ')
}

/** Told of a single row: what lies higher is forecast row by row. */
function Methods({ parts }: { parts: readonly Part[] }): ReactNode {
  const { say, sayCode, number } = useWords()
  const methods = parts.filter(({ kind }) => kind === 'method')
  const first = methods[0]
  if (first === undefined)
    return (
      <Text size="xs" c="dimmed" mt="sm">
        {say('web.made_no_methods')}
      </Text>
    )
  const { reason = '', gain, origins = 0, analogues = 0 } = first
  const choice = sayCode(`method.choice_${reason}`, { analogues })
  const why =
    gain === undefined
      ? choice
      : sayCode(gain < 0 ? 'method.lost' : 'method.won', {
          choice,
          origins,
          gain: number.share(Math.abs(gain) / SHARE_WHOLE, 0),
        })
  return (
    <>
      <Title order={2} size="h3" mt="sm">
        {say('web.made_methods')}
      </Title>
      <Text size="xs" c="dimmed">
        {why}
      </Text>
      <Table className={classes.table} aria-label={say('web.made_methods')} w="auto">
        <Table.Tbody>
          {methods.map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Td>{sayCode(`method.${name}`, {}, name)}</Table.Td>
              <Table.Td className="number">{number.share(value / SHARE_WHOLE, 0)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function Corrected({ parts }: { parts: readonly Part[] }): ReactNode {
  const { say, sayCode, number } = useWords()
  const corrected = parts.filter(({ kind }) => kind === 'correction')
  if (corrected.length === 0) return null
  return (
    <div className={classes.reasons} style={{ marginTop: 8 }}>
      <b>{say('web.made_corrected')}</b>
      {corrected.map(({ name, value }) => (
        <span key={name}>
          {sayCode(`corrections.reason_${name}`, {}, name)}: {number.plain(value)}
        </span>
      ))}
    </div>
  )
}
