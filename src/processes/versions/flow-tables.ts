import { GRAIN_OF, type Measure, type Plan, type SparseColumn } from '../../core/plan/plan.js'
import type { ExportTable, ExportValues } from '../../core/plan/version.js'

/** Cells handed over at a time: three columns of this many are 20 MB. */
const CELLS_PER_BATCH = 1_000_000

/** File names of the flows, in the words of DESIGN §3; `baseline` and `requirement` are the plan's own. */
const FLOW_FILES: Readonly<Record<Measure, string>> = {
  baseline: 'baseline',
  consensus: 'consensus_demand',
  constrained: 'shipments',
  requirement: 'requirement',
  receipts: 'receipts',
  closing: 'closing_stock',
  asIs: 'as_is_stock',
}

/** The flows of a plan, one file each: every cell that is not zero, with the ids and dates a reader needs. */
export function flowTables(plan: Plan): ExportTable[] {
  const dense = (Object.keys(FLOW_FILES) as Measure[]).map((measure) =>
    flowTable(FLOW_FILES[measure], GRAIN_OF[measure] === 'demand' ? 'demand_rows' : 'stock_rows', () =>
      denseBatches(plan.columns[measure], plan.horizon.count),
    ),
  )
  const sparse = [
    flowTable('order_adjustments', 'demand_rows', () => sparseBatches(plan.orderAdjustments)),
    flowTable('firm_receipts', 'stock_rows', () => sparseBatches(plan.firmReceipts)),
    flowTable('firm_issues', 'stock_rows', () => sparseBatches(plan.firmIssues)),
    flowTable('firm_needs', 'stock_rows', () => sparseBatches(plan.firmNeeds)),
  ]
  return [...dense, ...sparse]
}

/** `row`, `bucket` and `quantity` (whole thousandths) are the plan's; ids and dates are joined for readers outside. */
export function flowTable(
  name: string,
  rows: 'demand_rows' | 'stock_rows',
  batches: () => Iterable<readonly ExportValues[]>,
): ExportTable {
  const ids = rows === 'demand_rows' ? 'r.product_id, r.location_id, r.customer_id' : 'r.product_id, r.location_id'
  return {
    name,
    columns: [
      { name: 'row', type: 'INTEGER' },
      { name: 'bucket', type: 'INTEGER' },
      { name: 'quantity', type: 'BIGINT' },
    ],
    batches,
    select: `SELECT ${ids}, DATE '1970-01-01' + b.first_day AS first_day, b.days, f.quantity / 1000 AS units, f.row, f.bucket, f.quantity
      FROM "${name}" f JOIN ${rows} r ON r.row = f.row JOIN buckets b ON b.bucket = f.bucket`,
  }
}

export function* denseBatches(values: Float64Array, bucketCount: number): Iterable<readonly ExportValues[]> {
  const row = new Int32Array(CELLS_PER_BATCH)
  const bucket = new Int32Array(CELLS_PER_BATCH)
  const quantity = new Float64Array(CELLS_PER_BATCH)
  let filled = 0
  for (let at = 0; at < values.length; at++) {
    if (values[at] === 0) continue
    row[filled] = (at / bucketCount) | 0
    bucket[filled] = at % bucketCount
    quantity[filled] = values[at]!
    filled += 1
    if (filled < CELLS_PER_BATCH) continue
    yield [row, bucket, quantity]
    filled = 0
  }
  if (filled > 0) yield [row.subarray(0, filled), bucket.subarray(0, filled), quantity.subarray(0, filled)]
}

export function* sparseBatches(column: SparseColumn): Iterable<readonly ExportValues[]> {
  const row = new Int32Array(column.bucket.length)
  for (let at = 0; at + 1 < column.start.length; at++) row.fill(at, column.start[at], column.start[at + 1])
  yield [row, Int32Array.from(column.bucket), column.value]
}
