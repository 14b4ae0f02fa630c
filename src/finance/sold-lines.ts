/**
 * The money of what was sold in a month: what was invoiced, and what the terms and costs of that time make of it. A sale
 * of which no money is told is taken at that time's price list (docs/specs/past-months.md PM1).
 */
import { assertExact } from '../core/base/assert.js'
import { firstDayOfMonth, type Month } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { SalesFacts } from '../core/network/facts.js'
import { exactProduct } from './exact-product.js'
import { divisorOfCubeRow } from './leaf-money.js'
import { type BaseLine, currencyOfCubeRow, type MoneyPlan, rateIn } from './money-plan.js'
import { planOfMonth } from './past-pricing.js'

/** What sales tell of a month, in this order: units are less what came back. */
export const SOLD_LINES = [
  'units',
  'grossSales',
  'onInvoiceDiscounts',
  'rebates',
  'tradeSpend',
  'returns',
  'standardCost',
] as const
export type SoldLine = (typeof SOLD_LINES)[number]

/** How a line counts in net sales. */
export const SIGN_IN_NET: Readonly<Record<SoldLine, -1 | 0 | 1>> = {
  units: 0,
  grossSales: 1,
  onInvoiceDiscounts: -1,
  rebates: -1,
  tradeSpend: -1,
  returns: -1,
  standardCost: 0,
}

const SELL_IN = 0

/** Whether a sale left one of our own places. */
export function isOwnSale(company: Company, sales: SalesFacts, fact: number): boolean {
  if (sales.flow[fact] !== SELL_IN || sales.product[fact]! < 0) return false
  const place = company.locations[sales.location[fact]!]
  return place !== undefined && place.customer === null
}

export interface SoldRow {
  readonly currency: string
  readonly item: number
  readonly location: number
  readonly customer: number
  /** Per line of `SOLD_LINES`: thousandths, and whole millionths of the currency. */
  readonly amounts: Float64Array
}

export interface SoldMonth {
  readonly rows: readonly SoldRow[]
  /** Whether the facts carry money, and whatever they do not carry has a price. */
  readonly isTold: boolean
  readonly isCosted: boolean
}

/** @throws Refusal `finance.missing_rate`, `finance.price_tie`, `finance.cost_tie` */
export function priceSales(company: Company, sales: SalesFacts, facts: readonly number[], month: Month): SoldMonth {
  if (facts.length === 0) return { rows: [], isTold: true, isCosted: true }
  const { plan, money, positionOf } = planOfMonth(company, sales, facts, month)
  const { item, location, customer, count } = plan.rows.demand
  const unpriced = new Set(money.unpricedRows)
  const amounts = Array.from({ length: count }, () => new Float64Array(SOLD_LINES.length))
  const first = firstDayOfMonth(month)
  const told = new Set<string>()
  let lacksPrice = false
  for (const fact of facts) {
    const row = positionOf(fact)
    const isTold = addSale(amounts[row]!, { money, row, day: sales.day[fact]! - first }, sales, fact)
    if (isTold) told.add(currencyOfRow(money, row))
    lacksPrice ||= !isTold && unpriced.has(row)
  }
  const rows = amounts.map((of, row): SoldRow => {
    for (const amount of of) assertExact(amount, 'money of a past month')
    return {
      currency: currencyOfRow(money, row),
      item: item[row]!,
      location: location[row]!,
      customer: customer[row]!,
      amounts: of,
    }
  })
  const isTold = !lacksPrice && rows.every(({ currency }) => told.has(currency))
  return { rows, isTold, isCosted: money.uncostedRows.length === 0 }
}

const currencyOfRow = (money: MoneyPlan, row: number): string => currencyOfCubeRow(money, money.cubeRowOf[row]!).code

interface PricedDay {
  readonly money: MoneyPlan
  readonly row: number
  readonly day: number
}

/** Adds one sale to its row; whether what was invoiced for it is known. */
function addSale(into: Float64Array, { money, row, day }: PricedDay, sales: SalesFacts, fact: number): boolean {
  const divisor = divisorOfCubeRow(money, money.cubeRowOf[row]!)
  const priced = (line: BaseLine, quantity: number): number => {
    const table = money.rates[line]
    return table === null ? 0 : exactProduct(quantity, rateIn(table, row, day), divisor)
  }
  const [units, returned] = [sales.units[fact]!, sales.returnedUnits[fact]!]
  const [gross, net] = [sales.grossAmount[fact]!, sales.netAmount[fact]!]
  const isTold = (gross !== 0 || net !== 0) && Number.isFinite(gross) && Number.isFinite(net)
  const back = priced('grossSales', returned) - priced('onInvoiceDiscounts', returned)
  // What came back is in the amounts too: gross is then that of the list, and what is invoiced in all is kept.
  const isMixed = isTold && returned !== 0
  const sold = isTold && !isMixed ? gross : priced('grossSales', units)
  const amounts: Record<SoldLine, number> = {
    units: units - returned,
    grossSales: sold,
    onInvoiceDiscounts: isTold ? sold - back - net : priced('onInvoiceDiscounts', units),
    rebates: priced('rebates', units),
    tradeSpend: priced('tradeSpend', units),
    returns: back - priced('rebates', returned) - priced('tradeSpend', returned),
    standardCost: priced('standardCost', units),
  }
  SOLD_LINES.forEach((line, at) => {
    into[at]! += amounts[line]
  })
  return isTold
}
