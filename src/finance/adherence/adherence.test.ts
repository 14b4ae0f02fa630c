import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdherenceCell, AdherenceSums, coverageOf, headlineOf, indexOf, isSuppressed } from './adherence.js'
import { type Fraction, inParts, isEqual, NOTHING, partsOfWhole, plus, WHOLE } from './fraction.js'
import { reasonsOf } from './reason-waterfall.js'
import { trappedStock } from './trapped-stock.js'

const cellOf = (weight: number, planned: number, actual: number | null, more = {}): AdherenceCell => ({
  weight: weight * 1_000_000,
  planned: planned * 1000,
  actual: actual === null ? null : actual * 1000,
  tolerance: 0,
  ...more,
})
function sumsOf(cells: readonly AdherenceCell[]): AdherenceSums {
  const sums = new AdherenceSums()
  for (const cell of cells) sums.add(cell)
  return sums
}
const of = (cells: readonly AdherenceCell[]) => indexOf(sumsOf(cells))
const seven = (value: Fraction | null): number => inParts(value!, 10_000_000) / 10_000_000

describe('the golden test of DOMAIN §1.3', () => {
  const GOLDEN = [cellOf(10, 100, 80), cellOf(10, 100, 120), cellOf(4, 50, 50), cellOf(8, 0, 25), cellOf(5, 40, -10)]
  test('[AD1] [AD2] index and loss parts, to the seventh decimal', () => {
    const { index, losses, attainment } = of(GOLDEN)!
    expect(seven(index)).toBe(0.7017544)
    expect(Object.values(losses).map(seven)).toEqual([0.1403509, 0.0701754, 0.0701754, 0.0175439])
    expect(seven(attainment)).toBe(0.9791667)
  })
  test('[AD7] the netted measure says 98 %, real adherence is 70 %', () => {
    expect(seven(of(GOLDEN)!.nettingIllusion)).toBe(0.2774123)
  })
  test('[AD2] shown in millionths they add up to one million', () => {
    const { index, losses } = of(GOLDEN)!
    expect(partsOfWhole([index, ...Object.values(losses)], 1_000_000)).toEqual([
      701_754, 140_351, 70_176, 70_175, 17_544,
    ])
  })
})

describe('edge cases of DOMAIN §1.3', () => {
  test('[AD3] nothing planned and nothing done is no cell', () => {
    expect(of([cellOf(3, 0, 0)])).toBeNull()
    expect(sumsOf([cellOf(3, 0, 0), cellOf(3, 5, 5)]).cells).toBe(1)
  })
  test('[AD3] all of the plan zero: 0 if anything was executed, else null', () => {
    expect(seven(of([cellOf(3, 0, 4)])!.index)).toBe(0)
    expect(of([cellOf(3, 0, 4)])!.attainment).toBeNull()
    expect(of([])).toBeNull()
  })
  test('[AD3] what nobody planned is lost whole, and over-execution drives the index to 0, never below', () => {
    expect(seven(of([cellOf(1, 0, 7), cellOf(1, 7, 7)])!.losses.unplanned)).toBe(0.5)
    expect(seven(of([cellOf(1, 1, 1_000_000)])!.index)).toBe(0.000001)
  })
  test('[AD1] twice the plan is as far from it as half of it', () => {
    expect(isEqual(of([cellOf(1, 10, 20)])!.index, of([cellOf(1, 10, 5)])!.index)).toBe(true)
  })
  test('[AD3] a plan below zero is refused: returns are a flow of their own', () => {
    expect(() => of([cellOf(1, -1, 0)])).toThrow(/returns/)
  })
  test('[AD4] an actual that nobody told is null, not 0', () => {
    const cells = [cellOf(1, 96, 96), cellOf(1, 4, null)]
    expect(seven(of(cells)!.index)).toBe(1)
    expect(seven(coverageOf(sumsOf(cells)))).toBe(0.96)
    expect(sumsOf(cells).missing).toBe(1)
    expect(isSuppressed(sumsOf(cells))).toBe(false)
    // 94 % of the value told: no figure.
    expect(isSuppressed(sumsOf([cellOf(1, 94, 94), cellOf(1, 6, null)]))).toBe(true)
    expect(isSuppressed(sumsOf([cellOf(1, 95, 95), cellOf(1, 5, null)]))).toBe(false)
    expect(coverageOf(sumsOf([cellOf(1, 0, 5)]))).toBeNull()
  })
  test('[AD1] pure under-execution is the classical attainment', () => {
    const { index, attainment, nettingIllusion } = of([cellOf(2, 10, 4), cellOf(3, 7, 7), cellOf(5, 9, 0)])!
    expect(isEqual(index, attainment!)).toBe(true)
    expect(isEqual(nettingIllusion!, NOTHING)).toBe(true)
  })
})

describe('variants', () => {
  test('[AD6] inside the tolerance nothing is lost, beyond it only what is beyond', () => {
    const cells = [cellOf(1, 100, 97, { tolerance: 5000 }), cellOf(1, 100, 112, { tolerance: 10_000 })]
    const { tolerant, hitCells, hitValue } = of(cells)!
    // 2 of 212 are beyond; the first of the two cells is inside.
    expect(isEqual(tolerant, { numerator: 210n, denominator: 212n })).toBe(true)
    expect(seven(hitCells)).toBe(0.5)
    expect(isEqual(hitValue, { numerator: 100n, denominator: 212n })).toBe(true)
  })
  test('[AD6] where nothing was planned there is no tolerance', () => {
    expect(seven(of([cellOf(1, 0, 3, { tolerance: 5000 })])!.tolerant)).toBe(0)
  })
  test('[AD9] the headline weighs flows by their planned value', () => {
    const ship = sumsOf([cellOf(1, 300, 150)])
    const produce = sumsOf([cellOf(1, 100, 100)])
    const receive = sumsOf([cellOf(1, 900, null)])
    expect(seven(headlineOf([ship, produce, receive]))).toBe(0.625)
    expect(headlineOf([receive])).toBeNull()
  })
})

describe('why less was done', () => {
  test('[AD8] asked for less, not there, not done', () => {
    expect(reasonsOf(100, 60, { demand: 90, available: 75 })).toEqual({
      demandShort: 10,
      supplyShort: 15,
      executionShort: 15,
      untold: 0,
      surplus: 0,
    })
    expect(reasonsOf(100, 60, { demand: 90, available: null })).toMatchObject({ demandShort: 10, untold: 30 })
  })
  test('[AD8] what was done had been asked for and had been there: the data contradict each other', () => {
    expect(reasonsOf(100, 80, { demand: 70, available: 75 })).toEqual({
      demandShort: 20,
      supplyShort: 0,
      executionShort: 0,
      untold: 0,
      surplus: 10,
    })
  })
  test('[AD8] PAI controllable is 1 less the loss that execution could have kept', () => {
    const cell = cellOf(1, 100, 60, { asked: { demand: 90_000, available: 75_000 } })
    expect(seven(of([cell])!.controllable)).toBe(0.7)
  })
})

test('[AD20] trapped stock is not netted', () => {
  const cost = 2_000_000
  const nodes = [
    { onHand: 12_000, target: 10_000, cost },
    { onHand: 3000, target: 9000, cost },
  ]
  expect(trappedStock(nodes)).toBe(4_000_000_000n)
})

/** Weights up to a million a unit and quantities up to a billion: products far beyond 2^53. */
const someCell: fc.Arbitrary<AdherenceCell> = fc.record({
  weight: fc.oneof(fc.nat(5_000_000), fc.nat(1e12)),
  planned: fc.oneof(fc.constant(0), fc.nat(9000), fc.nat(1e12)),
  actual: fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: -4000, max: 9000 }), fc.nat(1e12)),
  tolerance: fc.nat(3000),
  asked: fc.option(fc.record({ demand: fc.nat(9000), available: fc.option(fc.nat(9000), { nil: null }) }), {
    nil: null,
  }),
})

test('[AD2] [AD6] [AD8] parts add up to one exactly, variants lie where they must, order does not matter', () => {
  let told = 0
  fc.assert(
    fc.property(fc.array(someCell, { maxLength: 30 }), (cells) => {
      const sums = sumsOf(cells)
      const figures = indexOf(sums)
      if (figures === null) return
      told += 1
      const all = [figures.index, ...Object.values(figures.losses)]
      expect(isEqual(all.reduce(plus), WHOLE)).toBe(true)
      expect(partsOfWhole(all, 1_000_000).reduce((sum, part) => sum + part, 0)).toBe(1_000_000)
      // A second road in whole numbers of any size.
      const money = cells.flatMap(({ weight, planned, actual }) =>
        actual === null ? [] : [{ v: BigInt(weight), p: BigInt(planned), a: BigInt(actual) }],
      )
      const [kept, den] = money.reduce(
        ([kept, den], { v, p, a }) => {
          const plus = a > 0n ? a : 0n
          return [kept + v * (p < plus ? p : plus), den + v * ((p > plus ? p : plus) + plus - a)]
        },
        [0n, 0n],
      )
      expect(isEqual(figures.index, { numerator: kept, denominator: den })).toBe(true)
      for (const share of [figures.tolerant, figures.hitCells, figures.hitValue, figures.controllable]) {
        expect(share.numerator).toBeGreaterThanOrEqual(0n)
        expect(share.numerator).toBeLessThanOrEqual(share.denominator)
      }
      expect(sums.demandShort.total + sums.supplyShort.total + sums.executionShort.total + sums.untold.total).toBe(
        sums.under.total,
      )
      expect(indexOf(sumsOf([...cells].reverse()))).toEqual(figures)
    }),
    { numRuns: 500, seed: 8 },
  )
  expect(told).toBeGreaterThan(400)
})
