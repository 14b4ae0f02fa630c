/** Unit rates of gross sales and of everything that is taken off them. */
import type { Product, Promotion } from '../core/network/company.js'
import { type Buyer, nameBuyers } from './buyers.js'
import { averageByBucket, daysOfHorizon, segmentAmounts, shareOfRate } from './dated-amount.js'
import { entryOf } from './entry.js'
import type { RateTable } from './money-plan.js'
import { planTranslators } from './plan-translation.js'
import { readPriceList } from './price-list.js'
import { addFunding, overlayPromotions, readPromotions, runsAt } from './promotion-price.js'
import type { RateSources } from './rate-sources.js'
import { growRateRows, NO_RATE, type RateRows } from './rate-table.js'
import {
  DEDUCTION_LINES,
  type DeductionLine,
  deductionRates,
  effectOf,
  readTradeTerms,
  type TermEffect,
} from './trade-terms.js'

const SELLING_LINES = ['grossSales', ...DEDUCTION_LINES, 'returns'] as const
type SellingLine = (typeof SELLING_LINES)[number]

/** Rate rows of one kind of sale of an item: what all rows with the same buyer, currency and promotions have. */
interface SaleRates extends Record<DeductionLine, number> {
  readonly grossSales: number
  /** Whether every bucket has a price. */
  readonly complete: boolean
}

export interface SellingRates {
  readonly rates: Record<SellingLine, RateTable | null>
  /** Demand rows that some bucket has no price for, ascending. */
  readonly unpriced: readonly number[]
}

export function compileSelling(given: RateSources): SellingRates {
  const { company, rows, memory } = given
  const grown = Object.fromEntries(SELLING_LINES.map((line) => [line, growRateRows(memory, rows.count)]))
  const lines = grown as Record<SellingLine, RateRows>
  const book = openPriceBook(given, lines)
  const rateReturn = openReturns(lines, given.horizon.count)
  const promotionList = readPromotions(company.promotions)
  const currencies = [...new Set(given.currencyOfLocation)]
  const currencyAt = given.currencyOfLocation.map((currency) => currencies.indexOf(currency))
  const unpriced: number[] = []
  const known = new Map<number, SaleRates>()
  let item = -1
  let running: readonly Promotion[] = []
  for (let row = 0; row < rows.count; row++) {
    const location = rows.location[row]!
    const currency = given.currencyOfLocation[location]!
    if (currency === null) continue
    if (rows.item[row] !== item) {
      item = rows.item[row]!
      known.clear()
      running = promotionList.ofProduct(company.products[item]!.id, company.products[item]!.family)
    }
    const product = company.products[item]!
    const customer = rows.customer[row]!
    const price = (): SaleRates => {
      const buyer = book.buyerOf(customer, location)
      const place = { chain: buyer.chain, country: buyer.country, location: company.locations[location]!.id }
      const promotions = running.filter((promotion) => runsAt(promotion, place))
      return book.price({ product, customer, buyer, currency, promotions })
    }
    // Without promotions the place does not matter beyond its currency, and most rows find their rates at once.
    const place = customer >= 0 ? customer : company.customers.length + location
    const sale = running.length > 0 ? price() : entryOf(known, place * currencies.length + currencyAt[location]!, price)
    lines.grossSales.rowOf[row] = sale.grossSales
    for (const line of DEDUCTION_LINES) lines[line].rowOf[row] = sale[line]
    if (!sale.complete) unpriced.push(row)
    const share = given.returnShareOf?.(row) ?? 0
    if (share !== 0) lines.returns.rowOf[row] = rateReturn(sale, share)
  }
  const tables = Object.fromEntries(SELLING_LINES.map((line) => [line, lines[line].table()]))
  return { rates: tables as Record<SellingLine, RateTable | null>, unpriced }
}

interface Sale {
  readonly product: Product
  readonly customer: number
  readonly buyer: Buyer
  readonly currency: string
  readonly promotions: readonly Promotion[]
}

/** Prices sales item by item, each kind of sale once. */
function openPriceBook(given: RateSources, lines: Record<SellingLine, RateRows>) {
  const { company, horizon } = given
  const range = daysOfHorizon(horizon)
  const translatorTo = planTranslators(given)
  const priceList = readPriceList(company.prices)
  const termBook = readTradeTerms(company.tradeTerms, company.customers, given.chains)
  const suppliers = new Set(company.suppliers.map((supplier) => supplier.id))
  const effects = new Map<string, Map<unknown, TermEffect>>()
  const gross = new Float64Array(horizon.count)
  let product = ''
  const grossRows = new Map<string, { row: number; complete: boolean }>()
  const sales = new Map<string, SaleRates>()

  const priceGross = ({ buyer, currency, promotions, ...sale }: Sale): { row: number; complete: boolean } => {
    const list = segmentAmounts(priceList.tiersOf(sale.product.id, buyer.priceGroup), range)
    const segments = overlayPromotions(list, promotions)
    const complete = averageByBucket(segments, horizon, translatorTo(currency), 'covered', gross)
    return { row: lines.grossSales.append(gross), complete }
  }
  const effectFor = (sale: Sale): TermEffect => {
    const terms = termBook.termsOf(termBook.groupOf(sale.customer), sale.product.id, sale.product.family)
    const ofCurrency = entryOf(effects, sale.currency, () => new Map<unknown, TermEffect>())
    const effect = entryOf(ofCurrency, terms, () => effectOf(terms, horizon, translatorTo(sale.currency)))
    return addFunding(effect, sale.promotions, suppliers, horizon)
  }
  return {
    buyerOf: nameBuyers(given, priceList),
    price(sale: Sale): SaleRates {
      if (sale.product.id !== product) {
        product = sale.product.id
        grossRows.clear()
        sales.clear()
      }
      const promoted = sale.promotions.map((promotion) => promotion.id).join()
      const priceKey = `${sale.currency} ${sale.buyer.priceGroup} ${promoted}`
      const priced = entryOf(grossRows, priceKey, () => priceGross(sale))
      return entryOf(sales, `${priced.row} ${sale.currency} ${termBook.groupOf(sale.customer)} ${promoted}`, () => ({
        grossSales: priced.row,
        complete: priced.complete,
        ...deductAll(lines, priced.row, effectFor(sale), given.horizon),
      }))
    },
  }
}

/** Appends the deduction rates of one price under one list of terms. */
function deductAll(
  lines: Record<SellingLine, RateRows>,
  grossRow: number,
  effect: TermEffect,
  horizon: RateSources['horizon'],
): Record<DeductionLine, number> {
  const rows = { onInvoiceDiscounts: NO_RATE, rebates: NO_RATE, tradeSpend: NO_RATE }
  const steady = lines.grossSales.steadyRate(grossRow)
  for (const line of DEDUCTION_LINES) {
    const taken = effect[line]
    if (taken === undefined) continue
    if (steady !== null && taken.steadyShare !== null && taken.amounts === null) {
      rows[line] = lines[line].appendSteady(shareOfRate(steady, taken.steadyShare, 1))
      continue
    }
    const gross = new Float64Array(horizon.count)
    const rates = new Float64Array(horizon.count)
    lines.grossSales.copyTo(grossRow, gross)
    deductionRates(gross, taken, horizon, rates)
    rows[line] = lines[line].append(rates)
  }
  return rows
}

/** What comes back is credited at the invoiced price: a share of gross less the discounts on the invoice. */
function openReturns(lines: Record<SellingLine, RateRows>, bucketCount: number) {
  const gross = new Float64Array(bucketCount)
  const discount = new Float64Array(bucketCount)
  const known = new Map<string, number>()
  return (sale: SaleRates, share: number): number =>
    entryOf(known, `${sale.grossSales} ${sale.onInvoiceDiscounts} ${share}`, () => {
      lines.grossSales.copyTo(sale.grossSales, gross)
      lines.onInvoiceDiscounts.copyTo(sale.onInvoiceDiscounts, discount)
      return lines.returns.append(gross.map((rate, bucket) => shareOfRate(rate - discount[bucket]!, share, 1)))
    })
}
