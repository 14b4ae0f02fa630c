import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactProduct, productDivisor, productOnBorder } from './exact-product.js'

const halfAwayFromZero = (quantity: number, unitPrice: number, divisor: number): bigint => {
  const product = BigInt(quantity) * BigInt(unitPrice)
  const by = BigInt(divisor)
  const magnitude = product < 0n ? -product : product
  const whole = (2n * magnitude + by) / (2n * by)
  return product < 0n ? -whole : whole
}

const decimals = fc.integer({ min: 0, max: 6 })
/** Every size of number is as likely as every other, so that all three roads are taken. */
const wholeUpTo = (bits: number): fc.Arbitrary<number> =>
  fc
    .integer({ min: 0, max: bits })
    .chain((size) => fc.maxSafeInteger().map((value) => Math.floor((Math.abs(value) / 2 ** 53) * 2 ** size)))
const signed = (whole: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.tuple(whole, fc.boolean()).map(([value, negative]) => (negative && value !== 0 ? -value : value))

const fits = (money: bigint): boolean => money <= 2n ** 53n - 1n && money >= -(2n ** 53n) + 1n

describe('exact product against BigInt', () => {
  it('[VA1] rounds once, half away from zero, over the whole range of quantities and prices', () => {
    let compared = 0
    fc.assert(
      fc.property(signed(wholeUpTo(52)), signed(wholeUpTo(50)), decimals, (quantity, unitPrice, atomDecimals) => {
        const divisor = productDivisor(atomDecimals)
        const exact = halfAwayFromZero(quantity, unitPrice, divisor)
        fc.pre(fits(exact))
        compared++
        expect(exactProduct(quantity, unitPrice, divisor)).toBe(Number(exact))
        expect(productOnBorder(quantity, unitPrice, divisor)).toBe(Number(exact))
      }),
      { seed: 7, numRuns: 20_000 },
    )
    expect(compared).toBeGreaterThan(10_000)
  })

  it('[VA2] is right on the border between two atoms, a millionth below it and a millionth above it', () => {
    fc.assert(
      fc.property(
        wholeUpTo(36),
        fc.constantFrom(1, 2, 4, 5, 8, 1000),
        decimals,
        fc.integer({ min: -1, max: 1 }),
        (atoms, quantity, atomDecimals, off) => {
          const divisor = productDivisor(atomDecimals)
          const unitPrice = Math.max(0, Math.floor(((2 * atoms + 1) * divisor) / (2 * quantity)) + off)
          fc.pre(Number.isSafeInteger(unitPrice))
          expect(exactProduct(quantity, unitPrice, divisor)).toBe(
            Number(halfAwayFromZero(quantity, unitPrice, divisor)),
          )
        },
      ),
      { seed: 7, numRuns: 20_000 },
    )
  })
})
