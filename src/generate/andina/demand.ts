import { type Day, parseDay } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream, spreadFactor } from '../dice.js'
import { GOODS, type Good } from './goods.js'
import { BUYERS, type Buyer, CENTRES, countryOf, STORES, type Store } from './places.js'
import { type Promotion, promotionFactor } from './promotions.js'
import type { Seasons } from './season.js'
import { FIRST_DAY, HISTORY_DAYS, KNOWN_DAYS, PLAN_DAY } from './timeline.js'

/** USD of list sales in an average year of the history. */
const LIST_SALES_A_YEAR = 232_000_000

/** A buyer's appetite for a good at its centre: units on an average day, and the shape of every known day. */
export interface Appetite {
  readonly key: number
  readonly good: Good
  readonly buyer: Buyer
  readonly buyerIndex: number
  readonly centre: number
  readonly rate: number
  readonly season: Float64Array
  readonly promotion: Float64Array | null
  readonly firstDay: Day
  readonly endDay: Day
}

const RANGED_SHARE: Readonly<Record<Buyer['channel'], number>> = {
  moderno: 0.92,
  mayorista: 0.75,
  farmacia: 0.5,
  tradicional: 0.62,
}

/** The shampoo that a Brazilian video made famous a fortnight before the plan day. */
export const SURGE = { good: 'CHA-01', country: 'BR', firstDay: PLAN_DAY - 14, factor: 2.1 } as const

function isRanged(random: Random, good: Good, buyer: Buyer, key: number): boolean {
  if (buyer.channel === 'farmacia' && good.family.category !== 'Cuidado personal' && good.family.code !== 'PAP')
    return false
  return good.core || random.at(Stream.Range, key, 0) < RANGED_SHARE[buyer.channel]
}

export function buildAppetites(random: Random, seasons: Seasons, promotions: readonly Promotion[]): Appetite[] {
  const out: Appetite[] = []
  for (const good of GOODS)
    BUYERS.forEach((buyer, buyerIndex) => {
      const key = good.index * BUYERS.length + buyerIndex
      if (!isRanged(random, good, buyer, key)) return
      const { share, priceLevel } = countryOf(buyer.country)
      const usd = LIST_SALES_A_YEAR * good.share * share * buyer.share * 1.08
      out.push({
        key,
        good,
        buyer,
        buyerIndex,
        centre: CENTRES.findIndex(({ id }) => id === buyer.centre),
        rate: (usd / 365 / (good.listPrice * priceLevel)) * spreadFactor(random, Stream.Rate, key, 0, 0.3),
        season: seasons.smooth(buyer.country, good.familyIndex),
        promotion: promotionFactor(promotions, good.index, buyerIndex, 'sell_in', FIRST_DAY, KNOWN_DAYS),
        firstDay: good.launch === null ? FIRST_DAY : Math.max(FIRST_DAY, parseDay(good.launch)!),
        endDay: good.end === null ? FIRST_DAY + KNOWN_DAYS : parseDay(good.end)!,
      })
    })
  return out
}

/** Units that shoppers of this buyer want on a day, before chance; launches take twelve weeks to grow. */
export function appetiteOn(appetite: Appetite, day: Day): number {
  if (day < appetite.firstDay || day > appetite.endDay) return 0
  const at = day - FIRST_DAY
  const grown = appetite.good.launch === null ? 1 : Math.min(1, 0.3 + (0.7 * (day - appetite.firstDay)) / 84)
  const surge = isSurging(appetite.good, appetite.buyer.country, day) ? SURGE.factor : 1
  return appetite.rate * appetite.season[at]! * (appetite.promotion?.[at] ?? 1) * grown * surge
}

export const isSurging = (good: Good, country: string, day: Day): boolean =>
  good.id === SURGE.good && country === SURGE.country && day >= SURGE.firstDay && day < PLAN_DAY + 21

/** Units a day at each good × centre over the coming four weeks, without the surge that nobody foresaw. */
export function comingRates(appetites: readonly Appetite[]): Float64Array {
  const out = new Float64Array(GOODS.length * CENTRES.length)
  for (const appetite of appetites)
    for (let day = PLAN_DAY; day < PLAN_DAY + 28; day++) {
      const surge = isSurging(appetite.good, appetite.buyer.country, day) ? SURGE.factor : 1
      out[appetite.good.index * CENTRES.length + appetite.centre]! += appetiteOn(appetite, day) / surge / 28
    }
  return out
}

/** A shop's shelf: the buyer's own sell-out, watched at a dozen stores for some twenty items each. */
export interface Shelf {
  readonly key: number
  readonly good: Good
  readonly store: Store
  readonly storeIndex: number
  readonly rate: number
  readonly season: Float64Array
  readonly promotion: Float64Array | null
}

const WATCHED_ITEMS = 22

export function buildShelves(random: Random, seasons: Seasons, promotions: readonly Promotion[]): Shelf[] {
  const watched = [...GOODS].filter((good) => good.launch === null && good.end === null)
  watched.sort((a, b) => Number(b.core) - Number(a.core) || b.share - a.share || a.index - b.index)
  return STORES.flatMap((store, storeIndex) =>
    watched.slice(0, WATCHED_ITEMS).map((good) => {
      const key = good.index * STORES.length + storeIndex
      const buyerIndex = BUYERS.indexOf(store.buyer)
      const perDay = 9 + (240 * good.share) / good.listPrice ** 0.5
      return {
        key,
        good,
        store,
        storeIndex,
        rate: perDay * spreadFactor(random, Stream.Store, key, 0, 0.35),
        season: seasons.shop(store.buyer.country, good.familyIndex),
        promotion: promotionFactor(promotions, good.index, buyerIndex, 'sell_out', FIRST_DAY, HISTORY_DAYS),
      }
    }),
  )
}
