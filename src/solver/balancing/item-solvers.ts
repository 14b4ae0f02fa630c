import type { LimitPrices } from '../../core/inventory/balancing/limit-prices.js'
import type { TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import type { Solver } from '../solver.js'
import { solveItem, solvePacks } from './solve-item.js'

/** Solves items, each by itself; the same bytes whoever does it, in whatever order. */
export interface ItemSolvers {
  /** The best fractions of each item at these prices. */
  fractions(problems: readonly TransferProblem[], prices: LimitPrices | null): Promise<Float64Array[]>
  /** The whole packs of each item, where nothing is shared. */
  packs(problems: readonly TransferProblem[]): Promise<Float64Array[]>
}

/** On the caller's own thread. */
export const inlineSolvers = (solver: Solver): ItemSolvers => ({
  fractions: async (problems, prices) => problems.map((problem) => solveItem(solver, problem, prices)),
  packs: async (problems) => problems.map((problem) => solvePacks(solver, problem)),
})
