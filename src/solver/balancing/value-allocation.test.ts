import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { SHARE_WHOLE } from '../../core/base/quantity.js'
import type { Claim } from '../../core/inventory/allocation/claim.js'
import { allocateFairly } from '../../core/inventory/allocation/shortage-allocation.js'
import { valueProgram } from '../../core/inventory/allocation/value-allocation.js'
import { loadHighsSolver } from '../highs-solver.js'
import type { Solver } from '../solver.js'
import { allocateByValue } from './value-allocation.js'

let solver: Solver
beforeAll(async () => {
  solver = await loadHighsSolver()
})

const claims = (packs: readonly number[]) =>
  fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      asked: fc.nat(500),
      rate: fc.nat(60),
      held: fc.nat(100),
      contract: fc.oneof(fc.constant(0), fc.nat(200)),
      fined: fc.constant(0),
      launch: fc.constant(0),
      priority: fc.integer({ min: 1, max: 3 }),
      worth: fc.integer({ min: 0, max: 20 }),
      pack: fc.constantFrom(...packs),
    }),
    { minLength: 1, maxLength: 7, selector: ({ id }) => id },
  )
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0)
const valueOf = (all: readonly Claim[], given: Float64Array): number =>
  sum(all.map(({ worth }, at) => worth * given[at]!))

/** The second road: floors first, then the dearest first. */
function greedy(all: readonly Claim[], supply: number, leastShare: number): number {
  const { floor, most, total } = valueProgram(supply, all, leastShare)
  let left = total - sum(floor)
  let value = valueOf(all, floor)
  for (const at of all.map((_, at) => at).sort((a, b) => all[b]!.worth - all[a]!.worth)) {
    const more = Math.min(left, most[at]! - floor[at]!)
    left -= more
    value += more * all[at]!.worth
  }
  return value
}

test('[BA23] the program finds the most margin there is above the floors', () => {
  fc.assert(
    fc.property(claims([1]), fc.nat(1500), fc.constantFrom(0, 0.3, 1), (all, supply, share) => {
      const { given, left } = allocateByValue(solver, supply, all, share * SHARE_WHOLE)
      expect(sum(given) + left).toBe(supply)
      expect(valueOf(all, given)).toBeCloseTo(greedy(all, supply, share * SHARE_WHOLE), 6)
    }),
    { numRuns: 60 },
  )
})

test('[BA23] nobody gets less than the share of fairness in whole packs, nor more than is asked; sums are exact', () => {
  fc.assert(
    fc.property(claims([1, 6, 12]), fc.nat(1500), fc.constantFrom(0, 0.5, 1), (all, supply, share) => {
      const fair = allocateFairly(supply, all)
      const { given, left, cuts } = allocateByValue(solver, supply, all, share * SHARE_WHOLE)
      expect(sum(given) + left).toBe(supply)
      given.forEach((amount, at) => {
        const { pack, contract, asked } = all[at]!
        const least = Math.floor(fair.given[at]! * share)
        expect(amount).toBeGreaterThanOrEqual(least - (least % pack))
        expect(amount).toBeGreaterThanOrEqual(Math.min(contract, asked, fair.given[at]!))
        expect(amount).toBeLessThanOrEqual(asked)
        expect(Number.isInteger(amount)).toBe(true)
      })
      expect(cuts.length).toBe(all.filter(({ asked }, at) => given[at]! < asked).length)
    }),
    { numRuns: 60 },
  )
})

test('[BA16] the order of the claims does not matter', () => {
  fc.assert(
    fc.property(claims([1, 6]), fc.nat(1500), (all, supply) => {
      const forward = allocateByValue(solver, supply, all, SHARE_WHOLE / 2)
      const backward = allocateByValue(solver, supply, [...all].reverse(), SHARE_WHOLE / 2)
      expect([...backward.given].reverse()).toEqual([...forward.given])
    }),
    { numRuns: 30 },
  )
})
