import { formatDay } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import type { SparseColumn } from '../../core/plan/plan.js'
import type { ExceptionContext } from './exception-input.js'
import { inUnits, isNotable, type ProblemDraft, stockKey, stockPlace } from './problem-draft.js'
import { leadTimeDays, openStockFlow, type StockFlow } from './stock-flow.js'
import { ENDING_DAYS, EXCESS_COVER_DAYS, OBSOLETE_DAYS } from './thresholds.js'

/**
 * Excess: stock beyond what will leave in two months and the lead time, safety stock and one lot, money tied up at cost.
 * Obsolete: stock of items that end, or that nobody will ask for in half a year, what will not leave any more, at cost.
 * A row is one or the other; null when it is neither, or worth less than `least`.
 */
export function openStockTroubles(context: ExceptionContext): (row: number, least: number) => ProblemDraft | null {
  const { plan, values } = context
  const { openingStock } = plan.network
  const flowOf = openStockFlow(plan)
  return (row, least) => {
    if (openingStock[row]! <= 0) return null
    const cost = values.cost(row)
    // Most rows are too small to be worth looking at, whatever their flow.
    if (((openingStock[row]! + totalOf(plan.firmReceipts, row)) / QUANTITY_PER_UNIT) * cost < least) return null
    const flow = flowOf(row)
    const draft = isDying(context, row, flow) ? draftObsolete : draftExcess
    return draft({ context, row, flow, cost, least })
  }
}

function totalOf({ start, value }: SparseColumn, row: number): number {
  let total = 0
  for (let cell = start[row]!; cell < start[row + 1]!; cell++) total += value[cell]!
  return total
}

interface StockGiven {
  readonly context: ExceptionContext
  readonly row: number
  readonly flow: StockFlow
  readonly cost: number
  readonly least: number
}

function draftExcess({ context, row, flow, cost, least }: StockGiven): ProblemDraft | null {
  const { plan, bucketsWithin } = context
  const { network, horizon } = plan
  const days = EXCESS_COVER_DAYS + Math.max(leadTimeDays(plan, row), network.maxCoverDays[row]!)
  const within = bucketsWithin(days)
  const kept = network.safetyStock[row]! + Math.max(network.minimum[row]!, network.multiple[row]!)
  const leaves = Math.max(sum(flow.issues, within), halfYearRate(context, flow) * days)
  const excess = Math.round(network.openingStock[row]! + sum(flow.firm, within) - leaves - kept)
  const found = { kind: 'excess', worth: (excess / QUANTITY_PER_UNIT) * cost } as const
  if (!isNotable(found, least)) return null
  const place = stockPlace(context, row)
  return {
    ...found,
    place,
    firstDay: horizon.planDay,
    durationDays: daysUntilGone(plan, row, flow) - days,
    size: excess,
    code: 'problem.excess',
    values: {
      units: inUnits(excess),
      stock: inUnits(network.openingStock[row]!),
      cover: daysUntilGone(plan, row, flow),
      days,
    },
    rootCause: `stock:${stockKey(place)}`,
    evidence: [{ kind: 'row', id: stockKey(place) }],
  }
}

function draftObsolete({ context, row, flow, cost, least }: StockGiven): ProblemDraft | null {
  const { plan, company } = context
  const { endDay } = company.products[plan.rows.stock.item[row]!]!
  const { planDay, count } = plan.horizon
  const stock = plan.network.openingStock[row]! + sum(flow.firm, count)
  const left = Math.min(stock, stock - sum(flow.issues, count))
  const found = { kind: 'obsolete', worth: (left / QUANTITY_PER_UNIT) * cost } as const
  if (!isNotable(found, least)) return null
  const place = stockPlace(context, row)
  return {
    ...found,
    place,
    firstDay: planDay,
    durationDays: endDay === null ? OBSOLETE_DAYS : Math.max(1, endDay - planDay),
    size: left,
    ...(endDay === null || endDay < planDay ? {} : { lastUsefulDay: endDay }),
    code: endDay === null ? 'problem.obsolete_still' : 'problem.obsolete_ending',
    values: { units: inUnits(left), stock: inUnits(stock), days: OBSOLETE_DAYS, end: endText(endDay) },
    rootCause: `stock:${stockKey(place)}`,
    evidence: [{ kind: 'row', id: stockKey(place) }],
  }
}

const endText = (endDay: number | null): string => (endDay === null ? '' : formatDay(endDay))

/** The item ends within sight, or nothing leaves the row for half a year though it could have been asked for. */
function isDying({ plan, company, bucketsWithin }: ExceptionContext, row: number, flow: StockFlow): boolean {
  const { endDay, launchDay } = company.products[plan.rows.stock.item[row]!]!
  const { planDay } = plan.horizon
  if (endDay !== null && endDay < planDay + ENDING_DAYS) return true
  if (launchDay !== null && launchDay > planDay) return false
  return sum(flow.issues, bucketsWithin(OBSOLETE_DAYS)) === 0
}

/**
 * What leaves a day over half a year. A source stands still for weeks while the places it feeds live on their own stock;
 * that alone does not make its stock too much.
 */
function halfYearRate({ plan, bucketsWithin }: ExceptionContext, { issues }: StockFlow): number {
  const buckets = bucketsWithin(OBSOLETE_DAYS)
  const { firstDay, days, planDay } = plan.horizon
  return sum(issues, buckets) / (firstDay[buckets - 1]! + days[buckets - 1]! - planDay)
}

function sum(values: Float64Array, end: number): number {
  let total = 0
  for (let bucket = 0; bucket < end; bucket++) total += values[bucket]!
  return total
}

/** Days until what is on hand has left, by bucket; the whole horizon when it never does. */
function daysUntilGone({ horizon, network }: ExceptionContext['plan'], row: number, { issues }: StockFlow): number {
  let left = network.openingStock[row]!
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const leaves = issues[bucket]!
    if (leaves >= left)
      return (
        horizon.firstDay[bucket]! - horizon.planDay + Math.ceil((horizon.days[bucket]! * left) / Math.max(1, leaves))
      )
    left -= leaves
  }
  const last = horizon.count - 1
  return horizon.firstDay[last]! + horizon.days[last]! - horizon.planDay
}
