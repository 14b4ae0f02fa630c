/**
 * Who may forecast a collection of series: the methods that stand alone, and those that learn from all series, trained on
 * what was known at a given time. Which of them is heard is decided by `rehearsal.ts` and `shares.ts`.
 */
import { imapa } from './aggregation.js'
import type { Collection, PreparedSeries } from './collection.js'
import { doubleSeasonal } from './double-seasonal.js'
import { etsAicc, exponentialSmoothing } from './exponential-smoothing.js'
import { fourierRegression } from './fourier-regression.js'
import { trainGlobalTrees } from './global-trees.js'
import { sba, tsb } from './intermittent.js'
import { trainLaunchCurve } from './launch-voice.js'
import type { ForecastMethod, Series } from './method.js'
import { naive, naive2, seasonalNaive } from './naive.js'
import { optimisedTheta } from './optimised-theta.js'
import { pooledRegression, trainPooled } from './pooled-regression.js'
import { theta } from './theta.js'

/** Collections in which so many numbers are zero are forecast as rare demand too. */
const ZERO_SHARE = 0.15
const ROWS_PER_SERIES_MAX = 150
const TREE_ROWS_MAX = 60_000
const TREE_ROWS_PER_SERIES = 400

/** `endOf` says where the past of a series ends for those that learn from all. */
export function voicesOf(collection: Collection, endOf: (series: PreparedSeries) => number): ForecastMethod[] {
  const { prepared, seasons } = collection
  const seasonal = seasons.length > 0
  const drivers = prepared[0]?.drivers.length ?? 0
  const rare = zeroShareOf(prepared) > ZERO_SHARE
  const alone: ForecastMethod[] = [
    naive,
    ...(seasonal ? [seasonalNaive, naive2, doubleSeasonal] : []),
    exponentialSmoothing,
    etsAicc,
    theta,
    optimisedTheta,
    ...(drivers > 0 || (seasons.at(-1) ?? 1) > 24 ? [fourierRegression] : []),
    ...(rare ? [sba, tsb, imapa] : []),
  ]
  const past = prepared.map((series) => series.values.subarray(series.from, endOf(series)))
  const launches = trainLaunchCurve(collection, past)
  return [
    ...alone,
    ...pooledVoices(collection, past),
    ...treeVoices(collection, past, rare || drivers > 0),
    ...(launches === null ? [] : [launches]),
  ]
}

function pooledVoices({ horizon, seasons }: Collection, past: readonly Float64Array[]): ForecastMethod[] {
  const long = seasons.at(-1) ?? 1
  const short = seasons[0] ?? 1
  // Seasons are seen in the memory where they are too long to be taken out.
  const memories = long > 24 ? [Math.min(170, long + 5), 14, 4] : long > 1 ? [long + 1, Math.min(14, long), 4] : [8, 4]
  const settings = { horizon, memories, rowsPerSeriesMax: ROWS_PER_SERIES_MAX, period: long > 24 ? 1 : short }
  const pooled = trainPooled(past, { ...settings, relative: true })
  return pooled === null ? [] : [pooledRegression(pooled)]
}

function treeVoices(collection: Collection, past: readonly Float64Array[], useful: boolean): ForecastMethod[] {
  if (!useful && !collection.byVolume) return []
  const { horizon, seasons, byVolume, prepared } = collection
  const taught = prepared.map(({ drivers, from, told }, at) => ({
    values: past[at]!,
    drivers: drivers.map((driver) => driver.subarray(from)),
    told: (step: number) => told[from + step] === 1,
  }))
  const rowsMax = Math.min(TREE_ROWS_MAX, TREE_ROWS_PER_SERIES * prepared.length)
  const trees = trainGlobalTrees(taught, { horizon, seasons, rowsMax, byVolume })
  return trees === null ? [] : [trees]
}

function zeroShareOf(prepared: readonly PreparedSeries[]): number {
  let zeros = 0
  let count = 0
  for (const { values, from } of prepared)
    for (let at = from; at < values.length; at++) {
      count += 1
      if (values[at] === 0) zeros += 1
    }
  return count === 0 ? 0 : zeros / count
}

/** The view of one series that a method is given at an origin, or null when it is too short for it. */
export function viewOf(
  collection: Collection,
  method: ForecastMethod,
  series: PreparedSeries,
  to: number,
): Series | null {
  const [period = 1, longPeriod] = collection.seasons
  if (to - series.from < Math.max(1, method.minimumLength(period))) return null
  return {
    values: series.values,
    from: series.from,
    to,
    period,
    drivers: series.drivers,
    ...(longPeriod === undefined ? {} : { longPeriod }),
  }
}
