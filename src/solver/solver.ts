/**
 * The one door to optimisation (SPINE 12): linear and mixed-integer programs, typed arrays in and out.
 *
 *   minimise or maximise   cost · x
 *   subject to             rowLower ≤ A x ≤ rowUpper,   columnLower ≤ x ≤ columnUpper
 *
 * Answers are proposals (SPINE 5): floating point, the same bits from the same model on the same program. Rules SV1–SV7
 * of docs/specs/solver.md.
 */

/** A by columns: column j has the entries [start[j], start[j + 1]). Bounds may be ±Infinity. */
export interface SparseModel {
  readonly sense: 'minimise' | 'maximise'
  readonly columnCount: number
  readonly rowCount: number
  readonly cost: Float64Array
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly start: Int32Array
  readonly row: Int32Array
  readonly value: Float64Array
  /** Per column: 1 = whole numbers only. Without it every column is continuous. */
  readonly whole?: Uint8Array
}

export type SolveStatus = 'optimal' | 'infeasible' | 'unbounded'

/** Arrays are empty unless the status is `optimal`; `dual` and `reducedCost` also when a column is whole. */
export interface Solved {
  readonly status: SolveStatus
  /** Of the costs as given, tie-breaking left out; NaN without an optimum. */
  readonly objective: number
  readonly primal: Float64Array
  /** Per row, the shadow price: by how much the objective grows per unit its binding bound is raised. */
  readonly dual: Float64Array
  /** Per column: cost less what its rows are worth. */
  readonly reducedCost: Float64Array
}

export interface SolveOptions {
  /**
   * Shrink the model first. Models of the usual size solve faster without it; by default it is on from 100,000 entries
   * up, and for whole numbers.
   */
  readonly presolve?: boolean
  /**
   * Size of the tiny ordered costs that decide between equally good answers, in units of cost; 0 = let the solver
   * decide. The total given up is at most this × columns × the size of the answer, so scale costs to suit.
   */
  readonly tieSpacing?: number
  /**
   * For thousands of models of a few hundred columns: the cheapest price rule per step instead of the one with the fewest
   * steps. The answer is as good, and as reproducible.
   */
  readonly quick?: boolean
}

/** Implementations have no time limit: an answer that depends on the machine's speed could not be reproduced. */
export interface Solver {
  solve(model: SparseModel, options?: SolveOptions): Solved
}
