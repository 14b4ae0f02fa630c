/**
 * One row's forecast from its cleaned weeks: season out, classify, let the methods of its kind speak, each as loud as the
 * rows together and its own past say, season back in. Nothing is drawn at random.
 */
import type { Collection } from '../forecast/collection.js'
import { forecastSeries, type SeriesForecast } from '../forecast/collection-forecast.js'
import { normalQuantile } from '../forecast/interval.js'
import { meanOf } from '../forecast/method.js'
import { rehearse, type SeriesRehearsal } from '../forecast/rehearsal.js'
import {
  type ChoiceReason,
  type DemandClass,
  type ForecastMethodWeights,
  MEASURED_WEEKS,
  METHOD_NAMES,
  type MethodName,
} from '../forecast-note.js'
import { launchForecast, type RowLaunch } from '../launch/launch-forecast.js'
import { SLOTS } from '../seasonality.js'
import { preparedRow, type RowLessons, voicesOfRows } from './row-lesson.js'
import { type FlatRow, flattenRow, type RowSeries } from './row-series.js'
import { kindOf, ROW_KINDS, ROW_SETTINGS, type RowKind } from './row-voices.js'

export interface RowForecast {
  readonly class: DemandClass
  readonly reason: ChoiceReason
  /** By position in `METHOD_NAMES`. */
  readonly weights: ForecastMethodWeights
  /** Origins at which the methods were compared. */
  readonly origins: number
  /** By how much of the seasonal naive's error at those origins the choice was better; NaN without an origin. */
  readonly gain: number
  /** Launches that the row was likened to; 0 where none was asked. */
  readonly analogues: number
  /** Weekly means, thousandths: finite, never negative. */
  readonly mean: Float64Array
  /** Error of the demand of the first L weeks together, at [L − 1], whole thousandths. */
  readonly cumulativeErrorSd: Float64Array
  /** By level of `ROW_SETTINGS`, then by week: ranges of single weeks, worked out for who asks. */
  quantiles(): readonly Float64Array[]
}

/** Of a row for which nothing was compared. */
const UNCOMPARED = { origins: 0, gain: Number.NaN, analogues: 0 }

/** Error of a new row as a share of its mean: nothing better is known. */
const NEW_ERROR_SHARE = 0.4

/** Forecasts rows one by one, by what all of them taught. */
export function createRowForecaster(futureWeeks: number, lessons: RowLessons): (row: RowSeries) => RowForecast {
  const collection: Collection = { ...ROW_SETTINGS, prepared: [] }
  const voices = Object.fromEntries(ROW_KINDS.map((kind) => [kind, voicesOfRows(kind, lessons[kind])])) as Record<
    RowKind,
    ReturnType<typeof voicesOfRows>
  >
  return (row) => {
    const flat = flattenRow(row)
    const kind = kindOf(flat.class)
    const { launch } = row
    if (launch !== null && (launch.coming !== null || flat.class === 'new')) return asLaunched(flat, launch)
    if (flat.class === 'dead') return nothing(futureWeeks)
    if (kind === null) return asNew(flat)
    const one = preparedRow(flat, 0)
    const rehearsal = rehearse(collection, voices[kind].past, one)
    const said = forecastSeries(collection, voices[kind], lessons[kind].lesson, one, rehearsal, futureWeeks)
    return asSaid(flat, said, 1 - said.rehearsedError / naiveErrorOf(flat, rehearsal))
  }
}

function asSaid(flat: FlatRow, said: SeriesForecast, gain: number): RowForecast {
  const { futureFactor } = flat
  const weights = new Float32Array(METHOD_NAMES.length)
  for (const { method, share } of said.voices) weights[METHOD_NAMES.indexOf(method as MethodName)] = share
  return {
    class: flat.class,
    reason: reasonOf(flat.class, said.origins),
    weights,
    origins: said.origins,
    gain,
    analogues: 0,
    mean: said.mean.map((mean, week) => mean * futureFactor[week]!),
    cumulativeErrorSd: withSeason(said.sumDeviation, futureFactor),
    quantiles: () => said.quantiles.map((quantile) => spreadOn(said.mean, quantile, futureFactor)),
  }
}

/** Mean absolute error of what was sold a year before each week, or of the last week where there was no year yet. */
function naiveErrorOf({ flat, from }: FlatRow, { origins, actual }: SeriesRehearsal): number {
  let sum = 0
  let count = 0
  actual.forEach((truth, at) => {
    if (Number.isNaN(truth)) return
    const to = origins[Math.floor(at / MEASURED_WEEKS)]!
    const before = to - SLOTS + (at % MEASURED_WEEKS)
    sum += Math.abs(truth - flat[to - SLOTS >= from ? before : to - 1]!)
    count += 1
  })
  return sum / count
}

/** Beyond what was measured errors spread as those of a random walk do. */
function spreadOn(mean: Float64Array, quantile: Float64Array, futureFactor: Float64Array): Float64Array {
  return mean.map((middle, week) => {
    const step = Math.min(week, MEASURED_WEEKS - 1)
    const off = (quantile[step]! - mean[step]!) * Math.sqrt((week + 1) / (step + 1))
    return Math.max(0, middle + off) * futureFactor[week]!
  })
}

function reasonOf(kind: DemandClass, origins: number): ChoiceReason {
  if (origins === 0) return 'too_short'
  if (kind === 'endOfLife') return 'declining'
  return kind === 'intermittent' || kind === 'lumpy' ? 'intermittent' : 'combination'
}

function nothing(futureWeeks: number): RowForecast {
  return {
    class: 'dead',
    reason: 'no_demand',
    weights: only('zero'),
    ...UNCOMPARED,
    mean: new Float64Array(futureWeeks),
    cumulativeErrorSd: new Float64Array(MEASURED_WEEKS),
    quantiles: () => ROW_SETTINGS.levels.map(() => new Float64Array(futureWeeks)),
  }
}

/** As the launches before it went on, or began. Its ranges are as wide for its size as the quarter ahead is. */
function asLaunched({ flat, from, futureFactor }: FlatRow, launch: RowLaunch): RowForecast {
  const said = { mean: new Float64Array(futureFactor.length), cumulativeErrorSd: new Float64Array(MEASURED_WEEKS) }
  launchForecast(launch, flat.subarray(from), said)
  const mean = said.mean.map((one, week) => one * futureFactor[week]!)
  const quarter = said.mean.subarray(0, MEASURED_WEEKS).reduce((sum, week) => sum + week, 0)
  const share = quarter > 0 ? said.cumulativeErrorSd[MEASURED_WEEKS - 1]! / quarter : 0
  return {
    class: 'new',
    reason: 'analogue',
    weights: only('launchCurve'),
    ...UNCOMPARED,
    analogues: launch.analogues,
    mean,
    cumulativeErrorSd: withSeason(said.cumulativeErrorSd, futureFactor),
    quantiles: () => normalAround(mean, (week) => share * mean[week]!),
  }
}

/** A mean of n weeks is itself uncertain, and that part is the same in every week to come. */
function asNew({ class: demandClass, flat, from, futureFactor }: FlatRow): RowForecast {
  const count = flat.length - from
  const level = meanOf(flat, from, flat.length)
  let squares = 0
  for (let week = from; week < flat.length; week++) squares += (flat[week]! - level) ** 2
  const sd = Math.max(NEW_ERROR_SHARE * level, count > 1 ? Math.sqrt(squares / (count - 1)) : 0)
  const errors = Float64Array.from(
    { length: MEASURED_WEEKS },
    (_, at) => sd * Math.sqrt(at + 1 + (at + 1) ** 2 / count),
  )
  const mean = futureFactor.map((factor) => level * factor)
  return {
    class: demandClass,
    reason: 'too_short',
    weights: only('mean'),
    ...UNCOMPARED,
    mean,
    cumulativeErrorSd: withSeason(errors, futureFactor),
    quantiles: () => normalAround(mean, (week) => errors[0]! * futureFactor[week]!),
  }
}

function normalAround(mean: Float64Array, sdOf: (week: number) => number): Float64Array[] {
  return ROW_SETTINGS.levels.map((level) =>
    mean.map((middle, week) => Math.max(0, middle + normalQuantile(level) * sdOf(week))),
  )
}

function only(method: MethodName): ForecastMethodWeights {
  const weights = new Float32Array(METHOD_NAMES.length)
  weights[METHOD_NAMES.indexOf(method)] = 1
  return weights
}

/** Errors grow with the season, as demand does. Whole thousandths: what is smaller is rounding. */
function withSeason(errors: Float64Array, futureFactor: Float64Array): Float64Array {
  let sum = 0
  return errors.map((error, at) => {
    sum += futureFactor[Math.min(at + 1, futureFactor.length) - 1]!
    return Math.round((error * sum) / (at + 1))
  })
}
