/**
 * Who may forecast a demand row, by what kind of demand it has. Rows whose season is out and which are forecast by the
 * million: so only methods that are quick, and one that learns from all of them.
 */
import type { CollectionSettings, PreparedSeries } from '../forecast/collection.js'
import { exponentialSmoothing } from '../forecast/exponential-smoothing.js'
import { fourierRegression } from '../forecast/fourier-regression.js'
import { sba, tsb } from '../forecast/intermittent.js'
import type { ForecastMethod } from '../forecast/method.js'
import { seasonalNaive } from '../forecast/naive.js'
import { type PooledModel, pooledRegression, trainPooled } from '../forecast/pooled-regression.js'
import { thetaMethod } from '../forecast/theta.js'
import { type DemandClass, MEASURED_WEEKS } from '../forecast-note.js'
import { SLOTS } from '../seasonality.js'

/** Rows that are learned from together. */
export const ROW_KINDS = ['regular', 'rare', 'ending'] as const
export type RowKind = (typeof ROW_KINDS)[number]

/** Null for rows that are not chosen for: too new, or dead. */
export function kindOf(demandClass: DemandClass): RowKind | null {
  if (demandClass === 'new' || demandClass === 'dead') return null
  if (demandClass === 'endOfLife') return 'ending'
  return demandClass === 'intermittent' || demandClass === 'lumpy' ? 'rare' : 'regular'
}

/** What is to be told of the errors of a row, and how methods are judged: over a quarter, in units. */
export const ROW_SETTINGS: CollectionSettings = {
  horizon: MEASURED_WEEKS,
  seasons: [SLOTS],
  byVolume: true,
  levels: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95],
}

/** A drift longer than half a year invents a market. */
const DRIFT_WEEKS = 26
const theta = thetaMethod(DRIFT_WEEKS)

const ALONE: Readonly<Record<RowKind, readonly ForecastMethod[]>> = {
  regular: [seasonalNaive, exponentialSmoothing, theta, fourierRegression],
  rare: [sba, tsb, exponentialSmoothing, fourierRegression],
  ending: [tsb, exponentialSmoothing],
}

/** A season, then a quarter, then a month. */
const POOLED = {
  horizon: MEASURED_WEEKS,
  memories: [57, 14, 4],
  rowsPerSeriesMax: 60,
  relative: true,
  period: 1,
} as const

/** `endOf` says where the past of a row ends. Null where there is too little to learn from, or nothing to be learned. */
export function trainRows(
  kind: RowKind,
  rows: readonly PreparedSeries[],
  endOf: (row: PreparedSeries) => number,
): PooledModel | null {
  if (kind === 'ending') return null
  return trainPooled(
    rows.map((row) => row.values.subarray(row.from, endOf(row))),
    POOLED,
  )
}

export function rowVoices(kind: RowKind, pooled: PooledModel | null): readonly ForecastMethod[] {
  return pooled === null ? ALONE[kind] : [...ALONE[kind], pooledRegression(pooled)]
}
