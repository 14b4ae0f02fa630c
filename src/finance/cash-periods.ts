import type { CashCyclePeriod } from './cash-to-cash.js'
import { type DailyBalance, sumInMonths } from './daily-balance.js'
import type { EntityBooks } from './entity-books.js'
import type { MoneyHorizon, MoneyPlan } from './money-plan.js'
import { baseCurrencyOf, translateAtoms } from './transfer-pricing.js'

/** What the cash cycle of each month is reckoned from: its daily closings added up, and its flows. */
export function periodsOf(
  horizon: MoneyHorizon,
  stock: Float64Array,
  receivables: DailyBalance,
  payables: DailyBalance,
  costOfSales: Float64Array,
): CashCyclePeriod[] {
  const months = (daily: Float64Array): Float64Array => sumInMonths(horizon, daily)
  const days = months(new Float64Array(stock.length).fill(1))
  const stockDays = months(stock)
  const receivableDays = months(receivables.closing)
  const payableDays = months(payables.closing)
  const billings = months(receivables.billed)
  const purchases = months(payables.billed)
  return Array.from(days, (count, month) => ({
    days: count,
    stockDays: stockDays[month]!,
    receivableDays: receivableDays[month]!,
    payableDays: payableDays[month]!,
    costOfSales: costOfSales[month]!,
    billings: billings[month]!,
    purchases: purchases[month]!,
  }))
}

/** The periods of all entities as one, in the base currency at the PLAN rate of each month (balances and flows alike). */
export function groupPeriods(money: MoneyPlan, books: readonly EntityBooks[]): CashCyclePeriod[] {
  const base = baseCurrencyOf(money)
  return Array.from({ length: money.monthCount }, (_, month) => {
    const sum = (of: (period: CashCyclePeriod) => number): number =>
      books.reduce((total, { entity, periods }) => {
        const { currency } = money.entities[entity]!
        return total + translateAtoms(money, of(periods[month]!), currency, base, month)
      }, 0)
    return {
      days: books[0]?.periods[month]!.days ?? 0,
      stockDays: sum((period) => period.stockDays),
      receivableDays: sum((period) => period.receivableDays),
      payableDays: sum((period) => period.payableDays),
      costOfSales: sum((period) => period.costOfSales),
      billings: sum((period) => period.billings),
      purchases: sum((period) => period.purchases),
    }
  })
}
