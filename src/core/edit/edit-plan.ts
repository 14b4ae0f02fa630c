import type { Company } from '../network/company.js'
import type { Rows } from '../plan/plan.js'
import type { PlanTrees } from './box.js'
import type { LockSet } from './lock-set.js'

/** What an edit needs to know of a plan and does not change. Columns at [row * horizon.count + bucket]. */
export interface EditPlan extends PlanTrees {
  /** The demand rows. */
  readonly rows: Rows
  /** Where they are not given, a plan is taken to keep the stock rows that its demand needs. */
  readonly stockRows?: Rows
  /** As it was before any entry. */
  readonly company: Company
  /** The statistical forecast, whole thousandths. */
  readonly baseline: Float64Array
  /** Whole thousandths in the smallest pack of each product leaf; 0 where it is not known. */
  readonly packUnits: Float64Array
}

/** What quantity edits change. The column is written in place; the locks are replaced. */
export interface EditCells {
  readonly consensus: Float64Array
  locks: LockSet
}

/** What cells were before a change: row by row, the buckets [from, to) of rows that changed. */
export interface CellsBefore {
  readonly rows: Int32Array
  readonly from: number
  readonly to: number
  readonly values: Float64Array
}

export const NO_CELLS: CellsBefore = { rows: new Int32Array(0), from: 0, to: 0, values: new Float64Array(0) }

/** Keeps what the cells of one row after another were, before they are written. */
export class CellKeeper {
  private readonly rows: Int32Array
  private readonly values: Float64Array
  private count = 0

  constructor(
    private readonly consensus: Float64Array,
    private readonly bucketCount: number,
    private readonly from: number,
    private readonly to: number,
    /** Rows at most. */
    room: number,
  ) {
    this.rows = new Int32Array(room)
    this.values = new Float64Array(room * (to - from))
  }

  keep(row: number): void {
    const base = row * this.bucketCount
    const width = this.to - this.from
    let at = this.count * width
    for (let bucket = this.from; bucket < this.to; bucket++) this.values[at++] = this.consensus[base + bucket]!
    this.rows[this.count++] = row
  }

  close(): CellsBefore {
    const { rows, values, count, from, to } = this
    if (count === 0) return NO_CELLS
    const all = count === rows.length
    return {
      rows: all ? rows : rows.slice(0, count),
      from,
      to,
      values: all ? values : values.slice(0, count * (to - from)),
    }
  }
}

export function restoreCells(consensus: Float64Array, bucketCount: number, before: CellsBefore): void {
  const { rows, from, to, values } = before
  const width = to - from
  for (let at = 0; at < rows.length; at++) {
    const base = rows[at]! * bucketCount + from
    for (let cell = 0; cell < width; cell++) consensus[base + cell] = values[at * width + cell]!
  }
}
