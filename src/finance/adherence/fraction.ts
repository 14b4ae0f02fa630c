import { assert } from '../../core/base/assert.js'

/** An exact ratio of whole numbers; the denominator is above zero. Divided only when it is read. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const NOTHING: Fraction = { numerator: 0n, denominator: 1n }
export const WHOLE: Fraction = { numerator: 1n, denominator: 1n }

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  assert(denominator > 0n, 'a fraction of nothing', { denominator })
  return { numerator, denominator }
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? fraction(a.numerator + b.numerator, a.denominator)
    : fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

export const minus = (a: Fraction, b: Fraction): Fraction =>
  plus(a, { numerator: -b.numerator, denominator: b.denominator })

export const times = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator)

export const isEqual = (a: Fraction, b: Fraction): boolean =>
  a.numerator * b.denominator === b.numerator * a.denominator

/** Rounded half away from zero to a whole number of parts of one. */
export function inParts({ numerator, denominator }: Fraction, parts: number): number {
  const scaled = (numerator < 0n ? -numerator : numerator) * BigInt(parts) * 2n
  const rounded = Number((scaled + denominator) / (2n * denominator))
  return numerator < 0n && rounded !== 0 ? -rounded : rounded
}

/**
 * Fractions that add up to one, none below zero, as whole parts of `whole` that add up to it: floors first, one more to
 * the biggest remainders, ties to the earlier one.
 */
export function partsOfWhole(fractions: readonly Fraction[], whole: number): number[] {
  const total = fractions.reduce(plus, NOTHING)
  assert(isEqual(total, WHOLE), 'the parts are not a whole', { ...total })
  const scaled = fractions.map(({ numerator, denominator }, at) => {
    assert(numerator >= 0n, 'a part is below nothing', { at })
    const units = numerator * BigInt(whole)
    return { at, floor: Number(units / denominator), rest: fraction(units % denominator, denominator) }
  })
  const parts = scaled.map(({ floor }) => floor)
  const left = whole - parts.reduce((sum, part) => sum + part, 0)
  const order = [...scaled].sort((a, b) => compare(b.rest, a.rest) || a.at - b.at)
  for (let taken = 0; taken < left; taken++) parts[order[taken]!.at]! += 1
  return parts
}

function compare(a: Fraction, b: Fraction): number {
  const left = a.numerator * b.denominator
  const right = b.numerator * a.denominator
  return left < right ? -1 : left > right ? 1 : 0
}
