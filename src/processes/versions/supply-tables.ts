import type { SupplyNetwork } from '../../core/network/supply-network.js'
import type { ExportTable, ExportValues } from '../../core/plan/version.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { denseBatches, flowTable } from './flow-tables.js'
import { listTable } from './list-tables.js'

/** Stock rows whose issues stand in memory at a time. */
const ROWS_PER_BATCH = 10_000

/** How stock rows feed each other, and what each gave the others: stock cannot be balanced without it. */
export function supplyTables(plan: SupplyPlan): ExportTable[] {
  return [transferLinkTable(plan.network), flowTable('issues', 'stock_rows', () => issueBatches(plan))]
}

/** Rows with one source, which is another row: all they receive has left there. */
function transferLinkTable({ sourceStart, sourceRow }: SupplyNetwork): ExportTable {
  const row: number[] = []
  const source: number[] = []
  for (let at = 0; at + 1 < sourceStart.length; at++) {
    if (sourceStart[at + 1]! - sourceStart[at]! !== 1 || sourceRow[sourceStart[at]!]! < 0) continue
    row.push(at)
    source.push(sourceRow[sourceStart[at]!]!)
  }
  return listTable('transfer_links', [
    ['row', 'INTEGER', Int32Array.from(row)],
    ['source_row', 'INTEGER', Int32Array.from(source)],
  ])
}

/** What left a stock row for other rows: opening + receipts − shipments − write-offs − closing, bucket by bucket. */
function* issueBatches(plan: SupplyPlan): Iterable<readonly ExportValues[]> {
  const { count } = plan.horizon
  const issues = new Float64Array(ROWS_PER_BATCH * count)
  for (let from = 0; from < plan.rows.stock.count; from += ROWS_PER_BATCH) {
    const end = Math.min(from + ROWS_PER_BATCH, plan.rows.stock.count)
    for (let stock = from; stock < end; stock++) issues.set(issuesOf(plan, stock), (stock - from) * count)
    for (const [row, bucket, quantity] of denseBatches(issues.subarray(0, (end - from) * count), count))
      yield [(row as Int32Array).map((at) => from + at), bucket!, quantity!]
  }
}

function issuesOf(plan: SupplyPlan, stock: number): Float64Array {
  const { network, columns, horizon } = plan
  const start = stock * horizon.count
  const balance = columns.receipts.slice(start, start + horizon.count)
  for (let at = plan.firmReceipts.start[stock]!; at < plan.firmReceipts.start[stock + 1]!; at++)
    balance[plan.firmReceipts.bucket[at]!]! += plan.firmReceipts.value[at]!
  for (let lot = network.lotStart[stock]!; lot < network.lotStart[stock + 1]!; lot++)
    balance[network.lotBucket[lot]!]! -= plan.supply.writtenOff[lot]!
  const owed = new Float64Array(horizon.count)
  for (let at = network.demandStart[stock]!; at < network.demandStart[stock + 1]!; at++) {
    const demand = network.demandRow[at]!
    for (let bucket = 0; bucket < horizon.count; bucket++)
      balance[bucket]! -= columns.constrained[demand * horizon.count + bucket]!
    if (network.backorder[demand] === 1) addOwed(plan, demand, owed)
  }
  let onHand = network.openingStock[stock]!
  return balance.map((change, bucket) => {
    const closing = columns.closing[start + bucket]! + owed[bucket]!
    const issued = onHand + change - closing
    onHand = closing
    return issued
  })
}

/** What a customer who waits has asked for and not been sent, at the end of each bucket. */
function addOwed(plan: SupplyPlan, demand: number, owed: Float64Array): void {
  const { count } = plan.horizon
  const asked = plan.columns.consensus.slice(demand * count, (demand + 1) * count)
  const { start, bucket, value } = plan.orderAdjustments
  for (let at = start[demand]!; at < start[demand + 1]!; at++) asked[bucket[at]!]! += value[at]!
  let open = plan.openingBacklog[demand]!
  for (let at = 0; at < count; at++) {
    open += Math.max(0, asked[at]!) - plan.columns.constrained[demand * count + at]!
    owed[at]! += open
  }
}
