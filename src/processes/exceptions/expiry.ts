import type { Day } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { endOfHorizon } from '../../core/calendar/horizon.js'
import { findStockRow } from '../../core/plan/rows.js'
import { addFirmReceipts } from '../../core/supply/requests.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { addWrittenOff } from '../../core/supply/write-offs.js'
import type { ExceptionContext, ExceptionInput } from './exception-input.js'
import { inUnits, isNotable, onDay, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'

interface Lot {
  expiry: Day
  left: number
}

/** Free lots that expire: stock row r has those of [start[r], start[r + 1]), oldest first. */
export interface ExpiringLots {
  readonly start: Int32Array
  readonly expiry: Int32Array
  readonly quantity: Float64Array
}

/**
 * Lots that cannot leave in time, first expired first out: a customer takes a lot only while it still has the life that
 * customer asks for. Customers who accept older goods are served from the oldest; worth at standard cost. Null when that
 * is less than `least`.
 */
export function openExpiries(
  context: ExceptionContext,
  { start, expiry, quantity }: ExpiringLots,
): (row: number, least: number) => ProblemDraft | null {
  const takersOf = openTakers(context)
  return (row, least) => {
    if (start[row] === start[row + 1]) return null
    const cost = context.values.cost(row)
    const lots: Lot[] = []
    let units = 0
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      lots.push({ expiry: expiry[at]!, left: quantity[at]! })
      units += quantity[at]!
    }
    if ((units / QUANTITY_PER_UNIT) * cost < least) return null
    const takers = takersOf(row)
    serveFirstExpired(context, takers, lots)
    const draft = draftExpiry(context, row, takers, lots, cost)
    return draft !== null && isNotable(draft, least) ? draft : null
  }
}

function draftExpiry(
  context: ExceptionContext,
  row: number,
  takers: readonly Taker[],
  lots: readonly Lot[],
  cost: number,
): ProblemDraft | null {
  const spoiled = lots.filter((lot) => lot.left > 0 && lot.expiry < endOfHorizon(context.plan.horizon))
  if (spoiled.length === 0) return null
  const left = spoiled.reduce((sum, lot) => sum + lot.left, 0)
  const first = spoiled[0]!.expiry
  const asksLeast = takers.reduce((least, { minimumLife }) => Math.min(least, minimumLife), NEVER)
  const lastSale = first - (asksLeast === NEVER ? 0 : asksLeast)
  const place = stockPlace(context, row)
  return {
    kind: 'expiry',
    place,
    firstDay: first,
    durationDays: spoiled[spoiled.length - 1]!.expiry - first + 1,
    size: left,
    worth: (left / QUANTITY_PER_UNIT) * cost,
    lastUsefulDay: lastSale,
    code: 'problem.expiry',
    values: { units: inUnits(left), lots: spoiled.length, day: onDay(first), sale: onDay(lastSale) },
    rootCause: `stock:${stockKey(place)}`,
    evidence: [{ kind: 'row', id: stockKey(place) }],
  }
}

const NEVER = Number.MAX_SAFE_INTEGER
const FREE = 0

export function gatherLots({ facts, plan }: Pick<ExceptionInput, 'facts' | 'plan'>): ExpiringLots {
  const { count, product, location, onHandUnits, status, expiryDay } = facts.stock
  const rows = plan.rows.stock
  const rowOf = new Int32Array(count).fill(-1)
  const start = new Int32Array(rows.count + 1)
  for (let fact = 0; fact < count; fact++) {
    if (expiryDay[fact]! < 0 || status[fact] !== FREE || onHandUnits[fact]! <= 0) continue
    rowOf[fact] = findStockRow(rows, product[fact]!, location[fact]!)
    if (rowOf[fact]! >= 0) start[rowOf[fact]! + 1]! += 1
  }
  for (let row = 0; row < rows.count; row++) start[row + 1]! += start[row]!
  const end = start.slice()
  const lots = new Int32Array(start[rows.count]!)
  // Each lot is put before the younger ones that its row has already; a row has a handful.
  rowOf.forEach((row, fact) => {
    if (row < 0) return
    let at = end[row]!++
    for (; at > start[row]! && expiryDay[lots[at - 1]!]! > expiryDay[fact]!; at--) lots[at] = lots[at - 1]!
    lots[at] = fact
  })
  return {
    start,
    expiry: lots.map((fact) => expiryDay[fact]!),
    quantity: Float64Array.from(lots, (fact) => onHandUnits[fact]!),
  }
}

/** Somebody who takes goods of a row, bucket by bucket, as long as they have this much life left. */
interface Taker {
  minimumLife: number
  quantity: Float64Array
}

/** Customers by the life they ask for, least first; what other rows draw asks for none. */
function openTakers({ plan, terms }: ExceptionContext): (row: number) => Taker[] {
  const leftOf = openShelf(plan)
  const { horizon, network, columns, rows } = plan
  return (row) => {
    const byLife = new Map<number, Float64Array>()
    const internal = leftOf(row)
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++) {
      const demand = network.demandRow[at]!
      const life = terms.of(rows.demand.customer[demand]!, rows.demand.item[demand]!)?.minRemainingLifeDays ?? 0
      const taken = byLife.get(life) ?? new Float64Array(horizon.count)
      byLife.set(life, taken)
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        const shipped = columns.constrained[demand * horizon.count + bucket]!
        taken[bucket]! += shipped
        internal[bucket] = Math.max(0, internal[bucket]! - shipped)
      }
    }
    if (internal.some((quantity) => quantity > 0)) {
      const free = byLife.get(0)
      if (free === undefined) byLife.set(0, internal)
      else for (let bucket = 0; bucket < horizon.count; bucket++) free[bucket]! += internal[bucket]!
    }
    return [...byLife]
      .map(([minimumLife, quantity]) => ({ minimumLife, quantity }))
      .sort((a, b) => a.minimumLife - b.minimumLife)
  }
}

/** What really left a row, by bucket; what is owed has not left. */
function openShelf(plan: SupplyPlan): (row: number) => Float64Array {
  const { count } = plan.horizon
  const { closing, receipts } = plan.columns
  const written = new Float64Array(count)
  return (row) => {
    written.fill(0)
    addWrittenOff(plan, row, written)
    const left = new Float64Array(count)
    addFirmReceipts(plan, row, left)
    let there = plan.network.openingStock[row]!
    for (let bucket = 0; bucket < count; bucket++) {
      const after = Math.max(0, closing[row * count + bucket]!)
      left[bucket]! += there + receipts[row * count + bucket]! - written[bucket]! - after
      there = after
    }
    return left
  }
}

/** Takes from the lots what leaves them in time; what is left in them will not be sold. */
function serveFirstExpired({ plan }: ExceptionContext, takers: readonly Taker[], lots: Lot[]): void {
  const { horizon } = plan
  const newest = lots[lots.length - 1]!.expiry
  for (let bucket = 0; bucket < horizon.count && horizon.firstDay[bucket]! <= newest; bucket++)
    for (const { minimumLife, quantity } of takers) {
      let taken = 0
      for (const lot of lots) {
        const daysLeft = lot.expiry - minimumLife - horizon.firstDay[bucket]! + 1
        if (daysLeft <= 0 || lot.left <= 0) continue
        // In a bucket of many days only what leaves on the days before the lot gets too old can come from it.
        const inTime = (quantity[bucket]! * Math.min(daysLeft, horizon.days[bucket]!)) / horizon.days[bucket]!
        const takes = Math.min(lot.left, Math.floor(inTime) - taken)
        if (takes <= 0) continue
        lot.left -= takes
        taken += takes
      }
    }
}
