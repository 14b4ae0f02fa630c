/**
 * The telescoping time axis of a plan: which bucket a day belongs to, and what each bucket covers.
 *
 * Near days are planned one by one, later ones by the week, far ones by the month. Weeks are cut at month borders
 * (and at fiscal borders where the company has them), so that a month and a week are always exact unions of buckets
 * and their figures exact sums. Rules HZ1–HZ9 of docs/specs/calendar.md.
 */
import { assert } from '../base/assert.js'
import { type Day, firstDayOfMonth, formatDay, formatMonth, monthOf, weekdayOf } from '../base/day.js'

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

export interface HorizonShape {
  planDay: Day
  /** How many days from the plan day are buckets of their own. */
  days?: number
  /** Weeks, counted from the one that holds the plan day, that are kept as weeks. */
  weeks?: number
  /** The horizon ends with the last day of the month this many after the plan day's month. */
  months?: number
  /** ISO weekday on which a week starts, 1 = Monday. */
  weekStart?: number
  /** First days of fiscal periods, in any order: weeks are cut there too. */
  fiscalBorders?: readonly Day[]
}

/** A horizon longer than this is a typing mistake; bucket numbers are kept in 16 bits. */
const BUCKET_COUNT_MAX = 65_000

/**
 * Lays out the buckets of a plan. The day part may end inside a week, and the weeks inside a month: the rest of that
 * week or month is a bucket of its own. With the defaults there are about 75 buckets.
 */
export function buildHorizon(shape: HorizonShape): Horizon {
  const { planDay, days = 28, weeks = 26, months = 24, weekStart = 1, fiscalBorders = [] } = shape
  for (const [name, value] of Object.entries({ planDay, days, weeks, months }))
    assert(Number.isInteger(value), `${name} of the horizon is not a whole number`, { value })
  assert(days >= 0 && weeks >= 0 && months >= 0, 'a part of the horizon is negative', { days, weeks, months })
  assert(days + weeks * 7 + months < BUCKET_COUNT_MAX, 'the horizon is too long', { days, weeks, months })
  assert(weekStart >= 1 && weekStart <= 7, 'weekStart is not an ISO weekday', { weekStart })

  const weekZero = firstDayOfWeek(planDay, weekStart)
  const dayEnd = planDay + days
  const weekEnd = Math.max(dayEnd, weekZero + weeks * 7)
  const lastMonth = Math.max(monthOf(planDay) + months, weekEnd > planDay ? monthOf(weekEnd - 1) : 0)
  const end = firstDayOfMonth(lastMonth + 1)
  const cuts = new Set(fiscalBorders)

  const starts: Day[] = []
  for (let day = planDay; day < dayEnd; day++) starts.push(day)
  for (let day = dayEnd; day < weekEnd; day = endOfSplitWeek(day, weekEnd, weekStart, cuts)) starts.push(day)
  const atomCount = starts.length
  for (let day = weekEnd; day < end; day = firstDayOfMonth(monthOf(day) + 1)) starts.push(day)

  const planMonth = monthOf(planDay)
  return {
    planDay,
    count: starts.length,
    dayCount: days,
    atomCount,
    firstDay: Int32Array.from(starts),
    days: Uint8Array.from(starts, (day, bucket) => (starts[bucket + 1] ?? end) - day),
    month: Uint16Array.from(starts, (day) => monthOf(day) - planMonth),
    week: Int16Array.from(starts, (day, bucket) => (bucket < atomCount ? Math.floor((day - weekZero) / 7) : -1)),
    monthCount: lastMonth - planMonth + 1,
  }
}

/** The first day after `day` on which a week, a month or a fiscal period starts, or the weeks end. */
function endOfSplitWeek(day: Day, weekEnd: Day, weekStart: number, cuts: ReadonlySet<Day>): Day {
  const month = monthOf(day)
  let next = day + 1
  while (next < weekEnd && weekdayOf(next) !== weekStart && monthOf(next) === month && !cuts.has(next)) next++
  return next
}

/** The first day of the week that holds `day`, for weeks that start on the ISO weekday `weekStart`. */
export function firstDayOfWeek(day: Day, weekStart: number): Day {
  return day - ((weekdayOf(day) - weekStart + 7) % 7)
}

/** The day after the last day of the horizon. */
export function endOfHorizon(horizon: Horizon): Day {
  const last = horizon.count - 1
  return horizon.firstDay[last]! + horizon.days[last]!
}

/** The bucket that covers a day; −1 before the plan day, `horizon.count` beyond the end. */
export function bucketOfDay(horizon: Horizon, day: Day): number {
  const { firstDay, count, planDay, dayCount } = horizon
  const offset = day - planDay
  if (offset < 0) return -1
  if (offset < dayCount) return offset
  if (day >= endOfHorizon(horizon)) return count
  let low = dayCount
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (firstDay[middle]! <= day) low = middle
    else high = middle - 1
  }
  return low
}

/** The bucket of every day of the horizon, at [day − planDay]: for loops over many dated facts. */
export function bucketByDay(horizon: Horizon): Uint16Array {
  const table = new Uint16Array(endOfHorizon(horizon) - horizon.planDay)
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const from = horizon.firstDay[bucket]! - horizon.planDay
    table.fill(bucket, from, from + horizon.days[bucket]!)
  }
  return table
}

/** Month m has the buckets [table[m], table[m + 1]). */
export function bucketsOfMonths(horizon: Horizon): Uint16Array {
  const table = new Uint16Array(horizon.monthCount + 1).fill(horizon.count)
  for (let bucket = horizon.count - 1; bucket >= 0; bucket--) table[horizon.month[bucket]!] = bucket
  return table
}

/**
 * A day as `2026-09-21`, a whole month as `2027-04`, anything between as the ISO 8601 interval `2026-10-26/31`
 * (no bucket crosses a month, so the end needs its day only). The same in every language.
 */
export function bucketLabel(horizon: Horizon, bucket: number): string {
  const first = horizon.firstDay[bucket]!
  const days = horizon.days[bucket]!
  if (days === 1) return formatDay(first)
  const month = monthOf(first)
  if (first === firstDayOfMonth(month) && first + days === firstDayOfMonth(month + 1)) return formatMonth(month)
  return `${formatDay(first)}/${formatDay(first + days - 1).slice(8)}`
}
