import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { ADDITIVE, NONE } from './ets-states.js'
import { exponentialSmoothing } from './exponential-smoothing.js'
import { type ForecastMethod, lineThrough } from './method.js'
import { seasonalNaive } from './naive.js'
import { minimise } from './simplex-search.js'
import { theta, thetaMethod } from './theta.js'

const random = seededRandom(11)

function continueSeries(method: ForecastMethod, values: ArrayLike<number>, steps: number, period = 1): number[] {
  const series = { values: Float64Array.from(values), from: 0, to: values.length, period }
  const out = new Float64Array(steps)
  method.forecast(series, method.fit(series), out)
  return [...out]
}

const SEASON = [1.2, 0.9, 0.6, 0.8, 1.1, 1.4]
const seasonal = (count: number, noise: number): number[] =>
  Array.from({ length: count }, (_, at) => 100 * SEASON[at % 6]! + at / 2 + noise * normalAt(random, 1, at, 0))

test('[DF1] the seasonal naive repeats the last season, over and over', () => {
  expect(continueSeries(seasonalNaive, [9, 9, 1, 2, 3], 7, 3)).toEqual([1, 2, 3, 1, 2, 3, 1])
})

describe('exponential smoothing', () => {
  test('[DF2] a level without trend or season is left at its level', () => {
    const values = Array.from({ length: 60 }, (_, at) => 100 + 10 * normalAt(random, 2, at, 0))
    for (const mean of continueSeries(exponentialSmoothing, values, 26)) expect(Math.abs(mean - 100)).toBeLessThan(8)
  })

  test('[DF2] a trend is followed, ever more slowly', () => {
    const forecast = continueSeries(
      exponentialSmoothing,
      Array.from({ length: 60 }, (_, at) => 100 + 2 * at),
      30,
    )
    const steps = forecast.map((mean, at) => mean - (forecast[at - 1] ?? 218))
    expect(steps[0]).toBeGreaterThan(1.5)
    for (let at = 1; at < steps.length; at++) expect(steps[at]).toBeLessThan(steps[at - 1]!)
  })

  test('[DF2] AICc sees a season of six where there is one, and forecasts its shape', () => {
    const values = seasonal(48, 3)
    const parameters = exponentialSmoothing.fit({ values: Float64Array.from(values), from: 0, to: 48, period: 6 })
    expect(parameters[1]).toBe(ADDITIVE)
    const forecast = continueSeries(exponentialSmoothing, values, 6, 6)
    forecast.forEach((mean, at) => {
      expect(Math.abs(mean - (100 * SEASON[at]! + (48 + at) / 2))).toBeLessThan(12)
    })
  })

  test('[DF2] AICc does not buy a season that is only noise', () => {
    const values = Float64Array.from({ length: 48 }, (_, at) => 100 + 10 * normalAt(random, 3, at, 0))
    expect(exponentialSmoothing.fit({ values, from: 0, to: 48, period: 6 })[1]).toBe(NONE)
  })
})

describe('theta', () => {
  test('[DF3] it is exponential smoothing with a drift of half the slope (Hyndman & Billah 2003)', () => {
    const values = Float64Array.from({ length: 40 }, (_, at) => 50 + at + 5 * normalAt(random, 4, at, 0))
    const series = { values, from: 0, to: 40, period: 1 }
    const alpha = theta.fit(series)[0]!
    const { slope } = lineThrough(values, 0, 40)
    // Second road: smooth the series itself; the first four observations set the start, as in the method.
    let level = (values[0]! + values[1]! + values[2]! + values[3]!) / 4
    for (const value of values) level += alpha * (value - level)
    // Smoothing a line started at its mean of four lags it by what is left of that start.
    const lag = (1 - (1 - alpha) ** 40) / alpha - 1.5 * (1 - alpha) ** 40
    const forecast = continueSeries(theta, values, 5)
    forecast.forEach((mean, step) => expect(mean).toBeCloseTo(level + (slope / 2) * (step + lag), 8))
  })

  test('[DF3] a season is taken out and put back', () => {
    const forecast = continueSeries(theta, seasonal(60, 2), 6, 6)
    forecast.forEach((mean, at) => expect(Math.abs(mean - 100 * SEASON[at]!)).toBeLessThan(40))
    expect(forecast[5]).toBeGreaterThan(1.8 * forecast[2]!)
  })

  test('[DF3] a drift may be told to stop', () => {
    const values = Array.from({ length: 40 }, (_, at) => 50 + at)
    const forecast = continueSeries(thetaMethod(3), values, 10)
    expect(forecast[3]! - forecast[2]!).toBeGreaterThan(0.4)
    expect(forecast[9]).toBe(forecast[3])
  })
})

test('the simplex finds the floor of a valley inside its box, and stops at the border of a smaller one', () => {
  const valley = (point: Float64Array): number => (point[0]! - 0.3) ** 2 + 4 * (point[1]! - 0.6) ** 2
  const inside = minimise(valley, [0.9, 0.1], { low: [0, 0], high: [1, 1] }, 200)
  expect(inside[0]).toBeCloseTo(0.3, 3)
  expect(inside[1]).toBeCloseTo(0.6, 3)
  const border = minimise(valley, [0.9, 0.1], { low: [0.5, 0], high: [1, 1] }, 200)
  expect(border[0]).toBeCloseTo(0.5, 3)
})
