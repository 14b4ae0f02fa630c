/**
 * Is what sold another demand than what was forecast? A signal test that does not cry wolf: DOMAIN §6.6 (CUSUM, Page
 * 1954) and the control of false discoveries (Benjamini and Hochberg 1995).
 */
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { CUSUM_ALARM, CUSUM_SLACK, DEVIATION_SD_MIN, DEVIATION_Z_MAX } from './thresholds.js'

/** Median of finite numbers; 0 of none. */
export function medianOf(values: ArrayLike<number>): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

const MEDIAN_STEP_TO_SD = 1.0484

/**
 * How restless a series is: its standard deviation as a share of its mean, from the median step between neighbouring
 * weeks, so that a change of level does not hide itself by widening its own yardstick.
 */
export function restlessness(weeks: ArrayLike<number>): number {
  let first = 0
  while (first < weeks.length && weeks[first]! <= 0) first++
  const count = weeks.length - first
  let sum = 0
  for (let week = first; week < weeks.length; week++) sum += weeks[week]!
  if (count < 3 || sum <= 0) return 1
  const steps = new Float64Array(count - 1)
  for (let at = 0; at < steps.length; at++) steps[at] = Math.abs(weeks[first + at + 1]! - weeks[first + at]!)
  return Math.max(DEVIATION_SD_MIN, (medianOf(steps) * MEDIAN_STEP_TO_SD) / (sum / count))
}

/**
 * How many standard deviations a week lies off: by the row's own restlessness and the noise of counting single units
 * (DOMAIN §6.6). Thousandths; `usual` is what a week of the row usually asks for.
 */
export function standardised(error: number, expected: number, usual: number, spread: number): number {
  const level = Math.max(expected, usual)
  return error / Math.sqrt((spread * level) ** 2 + level * QUANTITY_PER_UNIT)
}

/** A handful of series cannot say what they share. */
const BIAS_SERIES_MIN = 8

/** Of sold over planned of each series: what the plan is off by everywhere. */
export function commonBias(ratios: readonly number[]): number {
  const median = medianOf(ratios)
  return ratios.length < BIAS_SERIES_MIN || median <= 0 ? 1 : median
}

/** One series judged: standardised errors of its weeks in order; null where a week says nothing. */
export interface Judged {
  /** 1 above the forecast, −1 below, 0 quiet. */
  readonly side: -1 | 0 | 1
  /** Index of the first week of the run that led to the alarm. */
  readonly since: number
  /** Chance of a run like this when nothing has changed. */
  readonly chance: number
}

/** Both cumulative sums over the weeks, each with where its present run began; alarm when one ends beyond the limit. */
export function judge(errors: readonly (number | null)[]): Judged {
  const up = cumulate(errors, 1)
  const down = cumulate(errors, -1)
  const louder = up.sum >= down.sum ? up : down
  if (louder.sum <= CUSUM_ALARM) return QUIET
  const chance = Math.min(1, 2 * upperTail(louder.run / Math.sqrt(louder.weeks)) * errors.length)
  return { side: louder === up ? 1 : -1, since: louder.since, chance }
}

const QUIET: Judged = { side: 0, since: 0, chance: 1 }

/** The sum on one side, and the week its present run began in, with the errors and weeks of that run. */
function cumulate(errors: readonly (number | null)[], side: 1 | -1) {
  let sum = 0
  let since = 0
  let run = 0
  let weeks = 0
  for (let week = 0; week < errors.length; week++) {
    const error = errors[week]
    if (error === null || error === undefined) continue
    if (sum === 0) {
      since = week
      run = 0
      weeks = 0
    }
    sum = Math.max(0, sum + side * Math.min(DEVIATION_Z_MAX, Math.max(-DEVIATION_Z_MAX, error)) - CUSUM_SLACK)
    run += side * error
    weeks += 1
  }
  return { sum, since, run, weeks }
}

/** P(Z > z) for z ≥ 0: Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
export function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial
  return z < 0 ? 1 - tail : tail
}

/** Which of these chances are discoveries, so that no more than `share` of them are expected to be false. */
export function discoveries(chances: readonly number[], share: number, tests = chances.length): boolean[] {
  const order = chances.map((_, at) => at).sort((a, b) => chances[a]! - chances[b]! || a - b)
  let kept = 0
  order.forEach((at, rank) => {
    if (chances[at]! <= (share * (rank + 1)) / Math.max(1, tests)) kept = rank + 1
  })
  const found = chances.map(() => false)
  for (const at of order.slice(0, kept)) found[at] = true
  return found
}
