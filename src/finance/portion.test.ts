import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { portion } from './portion.js'

describe('portion', () => {
  it('[WC2] rounds half away from zero, on both sides of it', () => {
    expect(portion(1000, 190_000, 1_000_000)).toBe(190)
    expect(portion(1, 1, 2)).toBe(1)
    expect(portion(-1, 1, 2)).toBe(-1)
    expect(portion(-1, 1, 3)).toBe(0)
    expect(Object.is(portion(-1, 1, 3), 0)).toBe(true)
  })

  it('[WC2] agrees with exact arithmetic at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1_000_000, max: 365_000_000 })),
        (amount, numerator, denominator) => {
          const exact = BigInt(amount) * BigInt(numerator)
          const twice = 2n * BigInt(portion(amount, numerator, denominator)) * BigInt(denominator)
          const distance = twice - 2n * exact
          // Half a unit at most; exactly half only away from zero.
          expect(distance <= BigInt(denominator) && distance >= -BigInt(denominator)).toBe(true)
          if (distance === BigInt(denominator)) expect(exact > 0n).toBe(true)
          if (distance === -BigInt(denominator)) expect(exact < 0n).toBe(true)
        },
      ),
      { seed: 7, numRuns: 2000 },
    )
  })
})
