import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { conformalOffset, normalQuantile } from './interval.js'

describe('split conformal offsets', () => {
  const errors = Float64Array.from({ length: 19 }, (_, at) => at - 9)

  test('[DI1] the k-th smallest of n errors, k = ⌈(n + 1) share⌉', () => {
    expect(conformalOffset(errors, 0.95)).toBe(9)
    expect(conformalOffset(errors, 0.9)).toBe(8)
    expect(conformalOffset(errors, 0.5)).toBe(0)
    expect(conformalOffset(errors, 0.1)).toBe(-8)
    expect(conformalOffset(errors, 0.05)).toBe(-9)
  })

  test('[DI1] the promise is kept on draws that were not used: 90 % lies below the 90 % offset', () => {
    const random = seededRandom(3)
    let below = 0
    for (let trial = 0; trial < 4_000; trial++) {
      const seen = Float64Array.from({ length: 26 }, (_, at) => normalAt(random, 1, trial, at))
      if (normalAt(random, 2, trial, 0) <= conformalOffset(seen, 0.9)) below += 1
    }
    expect(below / 4_000).toBeGreaterThan(0.89)
    expect(below / 4_000).toBeLessThan(0.94)
  })

  test('[DI1] too few errors to vouch for a share stretch the worst of them, and none say nothing', () => {
    expect(conformalOffset(Float64Array.of(-2, 0, 2), 0.95)).toBeGreaterThan(2)
    expect(conformalOffset(new Float64Array(0), 0.95)).toBe(0)
  })
})

test('normal quantiles as printed in every table', () => {
  expect(normalQuantile(0.5)).toBe(0)
  expect(normalQuantile(0.95)).toBeCloseTo(1.644854, 6)
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6)
  expect(normalQuantile(0.999)).toBeCloseTo(3.090232, 6)
  expect(normalQuantile(0.05)).toBeCloseTo(-1.644854, 6)
})
