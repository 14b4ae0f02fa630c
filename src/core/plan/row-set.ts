/** Sorted row numbers without repetition, or every row. */
export type RowSet = 'all' | Int32Array

export const NO_ROWS = new Int32Array(0)

export function uniteRows(a: Int32Array, b: Int32Array): Int32Array
export function uniteRows(a: RowSet, b: RowSet): RowSet
export function uniteRows(a: RowSet, b: RowSet): RowSet {
  if (a === 'all' || b === 'all') return 'all'
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a
  const united = new Int32Array(a.length + b.length)
  let count = 0
  for (let left = 0, right = 0; left < a.length || right < b.length; ) {
    const [one, other] = [a[left] ?? END, b[right] ?? END]
    united[count++] = one < other ? one : other
    if (one <= other) left++
    if (other <= one) right++
  }
  return united.slice(0, count)
}

const END = 0x7fffffff

export function rowsOf(set: RowSet, count: number): Int32Array {
  return set === 'all' ? Int32Array.from({ length: count }, (_, row) => row) : set
}

/** Rows that are found one by one, in any order and perhaps again: each is kept once. */
export class RowMarks {
  private readonly marked: Uint8Array
  private rows = new Int32Array(64)
  private found = 0

  constructor(rowCount: number) {
    this.marked = new Uint8Array(rowCount)
  }

  /** Whether the row was not there yet. */
  add(row: number): boolean {
    if (this.marked[row] === 1) return false
    this.marked[row] = 1
    if (this.found === this.rows.length) {
      const wider = new Int32Array(this.found * 2)
      wider.set(this.rows)
      this.rows = wider
    }
    this.rows[this.found++] = row
    return true
  }

  has(row: number): boolean {
    return this.marked[row] === 1
  }

  get count(): number {
    return this.found
  }

  /** The row that was found as number `at`. */
  at(at: number): number {
    return this.rows[at]!
  }

  sorted(): Int32Array {
    // Many are quicker read off their marks than sorted.
    if (this.found * MANY > this.marked.length) return markedRows(this.marked, this.found)
    return this.rows.slice(0, this.found).sort()
  }
}

const MANY = 32

/** The rows with a mark, ascending, when it is known how many there are. */
export function markedRows(marked: Uint8Array, count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0, at = 0; at < count; row++) if (marked[row] === 1) rows[at++] = row
  return rows
}
