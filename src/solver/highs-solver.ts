import highsModule, { type Highs } from 'highs'
import { assert } from '../core/base/assert.js'
import type { Solved, SolveOptions, Solver, SolveStatus, SparseModel } from './solver.js'
import { breakTies, TIE_SPACING } from './tie-break.js'

/** The package is typed as CommonJS, so its default export looks one level deeper than it is. */
const loadHighs = highsModule as unknown as typeof highsModule.default

const PRESOLVE_FROM_ENTRIES = 100_000

/** The default relative gap of 1e-4 would call an answer optimal that costs 0.01 % more. */
const EXACT_GAPS = { mip_rel_gap: 0, mip_abs_gap: 1e-9 }

/** Dantzig's rule: more steps than steepest edge, each of which costs less; for small models that is quicker. */
const QUICK_STEPS = { simplex_dual_edge_weight_strategy: 0 }

/**
 * HiGHS compiled to WebAssembly (docs/decisions/0005-highs.md). Loading takes tens of milliseconds, once; solving is
 * synchronous, so a long one belongs in a worker.
 */
export async function loadHighsSolver(): Promise<Solver> {
  const highs = await loadHighs()
  return { solve: (model, options = {}) => solve(highs, model, options) }
}

function solve(highs: Highs, model: SparseModel, options: SolveOptions): Solved {
  assertWellFormed(model)
  if (model.columnCount === 0) return solveEmpty(model)
  const isWhole = model.whole?.includes(1) ?? false
  const presolve = options.presolve ?? (isWhole || model.value.length >= PRESOLVE_FROM_ENTRIES)
  const native = highs.createModel()
  try {
    native.options.set({
      output_flag: false,
      random_seed: 0,
      ...EXACT_GAPS,
      presolve: presolve ? 'on' : 'off',
      ...(options.quick === true ? QUICK_STEPS : {}),
    })
    native.passModel({
      numCols: model.columnCount,
      numRows: model.rowCount,
      sense: highs.constants.objectiveSense[model.sense === 'minimise' ? 'minimize' : 'maximize'],
      colCost: breakTies(model.cost, model.sense, options.tieSpacing ?? TIE_SPACING),
      colLower: model.columnLower,
      colUpper: model.columnUpper,
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      matrix: {
        format: 'csc',
        numRows: model.rowCount,
        numCols: model.columnCount,
        starts: model.start,
        indices: model.row,
        values: model.value,
      },
      ...(isWhole ? { integrality: Int32Array.from(model.whole!) } : {}),
    })
    const status = run(highs, native)
    if (status !== 'optimal') return withoutAnswer(status)
    const { colValue, rowDual, colDual } = native.getSolution()
    return {
      status,
      objective: dot(model.cost, colValue),
      primal: colValue,
      dual: isWhole ? new Float64Array(0) : rowDual,
      reducedCost: isWhole ? new Float64Array(0) : colDual,
    }
  } finally {
    // Memory of WebAssembly is not collected with the JavaScript object.
    native.dispose()
  }
}

/** Presolve may find that there is no optimum without finding out why; then the model itself is asked. */
function run(highs: Highs, native: ReturnType<Highs['createModel']>): SolveStatus {
  const { modelStatus } = highs.constants
  let { modelStatus: found } = native.run()
  if (found === modelStatus.unboundedOrInfeasible) {
    native.clearSolver()
    native.options.set('presolve', 'off')
    found = native.run().modelStatus
  }
  if (found === modelStatus.optimal) return 'optimal'
  if (found === modelStatus.infeasible) return 'infeasible'
  assert(found === modelStatus.unbounded, 'the solver ended without an answer', { modelStatus: found })
  return 'unbounded'
}

function solveEmpty({ rowCount, rowLower, rowUpper }: SparseModel): Solved {
  for (let row = 0; row < rowCount; row++)
    if (rowLower[row]! > 0 || rowUpper[row]! < 0) return withoutAnswer('infeasible')
  const none = new Float64Array(0)
  return { status: 'optimal', objective: 0, primal: none, dual: new Float64Array(rowCount), reducedCost: none }
}

function withoutAnswer(status: SolveStatus): Solved {
  const none = new Float64Array(0)
  return { status, objective: Number.NaN, primal: none, dual: none, reducedCost: none }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

function assertWellFormed(model: SparseModel): void {
  const { columnCount, rowCount, start, row, value } = model
  for (const array of [model.cost, model.columnLower, model.columnUpper, model.whole ?? model.cost])
    assert(array.length === columnCount, 'an array of the model does not have one value per column')
  for (const array of [model.rowLower, model.rowUpper])
    assert(array.length === rowCount, 'an array of the model does not have one value per row')
  assert(start.length === columnCount + 1 && start[0] === 0, 'column starts do not begin at 0 or miss their end')
  const entries = start[columnCount]!
  assert(row.length === entries && value.length === entries, 'entries do not match the column starts', { entries })
}
