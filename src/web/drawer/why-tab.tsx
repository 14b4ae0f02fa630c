import { Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { QUANTITY_DECIMALS, SHARE_WHOLE, UNIT_PRICE_DECIMALS } from '../../core/base/quantity.js'
import { useCompany } from '../server/company.js'
import { LoadingRows } from '../states/states.js'
import { useView } from '../view/view.js'
import type { Words } from '../words/words.js'
import { useWords } from '../words/words.js'
import { CellFault } from './cell-fault.js'
import { ChosenHead } from './chosen-head.js'
import { entryWord } from './entry-word.js'
import { decimalsOf } from './measure-text.js'
import { useCell } from './use-cell.js'

type Part = AnswerOf<Routes['why']>['parts'][number]

/** What makes the number, down to layers, people, prices, methods and rows of files. */
export function WhyTab(): ReactNode {
  const words = useWords()
  const { chosen, data, error } = useCell('why')
  const { currency } = useView()
  const company = useCompany()
  if (chosen === null) return <Text c="dimmed">{words.say('web.choose_number')}</Text>
  if (error !== null) return <CellFault error={error} />
  if (data === undefined) return <LoadingRows rows={6} />
  const decimals = decimalsOf(chosen.measure, currency ?? company?.baseCurrency ?? '')
  const sections = sectionsOf(data.parts)
  return (
    <Stack gap="md">
      <ChosenHead chosen={chosen} />
      {sections.map(([kind, parts]) => (
        <section key={kind} aria-label={words.sayCode(`why.${kind}`)}>
          <Text size="xs" fw={600} c="dimmed" tt="capitalize">
            {words.sayCode(`why.${kind}`)}
          </Text>
          <Table layout="auto" fz="xs">
            <Table.Tbody>
              {parts.map((part, at) => (
                <PartRow key={`${part.name} ${part.position ?? at}`} part={part} decimals={decimals} words={words} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Stack>
  )
}

/** Parts of one kind stand together, in the order in which they are told. */
function sectionsOf(parts: readonly Part[]): (readonly [Part['kind'], Part[]])[] {
  const sections = new Map<Part['kind'], Part[]>()
  for (const part of parts) {
    const known = sections.get(part.kind)
    if (known === undefined) sections.set(part.kind, [part])
    else known.push(part)
  }
  return [...sections]
}

function PartRow({ part, decimals, words }: { part: Part; decimals: number; words: Words }): ReactNode {
  const { date } = words
  const { actor, at, reason = '' } = part
  const said =
    part.unit === 'share' ? choiceText(part, words) : reason === '' ? '' : words.sayCode(`reason.${reason}`, {}, reason)
  return (
    <Table.Tr>
      <Table.Td>
        {nameOf(part, words)}
        {actor === undefined && said === '' ? null : (
          <Text size="xs" c="dimmed">
            {[actor, at === undefined ? '' : date.moment(at), said].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="number">{valueOf(part, decimals, words)}</Table.Td>
    </Table.Tr>
  )
}

function nameOf(part: Part, words: Words): string {
  const { kind, name, unit } = part
  const { sayCode } = words
  if (unit === 'share') return sayCode(`method.${name}`, {}, name)
  if (kind === 'correction') return sayCode(`corrections.reason_${name}`, {}, name)
  if (kind === 'entry') return entryWord(part, words)
  // `transfer PL-SCL`: what it is, and of which place or supplier.
  const [what, ...whose] = kind === 'pegging' && /^(transfer|purchase) /.test(name) ? name.split(' ') : [name]
  const word = sayCode(`web.part_${what!.replaceAll(' ', '_')}`, {}, '')
  if (word !== '') return [word, ...whose].join(' ')
  return sayCode(`web.measure_${name}`, {}, sayCode(`finance.line_${name}`, {}, name))
}

function valueOf({ value, unit, currency }: Part, decimals: number, { number }: Words): string {
  switch (unit) {
    case 'quantity':
      return number.whole(value, QUANTITY_DECIMALS)
    case 'money':
      return number.whole(value, decimals, { fractionDigits: decimals })
    case 'rate':
      return [number.whole(value, UNIT_PRICE_DECIMALS, { fractionDigits: 4 }), currency].filter(Boolean).join(' ')
    case 'share':
      return number.share(value / SHARE_WHOLE, 0)
    default:
      return number.plain(value)
  }
}

/** Why these methods spoke, and whether that was better than the same week a year ago. */
function choiceText({ reason = '', gain, origins = 0, analogues = 0 }: Part, { sayCode, number }: Words): string {
  const choice = sayCode(`method.choice_${reason}`, { analogues })
  if (gain === undefined) return choice
  const share = number.share(Math.abs(gain) / SHARE_WHOLE, 0)
  return sayCode(gain < 0 ? 'method.lost' : 'method.won', { choice, origins, gain: share })
}
