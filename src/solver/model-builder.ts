import { assert } from '../core/base/assert.js'
import type { SparseModel } from './solver.js'

/** Collects columns, rows and entries in any order and packs them by column. */
export interface ModelBuilder {
  /** Its number. Bounds 0 and Infinity unless given. */
  column(cost: number, bounds?: { lower?: number; upper?: number; whole?: boolean }): number
  /** Its number. */
  row(lower: number, upper: number): number
  /** Entries of the same row and column add up. */
  entry(row: number, column: number, value: number): void
  build(): SparseModel
}

export function modelBuilder(sense: SparseModel['sense']): ModelBuilder {
  const cost: number[] = []
  const columnLower: number[] = []
  const columnUpper: number[] = []
  const whole: number[] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  const entries: { row: number; column: number; value: number }[] = []
  return {
    column(price, { lower = 0, upper = Number.POSITIVE_INFINITY, whole: wholeOnly = false } = {}) {
      columnLower.push(lower)
      columnUpper.push(upper)
      whole.push(wholeOnly ? 1 : 0)
      return cost.push(price) - 1
    },
    row(lower, upper) {
      rowUpper.push(upper)
      return rowLower.push(lower) - 1
    },
    entry(row, column, value) {
      assert(column < cost.length && row < rowLower.length, 'an entry names no row or column', { row, column })
      entries.push({ row, column, value })
    },
    build() {
      return {
        sense,
        columnCount: cost.length,
        rowCount: rowLower.length,
        cost: Float64Array.from(cost),
        columnLower: Float64Array.from(columnLower),
        columnUpper: Float64Array.from(columnUpper),
        rowLower: Float64Array.from(rowLower),
        rowUpper: Float64Array.from(rowUpper),
        ...pack(entries, cost.length),
        ...(whole.includes(1) ? { whole: Uint8Array.from(whole) } : {}),
      }
    },
  }
}

function pack(
  entries: readonly { row: number; column: number; value: number }[],
  columnCount: number,
): Pick<SparseModel, 'start' | 'row' | 'value'> {
  const sorted = [...entries].sort((a, b) => a.column - b.column || a.row - b.row)
  const start = new Int32Array(columnCount + 1)
  const row: number[] = []
  const value: number[] = []
  let last: { row: number; column: number } | null = null
  for (const entry of sorted) {
    if (last !== null && last.row === entry.row && last.column === entry.column) value[value.length - 1]! += entry.value
    else {
      row.push(entry.row)
      value.push(entry.value)
      start[entry.column + 1]! += 1
    }
    last = entry
  }
  for (let column = 0; column < columnCount; column++) start[column + 1]! += start[column]!
  return { start, row: Int32Array.from(row), value: Float64Array.from(value) }
}
