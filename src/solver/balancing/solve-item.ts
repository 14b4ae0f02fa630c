import { assert } from '../../core/base/assert.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { arcPrices, type LimitPrices } from '../../core/inventory/balancing/limit-prices.js'
import type { TransferProblem } from '../../core/inventory/balancing/transfer-problem.js'
import { wholePacks } from '../../core/inventory/balancing/whole-packs.js'
import type { Solver } from '../solver.js'
import { transferModel } from './transfer-model.js'

/** What is best for one item at the prices of what items share: fractions of thousandths, by arc. Rule BA10. */
export function solveItem(solver: Solver, problem: TransferProblem, prices: LimitPrices | null): Float64Array {
  const model = transferModel(problem, prices === null ? null : arcPrices(problem, prices))
  const { status, primal } = solver.solve(model, { presolve: false, tieSpacing: TIE_SPACING, quick: true })
  assert(status === 'optimal', 'an item cannot be balanced', { status })
  const units = new Float64Array(problem.arcCost.length)
  for (let arc = 0; arc < units.length; arc++) units[arc] = Math.max(0, primal[arc]!) * QUANTITY_PER_UNIT
  return units
}

/** Costs are scaled to a thousand: what ties give up is less than a millionth of what the dearest units are worth. */
const TIE_SPACING = 1e-6

export const solvePacks = (solver: Solver, problem: TransferProblem): Float64Array =>
  wholePacks(problem, solveItem(solver, problem, null))
