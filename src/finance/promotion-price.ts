/** What promotions do to the price list and to the cost of selling: a price in a window, funding per unit. */
import type { Day } from '../core/base/day.js'
import { UNIT_PRICE_PER_MAJOR } from '../core/base/quantity.js'
import type { Promotion } from '../core/network/company.js'
import { type AmountSegment, type DatedAmount, shareOfRate } from './dated-amount.js'
import type { MoneyHorizon } from './money-plan.js'
import { daysHeld, type TermEffect } from './trade-terms.js'

/** Where a demand row is, as a promotion asks for it. `chain` as in `priceScopes`. */
export interface PromotionPlace {
  readonly chain: readonly string[]
  readonly location: string
  readonly country: string
}

const OFF = new Set(['cancelled', 'canceled', 'rejected'])

/** Promotions that touch money, by item: their own, and those of its family or of everything. */
export interface PromotionList {
  ofProduct(product: string, family: string): readonly Promotion[]
}

export function readPromotions(all: readonly Promotion[]): PromotionList {
  const promotions = all.filter(
    (promotion) => !OFF.has(promotion.status ?? '') && (promotion.price !== null || promotion.fundingPerUnit !== null),
  )
  return {
    ofProduct: (product, family) =>
      promotions.filter(
        (promotion) => (promotion.product ?? product) === product && (promotion.family ?? family) === family,
      ),
  }
}

/** Whether a promotion of the item runs at this place; empty scopes are everywhere. */
export function runsAt(promotion: Promotion, place: PromotionPlace): boolean {
  return (
    (promotion.customer === null || place.chain.includes(promotion.customer)) &&
    (promotion.location ?? place.location) === place.location &&
    (promotion.country ?? place.country) === place.country
  )
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

/**
 * Adds promotion funding per unit to trade spend on the days of its window. Funding a supplier pays us lowers our cost
 * of selling; funding the customer bears is not ours at all.
 */
export function addFunding(
  effect: TermEffect,
  promotions: readonly Promotion[],
  suppliers: ReadonlySet<string>,
  horizon: MoneyHorizon,
): TermEffect {
  const funded = promotions.filter((promotion) => fundingOf(promotion, suppliers) !== 0)
  if (funded.length === 0) return effect
  const before = effect.tradeSpend
  const amounts = before?.amounts?.slice() ?? new Float64Array(horizon.count)
  for (const promotion of funded) {
    const window = promotionWindow(promotion)
    const held = { validFrom: window.first, validTo: window.last }
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const days = daysHeld(held, horizon.firstDay[bucket]!, horizon.days[bucket]!)
      if (days === 0) continue
      amounts[bucket]! += shareOfRate(
        fundingOf(promotion, suppliers),
        days * UNIT_PRICE_PER_MAJOR,
        horizon.days[bucket]!,
      )
    }
  }
  const shareDays = before?.shareDays ?? new Float64Array(horizon.count)
  return { ...effect, tradeSpend: { shareDays, steadyShare: before?.steadyShare ?? 0, amounts } }
}

function fundingOf({ fundingPerUnit, fundedBy, customer }: Promotion, suppliers: ReadonlySet<string>): number {
  if (fundingPerUnit === null || (fundedBy !== null && fundedBy === customer)) return 0
  return fundedBy !== null && suppliers.has(fundedBy) ? -fundingPerUnit : fundingPerUnit
}
