/**
 * The season of one series by classical multiplicative decomposition: ratios to a centred moving average of one season,
 * averaged by phase. It is believed only where the autocorrelation at one season is significant at 90 %, as the M
 * competitions do for their Naive2 and Theta (Makridakis & Hibon 2000).
 */
import { meanOf, type Series } from './method.js'

/** A view when there is no season: nothing is copied at the many origins of a backtest. */
export function withoutSeason({ values, from, to }: Series, factors: Float64Array): Float64Array {
  if (factors.length === 0) return values.subarray(from, to)
  return values.slice(from, to).map((value, at) => value / factors[at % factors.length]!)
}

/** Classical multiplicative decomposition; empty when there is no season to speak of, or a zero. */
export function seasonalFactors({ values, from, to, period }: Series): Float64Array {
  const none = new Float64Array(0)
  if (period < 2 || to - from < 2 * period + 1) return none
  const taken = values.slice(from, to)
  if (taken.some((value) => value <= 0) || !isSeasonal(taken, period)) return none
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  const half = period >> 1
  const even = period % 2 === 0
  for (let at = half; at + half < taken.length; at++) {
    let window = 0
    for (let offset = -half; offset <= half; offset++)
      window += taken[at + offset]! * (even && Math.abs(offset) === half ? 0.5 : 1)
    sums[at % period]! += taken[at]! / (window / period)
    counts[at % period]! += 1
  }
  const factors = sums.map((sum, at) => (counts[at]! > 0 ? sum / counts[at]! : 1))
  const mean = meanOf(factors, 0, period)
  return factors.map((factor) => factor / mean)
}

/** Autocorrelation at one season against its own standard error (Bartlett), one-sided 95 %. */
export function isSeasonal(values: Float64Array, period: number): boolean {
  const mean = meanOf(values, 0, values.length)
  let variance = 0
  for (const value of values) variance += (value - mean) ** 2
  if (variance === 0) return false
  const correlation = (lag: number): number => {
    let sum = 0
    for (let at = lag; at < values.length; at++) sum += (values[at]! - mean) * (values[at - lag]! - mean)
    return sum / variance
  }
  let squares = 0
  for (let lag = 1; lag < period; lag++) squares += correlation(lag) ** 2
  return Math.abs(correlation(period)) > 1.645 * Math.sqrt((1 + 2 * squares) / values.length)
}
