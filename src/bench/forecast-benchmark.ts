/**
 * Forecasts on public series: `node dist/bench/forecast-benchmark.js [development|reported] [set …]` prints one line of
 * JSON per set, window and forecaster.
 */

import { imapa } from '../core/demand/forecast/aggregation.js'
import { doubleSeasonal } from '../core/demand/forecast/double-seasonal.js'
import { etsAicc } from '../core/demand/forecast/ets.js'
import { exponentialSmoothing } from '../core/demand/forecast/exponential-smoothing.js'
import { fillGaps } from '../core/demand/forecast/gaps.js'
import { trainGlobalTrees } from '../core/demand/forecast/global-trees.js'
import { tsb } from '../core/demand/forecast/intermittent.js'
import type { ForecastMethod } from '../core/demand/forecast/method.js'
import { mean, naive2, seasonalNaive } from '../core/demand/forecast/naive.js'
import { optimisedTheta } from '../core/demand/forecast/optimised-theta.js'
import { trainPooled } from '../core/demand/forecast/pooled-regression.js'
import { theta } from '../core/demand/forecast/theta.js'
import { readM3, readM4, readM5Daily, readM5Monthly, readOrangeJuice, type SeriesSet } from './forecast-data.js'
import { type Figures, type Forecasts, figuresOf, owaOf } from './forecast-figures.js'
import { type Purpose, type Trial, trialsOf, windowsOf } from './forecast-holdout.js'

const METHODS: readonly ForecastMethod[] = [
  naive2,
  seasonalNaive,
  mean,
  exponentialSmoothing,
  etsAicc,
  theta,
  optimisedTheta,
  doubleSeasonal,
  tsb,
  imapa,
]

/** One method on every series by itself. */
function forecastSingly(method: ForecastMethod, set: SeriesSet, trial: Trial): Forecasts[] {
  return trial.held.map(({ history }, at) => {
    const out = new Float64Array(set.horizon)
    // The yardsticks keep the season that the competition gave them.
    const yardstick = method === naive2 || method === seasonalNaive
    const period = yardstick ? set.yardstickPeriod : (set.seasons[0] ?? 1)
    const filled = fillGaps(history, period)
    if (filled === null) return { mean: out }
    const { values, from } = filled
    const longPeriod = set.seasons[1]
    const series = {
      values,
      from,
      to: values.length,
      period,
      drivers: trial.drivers[at]!,
      ...(longPeriod === undefined ? {} : { longPeriod }),
    }
    const able = values.length - from >= method.minimumLength(period) ? method : mean
    able.forecast(series, able.fit(series), out)
    return { mean: out }
  })
}

interface Line extends Figures {
  set: string
  window: string
  forecaster: string
  owa: number
  seriesPerSecond: number
}

/** Every window's figures over all trials together. */
function linesOf(
  set: SeriesSet,
  trials: readonly Trial[],
  forecaster: string,
  forecast: (trial: Trial) => Forecasts[],
): Omit<Line, 'owa'>[] {
  const start = performance.now()
  const forecasts = trials.flatMap(forecast)
  const seconds = (performance.now() - start) / 1000
  const held = trials.flatMap((trial) => trial.held)
  return windowsOf(set).map((window) => ({
    set: set.name,
    window: window.name,
    forecaster,
    ...figuresOf(held, forecasts, set.yardstickPeriod, window),
    seriesPerSecond: held.length / seconds,
  }))
}

function pooledOf(set: SeriesSet, trial: Trial): ForecastMethod | null {
  const collection = trial.held.flatMap(({ history }) => {
    const filled = fillGaps(history, set.seasons[0] ?? 1)
    return filled === null ? [] : [filled.values.subarray(filled.from)]
  })
  const long = set.seasons.at(-1) ?? 1
  const memories = [long > 1 ? long + 1 + (long < 60 ? 4 : 0) : 8, ...(long > 1 ? [Math.min(14, long)] : []), 4]
  return trainPooled(collection, {
    horizon: set.horizon,
    memories,
    rowsPerSeriesMax: 150,
    relative: process.env['REL'] === '1',
    period: long <= 24 ? long : 1,
  })
}

function treesOf(set: SeriesSet, trial: Trial): ForecastMethod | null {
  const collection = trial.held.flatMap(({ history }, at) => {
    const filled = fillGaps(history, 1)
    if (filled === null) return []
    const { values, from } = filled
    return [
      {
        values: values.subarray(from),
        drivers: trial.drivers[at]!.map((driver) => driver.subarray(from)),
        told: (step: number) => !Number.isNaN(history[from + step]!),
      },
    ]
  })
  return trainGlobalTrees(collection, { horizon: set.horizon, seasons: set.seasons, rowsMax: 120_000, byVolume: true })
}

export function benchmarkSet(set: SeriesSet, purpose: Purpose): Line[] {
  const trials = trialsOf(set, purpose)
  const lines = METHODS.flatMap((method) =>
    linesOf(set, trials, method.name, (trial) => forecastSingly(method, set, trial)),
  )
  lines.push(
    ...linesOf(set, trials, 'pooledRegression', (trial) => {
      const method = pooledOf(set, trial)
      return method === null
        ? trial.held.map(() => ({ mean: new Float64Array(set.horizon) }))
        : forecastSingly(method, set, trial)
    }),
  )
  lines.push(
    ...linesOf(set, trials, 'boostedTrees', (trial) => {
      const method = treesOf(set, trial)
      return method === null
        ? trial.held.map(() => ({ mean: new Float64Array(set.horizon) }))
        : forecastSingly(method, set, trial)
    }),
  )
  return lines.map((line) => {
    const naive = lines.find(({ window, forecaster }) => window === line.window && forecaster === 'naive2')!
    return { ...line, owa: owaOf(line, naive) }
  })
}

export const readSets = (): SeriesSet[] => [
  ...readM3(),
  ...readM4(),
  ...readM5Monthly(),
  ...readM5Daily(),
  ...readOrangeJuice(),
]

if (process.argv[1]?.endsWith('forecast-benchmark.js')) {
  const [purpose = 'reported', ...names] = process.argv.slice(2)
  for (const set of readSets()) {
    if (names.length > 0 && !names.includes(set.name)) continue
    for (const line of benchmarkSet(set, purpose as Purpose)) console.log(JSON.stringify(line))
  }
}
