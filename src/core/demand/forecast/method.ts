/**
 * The one door behind which every forecasting method stands. A method is two pure functions: `fit` chooses parameters
 * from a stretch of history, `forecast` continues a stretch of history with parameters already chosen. Kept apart, so
 * that a rolling origin can judge a method at many origins with parameters that never saw the future.
 */
import type { MethodName } from '../forecast-note.js'

/** Methods of the planning run come first; the others speak for a single collection of series only. */
export type ForecastName =
  | MethodName
  | 'naive'
  | 'naive2'
  | 'simpleSmoothing'
  | 'holt'
  | 'dampedTrend'
  | 'etsAicc'
  | 'optimisedTheta'
  | 'imapa'
  | 'doubleSeasonal'
  | 'boostedTrees'

/** values[from, to), equally spaced; `period` is the length of a season in steps, 1 = none. */
export interface Series {
  readonly values: Float64Array
  readonly from: number
  readonly to: number
  readonly period: number
  /** A second, longer season, a multiple of the first or not: 168 beside 24, 365 beside 7. */
  readonly longPeriod?: number
  /** What is known of every step, those to come too: each driver stands at the index of `values`, and reaches beyond. */
  readonly drivers?: readonly Float64Array[]
}

export interface ForecastMethod {
  readonly name: ForecastName
  /** Fewest observations it can be fitted on. */
  minimumLength(period: number): number
  /** Parameters in the method's own order. Never throws on a series of that length; finite whatever the values. */
  fit(series: Series): Float64Array
  /** Fills `out` with the means of the steps after the series' last one: finite and never negative. */
  forecast(series: Series, parameters: Float64Array, out: Float64Array): void
}

/** Demand cannot be negative, and a proposal must be a number. */
export function clipDemand(out: Float64Array): void {
  for (let step = 0; step < out.length; step++) if (!(out[step]! > 0)) out[step] = 0
}

export function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at]!
  return to > from ? sum / (to - from) : 0
}

/** Ordinary least squares of values[from, to) on 0, 1, 2, … counted from `from`. */
export function lineThrough(values: Float64Array, from: number, to: number): { intercept: number; slope: number } {
  const count = to - from
  const mean = meanOf(values, from, to)
  if (count < 2) return { intercept: mean, slope: 0 }
  const middle = (count - 1) / 2
  let cross = 0
  for (let at = from; at < to; at++) cross += (at - from - middle) * (values[at]! - mean)
  const slope = cross / ((count * (count * count - 1)) / 12)
  return { intercept: mean - slope * middle, slope }
}
