/**
 * Unit rates of every base line for every demand row and bucket, in millionths of the functional currency of the entity
 * that owns the shipping location. Rows that buy the same item on the same terms share their rates, so that a million
 * rows need some ten thousand rate rows (docs/specs/valuation.md, VA3–VA8).
 */
import type { Company } from '../core/network/company.js'
import type { Rows } from '../core/plan/plan.js'
import { compileOutbound, compileStandardCost } from './cost-rates.js'
import type { CustomerChains } from './customer-chain.js'
import type { ExchangeRates } from './exchange-rates.js'
import type { Memory } from './memory.js'
import type { BaseLine, MoneyHorizon, RateTable } from './money-plan.js'
import { compileSelling } from './selling-rates.js'

export interface RateCardGiven {
  readonly company: Company
  readonly rows: Rows
  readonly horizon: MoneyHorizon
  readonly firstMonth: number
  readonly chains: CustomerChains
  readonly exchange: ExchangeRates
  /** Functional currency of the owner of each location; null where the stock is a customer's. */
  readonly currencyOfLocation: readonly (string | null)[]
  /** Learned share of gross that comes back, in millionths, by demand row. */
  readonly returnShareOf?: (demandRow: number) => number
  readonly memory: Memory
}

export interface RateCard {
  readonly rates: Record<BaseLine, RateTable | null>
  /** Demand rows without a price, or a standard cost, in some bucket. */
  readonly unpricedRows: Int32Array
  readonly uncostedRows: Int32Array
}

/**
 * @throws Refusal `finance.price_tie`, `finance.cost_tie`, `finance.missing_rate`
 */
export function compileRateCard(given: RateCardGiven): RateCard {
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
