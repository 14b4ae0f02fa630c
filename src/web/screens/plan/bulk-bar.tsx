import { Button, Select, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { memo, type ReactNode, useEffect, useState } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { decimalsOf, isMoney } from '../../drawer/measure-text.js'
import { NumberField } from '../../page/number-field.js'
import { toldRefusal } from '../../page/refusal-alert.js'
import { useSession } from '../../server/session.js'
import { addDays } from '../../words/date-format.js'
import { useWords } from '../../words/words.js'
import { boxOf } from './cell-keys.js'
import type { PeriodShown } from './grid-shape.js'
import { beginsBucket, endsBucket, stretchOf } from './grid-shape.js'
import classes from './plan.module.css'
import type { IntentSent, PlanEdits } from './plan-edits.js'
import { useReasons } from './reason-dialog.js'
import { type Part, partAround, partsBetween } from './selected-parts.js'

const OPS = ['percent', 'add', 'set', 'fill', 'shift', 'copy'] as const
type Op = (typeof OPS)[number]

interface BulkBarProps {
  readonly scenario: string
  /** What is selected; null while some of it is not known. */
  readonly parts: readonly Part[] | null
  readonly periods: readonly PeriodShown[]
  readonly change: PlanEdits['change']
  readonly reason: PlanEdits['reason']
  readonly setReason: PlanEdits['setReason']
}

/** One change over a stretch of days, looked at before it is made. */
export const BulkBar = memo(function BulkBar({
  scenario,
  parts,
  periods,
  change,
  reason,
  setReason,
}: BulkBarProps): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const [asked, setAsked] = useState<Asked>({ op: 'percent', amount: 10, from: null, to: null })
  const { op, amount, from, to } = asked
  const intents = typeof amount === 'number' ? intentsOf(op, amount, partsBetween(parts ?? [], from, to)) : []
  const preview = useMutation({
    mutationFn: (intents: IntentSent[]) => call('preview', { params: { scenario }, body: { intents } }),
  })
  // What is made is what was looked at: another change, part or plan is looked at anew.
  const { reset } = preview
  const text = JSON.stringify([scenario, intents])
  useEffect(() => {
    if (text !== '') reset()
  }, [text, reset])
  const refused = toldRefusal(preview.error, { say })
  const apply = async (): Promise<void> => {
    preview.reset()
    await change(intents, new Map())
  }
  return (
    <form
      className={classes.bulk}
      aria-label={say('web.bulk')}
      onSubmit={(event) => {
        event.preventDefault()
        if (intents.length > 0) preview.mutate([...intents])
      }}
    >
      <BulkFields
        {...{ asked, parts, periods, reason, setReason }}
        set={(changed) => setAsked({ ...asked, ...changed })}
      />
      <Button type="submit" variant="default" disabled={intents.length === 0} loading={preview.isPending}>
        {say('web.preview')}
      </Button>
      <Button disabled={intents.length === 0 || preview.data === undefined} onClick={() => void apply()}>
        {say('web.apply')}
      </Button>
      {intents.length > 1 ? (
        <Text size="xs" c="dimmed">
          {say('web.bulk_parts', { count: intents.length })}
        </Text>
      ) : null}
      {preview.data === undefined ? null : <EffectText effect={preview.data} />}
      {preview.error === null ? null : (
        <Text size="xs" className="bad" role="alert">
          {refused.message} {refused.remedy}
        </Text>
      )}
    </form>
  )
})

interface Asked {
  readonly op: Op
  readonly amount: number | string
  readonly from: string | null
  readonly to: string | null
}

interface FieldsProps extends Omit<BulkBarProps, 'scenario' | 'change'> {
  readonly asked: Asked
  readonly set: (changed: Partial<Asked>) => void
}

function BulkFields({
  asked: { op, amount, from, to },
  set,
  parts,
  periods,
  reason,
  setReason,
}: FieldsProps): ReactNode {
  const { say, date } = useWords()
  const reasons = useReasons()
  const around = partAround(parts ?? [])
  // A change is about whole buckets: it begins and ends where they do.
  const starts = periods.filter(beginsBucket).map(({ firstDay }) => ({ value: firstDay, label: date.day(firstDay) }))
  const ends = periods.filter(endsBucket).map((period) => {
    const { until } = stretchOf([period])
    return { value: until, label: date.day(addDays(until, -1)) }
  })
  return (
    <>
      <Select
        label={say('web.bulk_op')}
        w={150}
        value={op}
        onChange={(chosen) => set({ op: chosen as Op })}
        data={OPS.map((one) => ({ value: one, label: say(`web.bulk_${one}`) }))}
      />
      <NumberField
        label={say('web.bulk_amount')}
        w={100}
        value={amount}
        onChange={(typed) => set({ amount: typed })}
        suffix={op === 'percent' ? ' %' : ''}
      />
      <Select
        label={say('web.from')}
        w={130}
        value={from ?? around?.from ?? null}
        data={starts}
        onChange={(day) => set({ from: day })}
        searchable
      />
      <Select
        label={say('web.until')}
        w={130}
        value={to ?? around?.until ?? null}
        data={ends}
        onChange={(day) => set({ to: day })}
        searchable
      />
      <Select
        label={say('web.reason')}
        w={170}
        value={reason?.code ?? null}
        data={reasons.filter(({ needsNote }) => !needsNote).map((one) => ({ value: one.code, label: one.label }))}
        onChange={(code) => setReason(code === null ? null : { code, note: '' })}
        allowDeselect
        clearable
      />
    </>
  )
}

const MILLIONTHS = 1_000_000
const THOUSANDTHS = 1000

/** One for each part; none for what cannot be done. */
const intentsOf = (op: Op, amount: number, parts: readonly Part[]): readonly IntentSent[] =>
  Number.isFinite(amount) && (op !== 'percent' || amount >= -100) ? parts.map((part) => intentOf(op, amount, part)) : []

function intentOf(op: Op, amount: number, part: Part): IntentSent {
  const box = boxOf(part)
  const quantity = Math.round(amount * THOUSANDTHS)
  switch (op) {
    case 'percent':
      return { kind: 'quantity', op: 'scale', factor: Math.round((1 + amount / 100) * MILLIONTHS), box }
    case 'shift':
      return { kind: 'quantity', op, days: Math.round(amount), box }
    case 'copy':
      return { kind: 'quantity', op, fromDay: addDays(part.from, -Math.round(amount)), box }
    default:
      return { kind: 'quantity', op, quantity, box }
  }
}

/** What it would move: cells, and each number before and after. */
function EffectText({ effect }: { effect: AnswerOf<Routes['preview']> }): ReactNode {
  const { say, number } = useWords()
  const moved = effect.moved.filter(({ before, after }) => before !== after)
  return (
    <Text size="xs" role="status">
      {say('web.preview_cells', { count: effect.cells })}
      {moved.map(({ measure, before, after, currency }) => {
        const decimals = decimalsOf(measure, currency)
        const unit = isMoney(measure) ? currency : say('web.unit')
        return ` · ${say(`web.measure_${measure}`)} ${number.whole(before, decimals)} → ${number.whole(after, decimals)} (${number.whole(after - before, decimals, { signed: true })} ${unit})`
      })}
    </Text>
  )
}
