/** The recursions of `ets.ts`, in one pass without allocation, and where they start. */
import { lineThrough, meanOf, type Series } from './method.js'

export const NONE = 0
export const ADDITIVE = 1
export const DAMPED = 2
export const MULTIPLICATIVE = 2

export interface Shape {
  readonly trend: number
  readonly season: number
  /** Errors count as a share of the mean. */
  readonly relative: boolean
}

export interface States {
  level: number
  slope: number
  /** Empty without a season; the next step's is at `at`. */
  season: Float64Array
  at: number
}

export interface FirstStates extends States {
  /** How far first states may be from the truth. */
  readonly spread: number
}

/** Of squared errors, the least worth telling apart: a perfect fit is as good as it gets. */
const SQUARES_MIN = 1e-280

/**
 * Moves the states through the series and gives what is least where the model is likeliest: Σe², or of relative errors
 * n log Σ(e/μ)² + 2 Σ log μ, huge where a mean is not positive.
 */
export function runStates(
  series: Series,
  states: States,
  { season: kind, relative }: Shape,
  alpha: number,
  beta: number,
  phi: number,
  gamma: number,
): number {
  if (kind === NONE && !relative) return runPlain(series, states, alpha, beta, phi)
  const { values, from, to } = series
  const { season } = states
  const period = season.length
  const seasonal = kind !== NONE
  const multiplied = kind === MULTIPLICATIVE
  let { level, slope, at } = states
  let squares = 0
  let logs = 0
  let product = 1
  for (let step = from; step < to; step++) {
    const ahead = level + phi * slope
    const factor = seasonal ? season[at]! : 0
    const mean = multiplied ? ahead * factor : ahead + factor
    const error = values[step]! - mean
    const pull = multiplied ? (factor === 0 ? 0 : error / factor) : error
    level = ahead + alpha * pull
    slope = phi * slope + beta * pull
    if (seasonal) {
      season[at] = factor + gamma * (multiplied ? (ahead === 0 ? 0 : error / ahead) : error)
      at = at + 1 === period ? 0 : at + 1
    }
    if (!relative) squares += error * error
    else if (mean > 0) {
      const share = error / mean
      squares += share * share
      product *= mean
      if (product > 1e100 || product < 1e-100) {
        logs += Math.log(product)
        product = 1
      }
    } else logs = Number.MAX_VALUE
  }
  states.level = level
  states.slope = slope
  states.at = at
  if (!relative) return squares
  if (logs >= Number.MAX_VALUE) return Number.MAX_VALUE
  return (to - from) * Math.log(Math.max(squares, SQUARES_MIN)) + 2 * (logs + Math.log(product))
}

/** The same without a season, in half the time: a plan has it a hundred times for each of its rows. */
function runPlain({ values, from, to }: Series, states: States, alpha: number, beta: number, phi: number): number {
  let { level, slope } = states
  let squares = 0
  for (let step = from; step < to; step++) {
    const ahead = level + phi * slope
    const error = values[step]! - ahead
    level = ahead + alpha * error
    slope = phi * slope + beta * error
    squares += error * error
  }
  states.level = level
  states.slope = slope
  return squares
}

/** −2 log likelihood less its constant, of what `runStates` gave for `count` steps. */
export const unlikelihoodOf = (cost: number, { relative }: Shape, count: number): number =>
  relative ? cost : count * Math.log(Math.max(cost, SQUARES_MIN))

const START_LENGTH = 10
const START_SEASONS = 3

/**
 * The season of the first three years by ratios or differences to a centred mean; of what is left over of them, or of the
 * first ten steps, the mean is the level, or the line its level and slope.
 */
export function firstStates(series: Series, { trend, season: kind }: Shape): FirstStates {
  const { values, from, to, period } = series
  const season = kind === NONE ? new Float64Array(0) : firstSeason(series, kind)
  const count = Math.min(to - from, Math.max(START_LENGTH, START_SEASONS * season.length))
  const flat = values.slice(from, from + count)
  for (let at = 0; at < count && kind !== NONE; at++) {
    const factor = season[at % period]!
    flat[at] = kind === MULTIPLICATIVE ? flat[at]! / factor : flat[at]! - factor
  }
  const { intercept, slope } =
    trend === NONE ? { intercept: meanOf(flat, 0, count), slope: 0 } : lineThrough(flat, 0, count)
  let spread = 0
  for (let at = 0; at < count; at++) spread += Math.abs(flat[at]! - intercept - slope * at) / count
  for (let at = 1; at < count; at++) spread += Math.abs(flat[at]! - flat[at - 1]!) / count
  return { level: intercept - slope, slope, season, at: 0, spread: spread + Math.abs(slope) }
}

function firstSeason({ values, from, to, period }: Series, kind: number): Float64Array {
  const end = Math.min(to, from + START_SEASONS * period + 1)
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  const half = period >> 1
  for (let at = from + half; at + half < end; at++) {
    let middle = 0
    for (let offset = -half; offset <= half; offset++)
      middle += values[at + offset]! * (period % 2 === 0 && Math.abs(offset) === half ? 0.5 : 1)
    middle /= period
    if (kind === MULTIPLICATIVE && !(middle > 0)) continue
    sums[(at - from) % period]! += kind === MULTIPLICATIVE ? values[at]! / middle : values[at]! - middle
    counts[(at - from) % period]! += 1
  }
  const neutral = kind === MULTIPLICATIVE ? 1 : 0
  const season = sums.map((sum, at) => (counts[at]! > 0 ? sum / counts[at]! : neutral))
  let mean = 0
  for (const factor of season) mean += factor / period
  return season.map((factor) =>
    kind === MULTIPLICATIVE ? Math.max(0.01, mean > 0 ? factor / mean : 1) : factor - mean,
  )
}
