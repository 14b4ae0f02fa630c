import type { Cell } from '../../core/base/column-table.js'
import { type Day, dayOf, formatDay } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream, wholeBetween } from '../dice.js'
import { FAMILIES, GOODS } from './goods.js'
import { BUYERS } from './places.js'
import { PLAN_DAY } from './timeline.js'

export interface Promotion {
  readonly id: string
  readonly mechanic: string
  readonly good: number
  readonly buyer: number
  readonly start: Day
  readonly end: Day
  readonly buyInStart: Day
  readonly buyInEnd: Day
  readonly uplift: number
  readonly status: 'done' | 'agreed' | 'proposed'
}

const MECHANICS = ['precio rebajado', '2 x 1', '3 x 2', 'exhibición', 'folleto'] as const

/** Fridays on which a fortnight of promotion starts; about one in four lies ahead. */
const FIRST_FRIDAY = dayOf(2024, 12, 6)
const PROMOTION_COUNT = 64
const SPACING_DAYS = 14

/** One promoted item at one supermarket banner at a time; stores order nine days before the shopper comes. */
export function buildPromotions(random: Random): Promotion[] {
  const banners = BUYERS.map((buyer, at) => ({ buyer, at })).filter(({ buyer }) => buyer.channel === 'moderno')
  const goods = GOODS.filter((good) => good.launch === null && good.end === null)
  return Array.from({ length: PROMOTION_COUNT }, (_, at) => {
    const start = FIRST_FRIDAY + at * SPACING_DAYS + 7 * wholeBetween(random, Stream.Range, at, 900, 0, 1)
    const end = start + wholeBetween(random, Stream.Range, at, 901, 9, 16)
    const good = goods[wholeBetween(random, Stream.Range, at, 902, 0, goods.length - 1)]!
    const { at: buyer } = banners[wholeBetween(random, Stream.Range, at, 903, 0, banners.length - 1)]!
    return {
      id: `PROMO-${String(at + 1).padStart(3, '0')}`,
      mechanic: MECHANICS[wholeBetween(random, Stream.Range, at, 904, 0, MECHANICS.length - 1)]!,
      good: good.index,
      buyer,
      start,
      end,
      buyInStart: start - 9,
      buyInEnd: end - 4,
      uplift: wholeBetween(random, Stream.Range, at, 905, 5, 16) / 20,
      status: end < PLAN_DAY ? 'done' : start < PLAN_DAY + 120 ? 'agreed' : 'proposed',
    } as const
  })
}

/** Demand of each history day over the unpromoted one, or null when the pair was never promoted. */
export function promotionFactor(
  promotions: readonly Promotion[],
  good: number,
  buyer: number,
  flow: 'sell_in' | 'sell_out',
  firstDay: Day,
  dayCount: number,
): Float64Array | null {
  const own = promotions.filter((promotion) => promotion.good === good && promotion.buyer === buyer)
  if (own.length === 0) return null
  const out = new Float64Array(dayCount).fill(1)
  for (const promotion of own) {
    const start = flow === 'sell_in' ? promotion.buyInStart : promotion.start
    const end = flow === 'sell_in' ? promotion.buyInEnd : promotion.end
    for (let day = Math.max(start, firstDay); day <= end && day < firstDay + dayCount; day++)
      out[day - firstDay]! *= 1 + promotion.uplift
  }
  return out
}

/** Buy-in and sell-out windows differ, cannibalised items are named by family. */
export function promotionRows(promotions: readonly Promotion[]): Record<string, Cell>[] {
  return promotions.map((promotion) => ({
    event_id: promotion.id,
    mechanic: promotion.mechanic,
    product_id: GOODS[promotion.good]!.id,
    customer_id: BUYERS[promotion.buyer]!.id,
    sell_out_start: formatDay(promotion.start),
    sell_out_end: formatDay(promotion.end),
    buy_in_start: formatDay(promotion.buyInStart),
    buy_in_end: formatDay(promotion.buyInEnd),
    uplift: promotion.uplift,
    funded_by: 'Andina',
    status: promotion.status,
  }))
}

export const familyIndexOf = (code: string): number => FAMILIES.findIndex((family) => family.code === code)
