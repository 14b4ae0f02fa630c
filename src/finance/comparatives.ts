import { monthOf } from '../core/base/day.js'
import type { BudgetLine, Company } from '../core/network/company.js'
import type { SalesFacts } from '../core/network/facts.js'
import type { BudgetedLine, ComparedAmount } from './budget.js'
import { minorDecimals } from './currency.js'
import { applyRate, type ExchangeRates, findRate, rateAt, reportedRateAt } from './exchange-rates.js'
import type { ProfitAndLoss } from './profit-and-loss.js'
import { currencyOfSales } from './sales-books.js'

/** What a budget, and last year's sales, are compared in: whole legal units of the base currency. */
export interface ComparisonUnit {
  readonly baseCurrency: string
  readonly exchange: ExchangeRates
}

/** The plan side, from a P&L by country and family read at plan rates in the base currency. */
export function amountsOfPlan(read: ProfitAndLoss): ComparedAmount[] {
  const [country, family] = [read.by.indexOf('country'), read.by.indexOf('family')]
  return read.rows.flatMap((row) =>
    read.months.flatMap((month, at) => {
      const place = { country: row.key[country] ?? '', family: row.key[family] ?? '', month }
      return [
        { ...place, line: 'units' as const, amount: row.units[at]! },
        { ...place, line: 'netSales' as const, amount: row.lines.netSales[at]! },
        { ...place, line: 'grossMargin' as const, amount: row.lines.grossMargin[at]! },
      ]
    }),
  )
}

/** The budget at its own rates (BUDGET, else PLAN). A line of a product is added to the product's family. */
export function amountsOfBudget(company: Company, unit: ComparisonUnit): ComparedAmount[] {
  return company.budget.flatMap(budgetReader(company, unit))
}

/** What a line of the budget says, in the unit of comparison. */
export function budgetReader(
  { products }: Pick<Company, 'products'>,
  unit: ComparisonUnit,
): (line: BudgetLine) => ComparedAmount[] {
  const familyOf = new Map(products.map((product) => [product.id, product.family]))
  return (line) => {
    const family = line.product === null ? (line.family ?? '') : (familyOf.get(line.product) ?? '')
    const place = { country: line.country, family, month: line.month }
    const currency = line.currency ?? unit.baseCurrency
    const rate =
      findRate(unit.exchange, 'BUDGET', line.month, currency, unit.baseCurrency) ??
      rateAt(unit.exchange, 'PLAN', line.month, currency, unit.baseCurrency)
    const money = (name: BudgetedLine, amount: number | null): ComparedAmount[] =>
      amount === null ? [] : [{ ...place, line: name, amount: legalUnits(amount, rate, unit) }]
    return [
      ...(line.units === null ? [] : [{ ...place, line: 'units' as const, amount: line.units }]),
      ...money('netSales', line.netSales),
      ...money('grossMargin', line.margin),
    ]
  }
}

/**
 * Last year from the sales facts: what was shipped, less returns, and what was invoiced for it, by the customer's
 * country. Their rates are the average ones of the month, where known. Margins are not in the facts, nor is all of a
 * month that is not over.
 */
export function amountsOfLastYear(company: Company, sales: SalesFacts, unit: ComparisonUnit): ComparedAmount[] {
  const sums = new Map<
    string,
    { country: string; family: string; month: number; currency: string; units: number; net: number }
  >()
  const currencyOf = currencyOfSales(company)
  const open = monthOf(company.settings.planDay)
  for (let row = 0; row < sales.count; row++) {
    const month = monthOf(sales.day[row]!)
    if (sales.flow[row] !== 0 || sales.product[row]! < 0 || month >= open) continue
    const location = sales.location[row]! < 0 ? null : company.locations[sales.location[row]!]!
    const customer = sales.customer[row]! < 0 ? null : company.customers[sales.customer[row]!]!
    const country = customer?.country ?? location?.country ?? ''
    const currency = currencyOf(sales.location[row]!, sales.customer[row]!)
    const { family } = company.products[sales.product[row]!]!
    const key = `${country}\u0001${family}\u0001${month}\u0001${currency}`
    let sum = sums.get(key)
    if (sum === undefined) sums.set(key, (sum = { country, family, month, currency, units: 0, net: 0 }))
    sum.units += sales.units[row]! - sales.returnedUnits[row]!
    if (Number.isFinite(sales.netAmount[row]!)) sum.net += sales.netAmount[row]!
  }
  return [...sums.values()].flatMap(({ country, family, month, currency, units, net }) => {
    const rate = reportedRateAt(unit.exchange, month, currency, unit.baseCurrency)
    return [
      { country, family, month, line: 'units' as const, amount: units },
      { country, family, month, line: 'netSales' as const, amount: legalUnits(net, rate, unit) },
    ]
  })
}

/** Millionths of a major unit at a rate, as whole legal units of the base currency. */
function legalUnits(
  amount: number,
  rate: { numerator: bigint; denominator: bigint },
  { baseCurrency }: ComparisonUnit,
): number {
  const scale = 10n ** BigInt(minorDecimals(baseCurrency))
  return Number(
    applyRate(BigInt(amount), { numerator: rate.numerator * scale, denominator: rate.denominator * 1_000_000n }),
  )
}
