/** The money weights of a plan's cells, fixed when its week is frozen: rule AD12. */
import { UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import type { Company } from '../../../core/network/company.js'
import type { ExportTable } from '../../../core/plan/version.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { MoneyPlan } from '../../../finance/money-plan.js'
import { openUnitPrices } from '../../exceptions/unit-prices.js'
import type { CommittedWeek } from './committed-weeks.js'
import { ADHERENCE_FLOWS, type AdherenceFlow, type FlowPlan, isDemandFlow } from './flow-rows.js'

export interface PricedSnapshot {
  readonly company: Company
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
}

/** Millionths of the base currency per unit; 0 where nobody says. */
export interface FrozenWeights {
  weight(flow: AdherenceFlow, row: number, bucket: number): number
  /** What a unit more or less earns: net price less standard cost; 0 in supply flows. */
  margin(flow: AdherenceFlow, row: number, bucket: number): number
  cost(stockRow: number): number
}

export function openWeights(snapshot: PricedSnapshot): FrozenWeights {
  const prices = openUnitPrices(snapshot)
  const { stockRow } = snapshot.plan.rows.demand
  const whole = (major: number): number => Math.round(major * UNIT_PRICE_PER_MAJOR)
  const costs = Float64Array.from({ length: snapshot.plan.rows.stock.count }, (_, row) => whole(prices.cost(row)))
  const net = (row: number, bucket: number): number => whole(prices.netPrice(row, bucket))
  return {
    weight: (flow, row, bucket) => (isDemandFlow(flow) ? net(row, bucket) : costs[row]!),
    margin: (flow, row, bucket) => (isDemandFlow(flow) ? net(row, bucket) - costs[stockRow[row]!]! : 0),
    cost: (row) => costs[row]!,
  }
}

/** A weight holds from its day on, until the next one of its row. */
export function weightTable(
  flows: ReadonlyMap<AdherenceFlow, FlowPlan>,
  weeks: readonly CommittedWeek[],
  weights: FrozenWeights,
): ExportTable {
  return {
    name: 'adherence_weights',
    columns: [
      { name: 'flow', type: 'INTEGER', names: ADHERENCE_FLOWS },
      { name: 'row', type: 'INTEGER' },
      { name: 'first_day', type: 'DATE' },
      { name: 'weight', type: 'BIGINT' },
      { name: 'margin', type: 'BIGINT' },
    ],
    *batches() {
      for (const plan of flows.values()) yield weightsOf(plan, weeks, weights)
    },
  }
}

function weightsOf({ flow, has }: FlowPlan, weeks: readonly CommittedWeek[], weights: FrozenWeights) {
  const cells: { row: number; day: number; weight: number; margin: number }[] = []
  for (let row = 0; row < has.length; row++) {
    if (has[row] === 0) continue
    let last = { weight: Number.NaN, margin: Number.NaN }
    for (const { firstDay, bucket } of weeks) {
      const now = { weight: weights.weight(flow, row, bucket), margin: weights.margin(flow, row, bucket) }
      if (now.weight !== last.weight || now.margin !== last.margin) cells.push({ row, day: firstDay, ...now })
      last = now
    }
  }
  return [
    new Int32Array(cells.length).fill(ADHERENCE_FLOWS.indexOf(flow)),
    Int32Array.from(cells, ({ row }) => row),
    Int32Array.from(cells, ({ day }) => day),
    Float64Array.from(cells, ({ weight }) => weight),
    Float64Array.from(cells, ({ margin }) => margin),
  ]
}
