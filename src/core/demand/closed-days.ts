import type { Day } from '../base/day.js'
import type { StockFacts } from '../network/facts.js'
import type { RowKeys } from './row-index.js'

interface Span {
  readonly firstDay: Day
  readonly days: number
}

/** On how many days of some periods the item of a demand row stood at zero at its location (DM4). */
export class ClosedDays {
  private readonly byPlace = new Map<number, Uint8Array>()
  private readonly locations: number

  /** Periods in the order of their days, none in another. */
  constructor(
    zeroDays: StockFacts['zeroDays'],
    private readonly rows: RowKeys,
    spans: readonly Span[],
  ) {
    this.locations = 1 + rows.location.reduce((most, location) => Math.max(most, location), 0)
    for (let zero = 0; zero < zeroDays.day.length; zero++) {
      const day = zeroDays.day[zero]!
      const span = spans.findIndex(({ firstDay, days }) => day >= firstDay && day < firstDay + days)
      const location = zeroDays.location[zero]!
      if (span < 0 || location >= this.locations) continue
      const place = this.placeOf(zeroDays.product[zero]!, location)
      const counts = this.byPlace.get(place) ?? new Uint8Array(spans.length)
      this.byPlace.set(place, counts)
      counts[span]! += 1
    }
  }

  count(row: number, span: number): number {
    return this.byPlace.get(this.placeOf(this.rows.item[row]!, this.rows.location[row]!))?.[span] ?? 0
  }

  private placeOf(item: number, location: number): number {
    return item * this.locations + location
  }
}
