import { assert } from '../core/base/assert.js'
import type { Quantity, UnitPrice } from '../core/base/quantity.js'

/**
 * Price × quantity, the one place where money is made: whole thousandths of a unit times whole millionths of a major
 * currency unit, rounded once, half away from zero, to whole money atoms (10^-d of the major unit).
 *
 * 97.6% of such products pass 2^53, so the plain product cannot simply be divided. Three roads, each exact where it is
 * taken (docs/specs/valuation.md, VA1 and VA2):
 *
 * 1. The double quotient is off by less than 2^-10 while it is below 2^41. Unless it lies that close to the border
 *    between two atoms, its rounding is the true one. This is the road of nearly every cell.
 * 2. On a border the price is split, p = 1000a + b, so that every intermediate is a whole number below 2^53.
 * 3. Where quantity × a passes 2^53, BigInt.
 *
 * A reciprocal is never used: it would move the border itself.
 */

/** Most decimals an atom may have: a finer one would need more of the price than the split keeps. */
export const ATOM_DECIMALS_MAX = 6

const ATOM_FROM_PRODUCT_DECIMALS = 9
const QUOTIENT_MAX = 2 ** 41
const BORDER = 2 ** -9
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
  const quotient = (quantity * unitPrice) / divisor
  const shifted = Math.abs(quotient) + 0.5
  const whole = Math.floor(shifted)
  const distance = shifted - whole
  if (distance > BORDER && distance < 1 - BORDER && shifted < QUOTIENT_MAX) return quotient < 0 ? 0 - whole : whole
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
