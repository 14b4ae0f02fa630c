import { assert } from '../core/base/assert.js'
import type { Quantity, UnitPrice } from '../core/base/quantity.js'

/**
 * Price × quantity, the one place where money is made: whole thousandths of a unit times whole millionths of a major
 * currency unit, rounded once, half away from zero, to whole money atoms (10^-d of the major unit).
 *
 * 97.6% of such products pass 2^53, so the plain product cannot simply be divided. Three roads, each exact where it is
 * taken (docs/specs/valuation.md, VA1 and VA2):
 *
 * 1. Product, reciprocal of the divisor and quotient are rounded once each, so while it is below 2^41 the quotient is off
 *    by less than 3 × 2^-12. Unless it lies that close to the border between two atoms, its rounding is the true one.
 *    This is the road of nearly every cell.
 * 2. On a border the price is split, p = 1000a + b, so that every intermediate is a whole number below 2^53.
 * 3. Where quantity × a passes 2^53, BigInt.
 *
 * The reciprocal, which a loop works out once, never decides on a border.
 */

/** Most decimals an atom may have: a finer one would need more of the price than the split keeps. */
export const ATOM_DECIMALS_MAX = 6

const ATOM_FROM_PRODUCT_DECIMALS = 9
const QUOTIENT_MAX = 2 ** 41
/** As far from a whole number as a quotient may be: a border lies half an atom away. */
const DISTANCE_MAX = 0.5 - 2 ** -9
const PRICE_SPLIT = 1000

/** What the product of a `Quantity` and a `UnitPrice` is divided by to get atoms of 10^-`atomDecimals`. */
export function productDivisor(atomDecimals: number): number {
  assert(Number.isInteger(atomDecimals) && atomDecimals >= 0 && atomDecimals <= ATOM_DECIMALS_MAX, 'atom decimals', {
    atomDecimals,
  })
  return 10 ** (ATOM_FROM_PRODUCT_DECIMALS - atomDecimals)
}

/** Money atoms of `quantity` at `unitPrice`; `divisor` comes from `productDivisor`. Never returns −0. */
export function exactProduct(quantity: Quantity, unitPrice: UnitPrice, divisor: number): number {
  const quotient = quantity * unitPrice * (1 / divisor)
  const whole = Math.floor(quotient + 0.5)
  if (Math.abs(quotient - whole) < DISTANCE_MAX && Math.abs(quotient) < QUOTIENT_MAX) return whole
  return productOnBorder(quantity, unitPrice, divisor)
}

/** The same product without the shortcut: by splitting the price, in BigInt where even that is too wide. */
export function productOnBorder(quantity: Quantity, unitPrice: UnitPrice, divisor: number): number {
  const magnitude = Math.abs(quantity)
  const price = Math.abs(unitPrice)
  const high = Math.floor(price / PRICE_SPLIT)
  const low = price - high * PRICE_SPLIT
  const scaled = magnitude * high
  const whole =
    scaled <= Number.MAX_SAFE_INTEGER && magnitude <= MAGNITUDE_MAX
      ? splitProduct(scaled, magnitude * low, divisor)
      : wideProduct(magnitude, price, divisor)
  assert(whole <= Number.MAX_SAFE_INTEGER, 'money passes 2^53', { quantity, unitPrice, divisor })
  return quantity < 0 !== unitPrice < 0 ? 0 - whole : whole
}

/** Keeps quantity × (b < 1000) plus the carried remainder below 2^53. */
const MAGNITUDE_MAX = 2 ** 42

/** (1000 × scaled + low) / divisor, rounded half up; all three are whole and not negative. */
function splitProduct(scaled: number, low: number, divisor: number): number {
  const coarse = divisor / PRICE_SPLIT
  let whole = Math.floor(scaled / coarse)
  let left = scaled - whole * coarse
  // The rounded quotient of two exact whole numbers can land one above the true floor.
  if (left < 0) {
    whole -= 1
    left += coarse
  }
  const remainder = left * PRICE_SPLIT + low
  let carried = Math.floor(remainder / divisor)
  let rest = remainder - carried * divisor
  if (rest < 0) {
    carried -= 1
    rest += divisor
  }
  return whole + carried + (rest * 2 >= divisor ? 1 : 0)
}

function wideProduct(magnitude: number, price: number, divisor: number): number {
  const by = BigInt(divisor)
  return Number((BigInt(magnitude) * BigInt(price) * 2n + by) / (by * 2n))
}
