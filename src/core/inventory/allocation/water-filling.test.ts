import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Basin, fillEvenly } from './water-filling.js'

const basins = fc.array(fc.record({ rate: fc.nat(50), held: fc.nat(100), most: fc.nat(200) }), {
  minLength: 1,
  maxLength: 8,
})
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)

describe('[BA21] equal cover', () => {
  test('golden: 100 over demands 10, 20, 30 and stocks 50, 40, 0 (DOMAIN §6.10)', () => {
    const claims = [10, 20, 30].map((rate, at) => ({ rate, held: [50, 40, 0][at]!, most: 1000 }))
    const { level, given } = fillEvenly(100, claims)
    expect(level).toBeCloseTo(2.8, 12)
    expect([...given].map((amount) => Math.round(amount * 1e9) / 1e9)).toEqual([0, 16, 84])
  })

  test('nobody gets more than the most it may have', () => {
    expect([
      ...fillEvenly(100, [
        { rate: 10, held: 0, most: 30 },
        { rate: 10, held: 0, most: 300 },
      ]).given,
    ]).toEqual([30, 70])
  })

  test('everything is given while anybody may have more', () => {
    fc.assert(
      fc.property(basins, fc.nat(800), (claims, supply) => {
        const { given } = fillEvenly(supply, claims)
        expect(sum(given)).toBeCloseTo(Math.min(supply, sum(claims.map(({ most }) => most))), 6)
      }),
    )
  })

  test('who gets something and is not full covers as long as the level; who gets nothing covers longer', () => {
    const cover = ({ rate, held }: Basin, given: number): number => (held + given) / rate
    fc.assert(
      fc.property(basins, fc.nat(800), (claims, supply) => {
        const { level, given } = fillEvenly(supply, claims)
        claims.forEach((claim, at) => {
          if (claim.rate === 0) return
          if (given[at]! > 1e-9 && given[at]! < claim.most - 1e-9)
            expect(cover(claim, given[at]!)).toBeCloseTo(level, 6)
          else if (given[at]! <= 1e-9 && claim.most > 0) expect(cover(claim, 0)).toBeGreaterThanOrEqual(level - 1e-9)
        })
      }),
    )
  })

  test('the same as bisection on the level, which shares no code with it', () => {
    fc.assert(
      fc.property(basins, fc.nat(800), (claims, supply) => {
        const flowing = claims.filter(({ rate }) => rate > 0)
        fc.pre(sum(flowing.map(({ most }) => most)) > supply && supply > 0)
        let [low, high] = [0, 1e6]
        for (let step = 0; step < 200; step++) {
          const middle = (low + high) / 2
          const filled = sum(flowing.map(({ rate, held, most }) => Math.min(most, Math.max(0, middle * rate - held))))
          if (filled < supply) low = middle
          else high = middle
        }
        const { given } = fillEvenly(supply, flowing)
        flowing.forEach(({ rate, held, most }, at) => {
          expect(given[at]).toBeCloseTo(Math.min(most, Math.max(0, high * rate - held)), 5)
        })
      }),
    )
  })
})
