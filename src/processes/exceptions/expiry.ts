import type { Day } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { endOfHorizon } from '../../core/calendar/horizon.js'
import { findStockRow } from '../../core/plan/rows.js'
import { addFirmReceipts } from '../../core/supply/requests.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { addWrittenOff } from '../../core/supply/write-offs.js'
import type { Problem } from '../../core/why/problem.js'
import type { ExceptionContext } from './exception-input.js'
import { collect, inUnits, onDay, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'

/**
 * Lots that cannot leave in time, first expired first out: a customer takes a lot only while it still has the life that
 * customer asks for. Customers who accept older goods are served from the oldest; worth at standard cost.
 */
export function detectExpiry(context: ExceptionContext): Problem[] {
  return collect(context, draftExpiry(context))
}

interface Lot {
  expiry: Day
  left: number
}

function* draftExpiry(context: ExceptionContext): Generator<ProblemDraft> {
  const { plan, values } = context
  const takersOf = openTakers(context)
  for (const [row, lots] of lotsByRow(context)) {
    const units = lots.reduce((sum, lot) => sum + lot.left, 0)
    const cost = values.cost(row)
    if ((units / QUANTITY_PER_UNIT) * cost < values.floor) continue
    const takers = takersOf(row)
    serveFirstExpired(context, takers, lots)
    const spoiled = lots.filter((lot) => lot.left > 0 && lot.expiry < endOfHorizon(plan.horizon))
    if (spoiled.length === 0) continue
    const left = spoiled.reduce((sum, lot) => sum + lot.left, 0)
    const first = spoiled[0]!.expiry
    const asksLeast = takers.reduce((least, { minimumLife }) => Math.min(least, minimumLife), NEVER)
    const lastSale = first - (asksLeast === NEVER ? 0 : asksLeast)
    const place = stockPlace(context, row)
    yield {
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
}

const NEVER = Number.MAX_SAFE_INTEGER
const FREE = 0

/** Free lots that expire, oldest first, by stock row. */
function lotsByRow({ facts, plan }: ExceptionContext): Map<number, Lot[]> {
  const { count, product, location, onHandUnits, status, expiryDay } = facts.stock
  const byRow = new Map<number, Lot[]>()
  for (let at = 0; at < count; at++) {
    if (expiryDay[at]! < 0 || status[at] !== FREE || onHandUnits[at]! <= 0) continue
    const row = findStockRow(plan.rows.stock, product[at]!, location[at]!)
    if (row < 0) continue
    const lot = { expiry: expiryDay[at]!, left: onHandUnits[at]! }
    const lots = byRow.get(row)
    if (lots === undefined) byRow.set(row, [lot])
    else lots.push(lot)
  }
  for (const lots of byRow.values()) lots.sort((a, b) => a.expiry - b.expiry)
  return byRow
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
