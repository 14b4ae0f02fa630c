/**
 * Forecasts on public series: `node dist/bench/forecast-benchmark.js <development|reported> [--automatic] [set …]` prints
 * one line of JSON for every set, window and forecaster: each voice by itself, then the automatic choice.
 */
import { normalAt, seededRandom } from '../core/base/random.js'
import { type Collection, type CollectionSettings, prepareCollection } from '../core/demand/forecast/collection.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import type { ForecastMethod } from '../core/demand/forecast/method.js'
import { naive, naive2, seasonalNaive } from '../core/demand/forecast/naive.js'
import { viewOf, voicesOf } from '../core/demand/forecast/voices.js'
import { readM3, readM4, readM5Daily, readM5Monthly, readOrangeJuice, type SeriesSet } from './forecast-data.js'
import { type Figures, type Forecasts, figuresOf, owaOf } from './forecast-figures.js'
import { benchmarkHierarchy } from './forecast-hierarchy.js'
import { type Purpose, type Trial, trialsOf, windowsOf } from './forecast-holdout.js'
import { askPeer, hasPeer } from './forecast-peer.js'
import { benchmarkLaunches, benchmarkYoung } from './launch-benchmark.js'

export interface BenchmarkLine extends Figures {
  readonly set: string
  readonly window: string
  readonly forecaster: string
  /** Against Naive2 on the same hold-out. */
  readonly owa: number
  readonly seriesPerSecond: number
}

/** Between them lies what the 90 % range should hold. */
const LEVELS = [0.05, 0.95]
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
    forecasts.map(({ id, mean, quantiles: [lower, upper] }) => [id, { mean, lower: lower!, upper: upper! }]),
  )
  return trial.ids.map((id) => byId.get(id) ?? { mean: new Float64Array(set.horizon) })
}

type Timed = { forecasts: readonly Forecasts[]; seconds: number }

function timed(work: () => Forecasts[]): Timed {
  const start = performance.now()
  const forecasts = work()
  return { forecasts, seconds: (performance.now() - start) / 1000 }
}

/** What each forecaster said in one trial. */
function sayAll(set: SeriesSet, trial: Trial, automaticOnly: boolean): Map<string, Timed> {
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

export function benchmarkSet(set: SeriesSet, purpose: Purpose, automaticOnly = false): BenchmarkLine[] {
  const trials = trialsOf(set, purpose)
  const held = trials.flatMap((trial) => trial.held)
  const said = trials.map((trial) => sayAll(set, trial, automaticOnly))
  return windowsOf(set).flatMap((window) => {
    const figures = [...said[0]!.keys()].map((forecaster) => {
      const heard = said.map((trial) => trial.get(forecaster)!)
      const seconds = heard.reduce((sum, one) => sum + one.seconds, 0)
      const forecasts = heard.flatMap((one) => one.forecasts)
      return {
        set: set.name,
        window: window.name,
        forecaster,
        ...figuresOf(held, forecasts, set.yardstickPeriod, window),
        seriesPerSecond: held.length / seconds,
      }
    })
    const yardstick = figures.find(({ forecaster }) => forecaster === 'naive2')!
    return figures.map((line) => ({ ...line, owa: owaOf(line, yardstick) }))
  })
}

/** Invented weeks, 104 of them with a yearly season: what the bar of speed is about. */
export function benchmarkSpeed(count = 1000): { set: string; forecaster: string; seriesPerSecond: number } {
  const random = seededRandom(1)
  const series = Array.from({ length: count }, (_, at) => ({
    id: `series ${at}`,
    values: Float64Array.from({ length: 104 }, (__, week) =>
      Math.max(0, 100 * (1 + 0.3 * Math.sin((2 * Math.PI * (week + at)) / 52)) + 15 * normalAt(random, 1, at, week)),
    ),
    drivers: [],
  }))
  const { seconds } = timed(
    () => forecastCollection(series, { horizon: 13, seasons: [52], byVolume: false, levels: LEVELS }).forecasts,
  )
  return { set: `${count} invented series of 104 weeks`, forecaster: 'automatic', seriesPerSecond: count / seconds }
}

export const readSets = (): SeriesSet[] => [
  ...readM3(),
  ...readM4(),
  ...readM5Monthly(),
  ...readM5Daily(),
  ...readOrangeJuice(),
]

if (process.argv[1]?.endsWith('forecast-benchmark.js')) {
  const [purpose = 'reported', ...rest] = process.argv.slice(2)
  const names = rest.filter((name) => !name.startsWith('--'))
  const sets = readSets()
  if (sets.length === 0) console.error('Skipped: the public series do not lie beside the project in ../shared/data.')
  if (!hasPeer()) console.error('Without statsforecast: Python does not have it here (RUMBO_PYTHON names another one).')
  for (const set of sets) {
    if (names.length > 0 && !names.includes(set.name)) continue
    for (const line of benchmarkSet(set, purpose as Purpose, rest.includes('--automatic')))
      console.log(JSON.stringify(line))
  }
  if (names.length === 0 || names.includes('M5 hierarchy'))
    for (const line of benchmarkHierarchy(purpose as Purpose, {
      horizon: 12,
      seasons: [12],
      byVolume: true,
      levels: LEVELS,
    }))
      console.log(JSON.stringify(line))
  if (names.length === 0 || names.includes('launches'))
    for (const line of [...benchmarkLaunches(purpose as Purpose), ...benchmarkYoung(purpose as Purpose)])
      console.log(JSON.stringify(line))
  if (names.length === 0 || names.includes('speed')) console.log(JSON.stringify(benchmarkSpeed()))
}
