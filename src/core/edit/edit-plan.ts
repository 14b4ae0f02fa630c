import type { Company } from '../network/company.js'
import type { Rows } from '../plan/plan.js'
import type { Threads } from '../plan/runner.js'
import type { PlanTrees } from './box.js'
import type { LockSet } from './lock-set.js'
import { INT32_MAX, type SpreadRows } from './spread-rows.js'

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
  /** With whom long loops over rows are shared; nobody, where it is absent. */
  readonly threads?: Threads<SpreadRows> | undefined
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
  /** In half the room as long as every cell is below 2^31. */
  readonly values: Int32Array | Float64Array
}

export const NO_CELLS: CellsBefore = { rows: new Int32Array(0), from: 0, to: 0, values: new Float64Array(0) }

/** Keeps what the cells of one row after another were, before they are written. */
export class CellKeeper {
  private readonly rows: Int32Array
  private values: Int32Array | Float64Array
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
    this.values = new Int32Array(room * (to - from))
  }

  keep(row: number): void {
    const base = row * this.bucketCount
    const width = this.to - this.from
    const at = this.count * width
    if (this.values instanceof Int32Array && !keepNarrow(this.consensus, base + this.from, width, this.values, at))
      this.values = Float64Array.from(this.values)
    if (this.values instanceof Float64Array)
      for (let cell = 0; cell < width; cell++) this.values[at + cell] = this.consensus[base + this.from + cell]!
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

/** False when a value does not fit. */
function keepNarrow(values: Float64Array, first: number, count: number, into: Int32Array, at: number): boolean {
  let largest = 0
  for (let cell = 0; cell < count; cell++) {
    const value = values[first + cell]!
    if (value > largest) largest = value
    into[at + cell] = value
  }
  return largest <= INT32_MAX
}

export function restoreCells(consensus: Float64Array, bucketCount: number, before: CellsBefore): void {
  const { rows, from, to, values } = before
  const width = to - from
  for (let at = 0; at < rows.length; at++) {
    const base = rows[at]! * bucketCount + from
    for (let cell = 0; cell < width; cell++) consensus[base + cell] = values[at * width + cell]!
  }
}
