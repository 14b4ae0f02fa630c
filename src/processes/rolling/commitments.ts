import type { Plan } from '../../core/plan/plan.js'
import type { ExportTable, VersionOrigin } from '../../core/plan/version.js'
import { committedBuckets, committedWeeks } from '../soe/adherence/committed-weeks.js'
import { type FlowPlan, planFlows } from '../soe/adherence/flow-rows.js'
import { openWeights, weightTable } from '../soe/adherence/frozen-weights.js'
import { denseBatches, flowTable } from '../versions/flow-tables.js'
import { planTables } from '../versions/list-tables.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'

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

/** What a plan promised for its first weeks, under the names that flows have in every version, and what it weighs. */
export function commitmentTables({
  company,
  plan,
  money,
}: Pick<PlanSnapshot, 'company' | 'plan' | 'money'>): ExportTable[] {
  const { columns, horizon } = plan
  const buckets = committedBuckets(horizon)
  const flows = planFlows({ company, plan }, buckets)
  const flow = (name: string, rows: 'demand_rows' | 'stock_rows', values: Float64Array): ExportTable =>
    flowTable(name, rows, () => denseBatches(committed(plan, values, buckets), horizon.count))
  const inbound = (name: string, { quantity }: FlowPlan): ExportTable =>
    flowTable(name, 'stock_rows', () => denseBatches(quantity, buckets))
  return [
    ...planTables(company, plan),
    flow('consensus_demand', 'demand_rows', columns.consensus),
    flow('shipments', 'demand_rows', columns.constrained),
    flow('receipts', 'stock_rows', columns.receipts),
    flow('closing_stock', 'stock_rows', columns.closing),
    inbound('production', flows.get('PRODUCE')!),
    inbound('inbound', flows.get('RECEIVE')!),
    weightTable(flows, committedWeeks(horizon, company.settings.weekStart), openWeights({ company, plan, money })),
  ]
}

/** A column with nothing after the committed days. */
function committed({ horizon }: Plan, values: Float64Array, buckets: number): Float64Array {
  const { count } = horizon
  const kept = values.slice()
  for (let row = 0; row < kept.length; row += count) kept.fill(0, row + buckets, row + count)
  return kept
}
