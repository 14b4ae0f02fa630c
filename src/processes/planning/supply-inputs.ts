import { bucketOfDay, type Horizon } from '../../core/calendar/horizon.js'
import type { Facts } from '../../core/network/facts.js'
import { buildSparse, type Rows, type SparseCell, type SparseColumn } from '../../core/plan/plan.js'
import { findStockRow } from '../../core/plan/rows.js'

const FREE = 0

/** Free stock on hand by stock row. What is blocked or in quality cannot be promised and is not planned with. */
export function openingStock(facts: Facts, stock: Rows): Float64Array {
  const opening = new Float64Array(stock.count)
  const { count, product, location, onHandUnits, status } = facts.stock
  for (let at = 0; at < count; at++) {
    if (status[at] !== FREE) continue
    const row = findStockRow(stock, product[at]!, location[at]!)
    if (row >= 0) opening[row]! += onHandUnits[at]!
  }
  return opening
}

export interface FirmSupply {
  readonly firmReceipts: SparseColumn
  readonly firmIssues: SparseColumn
}

/**
 * Open supply orders as what will arrive and, for transfers that have not left yet, as what will leave. A date that has
 * passed means the first bucket: late is not lost, and the exceptions say that it is late. An order due beyond the
 * horizon is not in the plan.
 */
export function firmSupply(facts: Facts, stock: Rows, horizon: Horizon): FirmSupply {
  const receipts: SparseCell[] = []
  const issues: SparseCell[] = []
  const add = (cells: SparseCell[], row: number, day: number, value: number): void => {
    const bucket = Math.max(0, bucketOfDay(horizon, day))
    if (row >= 0 && bucket < horizon.count && value > 0) cells.push({ row, bucket, value })
  }
  for (const order of facts.supplyOrders) {
    const open = order.orderedUnits - order.receivedUnits
    add(receipts, findStockRow(stock, order.product, order.to), expectedDay(order), open)
    const waiting =
      order.kind === 'transfer' && order.from >= 0 && !(order.shipDay >= 0 && order.shipDay < horizon.planDay)
    if (waiting)
      add(
        issues,
        findStockRow(stock, order.product, order.from),
        order.shipDay >= 0 ? order.shipDay : horizon.planDay,
        open,
      )
  }
  return { firmReceipts: buildSparse(stock.count, receipts), firmIssues: buildSparse(stock.count, issues) }
}

export const expectedDay = (order: { promisedDay: number; dueDay: number }): number =>
  order.promisedDay >= 0 ? order.promisedDay : order.dueDay
