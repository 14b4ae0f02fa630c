/**
 * Unit rates of every base line for every demand row and bucket, in millionths of the functional currency of the entity
 * that owns the shipping location. Rows that buy the same item on the same terms share their rates, so that a million
 * rows need some ten thousand rate rows (docs/specs/valuation.md, VA3–VA8).
 */
import { compileOutbound, compileStandardCost } from './cost-rates.js'
import type { BaseLine, RateTable } from './money-plan.js'
import type { RateSources } from './rate-sources.js'
import { compileSelling } from './selling-rates.js'

export interface RateCard {
  readonly rates: Record<BaseLine, RateTable | null>
  /** Demand rows without a price, or a standard cost, in some bucket. */
  readonly unpricedRows: Int32Array
  readonly uncostedRows: Int32Array
}

/**
 * @throws Refusal `finance.price_tie`, `finance.cost_tie`, `finance.missing_rate`
 */
export function compileRateCard(given: RateSources): RateCard {
  const selling = compileSelling(given)
  const cost = compileStandardCost(given)
  return {
    rates: {
      ...selling.rates,
      fines: null,
      standardCost: cost.rates.table(),
      outboundLogistics: compileOutbound(given).table(),
    },
    unpricedRows: Int32Array.from(selling.unpriced),
    uncostedRows: Int32Array.from(cost.uncosted),
  }
}
