/**
 * What every voice would have said: each series is forecast again from a few origins of its past, with parameters and
 * global models that saw nothing after the oldest of them. These forecasts choose who speaks (`shares.ts`) and say how wide
 * the ranges are (`calibration.ts`).
 */
import type { Collection, PreparedSeries } from './collection.js'
import type { ForecastMethod } from './method.js'
import { viewOf } from './voices.js'

export interface SeriesRehearsal {
  /** The newest first; empty when the series is too short. */
  readonly origins: Int32Array
  /** NaN where a voice had too little to speak: at [(voice * origins + origin) * horizon + step]. */
  readonly forecasts: Float64Array
  /** NaN where nothing came true, or nothing was told: at [origin * horizon + step]. */
  readonly actual: Float64Array
  /** By voice: whether the whole series is long enough for it. */
  readonly able: readonly boolean[]
}

const ORIGINS_MAX = 8
const TRAINING_MIN = 5
const NEAR_SHARE = 8
/** Below it origins stand farther apart, or all of them would lie in one quarter. */
const SHORT_HORIZON = 8

/** Origins of one series: as many as its second half allows, a third of the horizon apart. */
export function originsOf({ horizon, seasons }: Collection, { values, from }: PreparedSeries): Int32Array {
  const length = values.length - from
  const season = seasons[0] ?? 1
  const newest = Math.max(from + Math.max(TRAINING_MIN, length >> 1), values.length - horizon)
  if (newest >= values.length) return new Int32Array(0)
  const stride = Math.max(1, horizon < SHORT_HORIZON ? Math.ceil(horizon / 2) : Math.round(horizon / 3))
  // On a long series more of them cost nothing: what they cannot see is an eighth of it at most.
  const near = 1 + Math.floor((length / NEAR_SHARE - horizon) / stride)
  const wanted = Math.min(ORIGINS_MAX, Math.max(near, 2 + Math.ceil(24 / horizon)))
  // Who has not seen two seasons does not know the first: where two can lie before an origin they do. One says less.
  const seen = newest - from > 2 * season ? 2 : newest - from > ((wanted >> 1) - 1) * stride + season ? 1 : 0
  const least = from + Math.max(TRAINING_MIN, seen * season + 1, length >> 1)
  const count = Math.max(1, Math.min(wanted, 1 + Math.floor((newest - least) / stride)))
  return Int32Array.from({ length: count }, (_, at) => newest - at * stride)
}

/** Where the past ends for whoever learns from all series. */
export function oldestOriginOf(collection: Collection, series: PreparedSeries): number {
  const origins = originsOf(collection, series)
  return origins.length === 0 ? series.values.length : origins.at(-1)!
}

export function rehearse(
  collection: Collection,
  voices: readonly ForecastMethod[],
  series: PreparedSeries,
): SeriesRehearsal {
  const { horizon } = collection
  const origins = originsOf(collection, series)
  const forecasts = new Float64Array(voices.length * origins.length * horizon).fill(Number.NaN)
  voices.forEach((method, voice) => {
    const oldest = origins.length === 0 ? null : viewOf(collection, method, series, origins.at(-1)!)
    if (oldest === null) return
    const parameters = method.fit(oldest)
    origins.forEach((to, origin) => {
      const at = (voice * origins.length + origin) * horizon
      method.forecast({ ...oldest, to }, parameters, forecasts.subarray(at, at + horizon))
    })
  })
  const able = voices.map((voice) => viewOf(collection, voice, series, series.values.length) !== null)
  return { origins, forecasts, actual: actualOf(collection, series, origins), able }
}

/** The rehearsal at those origins only that `keeps` names, by their places. */
export function atOrigins(
  { horizon }: Pick<Collection, 'horizon'>,
  { origins, forecasts, actual, able }: SeriesRehearsal,
  keeps: (origin: number) => boolean,
): SeriesRehearsal {
  const kept = [...origins.keys()].filter(keeps)
  const blocksOf = (of: Float64Array, first: number): number[] =>
    kept.flatMap((origin) => [...of.subarray((first + origin) * horizon, (first + origin + 1) * horizon)])
  return {
    origins: Int32Array.from(kept, (origin) => origins[origin]!),
    forecasts: Float64Array.from(able.flatMap((_, voice) => blocksOf(forecasts, voice * origins.length))),
    actual: Float64Array.from(blocksOf(actual, 0)),
    able,
  }
}

function actualOf({ horizon }: Collection, { values, told }: PreparedSeries, origins: Int32Array): Float64Array {
  const actual = new Float64Array(origins.length * horizon).fill(Number.NaN)
  origins.forEach((to, origin) => {
    for (let step = 0; step < horizon && to + step < values.length; step++)
      if (told[to + step] === 1) actual[origin * horizon + step] = values[to + step]!
  })
  return actual
}
