import type { Plan } from '../../core/plan/plan.js'
import type { ExportTable, VersionOrigin } from '../../core/plan/version.js'
import { denseBatches, flowTable } from '../versions/flow-tables.js'
import { planTables } from '../versions/list-tables.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'

/** Four weeks: as far as what was promised can still be acted upon by the week. */
export const COMMITTED_DAYS = 28

/** A frozen week names the plan whose first weeks it holds in `rolledFrom`. */
export const commitmentOrigin = (plan: VersionOrigin & { readonly id: string }): VersionOrigin => ({
  kind: 'week',
  company: plan.company,
  planDay: plan.planDay,
  baseCurrency: plan.baseCurrency,
  facts: plan.facts,
  rates: plan.rates,
  prices: plan.prices,
  calendar: plan.calendar,
  program: plan.program,
  seed: plan.seed,
  position: plan.position,
  rolledFrom: plan.id,
})

/** What a plan promised for its first weeks, under the names that flows have in every version. */
export function commitmentTables({ company, plan }: Pick<PlanSnapshot, 'company' | 'plan'>): ExportTable[] {
  const { columns } = plan
  const flow = (name: string, rows: 'demand_rows' | 'stock_rows', values: Float64Array): ExportTable =>
    flowTable(name, rows, () => denseBatches(committed(plan, values), plan.horizon.count))
  return [
    ...planTables(company, plan),
    flow('consensus_demand', 'demand_rows', columns.consensus),
    flow('shipments', 'demand_rows', columns.constrained),
    flow('receipts', 'stock_rows', columns.receipts),
    flow('closing_stock', 'stock_rows', columns.closing),
  ]
}

/** A column with nothing after the committed days. */
function committed({ horizon }: Plan, values: Float64Array): Float64Array {
  const { count, firstDay, planDay } = horizon
  const kept = values.slice()
  let end = 0
  while (end < count && firstDay[end]! < planDay + COMMITTED_DAYS) end++
  for (let row = 0; row < kept.length; row += count) kept.fill(0, row + end, row + count)
  return kept
}
