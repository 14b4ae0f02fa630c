/** What promotions do to the price list and to the cost of selling: a price in a window, funding per unit. */
import type { Day } from '../core/base/day.js'
import type { Promotion } from '../core/network/company.js'
import type { AmountSegment, DatedAmount } from './dated-amount.js'

/** Where a demand row is, as a promotion asks for it. `chain` as in `priceScopes`. */
export interface PromotionPlace {
  readonly chain: readonly string[]
  readonly location: string
  readonly country: string
}

const OFF = new Set(['cancelled', 'canceled', 'rejected'])

/** Promotions that touch money, by item: their own, and those of its family or of everything. */
export interface PromotionList {
  /** Positions in `promotions`, ascending. */
  ofProduct(product: string, family: string): readonly number[]
  matches(promotion: number, place: PromotionPlace): boolean
  readonly promotions: readonly Promotion[]
}

export function readPromotions(all: readonly Promotion[]): PromotionList {
  const promotions = all.filter(
    (promotion) => !OFF.has(promotion.status ?? '') && (promotion.price !== null || promotion.fundingPerUnit !== null),
  )
  return {
    promotions,
    ofProduct: (product, family) =>
      promotions.flatMap((promotion, at) =>
        (promotion.product === null || promotion.product === product) &&
        (promotion.family === null || promotion.family === family)
          ? [at]
          : [],
      ),
    matches(at, place) {
      const promotion = promotions[at]!
      return (
        (promotion.customer === null || place.chain.includes(promotion.customer)) &&
        (promotion.location === null || promotion.location === place.location) &&
        (promotion.country === null || promotion.country === place.country)
      )
    },
  }
}

/**
 * Days on which a promotion moves our invoice: the buy-in window where it has one (the retailer stocks up), else the
 * sell-out window; both ends included.
 */
export function promotionWindow(promotion: Promotion): { first: Day; last: Day } {
  return {
    first: promotion.buyInStart ?? promotion.sellOutStart,
    last: promotion.buyInEnd ?? promotion.sellOutEnd,
  }
}

/**
 * Lays promotion prices over the list price: on each day the lowest of those that run, in the currency of the list
 * price of that day (a promotion names none), or the seller's where there is no list price.
 */
export function overlayPromotions(
  segments: readonly AmountSegment[],
  promotions: readonly Promotion[],
): AmountSegment[] {
  const priced = promotions.filter((promotion) => promotion.price !== null)
  if (priced.length === 0) return [...segments]
  return segments.flatMap((segment) => cutAtPromotions(segment, priced))
}

function cutAtPromotions(segment: AmountSegment, promotions: readonly Promotion[]): AmountSegment[] {
  const borders = new Set([segment.first])
  for (const promotion of promotions) {
    const { first, last } = promotionWindow(promotion)
    for (const border of [first, last + 1]) if (border > segment.first && border < segment.end) borders.add(border)
  }
  const starts = [...borders].sort((a, b) => a - b)
  return starts.map((first, at) => ({
    first,
    end: starts[at + 1] ?? segment.end,
    amount: lowest(promotions, first, segment.amount),
  }))
}

function lowest(promotions: readonly Promotion[], day: Day, list: DatedAmount | null): DatedAmount | null {
  let price: number | null = null
  for (const promotion of promotions) {
    const window = promotionWindow(promotion)
    if (day < window.first || day > window.last) continue
    if (price === null || promotion.price! < price) price = promotion.price
  }
  return price === null ? list : { validFrom: null, validTo: null, amount: price, currency: list?.currency ?? null }
}
