/** What of the edits of a plan holds in the next one (docs/specs/editing.md, "Rolling forward"). */
import { type Day, formatDay } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import { type MessageValue, Refusal } from '../base/refusal.js'
import { bucketOfDay, endOfHorizon, type Horizon } from '../calendar/horizon.js'
import type { PlacedBox, PlanTrees } from './box.js'
import { CellWindow } from './cell-window.js'
import type { CompanyList } from './editable-lists.js'
import { type EditState, foldAll, type LoggedEntry } from './fold.js'
import type { Entry, Intent, QuantityIntent, RecordIntent } from './intent.js'
import { firstPart } from './moving.js'
import { type PlacedIntent, placeIntent } from './placed-intent.js'
import { lastDayOf } from './record-shapes.js'

/** An entry as it goes on: what it still says of the days to come. */
export interface CarriedEntry {
  readonly entry: Entry
  readonly intents: readonly Intent[]
}

/** An intent that does not go on, and why. */
export interface LostIntent {
  readonly entry: Entry
  readonly intent: Intent
  readonly reason: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> }
}

export interface CarryOver {
  readonly carried: readonly CarriedEntry[]
  readonly lost: readonly LostIntent[]
}

/**
 * The intents in force on a plan, in order, as they are to be applied to the next plan. `next` begins on the same day or
 * later. Whether there are demand rows for them is for the fold to say.
 */
export function carryOver(state: EditState, next: PlanTrees): CarryOver {
  const known = state.log.some(({ forgotten, undoers }) => forgotten && undoers === 0)
    ? foldAll(
        state.base,
        state.log.map(({ entry }) => entry),
      )
    : state
  const amounts = readAmounts(known, next)
  const lost: LostIntent[] = []
  const carried = known.log.flatMap((logged): CarriedEntry[] => {
    if (logged.undoers > 0 || logged.entry.intents.length === 0) return []
    const intents = logged.entry.intents.flatMap((intent, at) => {
      try {
        if (logged.refused !== null) throw logged.refused
        const going = carryIntent(known.base.horizon, next, intent, logged.placed![at]!, amounts.get(logged)?.[at])
        for (const one of going) placeIntent(next, one)
        return going
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        lost.push({ entry: logged.entry, intent, reason: { code: refusal.code, values: refusal.values } })
        return []
      }
    })
    return intents.length === 0 ? [] : [{ entry: logged.entry, intents }]
  })
  return { carried, lost }
}

/** What was planned just before and just after an intent in the days that are left of what it wrote, bucket by bucket. */
interface Amounts {
  readonly before: Float64Array
  readonly after: Float64Array
  /** First day of each of these buckets, and the day after the last. */
  readonly days: readonly Day[]
}

function carryIntent(
  old: Horizon,
  next: PlanTrees,
  intent: Intent,
  placed: PlacedIntent,
  amounts: Amounts | undefined,
): readonly Intent[] {
  const { planDay } = next.horizon
  if (intent.kind === 'master') return [intent]
  if (intent.kind === 'record') return [stillToCome(intent, planDay)]
  if (placed.kind === 'shift' && amounts !== undefined) return addsOf(placed.intent, amounts)
  const planned = Math.min(intent.box.until, endOfHorizon(old))
  if (planned <= planDay) throw new Refusal('edit.past', { until: formatDay(planned) })
  const from = Math.max(intent.box.from, planDay)
  const box = { ...intent.box, from }
  // A total was one of the days that were planned then, not of days that the horizon has opened since.
  const total = { ...box, until: planned }
  if (intent.kind !== 'quantity') return [{ ...intent, box }]
  const before = sum(amounts?.before)
  const after = sum(amounts?.after)
  switch (intent.op) {
    case 'set':
      return [{ ...intent, box: total, quantity: amounts === undefined ? intent.quantity : after }]
    case 'add':
      return [{ ...intent, box: total, quantity: amounts === undefined ? intent.quantity : after - before }]
    case 'copy':
      return amounts === undefined
        ? [{ ...intent, box, fromDay: intent.fromDay + from - intent.box.from }]
        : [{ ...plainPart(intent), op: 'set', quantity: after, box: total }]
    case 'fill':
      return amounts === undefined
        ? [{ ...intent, box }]
        : [{ ...plainPart(intent), op: 'set', quantity: after, box: total, profile: 'days' }]
    default:
      return [{ ...intent, box }]
  }
}

/** A record that has passed entirely says nothing of the next plan. @throws Refusal `edit.past` */
function stillToCome(intent: RecordIntent, planDay: Day): RecordIntent {
  const last = lastDayOf(intent.list as CompanyList, intent.op === 'insert' ? intent.record : intent.key)
  if (last !== null && last < planDay) throw new Refusal('edit.past', { until: formatDay(last + 1) })
  return intent
}

const sum = (values: Float64Array = new Float64Array(0)): Quantity => values.reduce((all, value) => all + value, 0)

const plainPart = ({ kind, layer, profile }: QuantityIntent) => ({ kind, layer, profile, inPacks: false })

/** What a shift did to the days that are left, bucket by bucket. */
function addsOf(intent: QuantityIntent, { days, before, after }: Amounts): QuantityIntent[] {
  return Array.from(after, (value, at) => ({
    ...plainPart(intent),
    op: 'add' as const,
    quantity: value - before[at]!,
    box: { ...intent.box, from: days[at]!, until: days[at + 1]! },
    profile: 'current' as const,
  })).filter(({ quantity }) => quantity !== 0)
}

/** Reads, in one walk back over what entries changed, what the intents that need it held. */
function readAmounts(state: EditState, next: PlanTrees): Map<LoggedEntry, (Amounts | undefined)[]> {
  const found = new Map<LoggedEntry, (Amounts | undefined)[]>()
  const open: { logged: LoggedEntry; at: number; window: CellWindow }[] = []
  for (const logged of state.log) {
    if (logged.done === null) continue
    logged.placed!.forEach((placed, at) => {
      const window = restNeeded(state.base.horizon, next.horizon, placed)
      if (window !== null) open.push({ logged, at, window: new CellWindow(state, window) })
    })
  }
  for (const logged of [...state.log].reverse()) {
    for (const [at, done] of [...(logged.done ?? []).entries()].reverse()) {
      if (done.kind !== 'cells') continue
      const own = open.at(-1)?.logged === logged && open.at(-1)?.at === at ? open.pop()! : null
      for (const { window } of open) window.goBack(done.before)
      if (own === null) continue
      const after = leftOf(state.base.horizon, next.horizon.planDay, own.window)
      own.window.goBack(done.before)
      const before = leftOf(state.base.horizon, next.horizon.planDay, own.window)
      const all = found.get(logged) ?? []
      all[at] = { before, after, days: daysLeft(state.base.horizon, next.horizon.planDay, own.window.box) }
      found.set(logged, all)
    }
  }
  return found
}

/** What the buckets of a window hold from a day on: a bucket of D days holds ⌊q × k ÷ D⌋ in its first k. */
function leftOf(horizon: Horizon, day: Day, window: CellWindow): Float64Array {
  const totals = window.bucketTotals()
  const { from } = window.box
  const past = day - horizon.firstDay[from]!
  if (past > 0) totals[0]! -= firstPart(totals[0]!, past, horizon.days[from]!)
  return totals
}

function daysLeft(horizon: Horizon, day: Day, { from, to }: PlacedBox): Day[] {
  const days = Array.from(horizon.firstDay.subarray(from, to), (first) => Math.max(first, day))
  return [...days, to < horizon.count ? horizon.firstDay[to]! : endOfHorizon(horizon)]
}

/** The part of what an intent wrote that is left, where what it held is needed to say what is left of the intent. */
function restNeeded(old: Horizon, next: Horizon, placed: PlacedIntent): PlacedBox | null {
  if (placed.kind === 'company' || placed.kind === 'lock') return null
  const writes = placed.touches.writes!
  const rest = { ...writes, from: Math.max(writes.from, bucketOfDay(old, next.planDay)) }
  if (rest.from >= rest.to) return null
  const isCut = rest.from > writes.from || old.firstDay[rest.from]! < next.planDay
  switch (placed.kind) {
    case 'total':
      return isCut && placed.intent.op !== 'scale' ? rest : null
    case 'fill':
      return sameBuckets(old, next, rest) ? null : rest
    case 'copy':
      return placed.intent.fromDay + Math.max(next.planDay - placed.intent.box.from, 0) >= next.planDay ? null : rest
    case 'shift':
      return isCut ? rest : null
  }
}

function sameBuckets(old: Horizon, next: Horizon, { from, to }: PlacedBox): boolean {
  const place = next.firstDay.indexOf(old.firstDay[from]!)
  if (place < 0) return false
  for (let bucket = from; bucket < to; bucket++) {
    const other = place + bucket - from
    if (next.firstDay[other] !== old.firstDay[bucket] || next.days[other] !== old.days[bucket]) return false
  }
  return true
}
