import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim } from './claim.js'
import { allocateFairly } from './shortage-allocation.js'

const claim = (id: string, asked: number, more: Partial<Claim> = {}): Claim => ({
  id,
  asked,
  rate: asked,
  held: 0,
  contract: 0,
  fined: 0,
  launch: 0,
  priority: 1,
  worth: 1,
  pack: 1,
  ...more,
})

const claims = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    asked: fc.nat(500),
    rate: fc.nat(60),
    held: fc.nat(100),
    contract: fc.oneof(fc.constant(0), fc.nat(200)),
    fined: fc.oneof(fc.constant(0), fc.nat(200)),
    launch: fc.oneof(fc.constant(0), fc.nat(200)),
    priority: fc.integer({ min: 1, max: 3 }),
    worth: fc.integer({ min: 0, max: 20 }),
    pack: fc.constantFrom(1, 6, 12),
  }),
  { minLength: 1, maxLength: 7, selector: ({ id }) => id },
)
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)

describe('[BA20] the stages', () => {
  test('contract before fine before launch before priority', () => {
    const all = [
      claim('first', 100, { priority: 0 }),
      claim('launch', 100, { launch: 40 }),
      claim('fine', 100, { fined: 30 }),
      claim('contract', 100, { contract: 20 }),
    ]
    const given = (supply: number): number[] => [...allocateFairly(supply, all).given]
    expect(given(20)).toEqual([0, 0, 0, 20])
    expect(given(50)).toEqual([0, 0, 30, 20])
    expect(given(90)).toEqual([0, 40, 30, 20])
    expect(given(150)).toEqual([60, 40, 30, 20])
    expect(given(400)).toEqual([100, 100, 100, 100])
  })

  test('a smaller priority number is served whole before a larger one gets anything', () => {
    fc.assert(
      fc.property(claims, fc.nat(2000), (all, supply) => {
        const plain = all.map((one) => ({ ...one, contract: 0, fined: 0, launch: 0 }))
        const { given } = allocateFairly(supply, plain)
        plain.forEach((one, at) => {
          if (given[at] === 0) return
          const before = plain.filter(({ priority }) => priority < one.priority)
          for (const other of before) expect(given[plain.indexOf(other)]).toBe(other.asked)
        })
      }),
    )
  })
})

test('[BA21] golden: 0, 16, 84 (DOMAIN §6.10)', () => {
  const all = [10, 20, 30].map((rate, at) => claim(`c${at}`, 1000, { rate, held: [50, 40, 0][at]! }))
  const { given, level } = allocateFairly(100, all)
  expect([...given]).toEqual([0, 16, 84])
  expect(level).toBeCloseTo(2.8, 12)
})

describe('[BA22] exact sums and whole packs', () => {
  test('given and left add up to the supply, and nobody gets more than is asked', () => {
    fc.assert(
      fc.property(claims, fc.nat(2000), (all, supply) => {
        const { given, left } = allocateFairly(supply, all)
        expect(sum(given) + left).toBe(supply)
        given.forEach((amount, at) => {
          expect(Number.isInteger(amount)).toBe(true)
          expect(amount).toBeGreaterThanOrEqual(0)
          expect(amount).toBeLessThanOrEqual(all[at]!.asked)
        })
        if (left > 0) expect([...given]).toEqual(all.map(({ asked }) => asked))
      }),
    )
  })

  test('whole packs, but for what is less than one', () => {
    const all = ['a', 'b', 'c'].map((id) => claim(id, 60, { pack: 12, rate: 10 }))
    const { given } = allocateFairly(100, all)
    expect([...given].sort((a, b) => a - b)).toEqual([28, 36, 36])
  })
})

describe('[BA24] who was cut and why', () => {
  test('everybody who gets less than was asked, and nobody else', () => {
    fc.assert(
      fc.property(claims, fc.nat(2000), (all, supply) => {
        const { given, cuts } = allocateFairly(supply, all)
        const short = all.filter(({ asked }, at) => given[at]! < asked).map(({ id }) => id)
        expect(cuts.map(({ id }) => id)).toEqual([...short].sort((a, b) => (a < b ? -1 : 1)))
        for (const cut of cuts) expect(cut.given).toBe(given[all.findIndex(({ id }) => id === cut.id)])
      }),
    )
  })

  test('the stage at which supply ended', () => {
    const all = [claim('a', 100, { contract: 50 }), claim('b', 100, { priority: 2 }), claim('c', 100, { priority: 3 })]
    expect(allocateFairly(30, all).cuts.map(({ reason }) => reason)).toEqual(['contract', 'contract', 'contract'])
    expect(allocateFairly(150, all).cuts).toEqual([
      { id: 'b', asked: 100, given: 50, reason: 'priority', priority: 2 },
      { id: 'c', asked: 100, given: 0, reason: 'priority', priority: 2 },
    ])
  })
})

test('[BA16] the order of the claims does not matter', () => {
  fc.assert(
    fc.property(claims, fc.nat(2000), (all, supply) => {
      const forward = allocateFairly(supply, all)
      const backward = allocateFairly(supply, [...all].reverse())
      expect([...backward.given].reverse()).toEqual([...forward.given])
      expect(backward.cuts).toEqual(forward.cuts)
    }),
  )
})
