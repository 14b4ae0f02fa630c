/**
 * Unit rates of every base line for every demand row and bucket, in millionths of the functional currency of the entity
 * that owns the shipping location. Rows that buy the same item on the same terms share their rates, so that a million
 * rows need some ten thousand rate rows (docs/specs/valuation.md, VA3–VA8).
 */

import { formatDay } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { Company, StandardCost } from '../core/network/company.js'
import type { Rows } from '../core/plan/plan.js'
import type { CustomerChains } from './customer-chain.js'
import { type CustomerLanes, freightTiers, lanesOf, readCustomerLanes } from './customer-lanes.js'
import {
  averageByBucket,
  type DatedAmount,
  daysOfHorizon,
  segmentAmounts,
  shareOfRate,
  type TranslateAmount,
} from './dated-amount.js'
import { applyRate, type ExchangeRates, type Rate, rateAt } from './exchange-rates.js'
import type { Memory } from './memory.js'
import type { BaseLine, MoneyHorizon, RateTable } from './money-plan.js'
import { priceScopes, readPriceList } from './price-list.js'
import { overlayPromotions, promotionWindow, readPromotions } from './promotion-price.js'
import { growRateRows, NO_RATE, type RateRows } from './rate-table.js'
import { daysHeld, deduct, readTradeTerms } from './trade-terms.js'

export interface RateCardGiven {
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

export interface RateCard {
  readonly rates: Record<BaseLine, RateTable | null>
  readonly unpricedRows: Int32Array
  readonly uncostedRows: Int32Array
}

/**
 * @throws Refusal `finance.price_tie`, `finance.cost_tie`, `finance.missing_rate`
 */
export function compileRateCard(given: RateCardGiven): RateCard {
  const selling = compileSelling(given)
  const cost = compileStandardCost(given)
  return {
    rates: {
      ...selling.rates,
      fines: null,
      standardCost: cost.rates.table(),
      outboundLogistics: compileOutbound(given).table(),
    },
    unpricedRows: Int32Array.from(selling.unpriced),
    uncostedRows: Int32Array.from(cost.uncosted),
  }
}

/** Amounts into `target` at the PLAN rate of their month, rounded once to a millionth (VA4). */
export function planTranslator(exchange: ExchangeRates, firstMonth: number, target: string): TranslateAmount {
  const rates = new Map<string, Rate>()
  return (amount, currency, month) => {
    if (currency === null || currency === target) return amount
    const key = `${month} ${currency}`
    let rate = rates.get(key)
    if (rate === undefined) {
      rate = rateAt(exchange, 'PLAN', firstMonth + month, currency, target)
      rates.set(key, rate)
    }
    return Number(applyRate(BigInt(amount), rate))
  }
}

function translators({ exchange, firstMonth }: RateCardGiven): (target: string) => TranslateAmount {
  const known = new Map<string, TranslateAmount>()
  return (target) => entryOf(known, target, () => planTranslator(exchange, firstMonth, target))
}

type SellingLine = 'grossSales' | 'onInvoiceDiscounts' | 'rebates' | 'tradeSpend' | 'returns'

/** Gross sales and what is taken off them. */
function compileSelling(given: RateCardGiven): { rates: Record<SellingLine, RateTable | null>; unpriced: number[] } {
  const { company, rows, horizon, memory } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = translators(given)
  const buyers = nameBuyers(given)
  const promotionList = readPromotions(company.promotions)
  const termBook = readTradeTerms(company.tradeTerms, company.customers, given.chains)
  const suppliers = new Set(company.suppliers.map((supplier) => supplier.id))
  const line: Record<SellingLine, RateRows> = {
    grossSales: growRateRows(memory, rows.count),
    onInvoiceDiscounts: growRateRows(memory, rows.count),
    rebates: growRateRows(memory, rows.count),
    tradeSpend: growRateRows(memory, rows.count),
    returns: growRateRows(memory, rows.count),
  }
  const unpriced: number[] = []
  const gross = new Float64Array(horizon.count)
  const discount = new Float64Array(horizon.count)
  let item = -1
  let running: readonly number[] = []
  const grossRows = new Map<string, { row: number; complete: boolean }>()
  const deductionRows = new Map<string, Record<'onInvoiceDiscounts' | 'rebates' | 'tradeSpend', number>>()
  const returnRows = new Map<string, number>()
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const currency = given.currencyOfLocation[location]!
    if (currency === null) continue
    const customer = rows.customer[row]!
    const product = company.products[rows.item[row]!]!
    if (rows.item[row] !== item) {
      item = rows.item[row]!
      running = promotionList.ofProduct(product.id, product.family)
      grossRows.clear()
      deductionRows.clear()
      returnRows.clear()
    }
    const buyer = buyers.of(customer, location)
    const promoted =
      running.length === 0 ? running : running.filter((at) => promotionList.matches(at, buyer.at(location)))
    const promotions = promoted.map((at) => promotionList.promotions[at]!)
    const shared = promoted.length === 0 ? currency : `${currency} ${promoted.join()}`
    const priced = entryOf(grossRows, `${buyer.priceGroup} ${shared}`, () => {
      const list = segmentAmounts(buyers.priceList.tiersOf(product.id, buyers.groupName(buyer.priceGroup)), range)
      const segments = overlayPromotions(list, promotions)
      const complete = averageByBucket(segments, horizon, translatorTo(currency), 'covered', gross)
      return { row: line.grossSales.append(gross), complete }
    })
    line.grossSales.rowOf[row] = priced.row
    if (!priced.complete) unpriced.push(row)
    const group = termBook.groupOf(customer)
    const funded = promotions.filter((promotion) => promotion.fundingPerUnit !== null)
    if (group !== 0 || funded.length > 0) {
      const rates = entryOf(deductionRows, `${priced.row} ${group} ${shared}`, () => {
        const terms = termBook.termsOf(group, product.id, product.family)
        if (terms.length === 0 && funded.length === 0)
          return { onInvoiceDiscounts: NO_RATE, rebates: NO_RATE, tradeSpend: NO_RATE }
        line.grossSales.copyTo(priced.row, gross)
        const taken = deduct(gross, terms, horizon, translatorTo(currency))
        for (const { first, last, perUnit } of funded.map((promotion) => fundingOf(promotion, suppliers)))
          addFunding(taken.tradeSpend, { validFrom: first, validTo: last, perUnit }, horizon)
        return {
          onInvoiceDiscounts: line.onInvoiceDiscounts.append(taken.onInvoiceDiscounts),
          rebates: line.rebates.append(taken.rebates),
          tradeSpend: line.tradeSpend.append(taken.tradeSpend),
        }
      })
      line.onInvoiceDiscounts.rowOf[row] = rates.onInvoiceDiscounts
      line.rebates.rowOf[row] = rates.rebates
      line.tradeSpend.rowOf[row] = rates.tradeSpend
    }
    const share = given.returnShareOf?.(row) ?? 0
    if (share === 0) continue
    const discountRow = line.onInvoiceDiscounts.rowOf[row]!
    line.returns.rowOf[row] = entryOf(returnRows, `${priced.row} ${discountRow} ${share}`, () => {
      line.grossSales.copyTo(priced.row, gross)
      line.onInvoiceDiscounts.copyTo(discountRow, discount)
      return line.returns.append(gross.map((rate, bucket) => shareOfRate(rate - discount[bucket]!, share, 1)))
    })
  }
  const rates = Object.fromEntries(Object.entries(line).map(([name, grown]) => [name, grown.table()]))
  return { rates: rates as Record<SellingLine, RateTable | null>, unpriced }
}

/** Funding a supplier pays us lowers our cost of selling; funding a customer pays is not ours at all. */
function fundingOf(promotion: Company['promotions'][number], suppliers: ReadonlySet<string>) {
  const { first, last } = promotionWindow(promotion)
  const perUnit = promotion.fundingPerUnit ?? 0
  if (promotion.fundedBy !== null && suppliers.has(promotion.fundedBy)) return { first, last, perUnit: -perUnit }
  return {
    first,
    last,
    perUnit: promotion.fundedBy !== null && promotion.fundedBy === promotion.customer ? 0 : perUnit,
  }
}

function addFunding(
  tradeSpend: Float64Array,
  funding: { validFrom: number; validTo: number; perUnit: number },
  horizon: MoneyHorizon,
): void {
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const days = horizon.days[bucket]!
    const held = daysHeld(funding, horizon.firstDay[bucket]!, days)
    if (held > 0) tradeSpend[bucket]! += shareOfRate(funding.perUnit, held * SHARE_OF_ONE, days)
  }
}

const SHARE_OF_ONE = 1_000_000

/** Who sees which price list; `at` adds the place, as promotions ask for it. */
function nameBuyers({ company, chains }: RateCardGiven) {
  const priceList = readPriceList(company.prices)
  const groupNames: string[] = []
  const groupAt = new Map<string, number>()
  const groupOf = (scopes: readonly string[]): number => {
    const name = priceList.groupOf(scopes)
    return entryOf(groupAt, name, () => groupNames.push(name) - 1)
  }
  const named = company.customers.map((customer, at) => {
    const chain = [...chains.chain[at]!].map((position) => company.customers[position]!.id)
    const priceGroup = groupOf(priceScopes({ chain, channel: chains.channel[at]!, country: customer.country }))
    return buyerOf(company, chain, customer.country, priceGroup)
  })
  const stores = new Map<string, Buyer>()
  return {
    priceList,
    groupName: (group: number): string => groupNames[group]!,
    of(customer: number, location: number): Buyer {
      if (customer >= 0) return named[customer]!
      const { country } = company.locations[location]!
      return entryOf(stores, country, () =>
        buyerOf(company, [], country, groupOf(priceScopes({ chain: [], channel: '', country }))),
      )
    },
  }
}

interface Buyer {
  readonly priceGroup: number
  at(location: number): { chain: readonly string[]; location: string; country: string }
}

const buyerOf = (company: Company, chain: readonly string[], country: string, priceGroup: number): Buyer => ({
  priceGroup,
  at: (location) => ({ chain, location: company.locations[location]!.id, country }),
})

/** The cost at the shipping location where one is given, else the item's. */
function compileStandardCost(given: RateCardGiven): { rates: RateRows; uncosted: number[] } {
  const { company, rows, horizon, memory } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = translators(given)
  const book = readCosts(company.costs)
  const rates = growRateRows(memory, rows.count)
  const uncosted: number[] = []
  const out = new Float64Array(horizon.count)
  const known = new Map<string, { row: number; complete: boolean }>()
  let item = -1
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const currency = given.currencyOfLocation[location]!
    if (currency === null) continue
    if (rows.item[row] !== item) {
      item = rows.item[row]!
      known.clear()
    }
    const costs = book.get(company.products[item]!.id)
    const here = costs?.get(company.locations[location]!.id)
    const found = entryOf(known, here === undefined ? currency : `at ${location}`, () => {
      const tiers = [here, costs?.get(ANYWHERE)].filter((tier) => tier !== undefined)
      const complete = averageByBucket(segmentAmounts(tiers, range), horizon, translatorTo(currency), 'covered', out)
      return { row: rates.append(out), complete }
    })
    rates.rowOf[row] = found.row
    if (!found.complete) uncosted.push(row)
  }
  return { rates, uncosted }
}

const ANYWHERE = ''

function readCosts(costs: readonly StandardCost[]): Map<string, Map<string, DatedAmount[]>> {
  const book = new Map<string, Map<string, DatedAmount[]>>()
  for (const cost of costs) {
    const places = entryOf(book, cost.product, () => new Map<string, DatedAmount[]>())
    const same = entryOf(places, cost.location ?? ANYWHERE, () => [])
    if (same.some((other) => other.validFrom === cost.validFrom))
      throw new Refusal('finance.cost_tie', {
        product: cost.product,
        location: cost.location ?? '*',
        day: formatDay(cost.validFrom),
      })
    same.push({ ...cost, validTo: null })
  }
  return book
}

/** Freight to the customer by the preferred lane of each day. Items without lanes of their own share rates. */
function compileOutbound(given: RateCardGiven): RateRows {
  const { company, rows, horizon, memory } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = translators(given)
  const book = readCustomerLanes(company.lanes, company.locations, company.customers, given.chains)
  const rates = growRateRows(memory, rows.count)
  const out = new Float64Array(horizon.count)
  const known = new Map<CustomerLanes, Map<string, number>>()
  for (let row = 0; row < rows.count; row++) {
    const currency = given.currencyOfLocation[rows.location[row]!]!
    const lanes = currency === null ? null : book.between(rows.location[row]!, rows.customer[row]!)
    if (currency === null || lanes === null) continue
    const product = company.products[rows.item[row]!]!.id
    const byProduct = entryOf(known, lanes, () => new Map<string, number>())
    rates.rowOf[row] = entryOf(byProduct, lanes.ofProduct.has(product) ? product : ANYWHERE, () => {
      const segments = segmentAmounts(freightTiers(lanesOf(lanes, product)), range)
      averageByBucket(segments, horizon, translatorTo(currency), 'covered', out)
      return rates.append(out)
    })
  }
  return rates
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
