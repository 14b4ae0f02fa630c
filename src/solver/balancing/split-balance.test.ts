import { beforeAll, describe, expect, test } from 'vitest'
import { leastLoss } from '../../../tests/support/one-program.js'
import { drawProblems } from '../../bench/balancing-items.js'
import { freightOf, lossOfAll, lossOfNothing } from '../../core/inventory/balancing/transfer-problem.js'
import { NO_LIMITS, type SharedLimits } from '../../core/inventory/balancing/whole-packs.js'
import { loadHighsSolver } from '../highs-solver.js'
import type { Solver } from '../solver.js'
import { inlineSolvers } from './item-solvers.js'
import { balanceFractions, balancePacks } from './split-balance.js'

let solver: Solver
beforeAll(async () => {
  solver = await loadHighsSolver()
})

describe('[BA12] split by item and joined again, it is the optimum of the one program', () => {
  for (const seed of [1, 2, 3])
    for (const [name, share] of [
      ['nothing shared', null],
      ['a third of the freight', 0.33],
      ['a twentieth of the freight', 0.05],
    ] as const)
      test(`30 items at 8 nodes, seed ${seed}, ${name}`, async () => {
        const problems = drawProblems(30, { nodes: 8, seed, fleets: share === null ? 0 : 4 })
        const free = await balanceFractions(solver, inlineSolvers(solver), problems, NO_LIMITS)
        const spent = problems.reduce((sum, problem, item) => sum + freightOf(problem, free.units[item]!), 0)
        const carried = new Float64Array(share === null ? 0 : 4)
        problems.forEach(({ arcFleet }, item) => {
          arcFleet.forEach((fleet, arc) => {
            if (fleet >= 0) carried[fleet]! += free.units[item]![arc]!
          })
        })
        const limits =
          share === null
            ? NO_LIMITS
            : { budget: spent * share, fleets: carried.map((units) => Math.floor(units * 0.5)) }
        const split = await balanceFractions(solver, inlineSolvers(solver), problems, limits)
        const joint = await leastLoss(problems, limits)
        expect(Math.abs(split.loss - joint)).toBeLessThanOrEqual(1e-6 * joint)
        expect(split.loss).toBeCloseTo(lossOfAll(problems, split.units), 6)
        expect(split.bound).toBeLessThanOrEqual(joint * (1 + 1e-6))
        // Whole packs cost something, and are still far better than nothing.
        const packs = lossOfAll(problems, await balancePacks(solver, inlineSolvers(solver), problems, limits))
        const nothing = problems.reduce((sum, problem) => sum + lossOfNothing(problem), 0)
        expect(packs).toBeGreaterThanOrEqual(split.loss * (1 - 1e-6))
        expect(nothing - packs).toBeGreaterThan(0.85 * (nothing - split.loss))
      })
})

test('[BA12] with so many items that some are asked first, the mix proves itself and keeps the budget', async () => {
  const problems = drawProblems(4000, { nodes: 4, seed: 21 })
  expect(problems.length).toBeGreaterThan(2500)
  const free = await balanceFractions(solver, inlineSolvers(solver), problems, NO_LIMITS)
  const freight = (units: readonly Float64Array[]): number =>
    problems.reduce((sum, problem, item) => sum + freightOf(problem, units[item]!), 0)
  const budget = freight(free.units) * 0.4
  const limits: SharedLimits = { budget, fleets: new Float64Array(0) }
  const split = await balanceFractions(solver, inlineSolvers(solver), problems, limits)
  expect(split.loss - split.bound).toBeLessThanOrEqual(1e-8 * split.loss)
  expect(freight(split.units)).toBeLessThanOrEqual(budget * (1 + 1e-9))
  expect(split.loss).toBeGreaterThan(free.loss)
})
