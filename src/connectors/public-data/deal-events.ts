import { type Day, formatDay } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { MONEY_SCALE, medianOf, type Row } from './adapted-company.js'

/** A week of an item over the whole chain. */
export interface Deals {
  readonly stores: number
  readonly units: number
  /** What each store on deal asked, whole 10^-4. */
  readonly dealPrices: readonly number[]
}

const WEEK = 7
/** Whole weeks, so that a deal keeps its weekday. */
const YEAR = 364
/** Below this a "deal" that did not move the item is no promotion worth a row. */
const LEAST_UPLIFT = 0.05

/**
 * The weeks in which at least half of the stores had the item on deal, as promotions of the chain at the median price;
 * weeks that touch are one. Their uplift is the item's average: what a store sells in such a week against its other
 * weeks, less one. It is measured on the same weeks, so it explains the past and promises little. The deals of the last
 * year before `planDay` are expected again a year later.
 */
export function dealEvents(product: string, country: string, weeks: ReadonlyMap<Day, Deals>, planDay: Day): Row[] {
  const onDeal = (day: Day): boolean => {
    const found = weeks.get(day)
    return found !== undefined && found.dealPrices.length * 2 >= found.stores
  }
  const uplift = perStore(weeks, onDeal) / perStore(weeks, (day) => !onDeal(day)) - 1
  if (!(uplift >= LEAST_UPLIFT) || uplift === Number.POSITIVE_INFINITY) return []
  const starts = [...weeks.keys()].filter(onDeal).sort((a, b) => a - b)
  return starts
    .filter((start) => !onDeal(start - WEEK))
    .flatMap((start) => {
      const prices: number[] = []
      let end = start
      for (; onDeal(end); end += WEEK) prices.push(...weeks.get(end)!.dealPrices)
      const event = (from: Day, to: Day, status: string): Row => ({
        event_id: `DEAL-${product}-${formatDay(from)}`,
        mechanic: 'deal',
        product_id: product,
        country,
        sell_out_start: formatDay(from),
        sell_out_end: formatDay(to),
        price: formatScaled(medianOf(prices), MONEY_SCALE),
        uplift,
        status,
      })
      const done = event(start, end - 1, 'done')
      return start < planDay - YEAR ? [done] : [done, event(start + YEAR, end - 1 + YEAR, 'expected')]
    })
}

function perStore(weeks: ReadonlyMap<Day, Deals>, taken: (day: Day) => boolean): number {
  let units = 0
  let stores = 0
  for (const [day, week] of weeks) {
    if (!taken(day)) continue
    units += week.units
    stores += week.stores
  }
  return units / stores
}
