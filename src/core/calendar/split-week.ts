/**
 * How is a figure known only for a week or a month divided over its days? (DOMAIN §3.6)
 *
 *     a(d) = weekday profile × event factor × open-day flag        part = total × Σ a(part) / Σ a(period)
 *
 * The period is first cut into split weeks (week ∩ month) by largest remainder, then each of those into days, so that
 * a week that straddles two months gives each exactly what its weights say, and days, split weeks, weeks and months
 * stay exact sums of each other. Rules SW1–SW6 of docs/specs/calendar.md.
 */
import { assert } from '../base/assert.js'
import { type Day, monthOf, weekdayOf } from '../base/day.js'
import { spread } from '../base/largest-remainder.js'
import { SHARE_WHOLE, type Share } from '../base/quantity.js'
import { isOpenDay, type OpenDays } from './open-days.js'

export interface DayProfile {
  /** Whole weights from Monday to Sunday; without it, all days weigh the same. */
  weekdays?: readonly number[]
  /** Holidays and events: millionths, `SHARE_WHOLE` for an ordinary day. */
  factorOn?: (day: Day) => Share
  openDays?: OpenDays
}

/** The compiled division of one period: built once, applied to every total of that period. */
export interface DaySplit {
  readonly firstDay: Day
  /** One per day; zero on closed days. */
  readonly dayWeight: Float64Array
  /** Split week p has the days [partStart[p], partStart[p + 1]), counted from `firstDay`. */
  readonly partStart: Int32Array
  readonly partWeight: Float64Array
}

const EQUAL_WEEKDAYS = [1, 1, 1, 1, 1, 1, 1]

/** The weight a(d) of one day: a whole number. */
export function dayWeight(profile: DayProfile, day: Day): number {
  if (profile.openDays !== undefined && !isOpenDay(profile.openDays, day)) return 0
  return (profile.weekdays ?? EQUAL_WEEKDAYS)[weekdayOf(day) - 1]! * (profile.factorOn?.(day) ?? SHARE_WHOLE)
}

/**
 * Compiles the division of the period of `days` days from `firstDay`. `weekStart` is the ISO weekday on which the
 * planning week starts, whatever week the figure came in: a Walmart week reaches ISO weeks by way of its days.
 *
 * A split week in which nothing is open gets nothing; when the whole period is closed, all days weigh the same, because
 * what was reported did happen.
 */
export function buildDaySplit(given: {
  firstDay: Day
  days: number
  profile?: DayProfile
  weekStart?: number
}): DaySplit {
  const { firstDay, days, profile = {}, weekStart = 1 } = given
  assert(Number.isInteger(days) && days > 0, 'a period has no days', { days })
  const weights = Float64Array.from({ length: days }, (_, offset) => dayWeight(profile, firstDay + offset))
  if (weights.every((weight) => weight === 0)) weights.fill(1)
  const partStart = [0]
  for (let offset = 1; offset < days; offset++) {
    const day = firstDay + offset
    if (weekdayOf(day) === weekStart || monthOf(day) !== monthOf(day - 1)) partStart.push(offset)
  }
  partStart.push(days)
  const partWeight = new Float64Array(partStart.length - 1)
  for (let part = 0; part < partWeight.length; part++)
    for (let offset = partStart[part]!; offset < partStart[part + 1]!; offset++) partWeight[part]! += weights[offset]!
  return { firstDay, dayWeight: weights, partStart: Int32Array.from(partStart), partWeight }
}

/** A whole total over the split weeks of the period, in order; the parts add up to it. */
export function splitOverWeeks(split: DaySplit, total: number): Float64Array {
  return spread(total, split.partWeight)
}

/** A whole total over the days of the period; the days add up to it, and those of a split week to its part. */
export function splitOverDays(
  split: DaySplit,
  total: number,
  out = new Float64Array(split.dayWeight.length),
): Float64Array {
  const parts = splitOverWeeks(split, total)
  for (let part = 0; part < parts.length; part++) {
    const from = split.partStart[part]!
    const end = split.partStart[part + 1]!
    spread(parts[part]!, split.dayWeight.subarray(from, end), out.subarray(from, end))
  }
  return out
}
