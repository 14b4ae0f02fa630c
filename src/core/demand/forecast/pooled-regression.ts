/**
 * One linear model for all series of a collection: what comes after, step by step, from the newest values. What a series
 * is too short to learn, the others have seen; on weekly and hourly series this is as good as anything published
 * (Montero-Manso & Hyndman 2021, "Principles and algorithms for forecasting groups of time series", their linear models).
 *
 * Values are taken as distances from the newest one, in units of the series' own mean step, so that series of any size
 * speak together:
 *
 *     (y_{n+h} − y_n) / s  =  Σ_j c_{hj} (y_{n−j} − y_n) / s,      s = mean |y_t − y_{t−1}|
 *
 * A short season is taken out of each series first where it is significant, and put back. With `relative` all of it happens
 * on logarithms of series that are positive throughout, so that a series moves by shares of its level.
 *
 * Every step ahead has coefficients of its own (no forecast is fed on forecasts). Series without enough history for the
 * long memory are served by a second model with a short one.
 */
import { clipDemand, type ForecastMethod } from './method.js'
import { NormalEquations } from './normal-equations.js'
import { seasonalFactors, withoutSeason } from './seasonal-factors.js'

export interface PooledSettings {
  readonly horizon: number
  /** Values looked back at, the longest first. */
  readonly memories: readonly number[]
  /** Rows that one series may add, the newest; so that the longest do not outvote the rest. */
  readonly rowsPerSeriesMax: number
  readonly relative: boolean
  /** A season to be taken out first; 1 = none, the memory sees it. */
  readonly period: number
}

/** Series without gaps, each from its first number on. */
export type PooledSeries = Float64Array

interface Tier {
  readonly memory: number
  /** At [step * memory + lag], lag 0 being the mean of the memory. */
  readonly coefficients: Float64Array
}

/** What was learned. Data only, so that it crosses to threads. */
export interface PooledModel {
  readonly settings: PooledSettings
  /** The longest memory first. */
  readonly tiers: readonly Tier[]
}

const LOG_MAX = 700
/** Longer memories hold a whole season. */
const SEASON_OUT_MAX = 25
const RIDGE = 0.02
/** Distances beyond so many mean steps are drawn in: one wild series must not write the model for all. */
const DISTANCE_MAX = 30
const ROWS_PER_COLUMN_MIN = 6

/** Null where the collection is too small to learn from. */
export function trainPooled(collection: readonly PooledSeries[], settings: PooledSettings): PooledModel | null {
  const prepared = collection.map((values) => prepare(values, 0, values.length, settings).values)
  const tiers = settings.memories.flatMap((memory) => trainTier(prepared, memory, settings) ?? [])
  return tiers.length === 0 ? null : { settings, tiers }
}

export function pooledRegression({ settings, tiers }: PooledModel): ForecastMethod {
  const { horizon } = settings
  const shortest = Math.min(...tiers.map(({ memory }) => memory))
  return {
    name: 'pooledRegression',
    minimumLength: () => shortest + 1,
    /** Parameters: mean step, 1 for logarithms, seasonal factors (none without a season). */
    fit({ values, from, to }) {
      const { values: prepared, relative, factors } = prepare(values, from, to, settings)
      return Float64Array.of(meanStep(prepared), relative ? 1 : 0, ...factors)
    },
    forecast({ values, from, to }, parameters, out) {
      const factors = parameters.subarray(2)
      const relative = parameters[1] === 1
      const flat = transform(values, from, to, factors, relative)
      const { memory, coefficients } = tiers.find((tier) => tier.memory <= flat.length) ?? tiers.at(-1)!
      const scale = parameters[0]!
      const row = new Float64Array(memory)
      const last = flat[flat.length - 1]!
      if (scale > 0 && flat.length >= memory) fillRow(flat, flat.length, scale, row)
      for (let step = 0; step < out.length; step++) {
        const base = Math.min(step, horizon - 1) * memory
        let sum = 0
        for (let lag = 0; lag < memory; lag++) sum += coefficients[base + lag]! * row[lag]!
        const mean = last + sum * scale
        out[step] = relative ? Math.exp(Math.min(LOG_MAX, mean)) : mean
        if (factors.length > 0) out[step]! *= factors[(flat.length + step) % factors.length]!
      }
      clipDemand(out)
    },
  }
}

interface Prepared {
  readonly values: Float64Array
  readonly relative: boolean
  readonly factors: Float64Array
}

function prepare(values: Float64Array, from: number, to: number, { relative, period }: PooledSettings): Prepared {
  const factors = seasonalFactors({ values, from, to, period })
  let positive = relative
  for (let at = from; at < to && positive; at++) positive = values[at]! > 0
  return { values: transform(values, from, to, factors, positive), relative: positive, factors }
}

/** A logarithm of what is no longer positive is that of the smallest number there is to say. */
function transform(
  values: Float64Array,
  from: number,
  to: number,
  factors: Float64Array,
  relative: boolean,
): Float64Array {
  const flat = withoutSeason({ values, from, to, period: 1 }, factors)
  return relative ? flat.map((value) => Math.log(Math.max(value, 1e-9))) : flat
}

function meanStep(values: Float64Array): number {
  let sum = 0
  for (let at = 1; at < values.length; at++) sum += Math.abs(values[at]! - values[at - 1]!)
  return values.length > 1 ? sum / (values.length - 1) : 0
}

function trainTier(collection: readonly PooledSeries[], memory: number, settings: PooledSettings): Tier | null {
  const { horizon, rowsPerSeriesMax } = settings
  const equations = new NormalEquations(memory, horizon)
  const row = new Float64Array(memory)
  const target = new Float64Array(horizon)
  for (const values of collection) {
    const scale = meanStep(values)
    const rows = values.length - memory - horizon + 1
    if (!(scale > 0) || rows < 1) continue
    const stride = Math.max(1, Math.floor(rows / rowsPerSeriesMax))
    for (let origin = values.length - horizon; origin >= memory; origin -= stride) {
      fillRow(values, origin, scale, row)
      const last = values[origin - 1]!
      for (let step = 0; step < horizon; step++)
        target[step] = Math.max(-DISTANCE_MAX, Math.min(DISTANCE_MAX, (values[origin + step]! - last) / scale))
      // A season inside the memory makes rows long without making them wild.
      equations.add(row, target, 1 / (1 + sizeOf(row, target)) ** (memory > SEASON_OUT_MAX ? 1 : 2))
    }
  }
  return equations.rows < ROWS_PER_COLUMN_MIN * memory ? null : { memory, coefficients: equations.solve(RIDGE) }
}

/** Root mean square of a row and what came after it: a series far from where it was must not write the model for all. */
function sizeOf(row: Float64Array, target: Float64Array): number {
  let squares = 0
  for (const distance of row) squares += distance * distance
  let ahead = 0
  for (const distance of target) ahead += distance * distance
  return Math.sqrt(squares / row.length + ahead / (4 * row.length))
}

/** Distances of the values before `origin` from the newest, newest first. Place 0 holds their mean. */
function fillRow(values: Float64Array, origin: number, scale: number, row: Float64Array): void {
  const last = values[origin - 1]!
  let sum = 0
  for (let lag = 1; lag < row.length; lag++) {
    const distance = (values[origin - 1 - lag]! - last) / scale
    row[lag] = distance
    sum += distance
  }
  row[0] = sum / row.length
}
