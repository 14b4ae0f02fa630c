import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { type BaseLine, type MoneyPlan, unitRate } from '../../finance/money-plan.js'
import { type BaseMoney, openBaseMoney } from './base-money.js'
import { VALUE_DAYS, VALUE_SHARE_MIN, VALUE_SHARE_ROWS } from './thresholds.js'

/**
 * What a base unit is worth, in major units of the base currency at PLAN rates: sold, in stock, or as what keeps others
 * going.
 */
export interface UnitValues {
  readonly base: BaseMoney
  /** Net price to the customer of a demand row: gross less what is taken off it. Never below zero. */
  netPrice(demandRow: number, bucket: number): number
  /** Net price less standard cost, never below zero. Without a standard cost the net price stands in. */
  margin(demandRow: number, bucket: number): number
  /** Standard cost at the row's location, else the item's, else what it is bought for; 0 when nobody says. */
  cost(stockRow: number): number
  /**
   * Margin that the rows downstream lose when this one lacks a unit: customers' own margins, for a component those of
   * the product, all of it, because it cannot be made without. Weighted by what is asked over a quarter.
   */
  readonly servedMargin: Float64Array
  /** Net sales asked for in an average week of the next quarter. */
  readonly weeklySales: number
  /** The smallest value that gets a line in the queue. */
  readonly floor: number
}

const DEDUCTIONS: readonly BaseLine[] = ['onInvoiceDiscounts', 'rebates', 'tradeSpend', 'returns']

export function deriveUnitValues(given: { company: Company; plan: SupplyPlan; money: MoneyPlan }): UnitValues {
  const { company, plan, money } = given
  const base = openBaseMoney(money)
  const costs = openCosts(company, base)
  const factorAt = (demandRow: number, bucket: number): number => {
    const cubeRow = money.cubeRowOf[demandRow]!
    if (cubeRow < 0) return 0
    const currency = money.currencies[money.entities[money.cube.entity[cubeRow]!]!.currency]!.code
    return base.factor(currency, money.monthOfBucket[bucket]!) / UNIT_PRICE_PER_MAJOR
  }
  const netRate = (row: number, bucket: number): number => {
    let rate = unitRate(money, 'grossSales', row, bucket)
    for (const line of DEDUCTIONS) rate -= unitRate(money, line, row, bucket)
    return Math.max(0, rate)
  }
  const netPrice = (row: number, bucket: number): number => netRate(row, bucket) * factorAt(row, bucket)
  const margin = (row: number, bucket: number): number =>
    Math.max(0, netRate(row, bucket) - unitRate(money, 'standardCost', row, bucket)) * factorAt(row, bucket)
  const { servedMargin, weeklySales } = flowOfMargin(plan, netPrice, margin)
  return {
    base,
    netPrice,
    margin,
    cost: (row) => costs(plan.rows.stock.item[row]!, plan.rows.stock.location[row]!),
    servedMargin,
    weeklySales,
    floor:
      weeklySales * VALUE_SHARE_MIN * Math.sqrt(Math.min(1, VALUE_SHARE_ROWS / Math.max(1, plan.rows.stock.count))),
  }
}

type RateAt = (demandRow: number, bucket: number) => number

/** Margins carried up the network, lowest level first: a row's consumers are known before the row itself. */
function flowOfMargin(plan: SupplyPlan, netPrice: RateAt, margin: RateAt) {
  const { network } = plan
  const volume = new Float64Array(plan.rows.stock.count)
  const worth = new Float64Array(plan.rows.stock.count)
  const weeklySales = gatherDemand(plan, netPrice, margin, volume, worth)
  const servedMargin = new Float64Array(plan.rows.stock.count)
  for (const row of network.rowsByLevel) {
    if (volume[row]! <= 0) continue
    const perUnit = worth[row]! / volume[row]!
    servedMargin[row] = perUnit
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
      const flow = (volume[row]! * network.sourceShare[source]!) / MILLIONTHS
      const above = network.sourceRow[source]!
      if (above >= 0) {
        volume[above]! += flow
        worth[above]! += flow * perUnit
      }
      for (let at = network.componentStart[source]!; at < network.componentStart[source + 1]!; at++) {
        volume[network.componentRow[at]!]! += (flow * network.componentPer[at]!) / MILLIONTHS
        worth[network.componentRow[at]!]! += flow * perUnit
      }
    }
  }
  return { servedMargin, weeklySales }
}

const MILLIONTHS = 1_000_000

/** Adds a quarter's demand and its margin to the stock rows that serve it; gives the net sales of an average week. */
function gatherDemand(
  plan: SupplyPlan,
  netPrice: RateAt,
  margin: RateAt,
  volume: Float64Array,
  worth: Float64Array,
): number {
  const { horizon, columns, rows } = plan
  const end = horizon.firstDay.findIndex((first) => first >= horizon.planDay + VALUE_DAYS)
  const buckets = end < 0 ? horizon.count : end
  let days = 0
  for (let bucket = 0; bucket < buckets; bucket++) days += horizon.days[bucket]!
  let sales = 0
  for (let row = 0; row < rows.demand.count; row++) {
    let quantity = 0
    let first = -1
    for (let bucket = 0; bucket < buckets; bucket++) {
      const asked = columns.consensus[row * horizon.count + bucket]!
      if (asked > 0 && first < 0) first = bucket
      quantity += asked
    }
    if (first < 0) continue
    const stockRow = rows.demand.stockRow[row]!
    volume[stockRow]! += quantity
    worth[stockRow]! += quantity * margin(row, first)
    sales += (quantity / QUANTITY_PER_UNIT) * netPrice(row, first)
  }
  return days === 0 ? 0 : (sales * 7) / days
}

/** Cost of an item at a location in major units of the base currency. */
function openCosts(company: Company, base: BaseMoney): (product: number, location: number) => number {
  const { planDay } = company.settings
  const book = new Map<string, { validFrom: number; cost: number }>()
  const keep = (key: string, validFrom: number, cost: number): void => {
    const known = book.get(key)
    if (known === undefined || holdsRather(validFrom, known.validFrom, planDay)) book.set(key, { validFrom, cost })
  }
  const add = (kind: string, line: CostLine): void =>
    keep(
      `${kind}\n${line.product}\n${line.location ?? ''}`,
      line.validFrom,
      (line.amount * base.factor(line.currency, 0)) / UNIT_PRICE_PER_MAJOR,
    )
  for (const line of company.costs) add('standard', line)
  for (const line of company.purchasePrices) add('purchase', line)
  return (product, location) => {
    const { id } = company.products[product]!
    const place = company.locations[location]!.id
    const found =
      book.get(`standard\n${id}\n${place}`) ??
      book.get(`standard\n${id}\n`) ??
      book.get(`purchase\n${id}\n${place}`) ??
      book.get(`purchase\n${id}\n`)
    return found === undefined ? 0 : found.cost
  }
}

/** The newest cost that holds already, else the first one to come. */
function holdsRather(validFrom: number, than: number, planDay: number): boolean {
  if (validFrom <= planDay) return than > planDay || validFrom >= than
  return than > planDay && validFrom < than
}

type CostLine = Pick<Company['costs'][number], 'product' | 'location' | 'validFrom' | 'amount' | 'currency'>
