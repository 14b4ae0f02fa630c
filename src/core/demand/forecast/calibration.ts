/**
 * Ranges that keep their promise over a collection: split conformal prediction (Lei et al. 2018) on errors in units of the
 * series' own usual error, pooled over series, step by step and for the sum of the first steps. A series with few origins
 * borrows from its mean step how wrong it usually is; the origin that is judged never takes part in its own yardstick.
 */
import type { Collection, PreparedSeries } from './collection.js'
import { conformalOffset } from './interval.js'

/** Combined forecasts of a series' rehearsal and what came true, at [origin * horizon + step]; NaN where unknown. */
export interface Rehearsed {
  readonly origins: number
  readonly mean: Float64Array
  readonly actual: Float64Array
}

export interface Calibration {
  /** Mean error in mean steps, over all series. */
  readonly errorPerStep: number
  /** Offsets in units of a series' error, by step. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** The same for the sum of the first L steps, at [L − 1]. */
  readonly sumLower: Float64Array
  readonly sumUpper: Float64Array
}

/** Origins of evidence that the borrowed error is worth. */
const BORROWED_ORIGINS = 1.5
/** Scores below which neighbouring steps are called in. */
const SCORES_MIN = 200
const STEPS_BACK = 60

/** Mean step of the newest values: how restless the series is. */
export function restlessness({ values, from }: PreparedSeries): number {
  const first = Math.max(from + 1, values.length - STEPS_BACK)
  let sum = 0
  for (let at = first; at < values.length; at++) sum += Math.abs(values[at]! - values[at - 1]!)
  return first < values.length ? sum / (values.length - first) : 0
}

/** Absolute errors of every origin but one, or of all (−1). */
function meanError({ origins, mean, actual }: Rehearsed, left: number): { error: number; origins: number } {
  const horizon = origins === 0 ? 0 : actual.length / origins
  let sum = 0
  let count = 0
  for (let at = 0; at < actual.length; at++) {
    const error = Math.abs(actual[at]! - mean[at]!)
    if (Math.floor(at / horizon) === left || Number.isNaN(error)) continue
    sum += error
    count += 1
  }
  return { error: count === 0 ? 0 : sum / count, origins: count === 0 ? 0 : origins - (left < 0 ? 0 : 1) }
}

/** A series' usual error. */
export function errorOf(rehearsed: Rehearsed, restless: number, errorPerStep: number, left = -1): number {
  const { error, origins } = meanError(rehearsed, left)
  return (origins * error + BORROWED_ORIGINS * errorPerStep * restless) / (origins + BORROWED_ORIGINS)
}

export function calibrate(
  { prepared, horizon }: Collection,
  rehearsed: readonly Rehearsed[],
  coverage: number,
): Calibration {
  const errorPerStep = errorPerStepOf(prepared, rehearsed)
  const single: number[][] = Array.from({ length: horizon }, () => [])
  const summed: number[][] = Array.from({ length: horizon }, () => [])
  rehearsed.forEach((one, at) => {
    const restless = restlessness(prepared[at]!)
    for (let origin = 0; origin < one.origins; origin++) {
      const unit = errorOf(one, restless, errorPerStep, origin)
      if (!(unit > 0)) continue
      let sum = 0
      for (let step = 0; step < horizon; step++) {
        const error = one.actual[origin * horizon + step]! - one.mean[origin * horizon + step]!
        if (Number.isNaN(error)) break
        sum += error
        single[step]!.push(error / unit)
        summed[step]!.push(sum / unit)
      }
    }
  })
  const offsets = (scores: number[][], share: number): Float64Array =>
    Float64Array.from({ length: horizon }, (_, step) => conformalOffset(scoresNear(scores, step), share))
  const tail = (1 - coverage) / 2
  return {
    errorPerStep,
    lower: offsets(single, tail),
    upper: offsets(single, 1 - tail),
    sumLower: offsets(summed, tail),
    sumUpper: offsets(summed, 1 - tail),
  }
}

/** Few scores of one step are joined by those of the steps around it. */
function scoresNear(scores: readonly number[][], step: number): Float64Array {
  let reach = 0
  const near = (): number[] => scores.slice(Math.max(0, step - reach), step + reach + 1).flat()
  let found = near()
  while (found.length < SCORES_MIN && reach < scores.length) {
    reach += 1
    found = near()
  }
  return Float64Array.from(found)
}

function errorPerStepOf(prepared: readonly PreparedSeries[], rehearsed: readonly Rehearsed[]): number {
  const ratios = rehearsed.flatMap((one, at) => {
    const restless = restlessness(prepared[at]!)
    const { error, origins } = meanError(one, -1)
    return origins > 0 && restless > 0 ? [error / restless] : []
  })
  ratios.sort((a, b) => a - b)
  return ratios.length === 0 ? 1.5 : ratios[ratios.length >> 1]!
}
