/**
 * Theta: the mean of the series' trend line, continued, and of a smoothed series with twice its curvature
 * (Assimakopoulos & Nikolopoulos 2000). That is exponential smoothing with a drift of half the slope (Hyndman & Billah
 * 2003), which is the second road of the tests. A season is taken out first where the autocorrelation at one season is
 * significant at 90 %.
 */
import { goldenSection } from './exponential-smoothing.js'
import { clipDemand, type ForecastMethod, lineThrough, meanOf, type Series } from './method.js'

/** The smoothed line starts at the mean of this many observations. */
const START_LENGTH = 4

/**
 * `driftSteps`: the drift stops after so many steps, because half a slope continued for two years invents a market.
 * Parameters: α, then the seasonal factors (none without a season).
 */
export function thetaMethod(driftSteps = Infinity): ForecastMethod {
  return {
    name: 'theta',
    minimumLength: () => 4,
    fit(series) {
      const factors = seasonalFactors(series)
      const values = withoutSeason(series, factors)
      const line = lineThrough(values, 0, values.length)
      const alpha = goldenSection((at) => smoothBent(values, line, at).squares, 0.02, 0.98)
      return Float64Array.of(alpha, ...factors)
    },
    forecast(series, parameters, out) {
      const factors = parameters.subarray(1)
      const values = withoutSeason(series, factors)
      const count = values.length
      const line = lineThrough(values, 0, count)
      const { level } = smoothBent(values, line, parameters[0]!)
      for (let step = 0; step < out.length; step++) {
        const ahead = line.intercept + line.slope * (count + Math.min(step, driftSteps))
        out[step] = (ahead + level) / 2
        if (factors.length > 0) out[step]! *= factors[(count + step) % factors.length]!
      }
      clipDemand(out)
    },
  }
}

export const theta = thetaMethod()

type Line = ReturnType<typeof lineThrough>

/** Smooths the theta line of 2, which is twice as far from the trend line as the series is. */
function smoothBent(values: Float64Array, line: Line, alpha: number): { level: number; squares: number } {
  const bentAt = (at: number): number => 2 * values[at]! - line.intercept - line.slope * at
  const startLength = Math.min(START_LENGTH, values.length)
  let level = 0
  for (let at = 0; at < startLength; at++) level += bentAt(at) / startLength
  let squares = 0
  for (let at = 0; at < values.length; at++) {
    const error = bentAt(at) - level
    level += alpha * error
    squares += error * error
  }
  return { level, squares }
}

/** A view when there is no season: nothing is copied at the many origins of a backtest. */
function withoutSeason({ values, from, to }: Series, factors: Float64Array): Float64Array {
  if (factors.length === 0) return values.subarray(from, to)
  return values.slice(from, to).map((value, at) => value / factors[at % factors.length]!)
}

/** Classical multiplicative decomposition; empty when there is no season to speak of, or a zero. */
function seasonalFactors({ values, from, to, period }: Series): Float64Array {
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
function isSeasonal(values: Float64Array, period: number): boolean {
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
