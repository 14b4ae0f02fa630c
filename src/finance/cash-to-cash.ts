import { assert } from '../core/base/assert.js'

/** Days, or why there are none: a message of the catalogue. */
export type Days = { readonly days: number } | { readonly days: null; readonly reason: NoDaysReason }
export type NoDaysReason = 'finance.no_cost_of_sales' | 'finance.no_billings' | 'finance.no_purchases'

/**
 * What one period needs. All money in atoms of one currency. Billings and purchases, and the balances they leave, are
 * both with tax: a receivable holds the tax, so net sales under it would stretch DSO by the tax rate (DOMAIN §1.4).
 */
export interface CashCyclePeriod {
  readonly days: number
  /** Σ over the period's days of the closing balance: the average balance × days, without a rounding. */
  readonly stockDays: number
  readonly receivableDays: number
  readonly payableDays: number
  readonly costOfSales: number
  readonly billings: number
  readonly purchases: number
}

export interface CashCycle {
  readonly stock: Days
  readonly receivables: Days
  readonly payables: Days
  /** Null when any of the three is. */
  readonly cashToCash: number | null
  /** A payable or receivable below zero is kept, and said. */
  readonly negative: readonly ('receivables' | 'payables')[]
}

/**
 * DIO + DSO − DPO (DOMAIN §1.4). With average = Σ closing ÷ D and rate = flow ÷ D, the D cancels:
 * days of balance ÷ flow.
 */
export function cashCycle(period: CashCyclePeriod): CashCycle {
  const stock = ratio(period.stockDays, period.costOfSales, 'finance.no_cost_of_sales')
  const receivables = ratio(period.receivableDays, period.billings, 'finance.no_billings')
  const payables = ratio(period.payableDays, period.purchases, 'finance.no_purchases')
  const known = stock.days !== null && receivables.days !== null && payables.days !== null
  const negative: ('receivables' | 'payables')[] = []
  if (period.receivableDays < 0) negative.push('receivables')
  if (period.payableDays < 0) negative.push('payables')
  return {
    stock,
    receivables,
    payables,
    cashToCash: known ? stock.days + receivables.days - payables.days : null,
    negative,
  }
}

function ratio(balanceDays: number, flow: number, reason: NoDaysReason): Days {
  return flow === 0 ? { days: null, reason } : { days: balanceDays / flow }
}

/** Several periods as one: a quarter from its months, or the last year from twelve. */
export function joinPeriods(periods: readonly CashCyclePeriod[]): CashCyclePeriod {
  const sum = (of: (period: CashCyclePeriod) => number): number =>
    periods.reduce((total, period) => total + of(period), 0)
  return {
    days: sum((period) => period.days),
    stockDays: sum((period) => period.stockDays),
    receivableDays: sum((period) => period.receivableDays),
    payableDays: sum((period) => period.payableDays),
    costOfSales: sum((period) => period.costOfSales),
    billings: sum((period) => period.billings),
    purchases: sum((period) => period.purchases),
  }
}

/** The cash cycle over a window of `length` periods that ends with each period; shorter at the beginning. */
export function rollingCashCycle(periods: readonly CashCyclePeriod[], length: number): CashCycle[] {
  assert(length >= 1, 'an empty window', { length })
  return periods.map((_, at) => cashCycle(joinPeriods(periods.slice(Math.max(0, at + 1 - length), at + 1))))
}
