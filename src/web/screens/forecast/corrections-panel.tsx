import { Badge, Button, Select, Table, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { CORRECTION_REASONS } from '../../../core/demand/cleaning/corrections.js'
import type { RecordFields } from '../../../core/edit/intent.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { seesWhole } from '../../server/seen-part.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { type PlanEdits, usePlanEdits } from '../plan/plan-edits.js'
import classes from './forecast.module.css'
import { readForecastView } from './forecast-address.js'
import { isKept, keepIntent, withdrawIntent } from './history-overrides.js'
import { useCorrections, useOverrides } from './use-forecast.js'

type Report = AnswerOf<Routes['corrections']>
type Correction = Report['corrections'][number]

const PAGE = 50

/** What was sold and what the forecast took it for; a person who knows better leaves a week as it was sold. */
export function CorrectionsPanel(): ReactNode {
  const { say } = useWords()
  const { address } = useView()
  const { reason } = readForecastView(address)
  const { data, error, refetch } = useCorrections(reason)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data?.total.count === 0)
    return <EmptyState good title={say('web.corrections_none')} text={say('web.corrections_none_why')} />
  return (
    <div className={classes.panel}>
      <ReasonSelect version={data?.version} />
      {data === undefined ? <LoadingRows rows={8} /> : <Corrections report={data} />}
    </div>
  )
}

function Corrections({ report }: { report: Report }): ReactNode {
  const { say, number } = useWords()
  const { scenario } = useView()
  const mayChange = useMayChange()
  const overrides = useOverrides(mayChange)
  const edits = usePlanEdits(scenario)
  const { setReason } = edits
  // What is said of the history is said for one reason.
  useEffect(() => setReason({ code: 'data', note: '' }), [setReason])
  const [shown, setShown] = useState(PAGE)
  const lines = report.corrections.slice(0, shown)
  return (
    <>
      <Sums report={report} />
      <RefusalAlert error={overrides.error} />
      <RefusalAlert error={edits.refused?.answer ?? null} />
      <div className={classes.scroll}>
        <CorrectionTable lines={lines} kept={overrides.data?.records ?? null} edits={edits} />
      </div>
      <div className={classes.tools}>
        <Text size="xs" c="dimmed">
          {say('web.corrections_shown', { shown: number.plain(lines.length), count: number.plain(report.count) })}
        </Text>
        {lines.length < report.corrections.length ? (
          <Button variant="default" onClick={() => setShown(shown + PAGE)}>
            {say('web.corrections_more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** What is said of the history is master data: for those who see the whole company. */
function useMayChange(): boolean {
  const { me, may } = useSession()
  const whole = seesWhole(me)
  return whole && may('edit demand')
}

function ReasonSelect({ version }: { version: string | undefined }): ReactNode {
  const { say, sayCode } = useWords()
  const { address, move } = useView()
  const { reason } = readForecastView(address)
  return (
    <div className={classes.tools}>
      <Select
        aria-label={say('web.corrections_reason')}
        w={260}
        placeholder={say('web.corrections_any')}
        value={reason}
        clearable
        allowDeselect
        data={CORRECTION_REASONS.map((one) => ({ value: one, label: sayCode(`corrections.reason_${one}`, {}, one) }))}
        onChange={(chosen) => move({ reason: chosen ?? undefined })}
      />
      {version === undefined ? null : (
        <Text size="xs" c="dimmed">
          {say('web.corrections_of', { version })}
        </Text>
      )}
    </div>
  )
}

function Sums({ report: { byReason } }: { report: Report }): ReactNode {
  const { say, sayCode, number } = useWords()
  return (
    <div className={classes.reasons}>
      {byReason
        .filter(({ count }) => count > 0)
        .map(({ reason: name, count, added, takenOff, overridden }) => (
          <span key={name}>
            <b>{sayCode(`corrections.reason_${name}`, {}, name)}</b> {number.plain(count)} ·{' '}
            {number.whole(added - takenOff, QUANTITY_DECIMALS, { signed: true })} {say('web.unit')}
            {overridden > 0 ? ` · ${say('web.corrections_overridden', { count: overridden })}` : ''}
          </span>
        ))}
    </div>
  )
}

interface TableProps {
  readonly lines: readonly Correction[]
  /** What was said of the history; null where it is not known, or not for the reader to change. */
  readonly kept: readonly RecordFields[] | null
  readonly edits: PlanEdits
}

function CorrectionTable({ lines, kept, edits }: TableProps): ReactNode {
  const { say } = useWords()
  return (
    <Table className={classes.table} aria-label={say('web.forecast_tab_corrections')}>
      <Table.Thead>
        <Table.Tr>
          {(['week', 'item', 'location', 'customer', 'reason'] as const).map((column) => (
            <Table.Th key={column}>{say(`corrections.column_${column}`)}</Table.Th>
          ))}
          <Table.Th className="number">
            {say('corrections.column_sold')}, {say('web.unit')}
          </Table.Th>
          <Table.Th className="number">{say('corrections.column_taken')}</Table.Th>
          <Table.Th className="number">{say('web.difference')}</Table.Th>
          <Table.Th>{say('web.scenario_actions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line, at) => (
          <CorrectionRow
            key={`${line.week} ${line.item} ${line.location} ${line.customer} ${at}`}
            {...{ line, kept, edits }}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function CorrectionRow({ line, kept, edits }: Omit<TableProps, 'lines'> & { line: Correction }): ReactNode {
  const { sayCode, number, date } = useWords()
  const { week, item, location, customer, reason, before, after, overridden } = line
  const taken = overridden ? before : after
  return (
    <Table.Tr>
      <Table.Td>{date.day(week)}</Table.Td>
      <Table.Td>{item}</Table.Td>
      <Table.Td>{location}</Table.Td>
      <Table.Td>{customer}</Table.Td>
      <Table.Td>{sayCode(`corrections.reason_${reason}`, {}, reason)}</Table.Td>
      <Table.Td className="number">{number.whole(before, QUANTITY_DECIMALS)}</Table.Td>
      <Table.Td className="number">{number.whole(taken, QUANTITY_DECIMALS)}</Table.Td>
      <Table.Td className="number">{number.whole(taken - before, QUANTITY_DECIMALS, { signed: true })}</Table.Td>
      <Table.Td>
        <KeepAction {...{ line, kept, edits }} />
      </Table.Td>
    </Table.Tr>
  )
}

function KeepAction({ line, kept, edits }: Omit<TableProps, 'lines'> & { line: Correction }): ReactNode {
  const { say, date } = useWords()
  const [busy, setBusy] = useState(false)
  const stands = kept !== null && isKept(kept, line)
  const send = async (intent: ReturnType<typeof keepIntent>): Promise<void> => {
    setBusy(true)
    await edits.change([intent], new Map())
    setBusy(false)
  }
  const mark = stands !== line.overridden ? 'web.corrections_next_plan' : stands ? 'web.corrections_stands' : null
  const label = { item: line.item, customer: line.customer, week: date.day(line.week) }
  return (
    <>
      {kept === null ? (
        line.overridden ? (
          <Badge variant="light" color="gray">
            {say('web.corrections_stands')}
          </Badge>
        ) : null
      ) : (
        <Button
          variant="default"
          size="compact-xs"
          loading={busy}
          aria-label={say(stands ? 'web.corrections_withdraw_of' : 'web.corrections_keep_of', label)}
          onClick={() => void send(stands ? withdrawIntent(line) : keepIntent(line))}
        >
          {say(stands ? 'web.corrections_withdraw' : 'web.corrections_keep')}
        </Button>
      )}
      {mark === null || kept === null ? null : (
        <Text span size="xs" c="dimmed" ml="xs">
          {say(mark)}
        </Text>
      )}
    </>
  )
}
