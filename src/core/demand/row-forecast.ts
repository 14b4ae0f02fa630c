/**
 * One row's forecast from its cleaned weeks: season out, classify, let the methods of that class speak, choose by rolling
 * origin, season back in. Everything is measured on the row's own past; nothing is drawn at random.
 */
import { classify, describePattern } from './classification.js'
import {
  BACKTEST_STEPS,
  type Backtest,
  backtest,
  type Candidate,
  chooseVoice,
  firstOriginOf,
  rootMeanSquare,
  stepErrors,
  windowErrors,
} from './forecast/backtest.js'
import { combine } from './forecast/combination.js'
import { exponentialSmoothing, levelSmoothing } from './forecast/exponential-smoothing.js'
import { sba, tsb } from './forecast/intermittent.js'
import { meanOf } from './forecast/method.js'
import { mean, seasonalNaive } from './forecast/naive.js'
import { thetaMethod } from './forecast/theta.js'
import {
  type ChoiceReason,
  type DemandClass,
  type ForecastMethodWeights,
  MEASURED_WEEKS,
  METHOD_NAMES,
  type MethodName,
} from './forecast-note.js'
import { launchForecast, type RowLaunch } from './launch-forecast.js'
import { amplitudeOf, SLOTS } from './seasonality.js'

export interface ForecastSettings {
  /** Weeks ahead at which a forecast is acted upon; methods are judged there. */
  readonly decisionLagWeeks: number
  /** A single method replaces the combination when its error is smaller by this share. */
  readonly singleMethodMargin: number
}

export const DEFAULT_FORECAST_SETTINGS: ForecastSettings = { decisionLagWeeks: 4, singleMethodMargin: 0.1 }

export interface RowSeries {
  /** Cleaned weeks, thousandths. */
  readonly units: Float64Array
  /** Seasonal factors of the row's group, by slot. */
  readonly factor: Float64Array
  readonly slots: Uint8Array
  readonly futureSlots: Uint8Array
  /** The item's end date lies inside the horizon. */
  readonly ending: boolean
  /** What launches before it say; null where there were none. */
  readonly launch: RowLaunch | null
}

export interface RowForecast {
  class: DemandClass
  reason: ChoiceReason
  /** By position in `METHOD_NAMES`. */
  readonly weights: ForecastMethodWeights
  /** Launches that the row was likened to. */
  analogues: number
  /** Weekly means, thousandths: finite, never negative. */
  readonly mean: Float64Array
  /** Error of the demand of the first L weeks together, at [L − 1], whole thousandths. */
  readonly cumulativeErrorSd: Float64Array
  /** Seasonal factor of each future week. */
  readonly futureFactor: Float64Array
  /** Actual − forecast by steps ahead, season taken out; empty without a backtest. */
  stepErrors(step: number): Float64Array
}

/** A drift longer than half a year invents a market. */
const DRIFT_WEEKS = 26
const theta = thetaMethod(DRIFT_WEEKS)
const NAIVE: Candidate = { method: seasonalNaive, period: SLOTS }
const SMOOTHING: Candidate = { method: exponentialSmoothing, period: 1 }
const THETA: Candidate = { method: theta, period: 1 }
const SBA: Candidate = { method: sba, period: 1 }
const TSB: Candidate = { method: tsb, period: 1 }
const MEAN: Candidate = { method: mean, period: 1 }

const CANDIDATES: Readonly<Record<DemandClass, readonly Candidate[]>> = {
  smooth: [NAIVE, SMOOTHING, THETA],
  erratic: [NAIVE, SMOOTHING, THETA],
  seasonal: [NAIVE, SMOOTHING, THETA],
  intermittent: [SBA, TSB, SMOOTHING],
  lumpy: [SBA, TSB, SMOOTHING],
  endOfLife: [TSB, SMOOTHING],
  new: [MEAN],
  dead: [],
}

/** Error of a new row as a share of its mean: nothing better is known. */
const NEW_ERROR_SHARE = 0.4
/** A measured error needs this many origins. */
const ERRORS_MIN = 4
/** Independent windows that the expected growth of errors is worth. */
const WINDOWS_PRIOR = 2

/** Owns the working memory for rows of one length; the result is overwritten by the next row. */
export function createRowForecaster(
  weekCount: number,
  futureWeeks: number,
  settings: ForecastSettings,
): (row: RowSeries) => RowForecast {
  const flat = new Float64Array(weekCount)
  const scratch = new Float64Array(weekCount)
  const memory = { forecasts: new Float64Array(0) }
  const means = Array.from({ length: 3 }, () => new Float64Array(futureWeeks))
  let tested: { test: Backtest; voice: number } | null = null
  const result: RowForecast = {
    class: 'dead',
    reason: 'no_demand',
    weights: new Float32Array(METHOD_NAMES.length),
    analogues: 0,
    mean: new Float64Array(futureWeeks),
    cumulativeErrorSd: new Float64Array(MEASURED_WEEKS),
    futureFactor: new Float64Array(futureWeeks),
    stepErrors: (step) => (tested === null ? new Float64Array(0) : stepErrors(tested.test, flat, tested.voice, step)),
  }

  const speak = (candidates: readonly Candidate[], from: number): void => {
    candidates.forEach(({ method, period }, voice) => {
      const series = { values: flat, from, to: weekCount, period }
      method.forecast(series, method.fit(series), means[voice]!)
      result.weights[METHOD_NAMES.indexOf(method.name as MethodName)] = 1 / candidates.length
    })
    combine(means.slice(0, candidates.length), result.mean)
  }

  return (row) => {
    tested = null
    result.weights.fill(0)
    result.analogues = 0
    const first = row.units.findIndex((units) => units > 0)
    const from = first < 0 ? weekCount : first
    const seasonSize = takeSeasonOut(row, from, flat, scratch, result.futureFactor)
    const lived = flat.subarray(from)
    result.class = classify(lived, describePattern(lived), { seasonSize, ending: row.ending })
    const { launch } = row
    if (launch !== null && (launch.coming !== null || result.class === 'new')) return fillLaunch(result, launch, lived)
    if (result.class === 'dead') return fillZero(result)
    const origin = firstOriginOf(from, weekCount)
    const candidates = CANDIDATES[result.class].filter(
      ({ method, period }) => (origin < 0 ? weekCount : origin) - from >= method.minimumLength(period),
    )
    if (origin < 0 || result.class === 'new') {
      result.reason = 'too_short'
      speak(origin < 0 ? [MEAN] : candidates, from)
      fillNewErrors(result, flat, from)
    } else {
      const test = backtest(flat, from, weekCount, candidates, memory)
      const squared = result.class === 'intermittent' || result.class === 'lumpy'
      const lag = settings.decisionLagWeeks
      const voice = chooseVoice(test, flat, { lag, squared, margin: settings.singleMethodMargin })
      tested = { test, voice }
      result.reason = reasonOf(result.class, voice < candidates.length)
      speak(voice < candidates.length ? [candidates[voice]!] : candidates, from)
      fillMeasuredErrors(result, test, flat, voice)
    }
    return putSeasonInMeans(result)
  }
}

function reasonOf(kind: DemandClass, single: boolean): ChoiceReason {
  if (single) return 'best_at_lag'
  if (kind === 'endOfLife') return 'declining'
  return kind === 'intermittent' || kind === 'lumpy' ? 'intermittent' : 'combination'
}

function fillZero(result: RowForecast): RowForecast {
  result.reason = 'no_demand'
  result.mean.fill(0)
  result.cumulativeErrorSd.fill(0)
  result.weights[METHOD_NAMES.indexOf('zero')] = 1
  return result
}

function fillLaunch(result: RowForecast, launch: RowLaunch, lived: Float64Array): RowForecast {
  result.class = 'new'
  result.reason = 'analogue'
  result.weights[METHOD_NAMES.indexOf('launchCurve')] = 1
  result.analogues = launch.analogues
  launchForecast(launch, lived, result)
  putSeasonIn(result)
  return putSeasonInMeans(result)
}

/** Divides the row by its share of the group's season; gives the season's size (root mean square). */
function takeSeasonOut(
  row: RowSeries,
  from: number,
  flat: Float64Array,
  scratch: Float64Array,
  futureFactor: Float64Array,
): number {
  const { units, factor, slots, futureSlots } = row
  const amplitude = amplitudeOf(units, from, units.length, factor, slots, scratch)
  const factorOf = (slot: number): number => Math.max(0.05, 1 + amplitude * (factor[slot]! - 1))
  for (let week = 0; week < units.length; week++) flat[week] = units[week]! / factorOf(slots[week]!)
  for (let week = 0; week < futureFactor.length; week++) futureFactor[week] = factorOf(futureSlots[week]!)
  let squares = 0
  for (let slot = 0; slot < SLOTS; slot++) squares += (factorOf(slot) - 1) ** 2
  return Math.sqrt(squares / SLOTS)
}

/** A mean of n weeks is itself uncertain, and that part is the same in every week to come. */
function fillNewErrors(result: RowForecast, flat: Float64Array, from: number): void {
  const count = flat.length - from
  const level = meanOf(flat, from, flat.length)
  let squares = 0
  for (let week = from; week < flat.length; week++) squares += (flat[week]! - level) ** 2
  const sd = Math.max(NEW_ERROR_SHARE * level, count > 1 ? Math.sqrt(squares / (count - 1)) : 0)
  for (let weeks = 1; weeks <= MEASURED_WEEKS; weeks++)
    result.cumulativeErrorSd[weeks - 1] = sd * Math.sqrt(weeks + (weeks * weeks) / count)
  putSeasonIn(result)
}

/**
 * Windows of many weeks overlap, so a backtest holds few of them that are independent, and too few see the level move.
 * What is measured is therefore weighed, by how many independent windows there were, against what exponential smoothing
 * expects of a level that moves as this one has: Var(L) = σ² Σ (1 + αj)², j < L.
 */
function fillMeasuredErrors(result: RowForecast, test: Backtest, flat: Float64Array, voice: number): void {
  const from = flat.findIndex((units) => units > 0)
  const alpha = levelSmoothing({ values: flat, from, to: flat.length, period: 1 })
  let growth = 0
  let weekly = 0
  let last = 0
  for (let weeks = 1; weeks <= MEASURED_WEEKS; weeks++) {
    const errors = windowErrors(test, flat, voice, { from: 0, end: Math.min(weeks, BACKTEST_STEPS) })
    const measured = errors.length >= ERRORS_MIN ? rootMeanSquare(errors) : 0
    if (weeks === 1) weekly = measured
    growth += (1 + alpha * (weeks - 1)) ** 2
    const windows = errors.length >= ERRORS_MIN ? errors.length / weeks : 0
    const trust = weeks === 1 ? 1 : windows / (windows + WINDOWS_PRIOR)
    // More weeks are never surer than fewer.
    last = Math.max(last, Math.sqrt(trust * measured * measured + (1 - trust) * weekly * weekly * growth))
    result.cumulativeErrorSd[weeks - 1] = last
  }
  putSeasonIn(result)
}

function putSeasonInMeans(result: RowForecast): RowForecast {
  for (let week = 0; week < result.mean.length; week++) result.mean[week]! *= result.futureFactor[week]!
  return result
}

/** Errors grow with the season, as demand does. Whole thousandths: what is smaller is rounding. */
function putSeasonIn(result: RowForecast): void {
  let sum = 0
  for (let weeks = 1; weeks <= MEASURED_WEEKS; weeks++) {
    sum += result.futureFactor[Math.min(weeks, result.futureFactor.length) - 1]!
    result.cumulativeErrorSd[weeks - 1] = Math.round((result.cumulativeErrorSd[weeks - 1]! * sum) / weeks)
  }
}
