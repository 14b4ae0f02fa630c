import { limitBounds, limitUse, usesLimits } from '../../core/inventory/balancing/limit-prices.js'
import { lossOf, type TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import { hasLimits, type SharedLimits, sharedPacks } from '../../core/inventory/balancing/whole-packs.js'
import type { Solver } from '../solver.js'
import type { ItemSolvers } from './item-solvers.js'
import { joinItems } from './joined-items.js'

/** The balance of many items in fractions, as the linear program has it. */
export interface Balanced {
  /** Of each item, by arc, in thousandths. */
  readonly units: readonly Float64Array[]
  readonly loss: number
  /** No plan loses less than this. */
  readonly bound: number
  /** How often items were asked for plans. */
  readonly rounds: number
}

/** Split by item, joined on what they share (BA12). */
export async function balanceFractions(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  limits: SharedLimits,
): Promise<Balanced> {
  const free = await solvers.fractions(problems, null)
  const losses = problems.map((problem, item) => lossOf(problem, free[item]!))
  const loss = sum(losses)
  if (!hasLimits(limits) || keeps(problems, free, limits)) return { units: free, loss, bound: loss, rounds: 1 }
  const bound = problems.flatMap((problem, item) => (usesLimits(problem, limits) ? [item] : []))
  const joined = await joinItems(
    solver,
    solvers,
    bound.map((item) => problems[item]!),
    bound.map((item) => free[item]!),
    limits,
  )
  const units = [...free]
  bound.forEach((item, at) => {
    units[item] = joined.units[at]!
  })
  const others = sum(losses) - sum(bound.map((item) => losses[item]!))
  return { units, loss: joined.loss + others, bound: joined.bound + others, rounds: joined.rounds }
}

/** The same in whole packs: an item that shares nothing is rounded by itself. */
export async function balancePacks(
  solver: Solver,
  solvers: ItemSolvers,
  problems: readonly TransferProblem[],
  limits: SharedLimits,
): Promise<readonly Float64Array[]> {
  if (!hasLimits(limits)) return solvers.packs(problems)
  const { units } = await balanceFractions(solver, solvers, problems, limits)
  return sharedPacks(problems, units, limits)
}

function keeps(problems: readonly TransferProblem[], units: readonly Float64Array[], limits: SharedLimits): boolean {
  const bounds = limitBounds(limits)
  const used = new Float64Array(bounds.length)
  problems.forEach((problem, item) => {
    limitUse(problem, units[item]!, limits).forEach((use, limit) => {
      used[limit]! += use
    })
  })
  return used.every((use, limit) => use <= bounds[limit]!)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
