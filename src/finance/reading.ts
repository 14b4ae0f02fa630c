/**
 * The legal minor unit and other currencies as a *reading* of local atoms (SPINE 2): translated and rounded once, at
 * company × line × customer × month, then spread downwards by largest remainder, so that the total a CFO checks holds and
 * children add up to their parents on every level. A reading is never an input of anything.
 *
 * Rounding each leaf instead is biased for slow movers: a million leaves of 0 to 4 pesos at 1/950 would read as nothing.
 * Rules RD1–RD5 of docs/specs/valuation.md.
 */
import { assert, assertExact } from '../core/base/assert.js'
import type { Month } from '../core/base/day.js'
import { minorDecimals } from './currency.js'
import { type ExchangeRates, ONE, type Rate, rateAt, reportedRateAt } from './exchange-rates.js'
import type { MoneyCurrency } from './money-plan.js'

/** How money is looked at: exact local atoms, local legal units, or another currency at plan or reported rates. */
export type ReadingKind =
  | { readonly kind: 'atoms' }
  | { readonly kind: 'local' }
  | { readonly kind: 'plan'; readonly currency: string }
  | { readonly kind: 'reported'; readonly currency: string }

/** Whole units of the reading per atom: numerator / denominator, in lowest terms. */
export interface ReadingRate {
  readonly numerator: bigint
  readonly denominator: bigint
  /** The same as numbers, for amounts up to `largest`; absent when no product with them is exact. */
  readonly inNumbers?: { readonly numerator: number; readonly denominator: number; readonly largest: number }
}

/** Currency and decimals in which a reading of `from` is expressed. */
export function readingUnit(kind: ReadingKind, from: MoneyCurrency): { currency: string; decimals: number } {
  if (kind.kind === 'atoms') return { currency: from.code, decimals: from.atomDecimals }
  if (kind.kind === 'local') return { currency: from.code, decimals: from.minorDecimals }
  return { currency: kind.currency, decimals: minorDecimals(kind.currency) }
}

/**
 * What an atom of `from` is worth in whole units of the reading in a month.
 *
 * @throws Refusal `finance.missing_rate`
 */
export function readingRate(kind: ReadingKind, from: MoneyCurrency, rates: ExchangeRates, month: Month): ReadingRate {
  if (kind.kind === 'atoms') return ONE
  const { currency, decimals } = readingUnit(kind, from)
  const rate = exchangeOf(kind, from, rates, month, currency)
  return lowestTerms({
    numerator: rate.numerator * 10n ** BigInt(decimals),
    denominator: rate.denominator * 10n ** BigInt(from.atomDecimals),
  })
}

function exchangeOf(kind: ReadingKind, from: MoneyCurrency, rates: ExchangeRates, month: Month, to: string): Rate {
  if (kind.kind === 'plan') return rateAt(rates, 'PLAN', month, from.code, to)
  if (kind.kind === 'reported') return reportedRateAt(rates, month, from.code, to)
  return ONE
}

function lowestTerms(rate: Rate): ReadingRate {
  let [a, b] = [rate.numerator, rate.denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  return inNumbers({ numerator: rate.numerator / a, denominator: rate.denominator / a })
}

/** Amounts whose product with the numerator stays below 2^53 need no BigInt, if the denominator does not either. */
function inNumbers({ numerator, denominator }: Rate): ReadingRate {
  if (denominator > WIDEST_DENOMINATOR || numerator > WIDEST_DENOMINATOR) return { numerator, denominator }
  const largest = Math.floor(Number.MAX_SAFE_INTEGER / Number(numerator))
  return {
    numerator,
    denominator,
    inNumbers: { numerator: Number(numerator), denominator: Number(denominator), largest },
  }
}

const WIDEST_DENOMINATOR = 2n ** 52n

/** The one place where a reading rounds: half away from zero. */
export function readAtoms(atoms: number, rate: ReadingRate): number {
  const negative = atoms < 0
  const scaled = BigInt(Math.abs(atoms)) * rate.numerator
  const whole = Number((scaled * 2n + rate.denominator) / (rate.denominator * 2n))
  assertExact(whole, 'a reading')
  return negative ? 0 - whole : whole
}

/**
 * Spreads a parent's reading over its children: each gets the floor of its own exact reading, and the biggest remainders
 * one more until the parent is reached; tie: larger amount, then earlier position. `atoms` are the children's, and
 * `parent` lies within one of their exact reading. A negative sum is spread as its mirror image.
 */
export function spreadReading(
  parent: number,
  atoms: ArrayLike<number>,
  rate: ReadingRate,
  out = new Float64Array(atoms.length),
): Float64Array {
  let sum = 0
  let largest = 0
  if (atoms.length === 1) {
    out[0] = parent
    return out
  }
  for (let child = 0; child < atoms.length; child++) {
    sum += atoms[child]!
    largest = Math.max(largest, Math.abs(atoms[child]!))
  }
  const sign = sum < 0 ? -1 : 1
  const remainders =
    rate.inNumbers !== undefined && largest <= rate.inNumbers.largest
      ? floorsInNumbers(atoms, sign, rate.inNumbers, out)
      : floorsInBigInt(atoms, sign, rate, out)
  let left = sign * parent
  for (let child = 0; child < out.length; child++) left -= out[child]!
  assert(left >= 0 && left <= atoms.length, 'a reading does not belong to its parent', { parent, left })
  if (atoms.length <= FEW) raiseFew(remainders, atoms, left, out)
  else if (left > 0) for (const child of biggestRemainders(remainders, atoms, left)) out[child]! += 1
  for (let child = 0; child < out.length; child++) out[child] = sign < 0 ? 0 - out[child]! : out[child]!
  return out
}

type Remainders = Float64Array | bigint[]

function floorsInNumbers(
  atoms: ArrayLike<number>,
  sign: number,
  { numerator, denominator }: { numerator: number; denominator: number },
  out: Float64Array,
): Float64Array {
  const remainders = new Float64Array(atoms.length)
  for (let child = 0; child < atoms.length; child++) {
    const scaled = sign * atoms[child]! * numerator
    let floor = Math.floor(scaled / denominator)
    let remainder = scaled - floor * denominator
    // The rounded quotient of two exact whole numbers can land one above the true floor.
    if (remainder < 0) {
      floor -= 1
      remainder += denominator
    }
    out[child] = floor
    remainders[child] = remainder
  }
  return remainders
}

function floorsInBigInt(atoms: ArrayLike<number>, sign: number, rate: ReadingRate, out: Float64Array): bigint[] {
  return Array.from(atoms, (amount, child) => {
    const scaled = BigInt(sign * amount) * rate.numerator
    const truncated = scaled / rate.denominator
    const rest = scaled % rate.denominator
    const floor = rest < 0n ? truncated - 1n : truncated
    out[child] = assertExact(Number(floor), 'a reading')
    return rest < 0n ? rest + rate.denominator : rest
  })
}

/** Up to here, picking the biggest remainder again and again is quicker than any sort. */
const FEW = 24

/** Raises the children with the biggest remainders by one; each at most once, marked by a remainder below zero. */
function raiseFew(remainders: Remainders, atoms: ArrayLike<number>, wanted: number, out: Float64Array): void {
  for (let raised = 0; raised < wanted; raised++) {
    let best = 0
    for (let child = 1; child < atoms.length; child++) {
      const [remainder, least] = [remainders[child]!, remainders[best]!]
      const isBigger = remainder === least ? Math.abs(atoms[child]!) > Math.abs(atoms[best]!) : remainder > least
      if (isBigger) best = child
    }
    out[best]! += 1
    remainders[best] = typeof remainders[best] === 'bigint' ? -1n : -1
  }
}

/** Children that get one more. The threshold comes from a sort without comparator, so a million leaves take no time. */
function biggestRemainders(remainders: Remainders, atoms: ArrayLike<number>, wanted: number): number[] {
  const sorted = remainders.slice().sort(remainders instanceof Float64Array ? undefined : compareBigInt)
  const threshold = sorted[sorted.length - wanted]!
  const above: number[] = []
  const ties: number[] = []
  for (let child = 0; child < remainders.length; child++) {
    if (remainders[child]! > threshold) above.push(child)
    else if (remainders[child] === threshold) ties.push(child)
  }
  ties.sort((a, b) => Math.abs(atoms[b]!) - Math.abs(atoms[a]!) || a - b)
  return [...above, ...ties.slice(0, wanted - above.length)]
}

const compareBigInt = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0)
