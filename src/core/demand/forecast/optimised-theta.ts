/**
 * The optimised Theta model of Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), equations of their section 2:
 * not a line of twice the curvature, as in `theta.ts`, but of θ times, and θ ≥ 1, α and the first level are those of least
 * squared one-step errors. A and B are intercept and slope of the trend line over t = 1 … n:
 *
 *     μ_t = ℓ_{t−1} + (1 − 1/θ) [ (1 − α)^{t−1} A + (1 − (1 − α)^t) / α · B ]        ℓ_t = α y_t + (1 − α) ℓ_{t−1}
 *     ŷ_{n+h} = ℓ_n + (1 − 1/θ) [ (1 − α)^n A + ( h − 1 + (1 − (1 − α)^{n+1}) / α ) B ]
 *
 * θ = 1 is simple exponential smoothing, θ = 2 the Theta of the M3 competition.
 */
import { clipDemand, type ForecastMethod, lineThrough } from './method.js'
import { seasonalFactors, withoutSeason } from './seasonal-factors.js'
import { minimise } from './simplex-search.js'

const EVALUATIONS = 90
const THETA_MAX = 12

/** Parameters: α, θ, first level, then the seasonal factors (none without a season). */
export const optimisedTheta: ForecastMethod = {
  name: 'optimisedTheta',
  minimumLength: () => 4,
  fit(series) {
    const factors = seasonalFactors(series)
    const values = withoutSeason(series, factors)
    const line = lineThrough(values, 0, values.length)
    const size = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length || 1
    const cost = (point: Float64Array): number => smooth(values, line, point[0]!, point[1]!, point[2]! * size).squares
    const start = values[0]! / size
    const [alpha, theta, level] = minimise(
      cost,
      [0.4, 2, start / 2],
      { low: [0.02, 1, start - 2], high: [0.99, THETA_MAX, start + 2] },
      EVALUATIONS,
    )
    return Float64Array.of(alpha!, theta!, level! * size, ...factors)
  },
  forecast(series, parameters, out) {
    const factors = parameters.subarray(3)
    const values = withoutSeason(series, factors)
    const [alpha, theta, start] = parameters as unknown as [number, number, number]
    const count = values.length
    const line = lineThrough(values, 0, count)
    const { level } = smooth(values, line, alpha, theta, start)
    const kept = (1 - alpha) ** count
    for (let step = 0; step < out.length; step++) {
      const drift = kept * (line.intercept - line.slope) + (step + (1 - kept * (1 - alpha)) / alpha) * line.slope
      out[step] = level + (1 - 1 / theta) * drift
      if (factors.length > 0) out[step]! *= factors[(count + step) % factors.length]!
    }
    clipDemand(out)
  },
}

/** The line is counted from 0, the paper's from 1: its A is intercept − slope. */
function smooth(
  values: Float64Array,
  line: ReturnType<typeof lineThrough>,
  alpha: number,
  theta: number,
  start: number,
): { level: number; squares: number } {
  const share = 1 - 1 / theta
  const origin = line.intercept - line.slope
  let level = start
  let kept = 1
  let squares = 0
  for (let at = 0; at < values.length; at++) {
    const drift = kept * origin
    kept *= 1 - alpha
    const error = values[at]! - level - share * (drift + ((1 - kept) / alpha) * line.slope)
    squares += error * error
    level += alpha * (values[at]! - level)
  }
  return { level, squares }
}
