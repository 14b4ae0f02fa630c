import { assert, assertExact } from '../core/base/assert.js'

/**
 * `amount × numerator ÷ denominator` as a whole number, rounded half away from zero. Exact at any size: where the
 * product would pass 2^53 it is taken in BigInt. Used for taxes, shares and yearly rates on whole money atoms.
 *
 * @example portion(1000, 190_000, 1_000_000)  // 190: the VAT on 1,000 atoms at 19 %
 */
export function portion(amount: number, numerator: number, denominator: number): number {
  assert(denominator > 0, 'the denominator of a portion is not positive', { denominator })
  const product = amount * numerator
  const magnitude = Math.abs(product)
  if (magnitude <= Number.MAX_SAFE_INTEGER / 2) {
    const rounded = roundHalfUp(magnitude, denominator)
    return product < 0 && rounded !== 0 ? -rounded : rounded
  }
  const exact = BigInt(amount) * BigInt(numerator)
  const positive = exact < 0n ? -exact : exact
  const rounded = Number((2n * positive + BigInt(denominator)) / (2n * BigInt(denominator)))
  return assertExact(exact < 0n ? -rounded : rounded, 'portion')
}

/** Both whole, below 2^52, so that doubling a remainder stays exact. */
function roundHalfUp(magnitude: number, denominator: number): number {
  const remainder = magnitude % denominator
  const floor = (magnitude - remainder) / denominator
  return remainder >= denominator - remainder ? floor + 1 : floor
}
