/**
 * Theta: the mean of the series' trend line, continued, and of a smoothed series with twice its curvature
 * (Assimakopoulos & Nikolopoulos 2000). That is exponential smoothing with a drift of half the slope (Hyndman & Billah
 * 2003), which is the second road of the tests. A season is taken out first where the autocorrelation at one season is
 * significant at 90 %.
 */
import { goldenSection } from './golden-section.js'
import { clipDemand, type ForecastMethod, lineThrough } from './method.js'
import { seasonalFactors, withoutSeason } from './seasonal-factors.js'

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
