/**
 * Ranges that keep their promise over a collection: split conformal prediction (Lei et al. 2018) on errors in units of the
 * series' own usual error, pooled over series, step by step and for the sum of the first steps. A series with few origins
 * borrows from its mean step how wrong it usually is. The yardstick of an origin is what was known at it: a series that
 * was about to jump did not look restless then, and one that will jump does not look so now.
 */
import type { Collection, PreparedSeries } from './collection.js'
import { conformalOffset } from './interval.js'
import { originsOf } from './rehearsal.js'
import { errorAtOrigin, isUnsold, restlessness, VALUES_MIN } from './series-error.js'

export interface Calibration {
  /** Usual error of each step ahead, in mean steps of a series, over all series; never smaller for a later step. */
  readonly profile: Float64Array
  /** Usual mean step of a series, as a share of its level: for those too short to have one of their own. */
  readonly usualRestlessness: number
  /** By level: offsets by step, in units of a series' error times the profile. */
  readonly single: readonly Float64Array[]
  /** The same for the sum of the first L steps, at [L − 1]. */
  readonly summed: readonly Float64Array[]
  /** Root mean square error of the sum of the first L steps in the same units, at [L − 1]; never smaller for a longer sum. */
  readonly sumDeviation: Float64Array
  /** Both for series that were nothing but zero so far, as they are: what began to sell says how wide that is. */
  readonly unsold: { readonly single: readonly Float64Array[]; readonly summed: readonly Float64Array[] }
}

/** Scores below which neighbouring steps are called in. */
const SCORES_MIN = 200
/** Fewer scores of older origins say nothing about newer ones. */
const OLDER_MIN = 100
const WIDENING_MAX = 1.2
/** No error counts for more than so many mean steps in the profile. */
const RATIO_MAX = 20
/** One row that went wild does not make all others unsure. */
const SCORE_MAX = 10

/** `errors` are actual − forecast by series, at [origin * horizon + step]. */
export function calibrate(collection: Collection, errors: readonly Float64Array[]): Calibration {
  const { prepared, horizon, levels } = collection
  const profile = profileOf(collection, errors)
  const sumProfile = profileOf(
    collection,
    errors.map((own) => summedErrors(own, horizon)),
  )
  const scores = scoresOf(collection, errors, profile, sumProfile)
  const wider = wideningOf(scores, levels, profile)
  const widened = (offsets: readonly Float64Array[]): Float64Array[] =>
    offsets.map((of) => of.map((one) => one * wider))
  return {
    profile,
    usualRestlessness: usualRestlessnessOf(prepared),
    single: widened(
      offsetsOf(
        scores.map(({ single }) => single),
        levels,
        profile,
      ),
    ),
    summed: widened(
      offsetsOf(
        scores.map(({ summed }) => summed),
        levels,
        sumProfile,
      ),
    ),
    sumDeviation: deviationOf(
      scores.map(({ summed }) => summed),
      sumProfile,
    ),
    unsold: unsoldOffsets(collection, errors),
  }
}

/** Errors in units of the series' own, of one step ahead. */
interface StepScores {
  readonly single: number[]
  readonly summed: number[]
  /** Those of `single` again, of the older and of the newer half of each series' origins; of a single origin none. */
  readonly older: number[]
  readonly newer: number[]
}

function scoresOf(
  collection: Collection,
  errors: readonly Float64Array[],
  profile: Float64Array,
  sumProfile: Float64Array,
): StepScores[] {
  const { prepared, horizon } = collection
  const scores = Array.from({ length: horizon }, (): StepScores => ({ single: [], summed: [], older: [], newer: [] }))
  errors.forEach((own, at) => {
    const origins = own.length / horizon
    const starts = originsOf(collection, prepared[at]!)
    for (let origin = 0; origin < origins; origin++) {
      const unit = errorAtOrigin(prepared[at]!, starts, own, profile, origin)
      if (!(unit > 0) || isUnsold(prepared[at]!, starts[origin])) continue
      let sum = 0
      for (let step = 0; step < horizon; step++) {
        const error = own[origin * horizon + step]!
        if (Number.isNaN(error)) break
        sum += error
        const { single, summed, older, newer } = scores[step]!
        const score = error / unit / profile[step]!
        single.push(score)
        summed.push(sum / unit / sumProfile[step]!)
        if (origins > 1) (origin * 2 < origins ? newer : older).push(score)
      }
    }
  })
  return scores
}

/** Errors of the sum of the first steps of each origin; unknown from the first unknown step on. */
function summedErrors(errors: Float64Array, horizon: number): Float64Array {
  let sum = 0
  return errors.map((error, at) => {
    sum = at % horizon === 0 ? error : sum + error
    return sum
  })
}

function unsoldOffsets(collection: Collection, errors: readonly Float64Array[]): Calibration['unsold'] {
  const { prepared, horizon, levels } = collection
  const single: number[][] = Array.from({ length: horizon }, () => [])
  const summed: number[][] = Array.from({ length: horizon }, () => [])
  errors.forEach((own, at) => {
    originsOf(collection, prepared[at]!).forEach((start, origin) => {
      if (!isUnsold(prepared[at]!, start)) return
      let sum = 0
      for (let step = 0; step < horizon; step++) {
        const error = own[origin * horizon + step]!
        if (Number.isNaN(error)) break
        sum += error
        single[step]!.push(error)
        summed[step]!.push(sum)
      }
    })
  })
  const asTheyAre = new Float64Array(horizon).fill(1)
  return { single: offsetsOf(single, levels, asTheyAre), summed: offsetsOf(summed, levels, asTheyAre) }
}

/**
 * How much wider ranges are to be because what is to come is later than what they were learned from: as much as those
 * of the older origins would have had to be to hold their share of the newer ones.
 */
function wideningOf(scores: readonly StepScores[], levels: readonly number[], profile: Float64Array): number {
  const coverage = levels.at(-1)! - levels[0]!
  if (!(coverage > 0) || scores.some(({ older }) => older.length < OLDER_MIN)) return 1
  const offsets = offsetsOf(
    scores.map(({ older }) => older),
    levels,
    profile,
  )
  const needed = scores.flatMap(({ newer }, step) =>
    newer.map((score) => (score * profile[step]!) / offsets[score > 0 ? levels.length - 1 : 0]![step]!),
  )
  return Math.max(1, Math.min(WIDENING_MAX, conformalOffset(Float64Array.from(needed), coverage)))
}

/** By level: the offset of each step, in units of a series' error, where scores count in `usual` of the step. */
function offsetsOf(scores: readonly number[][], levels: readonly number[], usual: Float64Array): Float64Array[] {
  const offsets = levels.map(() => new Float64Array(usual.length))
  usual.forEach((size, step) => {
    const near = scoresNear(scores, step)
    levels.forEach((level, at) => {
      offsets[at]![step] = size * conformalOffset(near, level)
    })
  })
  return offsets
}

function deviationOf(scores: readonly number[][], usual: Float64Array): Float64Array {
  const deviation = new Float64Array(usual.length)
  let last = 0
  usual.forEach((size, step) => {
    const near = scoresNear(scores, step)
    const squares = near.reduce((sum, score) => sum + Math.min(SCORE_MAX, Math.abs(score)) ** 2, 0)
    last = Math.max(last, near.length === 0 ? size : size * Math.sqrt(squares / near.length))
    deviation[step] = last
  })
  return deviation
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

/** Mean over the origins of the error in mean steps; a step that nobody lived to see grows as a random walk does. */
function profileOf(collection: Collection, errors: readonly Float64Array[]): Float64Array {
  const { prepared, horizon } = collection
  const sums = new Float64Array(horizon)
  const counts = new Float64Array(horizon)
  errors.forEach((own, series) => {
    const restless = Array.from(originsOf(collection, prepared[series]!), (start) =>
      restlessness(prepared[series]!, start),
    )
    own.forEach((error, at) => {
      const usual = restless[Math.floor(at / horizon)]!
      if (Number.isNaN(error) || !(usual > 0)) return
      sums[at % horizon]! += Math.min(RATIO_MAX, Math.abs(error) / usual)
      counts[at % horizon]! += 1
    })
  })
  const profile = new Float64Array(horizon)
  let last = 0
  for (let step = 0; step < horizon; step++) {
    const grown = step === 0 ? 0.8 : last * Math.sqrt((step + 1) / step)
    const measured = counts[step]! > 0 ? sums[step]! / counts[step]! : grown
    last = Math.max(last, measured, 1e-3)
    profile[step] = last
  }
  return profile
}

function usualRestlessnessOf(prepared: readonly PreparedSeries[]): number {
  const shares = prepared.flatMap((series) => {
    const { values, from } = series
    const level = Math.abs(values.at(-1)!)
    return values.length - from >= VALUES_MIN && level > 0 ? [restlessness(series) / level] : []
  })
  return shares.sort((a, b) => a - b)[shares.length >> 1] ?? 0
}
