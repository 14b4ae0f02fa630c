import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { month } from '../../tests/support/money-world.js'
import { seededRandom } from '../core/base/random.js'
import { readExchangeRates } from './exchange-rates.js'
import type { MoneyCurrency } from './money-plan.js'
import { readAtoms, readingRate, spreadReading } from './reading.js'

const CLP: MoneyCurrency = { code: 'CLP', minorDecimals: 0, atomDecimals: 0 }
const DECEMBER = month('2026-12')
const rates = readExchangeRates('USD', [
  { rateSet: 'PLAN', month: DECEMBER, day: null, from: 'USD', to: 'CLP', rate: '950' },
  { rateSet: 'AVG', month: DECEMBER, day: null, from: 'USD', to: 'CLP', rate: '1000' },
])
const toDollars = readingRate({ kind: 'plan', currency: 'USD' }, CLP, rates, DECEMBER)
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)

describe('readings', () => {
  it('[RD1] a million leaves of 0 to 4 pesos at 1/950 keep their dollars (SPINE 2)', () => {
    const random = seededRandom(7)
    const leaves = Float64Array.from({ length: 1_000_000 }, (_, leaf) => Math.floor(random.at(1, leaf, 0) * 5))
    const pesos = sum(leaves)
    const leafByLeaf = sum(leaves.map((leaf) => Math.round(leaf / 950)))
    expect(leafByLeaf).toBe(0)
    const cents = readAtoms(pesos, toDollars)
    expect(cents).toBe(Math.round((pesos * 100) / 950))
    expect(cents).toBeGreaterThan(200_000)
    expect(sum(spreadReading(cents, leaves, toDollars))).toBe(cents)
  })

  it('[RD1] the same local money reads at plan rates and as reported', () => {
    expect(readAtoms(1_900_000, toDollars)).toBe(200_000)
    const reported = readingRate({ kind: 'reported', currency: 'USD' }, CLP, rates, DECEMBER)
    expect(readAtoms(1_900_000, reported)).toBe(190_000)
  })

  it('[RD1] a month without an average yet is reported at the plan rate', () => {
    const january = readingRate({ kind: 'reported', currency: 'USD' }, CLP, rates, DECEMBER + 1)
    expect(readAtoms(1_900_000, january)).toBe(200_000)
  })

  it('[RD1] the legal minor unit is the same reading at a rate of one', () => {
    const fine: MoneyCurrency = { code: 'CLP', minorDecimals: 0, atomDecimals: 4 }
    const local = readingRate({ kind: 'local' }, fine, rates, DECEMBER)
    expect([24_999, 25_000, -25_000, 15_000].map((atoms) => readAtoms(atoms, local))).toEqual([2, 3, -3, 2])
  })

  it('[RD2] floors first, then one more to the biggest remainders: 10, 10 and 15 pesos of 4 cents', () => {
    // 35 pesos are 3.68 cents: 4. Exactly 1.05, 1.05 and 1.58, so the third gets the one that is left.
    expect(readAtoms(35, toDollars)).toBe(4)
    expect([...spreadReading(4, [10, 10, 15], toDollars)]).toEqual([1, 1, 2])
    expect([...spreadReading(-4, [-10, -10, -15], toDollars)]).toEqual([-1, -1, -2])
  })

  it('[RD2] a leaf of nothing reads as nothing, whatever is left over', () => {
    expect([...spreadReading(1, [0, 3, 3, 0], toDollars)]).toEqual([0, 1, 0, 0])
  })
})

/** Floors, and one more by sorted exact remainders: the rule as it is written down. */
function spreadAsWritten(parent: number, leaves: readonly number[], rate: { numerator: bigint; denominator: bigint }) {
  const sign = sum(leaves) < 0 ? -1 : 1
  const parts = leaves.map((amount, leaf) => {
    const scaled = BigInt(sign * amount) * rate.numerator
    const remainder = ((scaled % rate.denominator) + rate.denominator) % rate.denominator
    return { leaf, amount, remainder, whole: Number((scaled - remainder) / rate.denominator) }
  })
  const left = sign * parent - sum(parts.map(({ whole }) => whole))
  const order = [...parts].sort((a, b) =>
    a.remainder !== b.remainder
      ? a.remainder > b.remainder
        ? -1
        : 1
      : Math.abs(b.amount) - Math.abs(a.amount) || a.leaf - b.leaf,
  )
  for (const part of order.slice(0, left)) part.whole += 1
  return parts.map(({ whole }) => (whole === 0 ? 0 : sign * whole))
}

describe('children and parents', () => {
  const tree = fc.array(fc.array(fc.integer({ min: -5_000_000, max: 50_000_000 }), { minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 6,
  })
  const printedRate = fc.constantFrom('950', '0.00105263157894737', '18.3456789', '1', '3.7')

  it('[RD2] add up on each level, by the fast and by the wide road alike, each within one of its own exact reading', () => {
    fc.assert(
      fc.property(tree, printedRate, fc.boolean(), (families, rate, inverse) => {
        const [from, to] = inverse ? ['USD', 'CLP'] : ['CLP', 'USD']
        const book = readExchangeRates('USD', [
          { rateSet: 'PLAN', month: DECEMBER, day: null, from: from!, to: to!, rate },
        ])
        const currency: MoneyCurrency = { code: 'CLP', minorDecimals: 0, atomDecimals: 3 }
        const reading = readingRate({ kind: 'plan', currency: 'USD' }, currency, book, DECEMBER)
        const wide = { numerator: reading.numerator * 10n ** 30n, denominator: reading.denominator * 10n ** 30n }
        const totals = families.map(sum)
        const top = readAtoms(sum(totals), reading)
        const parents = spreadReading(top, totals, reading)
        expect(sum(parents)).toBe(top)
        families.forEach((leaves, family) => {
          const parts = spreadReading(parents[family]!, leaves, reading)
          expect(sum(parts)).toBe(parents[family])
          expect([...spreadReading(parents[family]!, leaves, wide)]).toEqual([...parts])
          expect(spreadAsWritten(parents[family]!, leaves, reading)).toEqual([...parts])
          const exact = Number(reading.numerator) / Number(reading.denominator)
          parts.forEach((part, leaf) => {
            expect(Math.abs(part - leaves[leaf]! * exact)).toBeLessThan(1.001)
          })
        })
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
