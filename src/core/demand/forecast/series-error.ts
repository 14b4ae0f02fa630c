/**
 * How wrong the forecasts of one series have been and usually are: at any step by what was known before it, so that errors
 * of the past are measured as those to come will be.
 */
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

/** Mean step of the newest values before `end`: how restless the series was. */
export function restlessness({ values, from }: PreparedSeries, end = values.length): number {
  const first = Math.max(from + 1, end - STEPS_BACK)
  let sum = 0
  for (let at = first; at < end; at++) sum += Math.abs(values[at]! - values[at - 1]!)
  return first < end ? sum / (end - first) : 0
}

/** Mean step of the newest values since it first sold, which counts as a step: what is new is restless. */
export function restlessnessSold({ values, from }: PreparedSeries, end = values.length): number {
  let first = from
  while (first < end - 1 && values[first] === 0) first += 1
  const since = Math.max(first, end - STEPS_BACK)
  let sum = 0
  for (let at = since; at < end; at++) sum += Math.abs(values[at]! - (at === first ? 0 : values[at - 1]!))
  return sum / (end - since)
}

/** Mean step of a series, or what it usually is at its level where it is too short to say. */
export function restlessnessIn(series: PreparedSeries, usual: number): number {
  const { values, from } = series
  const own = restlessness(series)
  return values.length - from >= VALUES_MIN ? own : Math.max(own, usual * Math.abs(values.at(-1)!))
}

/** How much larger the series was before `end` than before an origin: errors grow with it. */
function growthBetween({ values, from }: PreparedSeries, origin: number, end: number): number {
  const levelAt = (before: number): number => {
    let sum = 0
    for (let at = Math.max(from, before - LEVEL_STEPS); at < before; at++) sum += Math.abs(values[at]!)
    return sum / Math.min(LEVEL_STEPS, before - from)
  }
  const then = levelAt(origin)
  return then > 0 ? Math.min(GROWTH_MAX, Math.max(1 / GROWTH_MAX, levelAt(end) / then)) : 1
}

/** Actual − forecast of every cell. */
export const errorsOf = ({ mean, actual }: Rehearsed): Float64Array => actual.map((truth, at) => truth - mean[at]!)

/** `errors` of a series' origins, as large as they would be at its level before `end`. */
export function errorsAtLevel(
  series: PreparedSeries,
  origins: Int32Array,
  errors: Float64Array,
  horizon: number,
  end = series.values.length,
): Float64Array {
  const growth = Float64Array.from(origins, (origin) => growthBetween(series, origin, end))
  return errors.map((error, at) => error * growth[Math.floor(at / horizon)]!)
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

/** The error that was usual of a series at one of its origins, as far as the others say. */
export function errorAtOrigin(
  series: PreparedSeries,
  origins: Int32Array,
  errors: Float64Array,
  profile: Float64Array,
  left: number,
): number {
  const end = origins[left]!
  const grown = errorsAtLevel(series, origins, errors, profile.length, end)
  return errorOf(grown, restlessness(series, end), profile, left)
}

/** Whether nothing but zero was known of a series before this origin. */
export function isUnsold({ values, from }: PreparedSeries, end = values.length): boolean {
  for (let at = from; at < end; at++) if (values[at] !== 0) return false
  return true
}
