import type { CashFlow, TaxSettlement } from './cash.js'
import type { CashCyclePeriod } from './cash-to-cash.js'
import type { DailyBalance } from './daily-balance.js'
import type { EntityMonth } from './ledger.js'

/** Everything about an entity that is not its P&L, by day, in atoms of its currency. */
export interface EntityBooks {
  readonly entity: number
  readonly stockOpening: number
  readonly stock: Float64Array
  readonly receivables: DailyBalance
  readonly payables: DailyBalance
  readonly accruals: DailyBalance
  readonly intercompanyReceivables: DailyBalance
  readonly intercompanyPayables: DailyBalance
  readonly tax: TaxSettlement
  readonly cash: CashFlow
  /** What the ledger books. */
  readonly months: readonly EntityMonth[]
  /** What the cash cycle is reckoned from. */
  readonly periods: readonly CashCyclePeriod[]
}
