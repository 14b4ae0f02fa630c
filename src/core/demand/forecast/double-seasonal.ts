/**
 * Exponential smoothing with two seasons, one inside the other: the hours of a day and of a week (Taylor 2003, equations 6
 * to 9, without trend), errors followed by a first-order autoregression as there:
 *
 *     r = y − (l + d + w)    l ← l + αr    d ← d + δr    w ← w + ωr    ŷ_{t+h} = l + d + w + φ^h r
 *
 * On logarithms where they are likelier and everything is positive, so that peaks grow with the level.
 */
import { clipDemand, type ForecastMethod, meanOf, type Series } from './method.js'
import { minimise } from './simplex-search.js'

const EVALUATIONS = 140
/** Newest steps on which the parameters are judged. */
const FIT_LENGTH_MAX = 1500

interface States {
  level: number
  short: Float64Array
  long: Float64Array
  residual: number
}

/** Parameters: 1 for logarithms, α, δ, ω, φ. A series without a second season, or of less than two of them, has one only. */
export const doubleSeasonal: ForecastMethod = {
  name: 'doubleSeasonal',
  minimumLength: (period) => 2 * period + 2,
  fit(series) {
    const plain = fitOn(series, series.values.subarray(series.from, series.to))
    if (series.values.subarray(series.from, series.to).some((value) => value <= 0)) return plain.parameters
    const logs = logsOf(series)
    const relative = fitOn(series, logs)
    let jacobian = 0
    for (let at = judgedFrom(logs.length); at < logs.length; at++) jacobian += 2 * logs[at]!
    if (relative.cost + jacobian >= plain.cost) return plain.parameters
    relative.parameters[0] = 1
    return relative.parameters
  },
  forecast(series, parameters, out) {
    const [relative, alpha, delta, omega, phi] = parameters as unknown as [number, number, number, number, number]
    const positive = relative === 1 && !series.values.subarray(series.from, series.to).some((value) => value <= 0)
    const values = positive ? logsOf(series) : series.values.subarray(series.from, series.to)
    const states = firstStates(series, values)
    run(values, states, alpha, delta, omega, phi)
    let echo = states.residual
    for (let step = 0; step < out.length; step++) {
      const at = values.length + step
      echo *= phi
      const mean = states.level + states.short[at % states.short.length]! + states.long[at % states.long.length]! + echo
      out[step] = positive ? Math.exp(Math.min(700, mean)) : mean
    }
    clipDemand(out)
  },
}

const logsOf = ({ values, from, to }: Series): Float64Array => values.slice(from, to).map(Math.log)

function fitOn(series: Series, values: Float64Array): { parameters: Float64Array; cost: number } {
  const first = firstStates(series, values)
  const states: States = { ...first, short: first.short.slice(), long: first.long.slice() }
  const cost = (point: Float64Array): number => {
    states.level = first.level
    states.residual = 0
    states.short.set(first.short)
    states.long.set(first.long)
    return run(values, states, point[0]!, point[1]!, point[2]!, point[3]!)
  }
  const box = { low: [0, 0, 0, 0], high: [0.6, 0.6, 0.6, 0.98] }
  const point = minimise(cost, [0.05, 0.1, 0.15, 0.6], box, EVALUATIONS)
  const squares = Math.max(1e-280, cost(point))
  return {
    parameters: Float64Array.of(0, ...point),
    cost: (values.length - judgedFrom(values.length)) * Math.log(squares),
  }
}

/** Mean day, then what the mean week has beyond it, from up to the first three of each. */
function firstStates(series: Series, values: Float64Array): States {
  const { period } = series
  const long = series.longPeriod !== undefined && values.length >= 2 * series.longPeriod ? series.longPeriod : 0
  const count = Math.min(values.length, 3 * (long || period))
  const whole = count - (count % (long || period))
  const level = meanOf(values, 0, whole)
  const profile = (length: number, below: Float64Array): Float64Array => {
    const sums = new Float64Array(length)
    for (let at = 0; at < whole; at++)
      sums[at % length]! += ((values[at]! - level - (below[at % below.length] ?? 0)) * length) / whole
    return sums
  }
  const short = profile(period, new Float64Array(1))
  return { level, short, long: long === 0 ? new Float64Array(1) : profile(long, short), residual: 0 }
}

const judgedFrom = (count: number): number => Math.max(count >> 2, count - FIT_LENGTH_MAX)

/** Sum of squared errors of the newest steps, each less what the error before it announced. */
function run(values: Float64Array, states: States, alpha: number, delta: number, omega: number, phi: number): number {
  const { short, long } = states
  const judged = judgedFrom(values.length)
  // A series with one season has nothing to learn in the second.
  const gain = long.length > 1 ? omega : 0
  let { level, residual } = states
  let squares = 0
  let day = 0
  let week = 0
  for (let at = 0; at < values.length; at++) {
    const error = values[at]! - level - short[day]! - long[week]!
    const surprise = error - phi * residual
    if (at >= judged) squares += surprise * surprise
    level += alpha * error
    short[day]! += delta * error
    long[week]! += gain * error
    residual = error
    day = day + 1 === short.length ? 0 : day + 1
    week = week + 1 === long.length ? 0 : week + 1
  }
  states.level = level
  states.residual = residual
  return squares
}
