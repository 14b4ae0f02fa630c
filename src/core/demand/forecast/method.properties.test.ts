import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imapa } from './aggregation.js'
import { dampedTrend, etsAicc, exponentialSmoothing, holt, simpleSmoothing } from './exponential-smoothing.js'
import { croston, sba, tsb } from './intermittent.js'
import type { ForecastMethod } from './method.js'
import { mean, naive, naive2, seasonalNaive } from './naive.js'
import { optimisedTheta } from './optimised-theta.js'
import { theta } from './theta.js'

const METHODS: readonly ForecastMethod[] = [
  seasonalNaive,
  exponentialSmoothing,
  simpleSmoothing,
  holt,
  dampedTrend,
  etsAicc,
  theta,
  croston,
  sba,
  tsb,
  mean,
  naive,
  naive2,
  optimisedTheta,
  imapa,
]

const demand = fc.array(fc.oneof(fc.constant(0), fc.nat(1_000_000)), { minLength: 12, maxLength: 60 })
const period = fc.constantFrom(1, 4, 6)

const forecastOf = (method: ForecastMethod, values: readonly number[], season: number): number[] => {
  const series = { values: Float64Array.from(values), from: 0, to: values.length, period: season }
  const out = new Float64Array(15).fill(Number.NaN)
  method.forecast(series, method.fit(series), out)
  return [...out]
}

describe.each(METHODS)('$name', (method) => {
  test('[DF6] is never negative and always a number, whatever the history', () => {
    fc.assert(
      fc.property(demand, period, (values, season) => {
        for (const value of forecastOf(method, values, season)) {
          expect(Number.isFinite(value)).toBe(true)
          expect(value).toBeGreaterThanOrEqual(0)
        }
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  test('[DF6] does not see what lies outside its series', () => {
    fc.assert(
      fc.property(demand, period, (values, season) => {
        const around = [...new Array<number>(5).fill(1e9), ...values, ...new Array<number>(5).fill(1e9)]
        const series = { values: Float64Array.from(around), from: 5, to: 5 + values.length, period: season }
        const out = new Float64Array(15)
        method.forecast(series, method.fit(series), out)
        expect([...out]).toEqual(forecastOf(method, values, season))
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  test('[DF6] doubling the history doubles the forecast', () => {
    fc.assert(
      fc.property(demand, period, (values, season) => {
        const once = forecastOf(method, values, season)
        const twice = forecastOf(
          method,
          values.map((value) => 2 * value),
          season,
        )
        // A factor of two changes no digit of a binary fraction.
        expect(twice).toEqual(once.map((value) => 2 * value))
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  test('[DF6] a constant history is continued', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), period, (level, season) => {
        const share = method.name === 'sba' ? 0.95 : 1
        for (const value of forecastOf(method, new Array<number>(30).fill(level), season))
          expect(Math.abs(value / level / share - 1)).toBeLessThan(1e-9)
      }),
      { seed: 7, numRuns: 50 },
    )
  })
})
