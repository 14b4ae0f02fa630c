import type { Day } from '../base/day.js'

/**
 * The telescoping time axis: days, then weeks cut at month borders, then months. Bucket b covers the days
 * [firstDay[b], firstDay[b] + days[b]); buckets are adjacent and finer ones nest exactly in weeks and months.
 */
export interface Horizon {
  readonly planDay: Day
  /** Number of buckets. */
  readonly count: number
  /** How many of them, from the first, are single days. */
  readonly dayCount: number
  /** How many of them, from the first, are days or split weeks; the rest are months. */
  readonly atomCount: number
  readonly firstDay: Int32Array
  readonly days: Uint8Array
  /** Month of each bucket, counted from the month of `planDay`. */
  readonly month: Uint16Array
  /** Week of each bucket, counted from the week of `planDay`; −1 for month buckets. */
  readonly week: Int16Array
  /** Number of calendar months touched. */
  readonly monthCount: number
}
