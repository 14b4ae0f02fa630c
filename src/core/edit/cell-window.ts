import type { PlacedBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import type { CellsBefore } from './edit-plan.js'
import type { EditState } from './fold.js'

/** The cells of a box as they were at some moment: starts at the present, and goes back change by change. */
export class CellWindow {
  private readonly rows: Int32Array
  private readonly width: number
  private readonly values: Float64Array

  constructor(
    state: EditState,
    readonly box: PlacedBox,
  ) {
    const count = state.base.horizon.count
    this.rows = rowsInBox(state.base.rows, box)
    this.width = box.to - box.from
    this.values = new Float64Array(this.rows.length * this.width)
    this.rows.forEach((row, at) => {
      const first = row * count + box.from
      this.values.set(state.consensus.subarray(first, first + this.width), at * this.width)
    })
  }

  /** What the buckets hold, at [bucket − box.from]. */
  bucketTotals(): Float64Array {
    const totals = new Float64Array(this.width)
    this.values.forEach((value, cell) => {
      totals[cell % this.width]! += value
    })
    return totals
  }

  total(): number {
    return this.bucketTotals().reduce((sum, value) => sum + value, 0)
  }

  /** Back to before a change; false when it changed nothing in here. Changes must come the last one first. */
  goBack({ rows, from, to, values }: CellsBefore): boolean {
    const first = Math.max(from, this.box.from)
    const end = Math.min(to, this.box.to)
    if (first >= end) return false
    let any = false
    for (let mine = 0, other = 0; mine < this.rows.length && other < rows.length; ) {
      const difference = this.rows[mine]! - rows[other]!
      if (difference === 0) {
        for (let bucket = first; bucket < end; bucket++)
          this.values[mine * this.width + bucket - this.box.from] = values[other * (to - from) + bucket - from]!
        any = true
      }
      if (difference <= 0) mine++
      if (difference >= 0) other++
    }
    return any
  }
}
