import type { Company, PurchasePrice } from '../core/network/company.js'
import { averageByBucket, daysOfHorizon, segmentAmounts, type TranslateAmount } from './dated-amount.js'
import { entryOf } from './entry.js'
import type { MoneyHorizon } from './money-plan.js'

/** What suppliers ask per base unit, in millionths of the buyer's currency, one per bucket. */
export interface PurchasePrices {
  /** Null where some bucket has no price: the goods then come in at standard cost. */
  priceOf(supplier: string, product: string, location: string, translate: TranslateAmount): Float64Array | null
}

/** A price at a location wins over the supplier's general one; translated at the PLAN rate of each month. */
export function readPurchasePrices(company: Company, horizon: MoneyHorizon): PurchasePrices {
  const range = daysOfHorizon(horizon)
  const prices = new Map<string, PurchasePrice[]>()
  for (const price of company.purchasePrices)
    entryOf(prices, keyOf(price.supplier, price.product, price.location ?? ''), () => []).push(price)
  const known = new Map<string, Map<TranslateAmount, Float64Array | null>>()
  const compile = (tiers: PurchasePrice[][], translate: TranslateAmount): Float64Array | null => {
    const dated = tiers.map((tier) => tier.map((price) => ({ ...price, validTo: null })))
    const rates = new Float64Array(horizon.count)
    return averageByBucket(segmentAmounts(dated, range), horizon, translate, 'covered', rates) ? rates : null
  }
  return {
    priceOf(supplier, product, location, translate) {
      const here = prices.get(keyOf(supplier, product, location))
      const general = prices.get(keyOf(supplier, product, '')) ?? []
      const at = keyOf(supplier, product, here === undefined ? '' : location)
      const byCurrency = entryOf(known, at, () => new Map<TranslateAmount, Float64Array | null>())
      return entryOf(byCurrency, translate, () => compile([here ?? [], general], translate))
    },
  }
}

const keyOf = (...parts: string[]): string => parts.join('\u0001')
