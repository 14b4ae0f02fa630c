import { expect, test } from 'vitest'
import { imapa } from './aggregation.js'

test('[FM4] blocks of one to the mean gap speak, each smoothed, and their mean counts', () => {
  // One demand in three periods: blocks of 1, 2 and 3.
  const values = Float64Array.of(0, 0, 6, 0, 0, 6, 0, 0, 6)
  const series = { values, from: 0, to: 9, period: 1 }
  const out = new Float64Array(2)
  imapa.forecast(series, Float64Array.of(0.5, 0.5, 0.5), out)
  // Singles: levels 0 0 3 1.5 .75 3.375 1.6875 .84375 3.421875. Pairs (the newest eight): 6 0 6 6 → 6 3 4.5 5.25. Threes: 6.
  expect(out[0]).toBeCloseTo((3.421875 + 5.25 / 2 + 6 / 3) / 3, 12)
  expect(out[1]).toBe(out[0])
})
