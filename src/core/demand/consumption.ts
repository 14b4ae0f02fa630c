/**
 * Forecast and orders speak of the same demand: orders eat the forecast they make true, so that nothing is planned twice.
 *
 * Per demand row, over the day buckets (DOMAIN §6.8; rules OC1–OC6 of docs/specs/demand.md):
 * - inside the fence (the customer's order lead time) whoever wanted something has ordered it: orders only;
 * - from the fence on an order consumes the forecast of its own day, then of the days before it, the nearest first, then
 *   of the days after it; what no order consumed stands beside the orders;
 * - beyond the day buckets the forecast stands alone.
 */
import type { Horizon } from '../calendar/horizon.js'
import type { OpenOrder } from '../network/facts.js'
import type { SparseColumn } from '../plan/plan.js'
import { indexRows, type RowKeys } from './row-index.js'
import { openCells } from './sparse-cells.js'

export interface ConsumptionRules {
  /** By demand row: days inside which only orders count. 0 for rows whose customers do not order ahead. */
  readonly fenceDays: ArrayLike<number>
  /** How far an order reaches for forecast to consume. A week, because many order once a week. */
  readonly backwardDays: number
  readonly forwardDays: number
}

export const WINDOW_DAYS = 6

export interface Consumption {
  /** What to add to consensus so that it becomes orders plus unconsumed forecast. */
  readonly orderAdjustments: SparseColumn
  /** By demand row: open quantity due before the plan day. It consumes nothing: its forecast has passed. */
  readonly openingBacklog: Float64Array
  /** Open orders of items, locations and customers without a demand row: to be shown. */
  readonly unmatched: readonly OpenOrder[]
}

type Demanded = Pick<OpenOrder, 'product' | 'location' | 'customer' | 'requestedDay' | 'orderedUnits' | 'shippedUnits'>

/** What is still to be shipped to customers, by the row and day it is due. */
export interface OrderBook {
  readonly due: SparseColumn
  readonly openingBacklog: Float64Array
  readonly unmatched: readonly OpenOrder[]
}

/** An order is due on the day the customer asked for. */
export function gatherOrders(orders: readonly OpenOrder[], rows: RowKeys, horizon: Horizon): OrderBook {
  const { planDay, dayCount } = horizon
  const index = indexRows(rows)
  const due = openCells(rows.count, Math.max(1, dayCount))
  const openingBacklog = new Float64Array(rows.count)
  const unmatched: OpenOrder[] = []
  for (const order of orders) {
    const open = openUnits(order)
    if (open === 0) continue
    const row = index.find(order.product, order.location, order.customer)
    const day = order.requestedDay - planDay
    if (row < 0) unmatched.push(order)
    else if (day < 0) openingBacklog[row]! += open
    else if (day < dayCount) due.add(row, day, open)
  }
  return { due: due.close(), openingBacklog, unmatched }
}

/** `consensus` at [row * horizon.count + bucket]. */
export function consumeForecast(
  orders: readonly OpenOrder[],
  rows: RowKeys,
  horizon: Horizon,
  consensus: Float64Array,
  rules: ConsumptionRules,
): Consumption {
  const { due, openingBacklog, unmatched } = gatherOrders(orders, rows, horizon)
  const { dayCount } = horizon
  const adjustments = openCells(rows.count, horizon.count)
  const adjusted = new Float64Array(dayCount)
  const consumer = forecastConsumer({ due, rules, horizon, consensus })
  for (let row = 0; row < rows.count; row++) {
    if (!consumer.isAdjusted(row)) continue
    consumer.adjust(row, adjusted)
    for (let day = 0; day < dayCount; day++) adjustments.add(row, day, adjusted[day]!)
  }
  return { orderAdjustments: adjustments.close(), openingBacklog, unmatched }
}

/** Works out one row after the other; holds the working arrays of one thread. */
export interface ForecastConsumer {
  /** Whether orders can make a difference to the row at all. */
  isAdjusted(row: number): boolean
  /** By day: what to add to the row's consensus. */
  adjust(row: number, out: Float64Array): void
}

export function forecastConsumer(of: {
  due: SparseColumn
  rules: ConsumptionRules
  horizon: Horizon
  consensus: Float64Array
}): ForecastConsumer {
  const { due, rules, horizon, consensus } = of
  const { dayCount, count } = horizon
  const ordered = new Float64Array(dayCount)
  return {
    isAdjusted: (row) => due.start[row] !== due.start[row + 1] || rules.fenceDays[row] !== 0,
    adjust(row, out) {
      ordered.fill(0)
      for (let cell = due.start[row]!; cell < due.start[row + 1]!; cell++) ordered[due.bucket[cell]!] = due.value[cell]!
      const forecast = consensus.subarray(row * count, row * count + dayCount)
      consumeRow(forecast, ordered, { ...rules, fenceDays: rules.fenceDays[row]! }, out)
      for (let day = 0; day < dayCount; day++) out[day]! -= forecast[day]!
    },
  }
}

const openUnits = ({ orderedUnits, shippedUnits }: Demanded): number => Math.max(0, orderedUnits - shippedUnits)

/** One row, day by day: `demand` becomes orders plus what is left of the forecast outside the fence. */
export function consumeRow(
  forecast: Float64Array,
  ordered: Float64Array,
  rules: { fenceDays: number; backwardDays: number; forwardDays: number },
  demand: Float64Array,
): void {
  const dayCount = forecast.length
  demand.set(forecast)
  for (let day = 0; day < dayCount; day++) {
    let hungry = ordered[day]!
    const eat = (at: number): void => {
      const eaten = Math.min(hungry, demand[at]!)
      demand[at]! -= eaten
      hungry -= eaten
    }
    if (hungry > 0) eat(day)
    for (let before = day - 1; hungry > 0 && before >= Math.max(0, day - rules.backwardDays); before--) eat(before)
    for (let after = day + 1; hungry > 0 && after <= Math.min(dayCount - 1, day + rules.forwardDays); after++)
      eat(after)
  }
  for (let day = 0; day < dayCount; day++) demand[day] = ordered[day]! + (day < rules.fenceDays ? 0 : demand[day]!)
}
