import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEW } from './few-spread.js'
import { spreadLarge } from './large-spread.js'
import { spread } from './largest-remainder.js'
import { kthLargest } from './selection.js'

const fast = (total: number, weights: readonly number[]): number[] => {
  const out = new Float64Array(weights.length)
  spreadLarge(total, Float64Array.from(weights), weights.length, out)
  return [...out]
}

test('the golden splits of DOMAIN §6.12: 100 by 1:1:1, 7 by .5/.3/.2, 10 by zero weights', () => {
  expect(fast(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(fast(7, [5, 3, 2])).toEqual([4, 2, 1])
  expect(fast(10, [0, 0, 0])).toEqual([4, 3, 3])
})

const sizes = fc.constantFrom(10, 1_000, 1_000_000, 1e9, 1e12, 2 ** 46, 2 ** 49)

test('[ED9] it is largest remainder to the last part: small numbers, products far past 2^53, ties', () => {
  const groups = sizes.chain((top) =>
    fc.record({
      total: sizes.chain((most) => fc.integer({ min: 0, max: most })),
      weights: fc.array(fc.oneof(fc.integer({ min: 0, max: Math.floor(top / 40) }), fc.integer({ min: 0, max: 3 })), {
        minLength: 1,
        maxLength: 40,
      }),
    }),
  )
  fc.assert(
    fc.property(groups, ({ total, weights }) => {
      expect(fast(total, weights)).toEqual([...spread(total, weights)])
    }),
    { seed: 7, numRuns: 4_000 },
  )
})

test('[ED9] as many parts as a small group may have, and one more, with many ties', () => {
  const weight = fc.oneof(fc.constant(5), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 90_000 }))
  const group = fc.record({
    total: fc.integer({ min: 0, max: 3_000_000 }),
    weights: fc.array(weight, { minLength: FEW - 60, maxLength: FEW + 1, size: 'max' }),
  })
  fc.assert(
    fc.property(group, ({ total, weights }) => {
      expect(Float64Array.from(fast(total, weights))).toEqual(spread(total, weights))
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('[ED9] with weights that sum to nearly 2^53 too', () => {
  const near = fc.array(fc.integer({ min: 2 ** 48, max: 2 ** 50 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(near, fc.maxSafeNat(), (weights, total) => {
      expect(fast(total, weights)).toEqual([...spread(total, weights)])
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('[ED9] a group of many thousands, where the ones left over are chosen through the histogram', () => {
  const many = fc.record({
    total: fc.integer({ min: 0, max: 1e9 }),
    weights: fc.array(fc.oneof(fc.constant(5), fc.integer({ min: 0, max: 9_000_000 })), {
      minLength: 5_000,
      maxLength: 6_000,
      size: 'max',
    }),
  })
  fc.assert(
    fc.property(many, ({ total, weights }) => {
      const got = fast(total, weights)
      expect(Float64Array.from(got)).toEqual(spread(total, weights))
    }),
    { seed: 7, numRuns: 20 },
  )
})

test('the k-th largest is what stands there when everything is sorted', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat()), {
    minLength: 1,
    maxLength: 2_000,
    size: 'max',
  })
  fc.assert(
    fc.property(values, fc.nat(), (given, seed) => {
      const k = (seed % given.length) + 1
      const sorted = Float64Array.from(given).sort().reverse()
      expect(kthLargest(Float64Array.from(given), given.length, k)).toBe(sorted[k - 1])
    }),
    { seed: 7, numRuns: 300 },
  )
})
