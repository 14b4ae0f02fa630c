/** How wrong the forecasts of one series have been, at the level that it has today, and how wrong they usually are. */
import type { PreparedSeries } from './collection.js'

/** Combined forecasts of a series' rehearsal and what came true, at [origin * horizon + step]; NaN where unknown. */
export interface Rehearsed {
  readonly origins: Int32Array
  readonly mean: Float64Array
  readonly actual: Float64Array
}

/** Origins of evidence that the borrowed error is worth. */
const BORROWED_ORIGINS = 1.5
const STEPS_BACK = 60
/** A level is the mean of so many newest values. */
const LEVEL_STEPS = 4
const GROWTH_MAX = 3
/** Series of fewer values have no mean step to speak of. */
export const VALUES_MIN = 3

/** Mean step of the newest values: how restless the series is. */
export function restlessness({ values, from }: PreparedSeries): number {
  const first = Math.max(from + 1, values.length - STEPS_BACK)
  let sum = 0
  for (let at = first; at < values.length; at++) sum += Math.abs(values[at]! - values[at - 1]!)
  return first < values.length ? sum / (values.length - first) : 0
}

/** Mean step of a series, or what it usually is at its level where it is too short to say. */
export function restlessnessIn(series: PreparedSeries, usual: number): number {
  const { values, from } = series
  const own = restlessness(series)
  return values.length - from >= VALUES_MIN ? own : Math.max(own, usual * Math.abs(values.at(-1)!))
}

/** How much larger the series is now than it was at an origin: errors grow with it. */
function growthSince({ values, from }: PreparedSeries, origin: number): number {
  const levelAt = (end: number): number => {
    let sum = 0
    for (let at = Math.max(from, end - LEVEL_STEPS); at < end; at++) sum += Math.abs(values[at]!)
    return sum / Math.min(LEVEL_STEPS, end - from)
  }
  const then = levelAt(origin)
  return then > 0 ? Math.min(GROWTH_MAX, Math.max(1 / GROWTH_MAX, levelAt(values.length) / then)) : 1
}

/** Actual − forecast of every cell, as large as it would be at today's level. */
export function todaysErrors(series: PreparedSeries, { origins, mean, actual }: Rehearsed): Float64Array {
  const horizon = origins.length === 0 ? 0 : actual.length / origins.length
  const growth = Float64Array.from(origins, (origin) => growthSince(series, origin))
  return actual.map((truth, at) => (truth - mean[at]!) * growth[Math.floor(at / horizon)]!)
}

/** A series' usual error, as a multiple of the profile; without the origin `left` (−1: with all). */
export function errorOf(errors: Float64Array, restless: number, profile: Float64Array, left = -1): number {
  const horizon = profile.length
  let sum = 0
  let count = 0
  for (let at = 0; at < errors.length; at++) {
    if (Math.floor(at / horizon) === left || Number.isNaN(errors[at]!)) continue
    sum += Math.abs(errors[at]!) / profile[at % horizon]!
    count += 1
  }
  const evidence = count / horizon
  return (evidence * (count > 0 ? sum / count : 0) + BORROWED_ORIGINS * restless) / (evidence + BORROWED_ORIGINS)
}

/** Whether nothing but zero was known of a series before this origin. */
export function isUnsold({ values, from }: PreparedSeries, end = values.length): boolean {
  for (let at = from; at < end; at++) if (values[at] !== 0) return false
  return true
}
