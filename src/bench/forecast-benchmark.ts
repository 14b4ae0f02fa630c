/**
 * Forecasts on public series: `node dist/bench/forecast-benchmark.js <development|reported> [--automatic] [set …]` prints
 * one line of JSON for every set, window and forecaster: each voice by itself, then the automatic choice.
 */
import { normalAt, seededRandom } from '../core/base/random.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import { LEVELS, sayAll, timed } from './forecast-answers.js'
import { readM3, readM4, readM5Daily, readM5Monthly, readOrangeJuice, type SeriesSet } from './forecast-data.js'
import { type Figures, figuresOf, owaOf } from './forecast-figures.js'
import { benchmarkHierarchy } from './forecast-hierarchy.js'
import { isSlow, type Purpose, trialsOf, windowsOf } from './forecast-holdout.js'
import { hasPeer } from './forecast-peer.js'
import { benchmarkRows } from './forecast-rows.js'
import { benchmarkStock, stockTrials } from './forecast-stock.js'
import { benchmarkLaunches, benchmarkYoung } from './launch-benchmark.js'

export interface BenchmarkLine extends Figures {
  readonly set: string
  readonly window: string
  readonly forecaster: string
  /** Against Naive2 on the same hold-out. */
  readonly owa: number
  readonly seriesPerSecond: number
}

export function benchmarkSet(set: SeriesSet, purpose: Purpose, automaticOnly = false): BenchmarkLine[] {
  const trials = trialsOf(set, purpose)
  const held = trials.flatMap((trial) => trial.held)
  const said = trials.map((trial) => sayAll(set, trial, automaticOnly))
  return windowsOf(set).flatMap((window) => {
    const kept = held.map(({ history }) => window.slow !== true || isSlow(history))
    const ofWindow = held.filter((_, at) => kept[at])
    const figures = [...said[0]!.keys()].map((forecaster) => {
      const heard = said.map((trial) => trial.get(forecaster)!)
      const seconds = heard.reduce((sum, one) => sum + one.seconds, 0)
      const forecasts = heard.flatMap((one) => one.forecasts).filter((_, at) => kept[at])
      return {
        set: set.name,
        window: window.name,
        forecaster,
        ...figuresOf(ofWindow, forecasts, set.yardstickPeriod, window, LEVELS),
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
  if (names.length === 0 || names.includes('rows'))
    for (const line of benchmarkRows(purpose as Purpose)) console.log(JSON.stringify(line))
  if (names.length === 0 || names.includes('launches'))
    for (const line of [...benchmarkLaunches(purpose as Purpose), ...benchmarkYoung(purpose as Purpose)])
      console.log(JSON.stringify(line))
  for (const trial of stockTrials())
    if (names.length === 0 || names.includes(`${trial.set.name}, stock`))
      for (const line of benchmarkStock(trial, purpose as Purpose)) console.log(JSON.stringify(line))
  if (names.length === 0 || names.includes('speed')) console.log(JSON.stringify(benchmarkSpeed()))
}
