import { formatMonth, type Month, monthOf } from '../../core/base/day.js'
import { formatScaled, parseScaled } from '../../core/base/decimal.js'
import { formatQuantity, QUANTITY_DECIMALS, type Quantity } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { SalesFacts } from '../../core/network/facts.js'
import { minorDecimals } from '../../finance/currency.js'
import type { ExchangeRates } from '../../finance/exchange-rates.js'
import { type ReadingKind, readAtoms, readingRate } from '../../finance/reading.js'
import { currencyOfSales } from '../../finance/sales-books.js'

/** What was shipped and invoiced, less returns, in the days of the plan's first month that are over. */
export interface SoldToDate {
  readonly currency: string
  readonly units: Quantity
  /** Whole millionths of the major unit; null where the facts carry no money. */
  readonly net: number | null
}

const SELL_IN = 0
/** Money of facts, in decimals of the major unit. */
const FACT_DECIMALS = 6

/** By currency of the legal entity that shipped. What lies in customers' stores is theirs to sell. */
export function soldToDate(company: Company, sales: SalesFacts): SoldToDate[] {
  const { planDay } = company.settings
  const month = monthOf(planDay)
  const currencyOf = currencyOfSales(company)
  const sums = new Map<string, { units: number; net: number; told: boolean }>()
  for (let row = 0; row < sales.count; row++) {
    const day = sales.day[row]!
    if (sales.flow[row] !== SELL_IN || day >= planDay || monthOf(day) !== month) continue
    const location = company.locations[sales.location[row]!]
    if (location === undefined || location.customer !== null || sales.product[row]! < 0) continue
    const currency = currencyOf(sales.location[row]!, sales.customer[row]!)
    const sum = sums.get(currency) ?? { units: 0, net: 0, told: false }
    sums.set(currency, sum)
    sum.units += sales.units[row]! - sales.returnedUnits[row]!
    sum.net += sales.netAmount[row]!
    sum.told ||= sales.netAmount[row] !== 0
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { units, net, told }]) => ({ currency, units, net: told ? net : null }))
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
