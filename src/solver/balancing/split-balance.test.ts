import { beforeAll, describe, expect, test } from 'vitest'
import { drawProblems } from '../../bench/balancing-items.js'
import {
  freightOf,
  lossOf,
  lossOfNothing,
  type TransferProblem,
} from '../../core/inventory/balancing/transfer-problem.js'
import { NO_LIMITS, type SharedLimits } from '../../core/inventory/balancing/whole-packs.js'
import { loadHighsSolver } from '../highs-solver.js'
import { modelBuilder } from '../model-builder.js'
import type { Solver } from '../solver.js'
import { inlineSolvers } from './item-solvers.js'
import { balanceFractions, balancePacks } from './split-balance.js'

let solver: Solver
beforeAll(async () => {
  solver = await loadHighsSolver()
})

const total = (problems: readonly TransferProblem[], units: readonly Float64Array[]): number =>
  problems.reduce((sum, problem, item) => sum + lossOf(problem, units[item]!), 0)

/**
 * The second road: one program over everything, with what lacks in each stratum of demand as a column of its own instead of
 * the pieces of the losses.
 */
function jointLoss(problems: readonly TransferProblem[], { budget, fleets }: SharedLimits): number {
  const builder = modelBuilder('minimise')
  const money = builder.row(-Infinity, budget ?? Infinity)
  const fleetRows = Array.from(fleets, (units) => builder.row(-Infinity, units / 1000))
  for (const problem of problems) {
    const { strata } = problem
    const arcs = Array.from(problem.arcCost, (cost) => builder.column(cost))
    const entries = (of: Int32Array, at: number, row: number, factor: number): void =>
      arcs.forEach((column, arc) => {
        if (of[arc] === at) builder.entry(row, column, factor)
      })
    problem.taker.forEach((_, taker) => {
      for (let stratum = 0; stratum < strata; stratum++) {
        const short = builder.column(problem.takerWorth[taker]! / strata)
        const row = builder.row(problem.lack[taker * strata + stratum]! / 1000, Infinity)
        builder.entry(row, short, 1)
        entries(problem.arcTaker, taker, row, 1)
      }
    })
    problem.giver.forEach((_, giver) => {
      entries(problem.arcGiver, giver, builder.row(-Infinity, problem.surplus[giver]! / 1000), 1)
      for (let stratum = 0; stratum < strata; stratum++) {
        const short = builder.column(problem.giverWorth[giver]! / strata)
        const row = builder.row(-Infinity, problem.spare[giver * strata + stratum]! / 1000)
        builder.entry(row, short, -1)
        entries(problem.arcGiver, giver, row, 1)
      }
    })
    problem.lifeBound.forEach((bound, life) => {
      const row = builder.row(-Infinity, bound / 1000)
      arcs.forEach((column, arc) => {
        if (problem.arcGiver[arc] === problem.lifeGiver[life] && problem.arcLife[arc]! >= problem.lifeDay[life]!)
          builder.entry(row, column, 1)
      })
    })
    arcs.forEach((column, arc) => {
      builder.entry(money, column, problem.arcCost[arc]!)
      if (problem.arcFleet[arc]! >= 0) builder.entry(fleetRows[problem.arcFleet[arc]!]!, column, 1)
    })
  }
  const { status, objective } = solver.solve(builder.build(), { presolve: true, tieSpacing: 0 })
  expect(status).toBe('optimal')
  return objective
}

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
        const joint = jointLoss(problems, limits)
        expect(Math.abs(split.loss - joint)).toBeLessThanOrEqual(1e-6 * joint)
        expect(split.loss).toBeCloseTo(total(problems, split.units), 6)
        expect(split.bound).toBeLessThanOrEqual(joint * (1 + 1e-6))
        // Whole packs cost something, and are still far better than nothing.
        const packs = total(problems, await balancePacks(solver, inlineSolvers(solver), problems, limits))
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
