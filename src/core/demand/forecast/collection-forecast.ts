/**
 * The automatic forecast of a collection: rehearse, weigh the voices, forecast, and say how wide. Pure and without dice:
 * the same collection gives the same numbers.
 */
import { type Calibration, calibrate } from './calibration.js'
import {
  type Collection,
  type CollectionSettings,
  type PreparedSeries,
  prepareCollection,
  type SeriesInput,
  type SeriesRefusal,
} from './collection.js'
import { type CountLaw, countsAround, isCount, learnCounts, sumsOf } from './count-learning.js'
import { launchedSeries, youngSteps } from './launch-voice.js'
import type { ForecastMethod, ForecastName } from './method.js'
import { atOrigins, oldestOriginOf, rehearse, type SeriesRehearsal } from './rehearsal.js'
import { errorOf, errorsAtLevel, errorsOf, isUnsold, type Rehearsed, restlessnessIn } from './series-error.js'
import { collectionShares, seriesShares } from './shares.js'
import { viewOf, voicesOf } from './voices.js'

export interface SeriesForecast {
  readonly id: string
  /** By step ahead; finite, never negative. */
  readonly mean: Float64Array
  /** By level, then by step ahead. */
  readonly quantiles: readonly Float64Array[]
  /** Quantiles of the sum of the first L steps, at [L − 1]. */
  readonly sumQuantiles: readonly Float64Array[]
  /** Root mean square error of the sum of the first L steps, at [L − 1]. */
  readonly sumDeviation: Float64Array
  readonly voices: readonly VoiceShare[]
  /** Origins at which the voices were compared. */
  readonly origins: number
  /** Mean absolute error of the choice at those origins; NaN without one. */
  readonly rehearsedError: number
}

export interface VoiceShare {
  readonly method: ForecastName
  readonly share: number
}

/** Shares below this are not worth a line. */
const SHARE_MIN = 0.02
/** The bias of the past is believed by half, and never beyond these. */
const BIAS_TRUST = 0.5
const BIAS_MAX = 0.1

/** Voices trained on one collection: on what was known before its oldest origins, and on everything. */
export interface TrainedVoices {
  readonly past: readonly ForecastMethod[]
  /** In the order of `past`. */
  readonly now: readonly ForecastMethod[]
}

/** What the rehearsal of a collection teaches about any series like those in it. Data only. */
export interface Lesson {
  /** Shares by voice, adding up to one. */
  readonly prior: Float64Array
  /** Shares for young series, where launches among them have been learned from; else null. */
  readonly youngPrior: Float64Array | null
  readonly lift: number
  readonly calibration: Calibration
  /** Null where ranges say as much of counts. */
  readonly counts: CountLaw | null
}

export function forecastCollection(
  series: readonly SeriesInput[],
  settings: CollectionSettings,
): { forecasts: SeriesForecast[]; refusals: SeriesRefusal[] } {
  const { collection, refusals } = prepareCollection(series, settings)
  const voices = trainVoices(collection)
  const rehearsals = collection.prepared.map((one) => rehearse(collection, voices.past, one))
  const lesson = learn(collection, rehearsals)
  const forecasts = collection.prepared.map((one, at) =>
    forecastSeries(collection, voices, lesson, one, rehearsals[at]!),
  )
  return { forecasts, refusals }
}

export function trainVoices(collection: Collection): TrainedVoices {
  const past = voicesOf(collection, (one) => oldestOriginOf(collection, one))
  const trained = voicesOf(collection, (one) => one.values.length)
  // A model that cannot be trained again on more data does not happen; voices are told apart by name all the same.
  return { past, now: past.map(({ name }) => trained.find((voice) => voice.name === name)!) }
}

/** `rehearsals` are those of the collection's series, in order. */
export function learn(collection: Collection, rehearsals: readonly SeriesRehearsal[]): Lesson {
  const voices = rehearsals[0]?.able.length ?? 0
  const prior = dropFew(collectionShares(collection, rehearsals, voices))
  const priors = { prior, youngPrior: learnYoung(collection, rehearsals, voices) }
  const combined = rehearsals.map((one, at) => combineRehearsal(collection, collection.prepared[at]!, one, priors))
  const lift = collection.byVolume ? biasLift(combined) : 1
  const rehearsed = combined.map((one) => lifted(one, lift))
  const calibration = calibrate(collection, rehearsed.map(errorsOf))
  return { ...priors, lift, calibration, counts: learnCounts(collection, rehearsed, calibration) }
}

type Priors = Pick<Lesson, 'prior' | 'youngPrior'>

/** What old series do says little about young ones: they are judged at origins at which series were as young. */
function learnYoung(
  collection: Collection,
  rehearsals: readonly SeriesRehearsal[],
  voices: number,
): Float64Array | null {
  if (launchedSeries(collection) === null) return null
  const early = rehearsals.map((one, at) =>
    atOrigins(collection, one, (origin) => isYoung(collection, collection.prepared[at]!, one.origins[origin]!)),
  )
  if (!early.some(({ actual }) => actual.some(Number.isFinite))) return null
  return dropFew(collectionShares(collection, early, voices))
}

const isYoung = (collection: Collection, { from }: PreparedSeries, end: number): boolean =>
  end - from < youngSteps(collection)

function priorAt(
  collection: Collection,
  { prior, youngPrior }: Priors,
  one: PreparedSeries,
  end: number,
): Float64Array {
  return youngPrior !== null && isYoung(collection, one, end) ? youngPrior : prior
}

/**
 * A series of the collection that was learned from, or one like them; `rehearsal` is its own, by `voices.past`. The mean
 * may be asked for more `steps` than the horizon that was rehearsed; ranges end with it.
 */
export function forecastSeries(
  collection: Collection,
  { past, now }: TrainedVoices,
  lesson: Lesson,
  one: PreparedSeries,
  rehearsal: SeriesRehearsal,
  steps = collection.horizon,
): SeriesForecast {
  const { lift } = lesson
  const shares = seriesShares(collection, rehearsal, priorAt(collection, lesson, one, one.values.length))
  const rehearsed = lifted(combineRehearsal(collection, one, rehearsal, lesson), lift)
  const errors = errorsAtLevel(one, rehearsed.origins, errorsOf(rehearsed), collection.horizon)
  const mean = speak(collection, now, one, shares, lift, steps)
  const rehearsedError = meanErrorOf(rehearsed)
  return { ...describe(collection, lesson, { one, mean, errors, shares, voices: past }), rehearsedError }
}

function meanErrorOf({ mean, actual }: Rehearsed): number {
  let sum = 0
  let count = 0
  actual.forEach((truth, at) => {
    if (Number.isNaN(truth)) return
    sum += Math.abs(truth - mean[at]!)
    count += 1
  })
  return sum / count
}

function lifted(rehearsed: Rehearsed, lift: number): Rehearsed {
  return { ...rehearsed, mean: rehearsed.mean.map((said) => said * lift) }
}

function dropFew(shares: Float64Array): Float64Array {
  const kept = shares.map((share) => (share < SHARE_MIN ? 0 : share))
  const sum = kept.reduce((total, share) => total + share, 0)
  return kept.map((share) => share / sum)
}

/** What the choice would have been at each origin without that origin. A silent voice leaves its share to the others. */
function combineRehearsal(
  collection: Collection,
  one: PreparedSeries,
  rehearsal: SeriesRehearsal,
  priors: Priors,
): Rehearsed {
  const { horizon } = collection
  const { origins, forecasts, actual } = rehearsal
  const block = origins.length * horizon
  const mean = new Float64Array(block)
  origins.forEach((end, origin) => {
    const shares = seriesShares(collection, rehearsal, priorAt(collection, priors, one, end), origin)
    for (let at = origin * horizon; at < (origin + 1) * horizon; at++)
      mean[at] = meanOfVoices(forecasts, shares, block, at)
  })
  return { origins, mean, actual }
}

function meanOfVoices(forecasts: Float64Array, shares: Float64Array, block: number, at: number): number {
  let sum = 0
  let weight = 0
  for (let voice = 0; voice < shares.length; voice++) {
    const said = forecasts[voice * block + at]!
    if (!(shares[voice]! > 0) || Number.isNaN(said)) continue
    sum += shares[voice]! * said
    weight += shares[voice]!
  }
  return weight > 0 ? sum / weight : Number.NaN
}

/** Combinations chosen by absolute errors lean to the side where small numbers are; units sold do not. */
function biasLift(rehearsed: readonly Rehearsed[]): number {
  let said = 0
  let sold = 0
  for (const { mean, actual } of rehearsed)
    for (let at = 0; at < mean.length; at++) {
      if (Number.isNaN(actual[at]! + mean[at]!)) continue
      said += mean[at]!
      sold += actual[at]!
    }
  if (!(said > 0)) return 1
  return 1 + Math.max(-BIAS_MAX, Math.min(BIAS_MAX, BIAS_TRUST * (sold / said - 1)))
}

function speak(
  collection: Collection,
  voices: readonly ForecastMethod[],
  one: PreparedSeries,
  shares: Float64Array,
  lift: number,
  steps: number,
): Float64Array {
  const mean = new Float64Array(steps)
  const out = new Float64Array(steps)
  voices.forEach((voice, at) => {
    if (!(shares[at]! > 0)) return
    const view = viewOf(collection, voice, one, one.values.length)!
    voice.forecast(view, voice.fit(view), out)
    for (let step = 0; step < out.length; step++) mean[step]! += shares[at]! * lift * out[step]!
  })
  return mean
}

interface Described {
  readonly one: PreparedSeries
  readonly mean: Float64Array
  /** As large as they would be today. */
  readonly errors: Float64Array
  readonly shares: Float64Array
  readonly voices: readonly ForecastMethod[]
}

function describe(
  { horizon, levels }: Collection,
  { calibration, counts }: Lesson,
  described: Described,
): Omit<SeriesForecast, 'rehearsedError'> {
  const { one, mean, errors, shares, voices } = described
  const near = mean.subarray(0, horizon)
  const unsold = isUnsold(one)
  const unit = errorOf(errors, restlessnessIn(one, calibration.usualRestlessness), calibration.profile)
  const counted = counts !== null && !unsold && isCount(one, near)
  return {
    id: one.id,
    mean,
    ...(counted
      ? countsAround(counts, one, near, levels.length)
      : rangesAround(calibration, near, unsold ? null : unit)),
    sumDeviation: calibration.sumDeviation.map((deviation) => unit * deviation),
    voices: voices
      .map(({ name }, at) => ({ method: name, share: shares[at]! }))
      .filter(({ share }) => share >= SHARE_MIN)
      .sort((a, b) => b.share - a.share),
    origins: Math.ceil(errors.length / horizon),
  }
}

/** `unit` is the series' own error; null where nothing was ever sold. */
function rangesAround(
  calibration: Calibration,
  mean: Float64Array,
  unit: number | null,
): Pick<SeriesForecast, 'quantiles' | 'sumQuantiles'> {
  const offsets = unit === null ? calibration.unsold : calibration
  const around = (middle: Float64Array, offsets: readonly Float64Array[]): Float64Array[] =>
    offsets.map((of) => middle.map((value, step) => Math.max(0, value + (unit ?? 1) * of[step]!)))
  return { quantiles: around(mean, offsets.single), sumQuantiles: around(sumsOf(mean), offsets.summed) }
}
