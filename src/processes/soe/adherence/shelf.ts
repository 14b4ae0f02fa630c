/** What was on hand, day by day, as snapshots tell it. */
import type { Day } from '../../../core/base/day.js'
import type { ExecutedFacts } from '../../../core/network/executed.js'
import { WEEK_DAYS } from './committed-weeks.js'

interface Snapshot {
  readonly day: Day
  readonly onHand: number
  readonly free: number
}

export class Shelf {
  private readonly byPlace = new Map<number, Snapshot[]>()

  /** `stockKeyOf` names an item at a place. */
  constructor({ stock }: Pick<ExecutedFacts, 'stock'>, stockKeyOf: (product: number, location: number) => number) {
    for (let at = 0; at < stock.day.length; at++) {
      const key = stockKeyOf(stock.product[at]!, stock.location[at]!)
      const list = this.byPlace.get(key) ?? []
      this.byPlace.set(key, list)
      list.push({ day: stock.day[at]!, onHand: stock.onHand[at]!, free: stock.free[at]! })
    }
    for (const list of this.byPlace.values()) list.sort((a, b) => a.day - b.day)
  }

  /** Items at places of which stock is told at all. */
  keys(): Iterable<number> {
    return this.byPlace.keys()
  }

  /** Everything there at the end of a day: of that day's snapshot, else of the morning after. Null when not told. */
  atEndOf(key: number, day: Day): number | null {
    const list = this.byPlace.get(key) ?? []
    return (list.find((one) => one.day === day) ?? list.find((one) => one.day === day + 1))?.onHand ?? null
  }

  /** The least that was free inside a week, or at its end where only that is told. Null when neither is. */
  leastFree(key: number, firstDay: Day): number | null {
    const list = this.byPlace.get(key) ?? []
    const end = firstDay + WEEK_DAYS
    const inside = list.filter(({ day }) => day > firstDay && day < end)
    const told = inside.length > 0 ? inside : list.filter(({ day }) => day === end)
    return told.length === 0 ? null : Math.max(0, Math.min(...told.map(({ free }) => free)))
  }

  /** Days of a week on which nothing was free. */
  emptyDays(key: number, firstDay: Day): number {
    const list = this.byPlace.get(key) ?? []
    return list.filter(({ day, free }) => day >= firstDay && day < firstDay + WEEK_DAYS && free <= 0).length
  }
}
