import { formatMonth, type Month, monthOf } from '../../core/base/day.js'
import { formatScaled, parseScaled } from '../../core/base/decimal.js'
import { formatQuantity, QUANTITY_DECIMALS, type Quantity } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import type { Company } from '../../core/network/company.js'
import type { SalesFacts } from '../../core/network/facts.js'
import { minorDecimals } from '../../finance/currency.js'
import type { ExchangeRates } from '../../finance/exchange-rates.js'
import { type ReadingKind, readAtoms, readingRate } from '../../finance/reading.js'
import { currencyOfSales } from '../../finance/sales-books.js'
import { isOwnSale, priceSales, SIGN_IN_NET, SOLD_LINES, type SoldMonth } from '../../finance/sold-lines.js'

/** What was shipped and sold for, less returns, in the days of the plan's first month that are over. */
export interface SoldToDate {
  readonly currency: string
  readonly units: Quantity
  /** Whole millionths of the major unit; null where it is not known of all of it. */
  readonly net: number | null
}

/** Money of facts, in decimals of the major unit. */
const FACT_DECIMALS = 6

/**
 * By currency of the legal entity that shipped. What lies in customers' stores is theirs to sell. Net sales are those of
 * the plan: what was invoiced, less what the terms take off it later.
 */
export function soldToDate(company: Company, sales: SalesFacts): SoldToDate[] {
  const { planDay } = company.settings
  const month = monthOf(planDay)
  const currencyOf = currencyOfSales(company)
  const facts: number[] = []
  for (let fact = 0; fact < sales.count; fact++) {
    const day = sales.day[fact]!
    if (day < planDay && monthOf(day) === month && isOwnSale(company, sales, fact)) facts.push(fact)
  }
  const sums = new Map<string, Quantity>()
  for (const fact of facts) {
    const currency = currencyOf(sales.location[fact]!, sales.customer[fact]!)
    sums.set(currency, (sums.get(currency) ?? 0) + sales.units[fact]! - sales.returnedUnits[fact]!)
  }
  const net = netSalesOf(() => priceSales(company, sales, facts, month))
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, units]) => ({ currency, units, net: net === null ? null : (net.get(currency) ?? 0) }))
}

/**
 * By currency; null where not all of it is known (PM1), or terms of that time cannot be read: nothing is planned from it,
 * so that refuses no plan.
 */
function netSalesOf(priced: () => SoldMonth): Map<string, number> | null {
  const net = new Map<string, number>()
  try {
    const { rows, isTold } = priced()
    if (!isTold) return null
    for (const { currency, amounts } of rows)
      SOLD_LINES.forEach((line, at) => {
        net.set(currency, (net.get(currency) ?? 0) + SIGN_IN_NET[line] * amounts[at]!)
      })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
  return net
}

export interface LandingAmounts {
  readonly units: string
  /** Null where a part of it is not known. */
  readonly netSales: string | null
}

/** SPINE 4: where the open month will land. Decimal strings in units and major units of the report's currency. */
export interface Landing {
  readonly month: string
  readonly currency: string
  readonly actualToDate: LandingAmounts
  readonly restOfPlan: LandingAmounts
  readonly landing: LandingAmounts
}

/**
 * Actual to date plus the rest of the plan, exactly as both are printed. Each currency's sales are translated and
 * rounded once, like a month of the plan. Rule PV12 of docs/specs/plan-versions.md.
 */
export function landMonth(given: {
  month: Month
  sold: readonly SoldToDate[]
  rest: { readonly units: string; readonly netSales: string }
  reading: Extract<ReadingKind, { currency: string }>
  exchange: ExchangeRates
}): Landing {
  const { month, sold, rest, reading, exchange } = given
  const decimals = minorDecimals(reading.currency)
  const units = sold.reduce((sum, one) => sum + one.units, 0)
  const told = sold.every(({ net }) => net !== null)
  const net = sold.reduce((sum, one) => {
    const from = { code: one.currency, minorDecimals: minorDecimals(one.currency), atomDecimals: FACT_DECIMALS }
    return sum + readAtoms(one.net ?? 0, readingRate(reading, from, exchange, month))
  }, 0)
  const print = (amount: number): string => formatScaled(amount, decimals)
  const restNet = parseScaled(rest.netSales, decimals)!
  const restUnits = parseScaled(rest.units, QUANTITY_DECIMALS)!
  return {
    month: formatMonth(month),
    currency: reading.currency,
    actualToDate: { units: formatQuantity(units), netSales: told ? print(net) : null },
    restOfPlan: rest,
    landing: { units: formatQuantity(units + restUnits), netSales: told ? print(net + restNet) : null },
  }
}
