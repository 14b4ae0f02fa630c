/**
 * Exponential smoothing as a family of state-space models, the one of least AICc speaking (Hyndman, Koehler, Snyder &
 * Grose 2002; Hyndman, Koehler, Ord & Snyder 2008, table 2.2–2.3): errors additive or multiplicative, trend none, additive
 * or damped, season none, additive or multiplicative. With m the season's factor, or 1, and ε = e / m:
 *
 *     μ = (l + φb) · s  or  l + φb + s      e = y − μ      l ← l + φb + αε    b ← φb + βε    s ← s + γ e / (l + φb)  or  s + γe
 *
 * Additive and multiplicative errors move the states alike; they differ in what they call likely. The mixtures that the
 * authors warn against (additive errors with a multiplicative season, multiplicative with an additive one) are left out.
 * Seasons longer than 24 steps have too many states to estimate here: take the season out first.
 */
import {
  ADDITIVE,
  DAMPED,
  type FirstStates,
  firstStates,
  MULTIPLICATIVE,
  NONE,
  runStates,
  type Shape,
  type States,
} from './ets-states.js'
import { clipDemand, type ForecastMethod, type Series } from './method.js'
import { minimise } from './simplex-search.js'

const PERIOD_MAX = 24
/** On longer series the first states no longer matter enough to be searched for. */
const SEARCH_STATES_MAX = 200

const shapesOf = (trends: readonly number[], seasonal: boolean): Shape[] =>
  trends.flatMap((trend) => [
    { trend, season: NONE, relative: false },
    { trend, season: NONE, relative: true },
    ...(seasonal
      ? [
          { trend, season: ADDITIVE, relative: false },
          { trend, season: MULTIPLICATIVE, relative: true },
        ]
      : []),
  ])

/**
 * `trends` are those that may be chosen. A trend that never ends is not among the usual ones: on months it costs more than
 * it brings. Parameters: trend, season, relative, α, β, φ, γ, then level, slope and season at the start.
 */
export const etsMethod = (trends: readonly number[] = [NONE, DAMPED]): ForecastMethod => ({
  name: 'etsAicc',
  minimumLength: () => 4,
  fit(series) {
    const count = series.to - series.from
    const seasonal = series.period > 1 && series.period <= PERIOD_MAX && count >= 2 * series.period + 4
    let positive = true
    for (let at = series.from; at < series.to && positive; at++) positive = series.values[at]! > 0
    let best: { parameters: Float64Array; aicc: number } | null = null
    for (const shape of shapesOf(trends, seasonal)) {
      if ((shape.relative && !positive) || (shape.trend !== NONE && count < 10 && trends.length > 1)) continue
      const model = fitShape(series, shape)
      if (best === null || model.aicc < best.aicc) best = model
    }
    return best!.parameters
  },
  forecast(series, parameters, out) {
    const [trend, season, , alpha, beta, phi, gamma] = parameters as unknown as number[]
    const shape: Shape = { trend: trend!, season: season!, relative: false }
    const states: States = {
      level: parameters[7]!,
      slope: parameters[8]!,
      season: parameters.slice(9),
      at: 0,
    }
    runStates(series, states, shape, alpha!, beta!, phi!, gamma!)
    let ahead = states.level
    let damping = 1
    for (let step = 0; step < out.length; step++) {
      damping *= phi!
      ahead += damping * states.slope
      const factor = season === NONE ? 0 : states.season[(states.at + step) % series.period]!
      out[step] = season === MULTIPLICATIVE ? ahead * factor : ahead + factor
    }
    clipDemand(out)
  },
})

export const etsAicc = etsMethod()

function fitShape(series: Series, shape: Shape): { parameters: Float64Array; aicc: number } {
  const first = firstStates(series, shape.season)
  const search = searchOf(series, shape, first)
  const states: States = { level: 0, slope: 0, season: first.season.slice(), at: 0 }
  const cost = (point: Float64Array): number => {
    const { alpha, beta, phi, gamma, level, slope } = search.read(point)
    states.level = level
    states.slope = slope
    states.at = 0
    states.season.set(first.season)
    return runStates(series, states, shape, alpha, beta, phi, gamma)
  }
  const point = minimise(cost, search.start, search, 40 + 30 * search.start.length)
  const { alpha, beta, phi, gamma, level, slope } = search.read(point)
  const parameters = Float64Array.of(
    shape.trend,
    shape.season,
    shape.relative ? 1 : 0,
    alpha,
    beta,
    phi,
    gamma,
    level,
    slope,
    ...first.season,
  )
  return { parameters, aicc: aiccOf(series.to - series.from, cost(point), countOf(shape, series.period)) }
}

/** Smoothing parameters, first states and the variance. */
const countOf = ({ trend, season }: Shape, period: number): number =>
  3 + (trend === NONE ? 0 : 2) + (trend === DAMPED ? 1 : 0) + (season === NONE ? 0 : 1 + period)

/** Where to look: α, then β as a share of α, φ, γ as a share of 1 − α, and how far the first states move, as they exist. */
function searchOf(series: Series, { trend, season }: Shape, first: FirstStates) {
  const start = [0.3]
  const low = [0.001]
  const high = [0.999]
  const axis = (from: number, least: number, most: number): number =>
    start.push(from) && low.push(least) && high.push(most) - 1
  const share = trend === NONE ? -1 : axis(0.1, 0.001, 0.999)
  const damping = trend === DAMPED ? axis(0.95, 0.8, 0.98) : -1
  const seasonal = season === NONE ? -1 : axis(0.1, 0.001, 0.999)
  const free = series.to - series.from <= SEARCH_STATES_MAX
  const levelMove = free ? axis(0, -1, 1) : -1
  const slopeMove = free && trend !== NONE ? axis(0, -1, 1) : -1
  const read = (point: Float64Array) => {
    const alpha = point[0]!
    return {
      alpha,
      beta: share < 0 ? 0 : alpha * point[share]!,
      phi: damping < 0 ? 1 : point[damping]!,
      gamma: seasonal < 0 ? 0 : (1 - alpha) * point[seasonal]!,
      level: first.level + (levelMove < 0 ? 0 : point[levelMove]! * first.spread),
      slope: trend === NONE ? 0 : first.slope + (slopeMove < 0 ? 0 : (point[slopeMove]! * first.spread) / 4),
    }
  }
  return { start, low, high, read }
}

/** `cost` is −2 log likelihood less its constant. */
function aiccOf(count: number, cost: number, parameters: number): number {
  if (count - parameters - 1 <= 0) return Number.MAX_VALUE
  return cost + 2 * parameters + (2 * parameters * (parameters + 1)) / (count - parameters - 1)
}
