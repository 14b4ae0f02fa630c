import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitting, loadOf } from './capacity-load.js'

const exactLoad = (quantity: number, per: number): bigint => BigInt(quantity) * BigInt(per)

test('[CAP9] a load is rounded up: a third of an hour for a thousandth of a unit is a third of a thousandth', () => {
  expect(loadOf(1, 333_333)).toBe(334)
  expect(loadOf(1000, 333_333)).toBe(333_333)
})

test('[CAP9] what fits is the most that fits, exactly, however large', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 40 }), fc.integer({ min: 1, max: 50_000_000 }), (free, per) => {
      const quantity = fitting(free, per)
      expect(exactLoad(quantity, per) <= BigInt(free) * 1000n).toBe(true)
      expect(exactLoad(quantity + 1, per) > BigInt(free) * 1000n).toBe(true)
      expect(loadOf(quantity, per)).toBeLessThanOrEqual(free)
    }),
    { seed: 7, numRuns: 2000 },
  )
})
