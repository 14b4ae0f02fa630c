/**
 * Gathers cells in any order into a `SparseColumn`: cells of the same row and bucket are added up, empty ones dropped.
 * The values are whole numbers, so the order of adding does not matter. No object per cell.
 */
import type { SparseColumn } from '../plan/plan.js'

export interface SparseCells {
  add(row: number, bucket: number, value: number): void
  close(): SparseColumn
}

export function openCells(rowCount: number, bucketCount: number): SparseCells {
  let rows = new Int32Array(1024)
  let buckets = new Uint16Array(1024)
  let values = new Float64Array(1024)
  let count = 0
  const grow = (): void => {
    const [oldRows, oldBuckets, oldValues] = [rows, buckets, values]
    rows = new Int32Array(count * 2)
    buckets = new Uint16Array(count * 2)
    values = new Float64Array(count * 2)
    rows.set(oldRows)
    buckets.set(oldBuckets)
    values.set(oldValues)
  }
  return {
    add(row, bucket, value) {
      if (value === 0) return
      if (count === rows.length) grow()
      rows[count] = row
      buckets[count] = bucket
      values[count] = value
      count += 1
    },
    close() {
      const order = orderByRow(rows, count, rowCount)
      const start = new Int32Array(rowCount + 1)
      const bucket = new Uint16Array(count)
      const value = new Float64Array(count)
      const dense = new Float64Array(bucketCount)
      let kept = 0
      for (let row = 0, at = 0; row < rowCount; row++) {
        const first = at
        for (; at < count && rows[order[at]!] === row; at++) dense[buckets[order[at]!]!]! += values[order[at]!]!
        if (at > first)
          for (let slot = 0; slot < bucketCount; slot++) {
            if (dense[slot] === 0) continue
            bucket[kept] = slot
            value[kept] = dense[slot]!
            dense[slot] = 0
            kept += 1
          }
        start[row + 1] = kept
      }
      return { start, bucket: bucket.slice(0, kept), value: value.slice(0, kept) }
    },
  }
}

function orderByRow(rows: Int32Array, count: number, rowCount: number): Int32Array {
  const next = new Int32Array(rowCount + 1)
  for (let cell = 0; cell < count; cell++) next[rows[cell]! + 1]! += 1
  for (let row = 0; row < rowCount; row++) next[row + 1]! += next[row]!
  const order = new Int32Array(count)
  for (let cell = 0; cell < count; cell++) order[next[rows[cell]!]!++] = cell
  return order
}
