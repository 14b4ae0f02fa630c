/**
 * What was asked for in calendar weeks or months, for every demand row: the same sales that `history.ts` learns from, in
 * periods that begin where a plan's do.
 */
import { type Day, firstDayOfMonth, monthOf } from '../base/day.js'
import { firstDayOfWeek } from '../calendar/horizon.js'
import type { AccuracyGrain } from './accuracy-cells.js'
import { DAYS_PER_WEEK, inherit, matchFacts, type SalesColumns, type Succession } from './history.js'
import { indexRows, type RowKeys } from './row-index.js'

/** Whole periods, one after the other: period p covers the days [start[p], start[p + 1]). */
export interface Timeline {
  readonly count: number
  readonly start: Int32Array
  /** Period of a day; below zero before the first, `count` or more after the last. */
  periodOf(day: Day): number
}

/** The whole periods that lie in [from, until). */
export function buildTimeline(grain: AccuracyGrain, weekStart: number, from: Day, until: Day): Timeline {
  const first = grain === 'week' ? firstDayOfWeek(from + DAYS_PER_WEEK - 1, weekStart) : monthOf(from - 1) + 1
  const startOf = (period: number): Day =>
    grain === 'week' ? first + period * DAYS_PER_WEEK : firstDayOfMonth(first + period)
  const periodOf = (day: Day): number =>
    grain === 'week' ? Math.floor((day - first) / DAYS_PER_WEEK) : monthOf(day) - first
  const count = Math.max(0, periodOf(until))
  return { count, start: Int32Array.from({ length: count + 1 }, (_, period) => startOf(period)), periodOf }
}

/**
 * Sales by demand row, so that one row's periods are added up at a time: all of them at once would be as large as the
 * whole history. Before `planDay` a successor inherits; what came later is each item's own.
 */
export class DemandByPeriod {
  /** Facts of row r at [start[r], start[r + 1]). */
  private readonly start: Int32Array
  private readonly fact: Int32Array
  private readonly units: Float64Array

  constructor(
    private readonly sales: SalesColumns,
    rows: RowKeys,
    private readonly timeline: Timeline,
    given: { planDay: Day; ownLocation: Uint8Array; succession: Succession },
  ) {
    const index = indexRows(rows)
    const rowOf = matchFacts(sales, rows, index, given.ownLocation)
    const eachCredit = (credit: (row: number, fact: number) => void): void => {
      for (let fact = 0; fact < sales.count; fact++) {
        const period = timeline.periodOf(sales.day[fact]!)
        if (period < 0 || period >= timeline.count) continue
        if (rowOf[fact]! >= 0) credit(rowOf[fact]!, fact)
        if (sales.day[fact]! < given.planDay)
          inherit(sales, fact, index, given.succession, (heir) => credit(heir, fact))
      }
    }
    this.start = new Int32Array(rows.count + 1)
    eachCredit((row) => {
      this.start[row + 1]! += 1
    })
    for (let row = 0; row < rows.count; row++) this.start[row + 1]! += this.start[row]!
    this.fact = new Int32Array(this.start[rows.count]!)
    const next = this.start.slice()
    eachCredit((row, fact) => {
      this.fact[next[row]!++] = fact
    })
    this.units = new Float64Array(timeline.count)
  }

  /** Units of each period, overwritten by the next row. */
  of(row: number): Float64Array {
    this.units.fill(0)
    for (let at = this.start[row]!; at < this.start[row + 1]!; at++) {
      const fact = this.fact[at]!
      this.units[this.timeline.periodOf(this.sales.day[fact]!)]! += this.sales.units[fact]!
    }
    return this.units
  }
}

/**
 * The day after the last one whose sales are known to somebody who plans on `planDay`, or has been told of later days:
 * whole weeks after the newest sale are unknown, not empty (DM1).
 */
export function knownUntil({ count, day }: Pick<SalesColumns, 'count' | 'day'>, planDay: Day): Day {
  let newest = -Infinity
  for (let fact = 0; fact < count; fact++) if (day[fact]! > newest) newest = day[fact]!
  if (newest >= planDay) return newest + 1
  return newest === -Infinity ? planDay : planDay - DAYS_PER_WEEK * Math.floor((planDay - 1 - newest) / DAYS_PER_WEEK)
}
