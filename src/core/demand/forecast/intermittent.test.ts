import { describe, expect, test } from 'vitest'
import { describePattern } from '../classification.js'
import { croston, sba, tsb } from './intermittent.js'
import type { ForecastMethod } from './method.js'

const forecastOne = (method: ForecastMethod, values: readonly number[]): number => {
  const series = { values: Float64Array.from(values), from: 0, to: values.length, period: 1 }
  const out = new Float64Array(3)
  method.forecast(series, method.fit(series), out)
  expect(new Set(out).size).toBe(1)
  return out[0]!
}

describe('golden numbers of DOMAIN §6.2: 0,0,3,0,0,0,4,0,5,0 with both constants 0.1', () => {
  const DEMAND = [0, 0, 3, 0, 0, 0, 4, 0, 5, 0]

  test('[DF4] Croston forecasts 1.1003344', () => {
    expect(forecastOne(croston, DEMAND)).toBeCloseTo(1.1003344, 7)
  })

  test('[DF4] SBA forecasts 1.0453178, whose last printed digit is rounded twice', () => {
    expect(forecastOne(sba, DEMAND)).toBeCloseTo(1.0453178, 6)
  })

  test('[DF4] TSB forecasts 1.0604733', () => {
    expect(forecastOne(tsb, DEMAND)).toBeCloseTo(1.0604733, 7)
  })

  test('[DC1] its ADI is 3.3333 and its CV² .0625', () => {
    const pattern = describePattern(Float64Array.from(DEMAND))
    expect(pattern.adi).toBeCloseTo(3.3333, 4)
    expect(pattern.cv2).toBeCloseTo(0.0625, 10)
  })
})

test('[DF4] TSB lets a dying item fade, Croston remembers it for ever', () => {
  const dying = [5, 5, 5, 5, ...new Array<number>(40).fill(0)]
  expect(forecastOne(tsb, dying)).toBeLessThan(0.1)
  expect(forecastOne(croston, dying)).toBe(5)
})

test('without any demand there is nothing to forecast', () => {
  for (const method of [croston, sba, tsb]) expect(forecastOne(method, [0, 0, 0])).toBe(0)
})
