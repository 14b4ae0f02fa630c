import { expect, test } from 'vitest'
import {
  accuracyOf,
  biasOf,
  coverageOf,
  intervalScoreOf,
  maseOf,
  pinballOf,
  rmsseOf,
  trackingSignalOf,
  wmapeOf,
} from './accuracy.js'

const ACTUAL = [100, 50, 0, 50]
const FORECAST = [80, 60, 10, 50]

test('[DA1] WMAPE is absolute error over actual demand: 40 / 200', () => {
  expect(wmapeOf(ACTUAL, FORECAST).wmape).toBe(0.2)
  expect(accuracyOf(ACTUAL, FORECAST)).toBe(0.8)
  expect(wmapeOf(ACTUAL, FORECAST, [3, 1, 1, 1]).wmape).toBe(80 / 400)
})

test('[DA1] accuracy stops at zero however wrong the forecast', () => {
  expect(accuracyOf([1], [100])).toBe(0)
})

test('[DA2] no demand and no forecast is null; a forecast with no demand is null and its units are named', () => {
  expect(wmapeOf([0, 0], [0, 0])).toEqual({ wmape: null, forecastWithoutDemand: 0 })
  expect(wmapeOf([0, 0], [3, 4])).toEqual({ wmape: null, forecastWithoutDemand: 7 })
  expect(biasOf([0], [5])).toBeNull()
  expect(maseOf([7, 7, 7], [7], [8], 1)).toBeNull()
  expect(rmsseOf([7, 7, 7], [7], [8])).toBeNull()
  expect(pinballOf([], [], 0.9)).toBeNull()
  expect(coverageOf([], [], [])).toBeNull()
})

test('[DA1] bias is positive when too much was forecast', () => {
  expect(biasOf([100, 100], [110, 100])).toBe(0.05)
  expect(biasOf([100, 100], [80, 100])).toBe(-0.1)
})

test('[DA1] MASE compares with the seasonal naive of the history', () => {
  // Seasonal differences 2, 4, 0: scale 2. Errors 3 and 1: mean 2.
  expect(maseOf([1, 2, 3, 3, 6, 3], [5, 5], [2, 4], 3)).toBe(1)
})

test('[DA1] RMSSE starts at the first sale', () => {
  // Differences from the first sale on: 4, −4. Scale 16; error 8² = 64.
  expect(rmsseOf([0, 0, 2, 6, 2], [10], [2])).toBe(2)
})

test('[DA1] pinball loss punishes the side that the quantile promised to avoid', () => {
  expect(pinballOf([10], [8], 0.9)).toBeCloseTo(1.8, 12)
  expect(pinballOf([8], [10], 0.9)).toBeCloseTo(0.2, 12)
})

test('[DA1] coverage, interval score and tracking signal', () => {
  expect(coverageOf([1, 5, 9], [2, 2, 2], [8, 8, 9])).toBe(2 / 3)
  expect(intervalScoreOf([1, 5], [2, 2], [8, 8], 0.5)).toBe((6 + 4 * 1 + 6) / 2)
  expect(trackingSignalOf([5, 5, 5, 5], [4, 4, 4, 4])).toBe(4)
  expect(trackingSignalOf([5], [5])).toBeNull()
})
