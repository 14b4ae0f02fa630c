/**
 * What stock rows did together, by bucket: opening + received + other moves − shipped = closing (LP27). Nothing of it is
 * stored: it follows from closings, receipts, open orders and what is shipped to customers from these rows.
 */
import { addFirmReceipts } from '../../../core/supply/requests.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { StockMove } from '../living-plan.js'

export type StockMoves = Readonly<Record<StockMove, Float64Array>>

export function stockMoves(plan: SupplyPlan, rows: Int32Array): StockMoves {
  const { columns, network, horizon } = plan
  const { count } = horizon
  const [opening, received, otherMoves, shipped, netMoves, closing] = Array.from(
    { length: 6 },
    () => new Float64Array(count),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  for (const row of rows) {
    addRow(columns.closing, row, closing)
    addRow(columns.receipts, row, received)
    addFirmReceipts(plan, row, received)
    opening[0]! += network.openingStock[row]!
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      addRow(columns.constrained, network.demandRow[at]!, shipped)
  }
  for (let bucket = 0; bucket < count; bucket++) {
    if (bucket > 0) opening[bucket] = closing[bucket - 1]!
    netMoves[bucket] = closing[bucket]! - opening[bucket]! - received[bucket]!
    otherMoves[bucket] = netMoves[bucket]! + shipped[bucket]!
  }
  return { opening, received, otherMoves, shipped, netMoves }
}

function addRow(column: Float64Array, row: number, sums: Float64Array): void {
  const first = row * sums.length
  for (let bucket = 0; bucket < sums.length; bucket++) sums[bucket]! += column[first + bucket]!
}
