import { UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { type BaseLine, type MoneyPlan, rateIn } from '../../finance/money-plan.js'
import { type BaseMoney, openBaseMoney } from './base-money.js'

/** What a base unit is sold for and what it costs, in major units of the base currency at PLAN rates. */
export interface UnitPrices {
  readonly base: BaseMoney
  /** Net price to the customer of a demand row: gross less what is taken off it. Never below zero. */
  netPrice(demandRow: number, bucket: number): number
  /** Net price less standard cost, never below zero. Without a standard cost the net price stands in. */
  margin(demandRow: number, bucket: number): number
  /** Standard cost at the row's location, else the item's, else what it is bought for; 0 when nobody says. */
  cost(stockRow: number): number
}

const DEDUCTIONS: readonly BaseLine[] = ['onInvoiceDiscounts', 'rebates', 'tradeSpend', 'returns']

export function openUnitPrices(given: { company: Company; plan: SupplyPlan; money: MoneyPlan }): UnitPrices {
  const { company, plan, money } = given
  const { item, location } = plan.rows.stock
  const base = openBaseMoney(money)
  const costs = openCosts(company, base)
  const factorAt = openFactors(money, base)
  const { grossSales, standardCost } = money.rates
  const deductions = DEDUCTIONS.map((line) => money.rates[line]).filter((table) => table !== null)
  const netRate = (row: number, bucket: number): number => {
    let rate = grossSales === null ? 0 : rateIn(grossSales, row, bucket)
    for (const table of deductions) rate -= rateIn(table, row, bucket)
    return Math.max(0, rate)
  }
  return {
    base,
    netPrice: (row, bucket) => netRate(row, bucket) * factorAt(row, bucket),
    margin(row, bucket) {
      const cost = standardCost === null ? 0 : rateIn(standardCost, row, bucket)
      return Math.max(0, netRate(row, bucket) - cost) * factorAt(row, bucket)
    },
    cost: (row) => costs(item[row]!, location[row]!),
  }
}

/** Major units of the base currency that a millionth of a demand row's own currency is worth; 0 where it is not ours. */
function openFactors(money: MoneyPlan, base: BaseMoney): (demandRow: number, bucket: number) => number {
  const { monthCount, monthOfBucket, cubeRowOf, cube } = money
  const factors = money.currencies.map(({ code }) =>
    Float64Array.from({ length: monthCount }, (_, month) => base.factor(code, month) / UNIT_PRICE_PER_MAJOR),
  )
  const ofEntity = money.entities.map(({ currency }) => factors[currency]!)
  return (demandRow, bucket) => {
    const cubeRow = cubeRowOf[demandRow]!
    return cubeRow < 0 ? 0 : ofEntity[cube.entity[cubeRow]!]![monthOfBucket[bucket]!]!
  }
}

/** By location, empty text = anywhere. */
type Costs = Map<string, { validFrom: number; cost: number }>

/** Cost of an item at a location in major units of the base currency. */
function openCosts(company: Company, base: BaseMoney): (product: number, location: number) => number {
  const { planDay } = company.settings
  const add = (book: Map<string, Costs>, { product, location, validFrom, amount, currency }: CostLine): void => {
    const costs = book.get(product) ?? new Map()
    book.set(product, costs)
    const known = costs.get(location ?? '')
    if (known === undefined || holdsRather(validFrom, known.validFrom, planDay))
      costs.set(location ?? '', { validFrom, cost: (amount * base.factor(currency, 0)) / UNIT_PRICE_PER_MAJOR })
  }
  const standard = new Map<string, Costs>()
  const purchase = new Map<string, Costs>()
  for (const line of company.costs) add(standard, line)
  for (const line of company.purchasePrices) add(purchase, line)
  const books = company.products.map(({ id }) =>
    [standard.get(id), purchase.get(id)].filter((costs) => costs !== undefined),
  )
  const places = company.locations.map(({ id }) => id)
  const costAt = (product: number, place: string): number => {
    for (const costs of books[product]!) {
      const found = costs.get(place) ?? costs.get('')
      if (found !== undefined) return found.cost
    }
    return 0
  }
  // Most items cost the same wherever they are.
  const everywhere = Float64Array.from(books, (of, product) =>
    of.every((costs) => costs.size === 1 && costs.has('')) ? costAt(product, '') : Number.NaN,
  )
  return (product, location) => {
    const cost = everywhere[product]!
    return Number.isNaN(cost) ? costAt(product, places[location]!) : cost
  }
}

/** The newest cost that holds already, else the first one to come. */
function holdsRather(validFrom: number, than: number, planDay: number): boolean {
  if (validFrom <= planDay) return than > planDay || validFrom >= than
  return than > planDay && validFrom < than
}

type CostLine = Pick<Company['costs'][number], 'product' | 'location' | 'validFrom' | 'amount' | 'currency'>
