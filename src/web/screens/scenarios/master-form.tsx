import { Button, Select, Table, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { RecordFields } from '../../../core/edit/intent.js'
import { decimalsOf, isMoney } from '../../drawer/measure-text.js'
import { NumberField } from '../../page/number-field.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { type ScenarioShown, useCompany } from '../../server/company.js'
import { planKey } from '../../server/live.js'
import { seesWhole } from '../../server/seen-part.js'
import { useSession } from '../../server/session.js'
import { ErrorState, NoPermission } from '../../states/states.js'
import { useWords } from '../../words/words.js'
import { ConflictPanel } from '../plan/conflict-panel.js'
import { usePlanEdits } from '../plan/plan-edits.js'
import { ReasonDialog } from '../plan/reason-dialog.js'
import { fieldText, listName } from './entry-text.js'
import {
  fieldsFor,
  isDated,
  MASTER_OPS,
  type MasterAsked,
  type MasterField,
  type MasterOp,
  masterIntent,
  nameOfField,
} from './master-change.js'
import classes from './scenarios.module.css'

/** Prices, lead times, capacities, rates: what else a scenario tries, looked at before it is done. */
export function MasterForm({ scenario }: { scenario: ScenarioShown }): ReactNode {
  const { say } = useWords()
  const { me, may } = useSession()
  const fields = fieldsFor(may)
  const whole = seesWhole(me)
  if (fields.length === 0 || !whole) return <NoPermission what={say('web.tab_other')} needs="edit finance" />
  return <MasterFields scenario={scenario} fields={fields} />
}

function MasterFields({ scenario, fields }: { scenario: ScenarioShown; fields: readonly MasterField[] }): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const company = useCompany()
  const [asked, setAsked] = useState<MasterAsked>({
    ...fields[0]!,
    key: {},
    op: 'scale',
    amount: 5,
    from: company?.planDay ?? null,
  })
  const edits = usePlanEdits(scenario.id)
  const intent = masterIntent(asked)
  const preview = useMutation({
    mutationFn: () => call('preview', { params: { scenario: scenario.id }, body: { intents: [intent!] } }),
  })
  const [done, setDone] = useState(false)
  const set = (changed: Partial<MasterAsked>): void => {
    preview.reset()
    setDone(false)
    edits.forgetRefusal()
    setAsked({ ...asked, ...changed })
  }
  const apply = async (): Promise<void> => {
    preview.reset()
    setDone(await edits.change([intent!], new Map()))
  }
  return (
    <form
      className={classes.panel}
      aria-label={say('web.other_title', { name: scenario.name })}
      onSubmit={(event) => {
        event.preventDefault()
        if (intent !== null) preview.mutate()
      }}
    >
      <Text c="dimmed">{say('web.other_lead')}</Text>
      <RecordFinder {...{ scenario, fields, asked, set }} />
      <ChangeFields asked={asked} set={set} />
      <div className={classes.line}>
        <Button type="submit" variant="default" disabled={intent === null} loading={preview.isPending}>
          {say('web.preview')}
        </Button>
        <Button disabled={intent === null || preview.data === undefined} onClick={() => void apply()}>
          {say('web.apply')}
        </Button>
        {done ? <Text className="good">{say('web.other_done')}</Text> : null}
      </div>
      <RefusalAlert error={preview.error} />
      <RefusalAlert error={edits.refused?.answer ?? null} />
      <ConflictPanel edits={edits} onChosen={edits.forgetRefusal} />
      {preview.data === undefined ? null : <Effect effect={preview.data} />}
      <ReasonDialog asking={edits.asking} />
    </form>
  )
}

/** What the change moves, before and after; the stock that follows from it is seen once it is done. */
function Effect({ effect }: { effect: AnswerOf<Routes['preview']> }): ReactNode {
  const { say, number } = useWords()
  const moved = effect.moved.filter(({ before, after }) => before !== after)
  if (moved.length === 0) return <Text role="status">{say('web.other_moves_nothing')}</Text>
  return (
    <div role="status">
      {moved.map(({ measure, before, after, currency }) => {
        const decimals = decimalsOf(measure, currency)
        const whole = (value: number, signed = false): string => number.whole(value, decimals, { signed })
        return (
          <Text key={measure}>
            {say(`web.measure_${measure}`)}: {whole(before)} → {whole(after)} <b>{whole(after - before, true)}</b>{' '}
            {isMoney(measure) ? currency : say('web.unit')}
          </Text>
        )
      })}
    </div>
  )
}

interface AskedProps {
  readonly asked: MasterAsked
  readonly set: (changed: Partial<MasterAsked>) => void
}

interface FinderProps extends AskedProps {
  readonly scenario: ScenarioShown
  readonly fields: readonly MasterField[]
}

/** What is changed, of which records: each choice narrows the others. */
function RecordFinder({ scenario, fields, asked, set }: FinderProps): ReactNode {
  const words = useWords()
  const { say, sayCode } = words
  const { call } = useSession()
  const { list, field, key } = asked
  const { data, error, refetch } = useQuery({
    queryKey: planKey(scenario.id, 'records', list, key),
    queryFn: () =>
      call('records', { params: { scenario: scenario.id }, body: { list, key: { ...key }, limit: RECORDS_SHOWN } }),
    placeholderData: (before, query) => (query?.queryKey[3] === list ? before : undefined),
  })
  const narrow = (name: string, value: string | null): void => {
    const { [name]: _, ...rest } = key
    set({ key: value === null ? rest : { ...rest, [name]: value } })
  }
  return (
    <>
      <div className={classes.line}>
        <Select
          label={say('web.other_what')}
          w={260}
          value={nameOfField(asked)}
          data={fields.map((one) => ({
            value: nameOfField(one),
            label: `${listName(one.list, words)}: ${sayCode(`web.field_${one.field}`, {}, one.field)}`,
          }))}
          onChange={(name) => {
            const chosen = fields.find((one) => nameOfField(one) === name)
            if (chosen !== undefined) set({ ...chosen, key: {} })
          }}
        />
        {Object.entries(data?.choices ?? {}).map(([name, values]) =>
          values.length === 0 ? null : (
            <Select
              key={name}
              label={sayCode(`web.field_${name}`, {}, name)}
              placeholder={say('web.other_any')}
              w={150}
              searchable
              clearable
              allowDeselect
              value={key[name] === undefined ? null : String(key[name])}
              data={values.map(String)}
              onChange={(value) => narrow(name, value)}
            />
          ),
        )}
      </div>
      {error === null ? null : <ErrorState error={error} again={() => void refetch()} />}
      {data === undefined ? null : <RecordTable {...{ list, field }} records={data.records} count={data.count} />}
    </>
  )
}

const RECORDS_SHOWN = 6

interface RecordTableProps extends MasterField {
  readonly records: readonly RecordFields[]
  readonly count: number
}

function RecordTable({ list, field, records, count }: RecordTableProps): ReactNode {
  const words = useWords()
  const { say, sayCode } = words
  if (count === 0) return <Text c="dimmed">{say('web.other_none')}</Text>
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={say('web.other_records_table')} w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.other_records', { count })}</Table.Th>
            <Table.Th className="number">
              {sayCode(`web.field_${field}`, {}, field)} · {say('web.other_now')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record) => (
            <Table.Tr key={JSON.stringify(record)}>
              <Table.Td>{recordText(record)}</Table.Td>
              <Table.Td className="number">
                {fieldText(list, field, record[field], record, words)} {record.currency ?? ''}
              </Table.Td>
            </Table.Tr>
          ))}
          {count > records.length ? (
            <Table.Tr>
              <Table.Td colSpan={2} className="quiet">
                {say('web.other_more', { count: count - records.length })}
              </Table.Td>
            </Table.Tr>
          ) : null}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** What tells a record from others, and since when it holds. */
const recordText = (record: RecordFields): string =>
  RECORD_WORDS.flatMap((name) =>
    typeof record[name] === 'string' && record[name] !== '' ? [String(record[name])] : [],
  ).join(' · ')
const RECORD_WORDS = [
  ...['id', 'rateSet', 'supplier', 'product', 'family', 'customer', 'channel', 'from', 'to', 'use', 'mode', 'location'],
  ...['resource', 'kind', 'basis', 'line', 'country', 'entity', 'month', 'validFrom'],
]

function ChangeFields({ asked, set }: AskedProps): ReactNode {
  const { say } = useWords()
  const { list, op, amount, from } = asked
  return (
    <div className={classes.line}>
      <Select
        label={say('web.other_op')}
        w={170}
        value={op}
        data={MASTER_OPS.map((one) => ({ value: one, label: say(`web.other_op_${one}`) }))}
        onChange={(chosen) => set({ op: chosen as MasterOp })}
      />
      <NumberField
        label={say('web.other_value')}
        w={130}
        value={amount}
        decimalScale={6}
        suffix={op === 'scale' ? ' %' : ''}
        onChange={(typed) => set({ amount: typed === '' ? Number.NaN : Number(typed) })}
      />
      {isDated(list) ? (
        <TextInput
          type="date"
          label={say('web.other_from')}
          description={say('web.other_from_hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          w={150}
          value={from ?? ''}
          onChange={({ currentTarget }) => set({ from: currentTarget.value === '' ? null : currentTarget.value })}
        />
      ) : null}
    </div>
  )
}
