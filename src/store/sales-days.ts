import { assert } from '../core/base/assert.js'
import { type Day, firstDayOfMonth, monthOf } from '../core/base/day.js'
import { buildDaySplit, type DaySplit, splitOverDays } from '../core/calendar/split-week.js'
import type { SalesFacts } from '../core/network/facts.js'
import type { Column } from './duckdb/columns.js'

/** Periods as they are told apart in SQL. */
export const PERIODS = ['D', 'W', 'M'] as const
/** No period has more days. */
export const LONGEST_PERIOD = 31

/** Columns of sales by period, in the order of rows, days and periods; `period` is a position in `PERIODS`. */
export type PeriodColumns = Record<'product' | 'location' | 'customer' | 'flow' | 'day' | 'period' | Amount, Column>
const PLACE = ['product', 'location', 'customer', 'flow'] as const
const AMOUNTS = ['units', 'returned', 'gross', 'net'] as const
type Amount = (typeof AMOUNTS)[number]

const TOLD = 1
const ESTIMATED = 2

/**
 * Sales of periods as sales of days: the periods of one row after another are laid over its days, and each day that
 * any of them covers is written once. Takes its input in chunks and writes where the output will stay: a company of a
 * hundred thousand rows has 70 million days.
 */
export class SalesDays {
  readonly #facts: SalesFacts
  readonly #firstDay: Day
  readonly #weekStart: number
  readonly #splits = new Map<number, DaySplit>()
  /** Of the row at hand, by day. */
  readonly #sums: Record<Amount, Float64Array>
  readonly #covered: Uint8Array
  readonly #parts = new Float64Array(LONGEST_PERIOD)
  readonly #place = [-1, -1, -1, -1]
  #from = 0
  #to = 0
  #count = 0

  /** `most` is at least how many days come out; all periods begin from `firstDay` to `lastDay`. */
  constructor({
    most,
    firstDay,
    lastDay,
    weekStart,
  }: { most: number; firstDay: Day; lastDay: Day; weekStart: number }) {
    const span = lastDay - firstDay + 2 * LONGEST_PERIOD
    const column = (): Float64Array => new Float64Array(span)
    this.#sums = { units: column(), returned: column(), gross: column(), net: column() }
    this.#covered = new Uint8Array(span)
    this.#firstDay = firstDay - LONGEST_PERIOD
    this.#weekStart = weekStart
    this.#facts = emptySales(most)
  }

  add(periods: PeriodColumns): void {
    const { product, day, period } = periods as Record<string, Int32Array>
    for (let at = 0; at < product!.length; at++) {
      if (PLACE.some((name, of) => periods[name][at] !== this.#place[of])) this.#begin(periods, at)
      this.#cover(periods, at, PERIODS[period![at]!]!, day![at]!)
    }
  }

  finish(): SalesFacts {
    this.#write()
    const cut = <Of extends Int32Array | Float64Array | Uint8Array>(column: Of): Of =>
      (column.length === this.#count ? column : column.slice(0, this.#count)) as Of
    const { count: _, ...columns } = this.#facts
    const whole = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cut(column)]))
    return { count: this.#count, ...(whole as unknown as Omit<SalesFacts, 'count'>) }
  }

  #begin(periods: PeriodColumns, at: number): void {
    this.#write()
    for (const [of, name] of PLACE.entries()) this.#place[of] = periods[name][at] as number
    this.#from = this.#covered.length
    this.#to = 0
  }

  #cover(periods: PeriodColumns, at: number, period: (typeof PERIODS)[number], day: Day): void {
    const split = period === 'D' ? null : this.#splitOf(period, day)
    const from = (split?.firstDay ?? day) - this.#firstDay
    const days = split?.dayWeight.length ?? 1
    this.#from = Math.min(this.#from, from)
    this.#to = Math.max(this.#to, from + days)
    const mark = split === null ? TOLD : ESTIMATED
    for (let offset = 0; offset < days; offset++) this.#covered[from + offset]! |= mark
    for (const name of AMOUNTS) {
      const total = periods[name][at] as number
      if (total === 0) continue
      const sums = this.#sums[name]
      if (split === null) {
        sums[from]! += total
        continue
      }
      splitOverDays(split, total, this.#parts)
      for (let offset = 0; offset < days; offset++) sums[from + offset]! += this.#parts[offset]!
    }
  }

  #splitOf(period: 'W' | 'M', day: Day): DaySplit {
    const firstDay = period === 'W' ? day : firstDayOfMonth(monthOf(day))
    const days = period === 'W' ? 7 : firstDayOfMonth(monthOf(day) + 1) - firstDay
    const key = firstDay * 2 + (period === 'W' ? 0 : 1)
    let split = this.#splits.get(key)
    if (split === undefined) {
      split = buildDaySplit({ firstDay, days, weekStart: this.#weekStart })
      this.#splits.set(key, split)
    }
    return split
  }

  /** The days of the row at hand, which are then empty for the next. */
  #write(): void {
    const facts = this.#facts
    const { units, returned, gross, net } = this.#sums
    for (let day = this.#from; day < this.#to; day++) {
      if (this.#covered[day] === 0) continue
      const at = this.#count++
      facts.product[at] = this.#place[0]!
      facts.location[at] = this.#place[1]!
      facts.customer[at] = this.#place[2]!
      facts.flow[at] = this.#place[3]!
      facts.day[at] = this.#firstDay + day
      facts.units[at] = units[day]!
      facts.returnedUnits[at] = returned[day]!
      facts.grossAmount[at] = gross[day]!
      facts.netAmount[at] = net[day]!
      facts.estimated[at] = (this.#covered[day]! & ESTIMATED) === 0 ? 0 : 1
    }
    assert(this.#count <= facts.product.length, 'more days than were counted', { days: this.#count })
    for (const name of AMOUNTS) this.#sums[name].fill(0, this.#from, Math.max(this.#from, this.#to))
    this.#covered.fill(0, this.#from, Math.max(this.#from, this.#to))
  }
}

export const emptySales = (count: number): SalesFacts => ({
  count,
  product: new Int32Array(count),
  location: new Int32Array(count),
  customer: new Int32Array(count),
  day: new Int32Array(count),
  flow: new Uint8Array(count),
  units: new Float64Array(count),
  returnedUnits: new Float64Array(count),
  grossAmount: new Float64Array(count),
  netAmount: new Float64Array(count),
  estimated: new Uint8Array(count),
})
