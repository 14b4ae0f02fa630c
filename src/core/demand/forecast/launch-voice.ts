/**
 * Young series as the series that began before them: the curve of demand by age (`launch-curve.ts`), learned from those that
 * began inside the collection, at the level of the series' own few values. Seasons are left alone: series that began in
 * different months see them at different ages.
 */
import { curveBetween, deriveCurves, levelAgainst } from '../launch/launch-curve.js'
import { CURVE_WEEKS, type Launches } from '../launch/launch-history.js'
import type { Collection, PreparedSeries } from './collection.js'
import { clipDemand, type ForecastMethod } from './method.js'

/** Longer seasons are seen once before a series is old, shorter ones twice. */
const LONG_SEASON = 24
/** Series that began inside the collection from which on there is something to learn. */
const LAUNCHES_MIN = 20

/** Values from which on a series is not young any more; 0 where there is no season to say so. */
export function youngSteps({ seasons: [season = 0] }: Pick<Collection, 'seasons'>): number {
  return season > LONG_SEASON ? season : 2 * season
}

const countOf = ({ values, from }: PreparedSeries): number => values.length - from

/**
 * Which series began inside the collection: a quarter of a season and more after the longest, if all end together. Null
 * where nobody is young, or too few began.
 */
export function launchedSeries(collection: Pick<Collection, 'prepared' | 'seasons'>): number[] | null {
  const { prepared, seasons } = collection
  const young = youngSteps(collection)
  if (!prepared.some((series) => countOf(series) < young)) return null
  const longest = prepared.reduce((most, series) => Math.max(most, countOf(series)), 0)
  const most = longest - Math.ceil(seasons[0]! / 4) - 1
  const launched = [...prepared.keys()].filter((at) => countOf(prepared[at]!) <= most)
  return launched.length < LAUNCHES_MIN ? null : launched
}

/** `past` holds what is known of each series. */
export function trainLaunchCurve(collection: Collection, past: readonly Float64Array[]): ForecastMethod | null {
  const launched = launchedSeries(collection)
  if (launched === null) return null
  const known = launched.map((at) => past[at]!)
  const { curve } = deriveCurves(launchesOf(known), 1)
  return {
    name: 'launchCurve',
    minimumLength: () => 1,
    fit: () => new Float64Array(0),
    forecast({ values, from, to }, _, out) {
      const level = levelAgainst(curve, values, from, to)
      for (let step = 0; step < out.length; step++)
        out[step] = level * curveBetween(curve, to - from + step, to - from + step + 1)
      clipDemand(out)
    },
  }
}

function launchesOf(series: readonly Float64Array[]): Launches {
  const { length: count } = series
  const each = Int32Array.from(series.keys())
  const units = new Float64Array(count * CURVE_WEEKS)
  series.forEach((values, at) => {
    units.set(values.subarray(0, CURVE_WEEKS), at * CURVE_WEEKS)
  })
  const weeks = Int32Array.from(series, ({ length }) => Math.min(CURVE_WEEKS, length))
  return { count, row: each, item: each, group: new Int32Array(count), weeks, units }
}
