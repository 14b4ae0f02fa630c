import type { ExportTable, ExportValues } from '../../core/plan/version.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { addWrittenOff } from '../../core/supply/write-offs.js'
import { type MoneyPlan, rateIn } from '../../finance/money-plan.js'
import { listTable } from './list-tables.js'

/** What can expire inside the horizon, and what the plan writes off of it. */
export function expiryTables(plan: SupplyPlan, money: MoneyPlan): ExportTable[] {
  return [lotTable(plan), writeOffTable(plan, money)]
}

/** `days` of a bucket are those on which the lot can still leave. */
function lotTable({ network }: SupplyPlan): ExportTable {
  const row = new Int32Array(network.lotQuantity.length)
  for (let at = 0; at + 1 < network.lotStart.length; at++) row.fill(at, network.lotStart[at], network.lotStart[at + 1])
  return listTable('lots', [
    ['row', 'INTEGER', row],
    ['bucket', 'INTEGER', Int32Array.from(network.lotBucket)],
    ['days', 'INTEGER', Int32Array.from(network.lotDays)],
    ['quantity', 'BIGINT', network.lotQuantity],
  ])
}

/** `unit_cost` is the standard cost it is written off at, in millionths of the owner's currency; its atoms have `atom_decimals`. */
function writeOffTable(plan: SupplyPlan, money: MoneyPlan): ExportTable {
  return {
    name: 'write_offs',
    columns: [
      { name: 'row', type: 'INTEGER' },
      { name: 'bucket', type: 'INTEGER' },
      { name: 'quantity', type: 'BIGINT' },
      { name: 'unit_cost', type: 'BIGINT' },
      { name: 'atom_decimals', type: 'INTEGER' },
    ],
    *batches() {
      yield writeOffCells(plan, money)
    },
    select: `SELECT r.product_id, r.location_id, DATE '1970-01-01' + b.first_day AS first_day, b.days, f.quantity / 1000 AS units, f.row, f.bucket, f.quantity, f.unit_cost, f.atom_decimals
      FROM write_offs f JOIN stock_rows r ON r.row = f.row JOIN buckets b ON b.bucket = f.bucket ORDER BY f.row, f.bucket`,
  }
}

function writeOffCells(plan: SupplyPlan, money: MoneyPlan): readonly ExportValues[] {
  const { horizon, network } = plan
  const { stockCost } = money
  const cells: { row: number; bucket: number; quantity: number; cost: number; decimals: number }[] = []
  const expired = new Float64Array(horizon.count)
  for (let row = 0; row < plan.rows.stock.count; row++) {
    if (network.lotStart[row] === network.lotStart[row + 1]) continue
    expired.fill(0)
    addWrittenOff(plan, row, expired)
    const owner = money.entities[money.entityOfLocation[plan.rows.stock.location[row]!]!]!
    const decimals = money.currencies[owner.currency]!.atomDecimals
    expired.forEach((quantity, bucket) => {
      const cost = stockCost === null ? 0 : rateIn(stockCost, row, bucket)
      if (quantity > 0) cells.push({ row, bucket, quantity, cost, decimals })
    })
  }
  return [
    Int32Array.from(cells, (cell) => cell.row),
    Int32Array.from(cells, (cell) => cell.bucket),
    Float64Array.from(cells, (cell) => cell.quantity),
    Float64Array.from(cells, (cell) => cell.cost),
    Int32Array.from(cells, (cell) => cell.decimals),
  ]
}
