import type { Horizon } from '../../core/calendar/horizon.js'
import { forecastConsumer, gatherOrders, WINDOW_DAYS } from '../../core/demand/consumption.js'
import { deriveFences } from '../../core/demand/order-fence.js'
import type { Company } from '../../core/network/company.js'
import type { OpenOrder } from '../../core/network/facts.js'
import type { Allocate, Rows, SparseColumn } from '../../core/plan/plan.js'

/** Orders against forecast, kept so that rows whose consensus has moved can be worked out again in place. */
export interface OrderConsumption {
  /** Every day of the rows that orders can touch; a day on which nothing is adjusted holds 0. */
  readonly adjustments: SparseColumn
  readonly openingBacklog: Float64Array
  refresh(rows: Int32Array): void
  /** The same over another consensus, which these rows have now; the orders are the same. */
  over(consensus: Float64Array): OrderConsumption
}

/** `consensus` is read whenever rows are refreshed; it starts refreshed. Values lie where `allocate` says. */
export function openConsumption(
  given: { company: Company; orders: readonly OpenOrder[]; rows: Rows; horizon: Horizon },
  consensus: Float64Array,
  allocate: Allocate,
): OrderConsumption {
  const { company, orders, rows, horizon } = given
  const { due, openingBacklog } = gatherOrders(orders, rows, horizon)
  const rules = {
    fenceDays: deriveFences(company, orders, rows, horizon.dayCount),
    backwardDays: WINDOW_DAYS,
    forwardDays: WINDOW_DAYS,
  }
  const { dayCount } = horizon
  const { isAdjusted } = forecastConsumer({ due, rules, horizon, consensus })
  const start = new Int32Array(rows.count + 1)
  for (let row = 0; row < rows.count; row++) start[row + 1] = start[row]! + (isAdjusted(row) ? dayCount : 0)
  const cells = start[rows.count]!
  const bucket = Uint16Array.from({ length: cells }, (_, cell) => cell % dayCount)
  const on = (column: Float64Array, value: Float64Array): OrderConsumption => {
    const consumer = forecastConsumer({ due, rules, horizon, consensus: column })
    return {
      adjustments: { start, bucket, value },
      openingBacklog,
      refresh(touched) {
        for (const row of touched)
          if (start[row] !== start[row + 1]) consumer.adjust(row, value.subarray(start[row]!, start[row + 1]!))
      },
      over(other) {
        const copy = allocate(cells)
        copy.set(value)
        return on(other, copy)
      },
    }
  }
  const consumption = on(consensus, allocate(cells))
  consumption.refresh(Int32Array.from({ length: rows.count }, (_, row) => row))
  return consumption
}
