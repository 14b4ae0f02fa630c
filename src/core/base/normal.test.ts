import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalQuantile } from '../demand/forecast/interval.js'
import { normalShare } from './normal.js'

test('the share of a normal law below a value, as tables have it', () => {
  for (const [value, share] of [
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.96, 0.0249978951482204],
    [3, 0.99865010196837],
    [7.5, 1 - 3.190891672910896e-14],
    [-8, 6.220960574271785e-16],
  ] as const)
    expect(normalShare(value) / share).toBeCloseTo(1, 7)
  expect([normalShare(-40), normalShare(40)]).toEqual([0, 1])
})

test('it is the way back from the quantile, and rises', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
      expect(normalShare(normalQuantile(share))).toBeCloseTo(share, 7)
      expect(normalShare(normalQuantile(share) + 0.01)).toBeGreaterThan(normalShare(normalQuantile(share)))
    }),
  )
})
