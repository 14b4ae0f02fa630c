/**
 * Goods of customers who take control on delivery are ours until then: shipped at standard cost, less what has been
 * recognised, is on the way to them.
 */
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { addLineMoney, divisorOfCubeRow, leafMoney } from './leaf-money.js'
import { entityTotal } from './ledger-index.js'
import type { MoneyPlan } from './money-plan.js'
import type { StockLedger } from './stock-ledger.js'

/** The cube rows with such customers, and a slot for each. */
export function layOutDeliveries(
  money: MoneyPlan,
  takeSlot: (total: number) => number,
): Pick<StockLedger, 'deliveryRow' | 'deliverySlot'> {
  const { memberStart, memberRow, count } = money.cube
  const rows: number[] = []
  if (money.shifts.length > 0)
    for (let cubeRow = 0; cubeRow < count; cubeRow++)
      for (let member = memberStart[cubeRow]!; member < memberStart[cubeRow + 1]!; member++)
        if (money.shiftOf[memberRow[member]!]! >= 0) {
          rows.push(cubeRow)
          break
        }
  return {
    deliveryRow: Int32Array.from(rows),
    deliverySlot: Int32Array.from(rows, (row) => takeSlot(entityTotal(money.cube.entity[row]!, 'delivered'))),
  }
}

/** What a bucket adds to the goods on the way to customers of a cube row, or takes off them. */
export function bookDelivery(plan: SupplyPlan, money: MoneyPlan, ledger: StockLedger, delivery: number): void {
  const count = money.bucketCount
  const cubeRow = ledger.deliveryRow[delivery]!
  const at = ledger.deliverySlot[delivery]! * count
  ledger.values.fill(0, at, at + count)
  const { memberStart, memberRow } = money.cube
  for (let member = memberStart[cubeRow]!; member < memberStart[cubeRow + 1]!; member++) {
    const row = memberRow[member]!
    if (money.shiftOf[row]! < 0) continue
    const units = plan.columns.constrained.subarray(row * count, (row + 1) * count)
    addLineMoney(money, 'standardCost', row, units, divisorOfCubeRow(money, cubeRow), ledger.values, at)
    const recognised = leafMoney(money, plan.columns, 'standardCost', row)
    for (let bucket = 0; bucket < count; bucket++) ledger.values[at + bucket]! -= recognised[bucket]!
  }
}
