/**
 * Exponential smoothing as a family of state-space models, the one of least AICc speaking (Hyndman, Koehler, Snyder &
 * Grose 2002; Hyndman, Koehler, Ord & Snyder 2008, table 2.2–2.3): errors additive or multiplicative, trend none, additive
 * or damped, season none, additive or multiplicative. With m the season's factor, or 1, and ε = e / m:
 *
 *     μ = (l + φb) · s  or  l + φb + s      e = y − μ      l ← l + φb + αε    b ← φb + βε    s ← s + γ e / (l + φb)  or  s + γe
 *
 * Additive and multiplicative errors move the states alike; they differ in what they call likely. The mixtures that the
 * authors warn against (additive errors with a multiplicative season, multiplicative with an additive one) are left out.
 * Seasons longer than 24 steps have too many states to estimate here: take the season out first. Which methods are made of
 * this stands in `exponential-smoothing.ts`.
 */
import {
  DAMPED,
  type FirstStates,
  firstStates,
  MULTIPLICATIVE,
  NONE,
  runStates,
  type Shape,
  type States,
  unlikelihoodOf,
} from './ets-states.js'
import { goldenSection } from './golden-section.js'
import { clipDemand, type ForecastMethod, type ForecastName, type Series } from './method.js'
import { minimise } from './simplex-search.js'

const PERIOD_MAX = 24
/** Fewest observations on which a trend is tried beside something simpler. */
const TREND_LENGTH_MIN = 10

/** What of the family may be chosen, and how thoroughly it is estimated. */
export interface EtsSettings {
  readonly name: ForecastName
  /** The simplest first: it is fitted to anything, so its errors are additive and it has no season. */
  readonly shapes: readonly Shape[]
  /** On longer series the first states are estimated only, and no more searched for. */
  readonly searchStatesMax: number
  readonly alpha: { readonly low: number; readonly start: number; readonly high: number }
  /** β as a share of α: least and greatest. */
  readonly slopeShare: { readonly low: number; readonly high: number }
  readonly dampingStart: number
  /** Trials of the search among so many numbers, from two on. */
  evaluations(axes: number): number
}

/** Parameters: trend, season, relative, α, β, φ, γ, then level, slope and season at the start. */
export const etsMethod = (settings: EtsSettings): ForecastMethod => ({
  name: settings.name,
  minimumLength: () => 4,
  fit(series) {
    let best: Float64Array = new Float64Array(0)
    let least = Number.POSITIVE_INFINITY
    for (const shape of settings.shapes) {
      if (best.length > 0 && !bears(series, shape)) continue
      const parameters = fitShape(series, shape, settings)
      const aicc = settings.shapes.length === 1 ? 0 : aiccOf(series, parameters)
      if (best.length > 0 && aicc >= least) continue
      best = parameters
      least = aicc
    }
    return best
  },
  forecast(series, parameters, out) {
    const { trend, season } = shapeOf(parameters)
    const states = firstStatesOf(parameters)
    follow(series, parameters, { trend, season, relative: false }, states)
    const phi = parameters[5]!
    let ahead = states.level
    let damping = 1
    for (let step = 0; step < out.length; step++) {
      damping *= phi
      ahead += damping * states.slope
      const factor = season === NONE ? 0 : states.season[(states.at + step) % series.period]!
      out[step] = season === MULTIPLICATIVE ? ahead * factor : ahead + factor
    }
    clipDemand(out)
  },
})

const shapeOf = (parameters: Float64Array): Shape => ({
  trend: parameters[0]!,
  season: parameters[1]!,
  relative: parameters[2] === 1,
})

const firstStatesOf = (parameters: Float64Array): States => ({
  level: parameters[7]!,
  slope: parameters[8]!,
  season: parameters.slice(9),
  at: 0,
})

const follow = (series: Series, parameters: Float64Array, shape: Shape, states: States): number =>
  runStates(series, states, shape, parameters[3]!, parameters[4]!, parameters[5]!, parameters[6]!)

/**
 * Akaike's criterion corrected for short series, less what is the same for every model. What is counted: smoothing
 * parameters, first states and the variance; the last state of a season follows from the others.
 */
export function aiccOf(series: Series, parameters: Float64Array): number {
  const shape = shapeOf(parameters)
  const count = series.to - series.from
  const { trend, season } = shape
  const free = 3 + (trend === NONE ? 0 : 2) + (trend === DAMPED ? 1 : 0) + (season === NONE ? 0 : series.period)
  if (count - free - 1 <= 0) return Number.MAX_VALUE
  const cost = follow(series, parameters, shape, firstStatesOf(parameters))
  return unlikelihoodOf(cost, shape, count) + 2 * free + (2 * free * (free + 1)) / (count - free - 1)
}

function bears({ values, from, to, period }: Series, { trend, season, relative }: Shape): boolean {
  if (trend !== NONE && to - from < TREND_LENGTH_MIN) return false
  if (season !== NONE && (period < 2 || period > PERIOD_MAX || to - from < 2 * period + 4)) return false
  if (relative) for (let at = from; at < to; at++) if (!(values[at]! > 0)) return false
  return true
}

/** The parameters of one shape. */
function fitShape(series: Series, shape: Shape, settings: EtsSettings): Float64Array {
  const first = firstStates(series, shape)
  const search = searchOf(series, shape, first, settings)
  const states: States = { level: 0, slope: 0, season: first.season.slice(), at: 0 }
  const cost = (point: Float64Array): number => {
    const { alpha, beta, phi, gamma, level, slope } = search.read(point)
    states.level = level
    states.slope = slope
    states.at = 0
    states.season.set(first.season)
    return runStates(series, states, shape, alpha, beta, phi, gamma)
  }
  const axes = search.start.length
  const point =
    axes === 1
      ? lineSearch(cost, search.low[0]!, search.high[0]!)
      : minimise(cost, search.start, search, settings.evaluations(axes))
  const { alpha, beta, phi, gamma, level, slope } = search.read(point)
  const { trend, season, relative } = shape
  const numbers = [trend, season, relative ? 1 : 0, alpha, beta, phi, gamma, level, slope]
  return Float64Array.of(...numbers, ...first.season)
}

function lineSearch(cost: (point: Float64Array) => number, low: number, high: number): Float64Array {
  const point = new Float64Array(1)
  point[0] = goldenSection(
    (at) => {
      point[0] = at
      return cost(point)
    },
    low,
    high,
  )
  return point
}

/** Where to look: α, then β as a share of α, φ, γ as a share of 1 − α, and how far the first states move, as they exist. */
function searchOf(series: Series, { trend, season }: Shape, first: FirstStates, settings: EtsSettings) {
  const start = [settings.alpha.start]
  const low = [settings.alpha.low]
  const high = [settings.alpha.high]
  const axis = (from: number, least: number, most: number): number =>
    start.push(from) && low.push(least) && high.push(most) - 1
  const share = trend === NONE ? -1 : axis(0.1, settings.slopeShare.low, settings.slopeShare.high)
  const damping = trend === DAMPED ? axis(settings.dampingStart, 0.8, 0.98) : -1
  const seasonal = season === NONE ? -1 : axis(0.1, 0.001, 0.999)
  const free = series.to - series.from <= settings.searchStatesMax
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
