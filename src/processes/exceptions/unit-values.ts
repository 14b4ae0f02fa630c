import type { Company } from '../../core/network/company.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { MarginFlow } from './margin-flow.js'
import { MovedRows } from './moved-rows.js'
import { VALUE_SHARE_MIN, VALUE_SHARE_ROWS } from './thresholds.js'
import { openUnitPrices, type UnitPrices } from './unit-prices.js'

/**
 * What a base unit is worth, in major units of the base currency at PLAN rates: sold, in stock, or as what keeps others
 * going.
 */
export interface UnitValues extends UnitPrices {
  /** By stock row: see `MarginFlow`. */
  readonly servedMargin: Float64Array
  /** By stock row: what its own customers ask for in the next quarter. */
  readonly quarterVolume: Float64Array
  /** Net sales asked for in an average week of the next quarter. */
  readonly weeklySales: number
  /** The smallest value that gets a line in the queue. */
  readonly floor: number
}

export function deriveUnitValues(given: { company: Company; plan: SupplyPlan; money: MoneyPlan }): UnitValues {
  const { plan } = given
  const prices = openUnitPrices(given)
  const flow = new MarginFlow(plan)
  flow.follow(plan, prices, MovedRows.all(plan.rows.stock.count), 0)
  return unitValuesOf(plan, prices, flow)
}

export function unitValuesOf(plan: SupplyPlan, prices: UnitPrices, flow: MarginFlow): UnitValues {
  const { servedMargin, quarterVolume, weeklySales } = flow
  const many = Math.sqrt(Math.min(1, VALUE_SHARE_ROWS / Math.max(1, plan.rows.stock.count)))
  return { ...prices, servedMargin, quarterVolume, weeklySales, floor: weeklySales * VALUE_SHARE_MIN * many }
}
