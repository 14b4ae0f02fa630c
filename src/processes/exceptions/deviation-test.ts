/**
 * Is what sold another demand than what was forecast? A signal test that does not cry wolf: DOMAIN §6.6 (CUSUM, Page
 * 1954) and the control of false discoveries (Benjamini and Hochberg 1995).
 */
import { CUSUM_ALARM, CUSUM_SLACK, DEVIATION_SD_MIN, DEVIATION_Z_MAX } from './thresholds.js'

/** Median of finite numbers; 0 of none. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}

const MEDIAN_STEP_TO_SD = 1.0484

/**
 * How restless a series is: its standard deviation as a share of its mean, from the median step between neighbouring
 * weeks, so that a change of level does not hide itself by widening its own yardstick.
 */
export function restlessness(weeks: ArrayLike<number>): number {
  const values = Array.from(weeks)
  const first = values.findIndex((value) => value > 0)
  const lived = first < 0 ? [] : values.slice(first)
  const mean = lived.reduce((sum, value) => sum + value, 0) / Math.max(1, lived.length)
  if (lived.length < 3 || mean <= 0) return 1
  const steps = lived.slice(1).map((value, at) => Math.abs(value - lived[at]!))
  return Math.max(DEVIATION_SD_MIN, (medianOf(steps) * MEDIAN_STEP_TO_SD) / mean)
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
  const up = { sum: 0, since: 0, run: 0, weeks: 0 }
  const down = { ...up }
  errors.forEach((error, week) => {
    if (error === null) return
    const z = Math.min(DEVIATION_Z_MAX, Math.max(-DEVIATION_Z_MAX, error))
    for (const [side, sum] of [[1, up] as const, [-1, down] as const]) {
      if (sum.sum === 0) Object.assign(sum, { since: week, run: 0, weeks: 0 })
      sum.sum = Math.max(0, sum.sum + side * z - CUSUM_SLACK)
      sum.run += side * error
      sum.weeks += 1
    }
  })
  const louder = up.sum >= down.sum ? up : down
  if (louder.sum <= CUSUM_ALARM) return { side: 0, since: 0, chance: 1 }
  const chance = Math.min(1, 2 * upperTail(louder.run / Math.sqrt(louder.weeks)) * errors.length)
  return { side: louder === up ? 1 : -1, since: louder.since, chance }
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
