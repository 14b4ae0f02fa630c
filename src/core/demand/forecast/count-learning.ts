/**
 * Which series are counts, what their rehearsal says of how they sell, and whether that says more than ranges do: half of
 * the series are judged by what the other half taught.
 */
import type { Calibration } from './calibration.js'
import type { Collection, PreparedSeries } from './collection.js'
import {
  byMean,
  COUNT_MEAN_MAX,
  type CountCell,
  type CountTables,
  fitCountTables,
  restlessFor,
  writeCountQuantiles,
} from './count-law.js'
import { errorAtOrigin, errorsOf, isUnsold, type Rehearsed, restlessnessSold } from './series-error.js'

/** How counts are distributed around a forecast. Data only. */
export interface CountLaw {
  readonly single: CountTables
  /** The same for the sum of the first L steps. */
  readonly summed: CountTables
}

interface CountedSeries {
  readonly series: PreparedSeries
  readonly rehearsed: Rehearsed
  readonly half: number
}

interface JudgedCell extends CountCell {
  readonly half: number
  /** Of its loss, so that every series counts in its own size; 0 where it is too large for counts. */
  readonly weight: number
  /** Usual error of the series, as ranges measure it. */
  readonly unit: number
}

/** Where fewer of the cells sold nothing, what is sold moves too fast for its zeros to matter. */
const NOTHING_MIN = 0.05
/** Series, and steps of an origin, that are heard; more of them say the same. */
const SERIES_HEARD = 3000
const STEPS_HEARD = 12

/** Whether a series with this forecast is a count: all that was told is whole, not negative, and not too large. */
export const isCount = (series: PreparedSeries, mean: Float64Array): boolean =>
  meanOf(mean) < COUNT_MEAN_MAX && isWhole(series)

/** Null where there are too few counts, nearly all sell, or ranges have the smaller loss of steps or of sums. */
export function learnCounts(
  collection: Collection,
  rehearsed: readonly Rehearsed[],
  calibration: Calibration,
): CountLaw | null {
  const counted = inHalves(collection, rehearsed)
  const cellsOfAll = (together: boolean): JudgedCell[] =>
    counted.flatMap((one) => cellsOf(collection, one, calibration, together)).sort(byMean)
  const cells = cellsOfAll(false)
  if (cells.filter(({ sold }) => sold === 0).length < NOTHING_MIN * cells.length) return null
  const single = learnTables(collection, cells, calibration.single)
  const summed = single && learnTables(collection, cellsOfAll(true), calibration.summed)
  return single && summed && { single, summed }
}

/** Series of counts, evenly by size, every other one in the same half: the order in which they came says nothing. */
function inHalves({ prepared }: Collection, rehearsed: readonly Rehearsed[]): CountedSeries[] {
  const bySize = prepared
    .flatMap((series, at) => (isWhole(series) ? [{ series, rehearsed: rehearsed[at]! }] : []))
    .map((one) => ({ ...one, said: meanOf(one.rehearsed.mean), sold: meanOf(one.series.values) }))
    .sort((a, b) => a.said - b.said || a.sold - b.sold)
  const stride = Math.ceil(bySize.length / SERIES_HEARD)
  return bySize.filter((_, rank) => rank % stride === 0).map((one, rank) => ({ ...one, half: rank % 2 }))
}

/** `offsets` are those of the ranges, which know all series: to be chosen, counts must be better all the same. */
function learnTables(
  { horizon, levels }: Collection,
  cells: readonly JudgedCell[],
  offsets: readonly Float64Array[],
): CountTables | null {
  const taught = cells.filter(({ half }) => half === 0)
  const tables = fitCountTables(taught, horizon, levels)
  if (tables === null) return null
  const counts = levels.map(() => new Float64Array(horizon))
  let gain = 0
  for (const cell of cells) {
    if (cell.half === 0 || cell.weight === 0) continue
    const { step, mean, sold, unit, weight } = cell
    writeCountQuantiles(tables, horizon, cell, counts)
    for (let at = 0; at < levels.length; at++) {
      const ranged = Math.max(0, mean + unit * offsets[at]![step]!)
      gain += weight * (pinball(sold - ranged, levels[at]!) - pinball(sold - counts[at]![step]!, levels[at]!))
    }
  }
  return gain > 0 ? fitCountTables(cells, horizon, levels) : null
}

/** Loss of a quantile by how far the truth lies over it. */
const pinball = (over: number, level: number): number => (over > 0 ? level * over : (level - 1) * over)

/** Cells of the rehearsal of one series: of single steps, or of the first steps together. */
function cellsOf(
  { horizon }: Collection,
  { series, rehearsed, half }: CountedSeries,
  calibration: Calibration,
  together: boolean,
): JudgedCell[] {
  const { origins, mean, actual } = rehearsed
  const errors = errorsOf(rehearsed)
  return Array.from(origins).flatMap((start, origin) => {
    if (isUnsold(series, start)) return []
    const unit = errorAtOrigin(series, origins, errors, calibration.profile, origin)
    const meanStep = restlessnessSold(series, start)
    const [from, end] = [origin * horizon, (origin + 1) * horizon]
    const size = meanOf(mean.subarray(from, end))
    const weight = size < COUNT_MEAN_MAX ? 1 / (size + 1) : 0
    const said = together ? sumsOf(mean.subarray(from, end)) : mean.subarray(from, end)
    const came = together ? sumsOf(actual.subarray(from, end)) : actual.subarray(from, end)
    return stepsHeard(horizon)
      .filter((step) => !Number.isNaN(said[step]! + came[step]!))
      .map((step) => ({
        step,
        mean: said[step]!,
        restless: restlessFor(meanStep, said[step]! / (together ? step + 1 : 1)),
        sold: came[step]!,
        half,
        weight,
        unit,
      }))
  })
}

function stepsHeard(horizon: number): number[] {
  const stride = Math.ceil(horizon / STEPS_HEARD)
  return Array.from({ length: Math.ceil(horizon / stride) }, (_, at) => at * stride)
}

/** What a series of counts is expected to sell, with this forecast: by level, for single steps and for sums of the first. */
export function countsAround(
  { single, summed }: CountLaw,
  series: PreparedSeries,
  mean: Float64Array,
  levels: number,
): { quantiles: Float64Array[]; sumQuantiles: Float64Array[] } {
  const horizon = mean.length
  const meanStep = restlessnessSold(series)
  const sums = sumsOf(mean)
  const quantiles = Array.from({ length: levels }, () => new Float64Array(horizon))
  const sumQuantiles = quantiles.map((of) => of.slice())
  for (let step = 0; step < horizon; step++) {
    const [said, together] = [mean[step]!, sums[step]!]
    const average = together / (step + 1)
    const cell = { step, mean: said, restless: restlessFor(meanStep, said) }
    writeCountQuantiles(single, horizon, cell, quantiles)
    const sum = { step, mean: together, restless: restlessFor(meanStep, average) }
    writeCountQuantiles(summed, horizon, sum, sumQuantiles)
  }
  // The first step is itself, and who sells for longer does not sell less.
  sumQuantiles.forEach((of, level) => {
    of[0] = quantiles[level]![0]!
    for (let step = 1; step < horizon; step++) of[step] = Math.max(of[step]!, of[step - 1]!)
  })
  return { quantiles, sumQuantiles }
}

/** Of the first L, at [L − 1]; NaN from the first on that is unknown. */
export function sumsOf(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => {
    sum += value
    return sum
  })
}

/** Of what is known. */
function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
}

function isWhole({ values, from, told }: PreparedSeries): boolean {
  for (let at = from; at < values.length; at++)
    if (told[at] === 1 && !(values[at]! >= 0 && Number.isInteger(values[at]))) return false
  return true
}
