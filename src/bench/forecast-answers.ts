/** What each forecaster says in one trial: every voice by itself, then the automatic choice. */
import { type Collection, type CollectionSettings, prepareCollection } from '../core/demand/forecast/collection.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import type { ForecastMethod } from '../core/demand/forecast/method.js'
import { naive, naive2, seasonalNaive } from '../core/demand/forecast/naive.js'
import { viewOf, voicesOf } from '../core/demand/forecast/voices.js'
import type { SeriesSet } from './forecast-data.js'
import type { Forecasts } from './forecast-figures.js'
import type { Trial } from './forecast-holdout.js'
import { askPeer, hasPeer } from './forecast-peer.js'

/** Between the first and the last lies what the 90 % range should hold. */
export const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
/** Sets that are sold: errors count in units. */
const isSold = (set: SeriesSet): boolean => !set.name.startsWith('M3') && !set.name.startsWith('M4')

const settingsOf = (set: SeriesSet, seasons = set.seasons): CollectionSettings => ({
  horizon: set.horizon,
  seasons,
  byVolume: isSold(set),
  levels: LEVELS,
})

const inputOf = (trial: Trial) =>
  trial.held.map(({ history }, at) => ({ id: trial.ids[at]!, values: history, drivers: trial.drivers[at]! }))

/** One method on every series by itself; where it cannot, the last value. */
function forecastSingly(method: ForecastMethod, collection: Collection, trial: Trial): Forecasts[] {
  const byId = new Map(collection.prepared.map((series) => [series.id, series]))
  return trial.ids.map((id) => {
    const out = new Float64Array(collection.horizon)
    const series = byId.get(id)
    if (series === undefined) return { mean: out }
    const view = viewOf(collection, method, series, series.values.length)
    const able = view === null ? naive : method
    const seen = view ?? viewOf(collection, naive, series, series.values.length)!
    able.forecast(seen, able.fit(seen), out)
    return { mean: out }
  })
}

function forecastAutomatically(set: SeriesSet, trial: Trial): Forecasts[] {
  const { forecasts } = forecastCollection(inputOf(trial), settingsOf(set))
  const byId = new Map(
    forecasts.map(({ id, mean, quantiles, sumQuantiles }) => [id, { mean, quantiles, sumQuantiles }]),
  )
  return trial.ids.map((id) => byId.get(id) ?? { mean: new Float64Array(set.horizon) })
}

export type Timed = { forecasts: readonly Forecasts[]; seconds: number }

export function timed(work: () => Forecasts[]): Timed {
  const start = performance.now()
  const forecasts = work()
  return { forecasts, seconds: (performance.now() - start) / 1000 }
}

/** By forecaster. */
export function sayAll(set: SeriesSet, trial: Trial, automaticOnly: boolean): Map<string, Timed> {
  const said = new Map<string, Timed>()
  const yardstick = set.yardstickPeriod > 1 ? [set.yardstickPeriod] : []
  const plain = prepareCollection(inputOf(trial), settingsOf(set, yardstick)).collection
  for (const method of [naive2, seasonalNaive])
    said.set(
      method.name,
      timed(() => forecastSingly(method, plain, trial)),
    )
  if (!automaticOnly) {
    const { collection } = prepareCollection(inputOf(trial), settingsOf(set))
    for (const voice of voicesOf(collection, ({ values }) => values.length))
      if (!said.has(voice.name))
        said.set(
          voice.name,
          timed(() => forecastSingly(voice, collection, trial)),
        )
  }
  if (!automaticOnly && !isSold(set) && hasPeer())
    for (const { forecaster, forecasts, seconds } of askPeer(set, trial.held))
      said.set(forecaster, { forecasts, seconds })
  said.set(
    'automatic',
    timed(() => forecastAutomatically(set, trial)),
  )
  return said
}
