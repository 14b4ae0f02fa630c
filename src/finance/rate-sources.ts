import type { Company } from '../core/network/company.js'
import type { Rows } from '../core/plan/plan.js'
import type { CustomerChains } from './customer-chain.js'
import type { ExchangeRates } from './exchange-rates.js'
import type { Memory } from './memory.js'
import type { MoneyHorizon } from './money-plan.js'

/** What unit rates are compiled from. */
export interface RateSources {
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
