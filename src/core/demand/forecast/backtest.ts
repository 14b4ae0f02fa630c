/**
 * How wrong methods would have been: parameters fitted before the first origin, then every week a forecast from what was
 * known then (rolling origin). The same forecasts judge the methods, choose among them, and say how wide the range is.
 */
import { combine } from './combination.js'
import type { ForecastMethod } from './method.js'

/** Steps ahead that a backtest looks. */
export const BACKTEST_STEPS = 13
/** Origins: a year of Mondays, and never more than half of the history. */
const ORIGINS_MAX = 52
/** Fewest observations to fit on before the first origin. */
export const TRAINING_MIN = 8

export interface Candidate {
  readonly method: ForecastMethod
  readonly period: number
}

/** Forecasts of each candidate and, last, of their combination, at [(voice * origins + origin) * BACKTEST_STEPS + step]. */
export interface Backtest {
  readonly voices: number
  readonly origins: number
  /** Index of the first origin's first forecast step. */
  readonly firstOrigin: number
  readonly to: number
  readonly forecasts: Float64Array
}

/** Origin of the earliest forecast for values[from, to), or −1 when the series is too short to be tested. */
export function firstOriginOf(from: number, to: number): number {
  const origin = Math.max(from + TRAINING_MIN, to - Math.min(ORIGINS_MAX, (to - from) >> 1))
  return to - origin >= 4 ? origin : -1
}

export function backtest(
  values: Float64Array,
  from: number,
  to: number,
  candidates: readonly Candidate[],
  scratch: { forecasts: Float64Array },
): Backtest {
  const firstOrigin = firstOriginOf(from, to)
  const origins = to - firstOrigin
  const voices = candidates.length + 1
  const needed = voices * origins * BACKTEST_STEPS
  if (scratch.forecasts.length < needed) scratch.forecasts = new Float64Array(needed)
  const { forecasts } = scratch
  const block = origins * BACKTEST_STEPS
  candidates.forEach(({ method, period }, voice) => {
    const parameters = method.fit({ values, from, to: firstOrigin, period })
    const series = { values, from, to: firstOrigin, period }
    for (let origin = 0; origin < origins; origin++) {
      series.to = firstOrigin + origin
      const at = voice * block + origin * BACKTEST_STEPS
      method.forecast(series, parameters, forecasts.subarray(at, at + BACKTEST_STEPS))
    }
  })
  const members = candidates.map((_, voice) => forecasts.subarray(voice * block, (voice + 1) * block))
  combine(members, forecasts.subarray(candidates.length * block, voices * block))
  return { voices, origins, firstOrigin, to, forecasts }
}

/** Actual − forecast of one voice, `step` steps ahead (0 = next), one per origin that lived to see it. */
export function stepErrors(test: Backtest, values: Float64Array, voice: number, step: number): Float64Array {
  const count = Math.max(0, test.origins - step)
  const errors = new Float64Array(count)
  for (let origin = 0; origin < count; origin++)
    errors[origin] = values[test.firstOrigin + origin + step]! - forecastAt(test, voice, origin, step)
  return errors
}

/** Actual − forecast of the sum of steps [from, end) ahead. */
export function windowErrors(
  test: Backtest,
  values: Float64Array,
  voice: number,
  window: { from: number; end: number },
): Float64Array {
  const count = Math.max(0, test.origins - window.end + 1)
  const errors = new Float64Array(count)
  for (let origin = 0; origin < count; origin++)
    for (let step = window.from; step < window.end; step++)
      errors[origin]! += values[test.firstOrigin + origin + step]! - forecastAt(test, voice, origin, step)
  return errors
}

const forecastAt = (test: Backtest, voice: number, origin: number, step: number): number =>
  test.forecasts[(voice * test.origins + origin) * BACKTEST_STEPS + step]!

/** Root mean square; 0 of nothing. */
export function rootMeanSquare(errors: Float64Array): number {
  let sum = 0
  for (const error of errors) sum += error * error
  return errors.length === 0 ? 0 : Math.sqrt(sum / errors.length)
}

/**
 * Which voice speaks: the combination, unless one method alone was clearly better over the weeks that a decision taken
 * now still changes (`lag` steps ahead and the three after it). `squared` for demand with many zeros, where the least
 * absolute error is had by forecasting nothing.
 */
export function chooseVoice(
  test: Backtest,
  values: Float64Array,
  choice: { lag: number; squared: boolean; margin: number },
): number {
  const combination = test.voices - 1
  const from = Math.min(choice.lag - 1, Math.max(0, test.origins - 8))
  const window = { from, end: Math.min(BACKTEST_STEPS, from + 4, test.origins) }
  const scoreOf = (voice: number): number => {
    const errors = windowErrors(test, values, voice, window)
    if (choice.squared) return rootMeanSquare(errors)
    return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length
  }
  let best = combination
  let bestScore = scoreOf(combination) * (1 - choice.margin)
  for (let voice = 0; voice < combination; voice++) {
    const score = scoreOf(voice)
    if (score >= bestScore) continue
    best = voice
    bestScore = score
  }
  return best
}
