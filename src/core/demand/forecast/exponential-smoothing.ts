/**
 * Exponential smoothing with additive errors: level; level and damped trend; level, damped trend and season
 * (Holt–Winters). The model with the least AICc speaks. Hyndman, Koehler, Snyder & Grose 2002, in error-correction form:
 *
 *     e = y − (l + φb + s)    l ← l + φb + αe    b ← φb + βe    s ← s + γe
 *
 * Nothing multiplicative, because demand has zeros (DOMAIN §6.3). Seasons longer than 24 steps have too many states to
 * estimate here: take the season out first.
 */
import { clipDemand, type ForecastMethod, lineThrough, meanOf, type Series } from './method.js'
import { minimise } from './simplex-search.js'

const LEVEL = 0
const DAMPED = 1
const SEASONAL = 2

const PERIOD_MAX = 24
/** First states are estimated on no more than this many observations. */
const START_LENGTH = 10

/** Parameters: model, α, β, φ, γ. */
export const exponentialSmoothing: ForecastMethod = {
  name: 'exponentialSmoothing',
  minimumLength: () => 4,
  fit(series) {
    const count = series.to - series.from
    const models = [fitLevel(series)]
    if (count >= 10) models.push(fitDamped(series))
    if (hasSeason(series)) models.push(fitSeasonal(series))
    let best = models[0]!
    for (const model of models) if (model.aicc < best.aicc) best = model
    return best.parameters
  },
  forecast(series, parameters, out) {
    const [model, alpha, beta, phi, gamma] = parameters as unknown as [number, number, number, number, number]
    const state = startState(series, model)
    runFilter(series, state, alpha, beta, phi, gamma)
    let trend = 0
    let damping = 1
    for (let step = 0; step < out.length; step++) {
      damping *= phi
      trend += damping * state.slope
      out[step] = state.level + trend + (model === SEASONAL ? state.season[(state.at + step) % series.period]! : 0)
    }
    clipDemand(out)
  },
}

interface Model {
  parameters: Float64Array
  aicc: number
}

interface State {
  level: number
  slope: number
  /** Empty without a season; the next step's is at `at`. */
  season: Float64Array
  at: number
}

const hasSeason = ({ from, to, period }: Series): boolean =>
  period > 1 && period <= PERIOD_MAX && to - from >= 2 * period + 4

function fitLevel(series: Series): Model {
  const alpha = levelSmoothing(series)
  return { parameters: Float64Array.of(LEVEL, alpha, 0, 0, 0), aicc: aiccOf(series, levelSquares(series, alpha), 3) }
}

/** The α of simple exponential smoothing: how fast the level of the series moves. */
export const levelSmoothing = (series: Series): number =>
  goldenSection((alpha) => levelSquares(series, alpha), 0.01, 0.99)

const levelSquares = (series: Series, alpha: number): number =>
  runFilter(series, startState(series, LEVEL), alpha, 0, 0, 0)

function fitDamped(series: Series): Model {
  const box = { low: [0.01, 0.001, 0.8], high: [0.99, 0.5, 0.98] }
  const start = startState(series, DAMPED)
  const state: State = { ...start }
  const cost = (point: Float64Array): number => {
    state.level = start.level
    state.slope = start.slope
    return runFilter(series, state, point[0]!, point[0]! * point[1]!, point[2]!, 0)
  }
  const point = minimise(cost, [0.2, 0.1, 0.9], box, 60)
  const [alpha, share, phi] = point as unknown as [number, number, number]
  return {
    parameters: Float64Array.of(DAMPED, alpha, alpha * share, phi, 0),
    aicc: aiccOf(series, cost(point), 6),
  }
}

function fitSeasonal(series: Series): Model {
  const box = { low: [0.01, 0.001, 0.8, 0.001], high: [0.99, 0.5, 0.98, 0.99] }
  const start = startState(series, SEASONAL)
  const season = start.season.slice()
  const state: State = { ...start, season }
  const cost = (point: Float64Array): number => {
    state.level = start.level
    state.slope = start.slope
    state.at = 0
    season.set(start.season)
    return runFilter(series, state, point[0]!, point[0]! * point[1]!, point[2]!, point[3]! * (1 - point[0]!))
  }
  const point = minimise(cost, [0.2, 0.05, 0.95, 0.1], box, 160)
  const [alpha, share, phi, gamma] = point as unknown as [number, number, number, number]
  return {
    parameters: Float64Array.of(SEASONAL, alpha, alpha * share, phi, gamma * (1 - alpha)),
    aicc: aiccOf(series, cost(point), 6 + series.period),
  }
}

function startState(series: Series, model: number): State {
  const { values, from, to } = series
  if (model === LEVEL)
    return {
      level: meanOf(values, from, Math.min(to, from + START_LENGTH)),
      slope: 0,
      season: new Float64Array(0),
      at: 0,
    }
  if (model === DAMPED) {
    const { intercept, slope } = lineThrough(values, from, Math.min(to, from + START_LENGTH))
    return { level: intercept - slope, slope, season: new Float64Array(0), at: 0 }
  }
  return startSeason(series)
}

/** The first two seasons: their difference is the trend, the deviations from it the season. */
function startSeason({ values, from, period }: Series): State {
  const first = meanOf(values, from, from + period)
  const second = meanOf(values, from + period, from + 2 * period)
  const slope = (second - first) / period
  const level = first - (slope * (period - 1)) / 2
  const season = new Float64Array(period)
  for (let at = 0; at < 2 * period; at++) season[at % period]! += (values[from + at]! - level - slope * at) / 2
  return { level: level - slope, slope, season, at: 0 }
}

/** Runs the states through the series and gives the sum of squared one-step errors. */
function runFilter(series: Series, state: State, alpha: number, beta: number, phi: number, gamma: number): number {
  const { values, from, to } = series
  let { level, slope, at } = state
  const { season } = state
  let sum = 0
  for (let step = from; step < to; step++) {
    const seasonal = season.length > 0 ? season[at]! : 0
    const ahead = level + phi * slope
    const error = values[step]! - ahead - seasonal
    level = ahead + alpha * error
    slope = phi * slope + beta * error
    if (season.length > 0) {
      season[at] = seasonal + gamma * error
      at = at + 1 === season.length ? 0 : at + 1
    }
    sum += error * error
  }
  state.level = level
  state.slope = slope
  state.at = at
  return sum
}

/** Akaike's criterion corrected for short series; a perfect fit beats all, the simplest first. */
function aiccOf({ from, to }: Series, squares: number, parameters: number): number {
  const count = to - from
  if (count - parameters - 1 <= 0) return Infinity
  if (squares === 0) return -Infinity
  return (
    count * Math.log(squares / count) + 2 * parameters + (2 * parameters * (parameters + 1)) / (count - parameters - 1)
  )
}

const GOLDEN = (Math.sqrt(5) - 1) / 2

export function goldenSection(cost: (at: number) => number, low: number, high: number): number {
  let inner = high - GOLDEN * (high - low)
  let outer = low + GOLDEN * (high - low)
  let innerCost = cost(inner)
  let outerCost = cost(outer)
  for (let round = 0; round < 12; round++) {
    if (innerCost <= outerCost) {
      high = outer
      outer = inner
      outerCost = innerCost
      inner = high - GOLDEN * (high - low)
      innerCost = cost(inner)
    } else {
      low = inner
      inner = outer
      innerCost = outerCost
      outer = low + GOLDEN * (high - low)
      outerCost = cost(outer)
    }
  }
  return (low + high) / 2
}
