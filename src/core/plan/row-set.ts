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

/** Numbers that are found one by one, kept in their order. */
export class RowList {
  private rows = new Int32Array(64)
  count = 0

  add(row: number): void {
    if (this.count === this.rows.length) {
      const wider = new Int32Array(this.count * 2)
      wider.set(this.rows)
      this.rows = wider
    }
    this.rows[this.count++] = row
  }

  at(at: number): number {
    return this.rows[at]!
  }

  all(): Int32Array {
    return this.rows.slice(0, this.count)
  }
}

/** Rows that are found one by one, in any order and perhaps again: each is kept once. */
export class RowMarks {
  private readonly marked: Uint8Array
  private readonly found = new RowList()

  constructor(rowCount: number) {
    this.marked = new Uint8Array(rowCount)
  }

  /** Whether the row was not there yet. */
  add(row: number): boolean {
    if (this.marked[row] === 1) return false
    this.marked[row] = 1
    this.found.add(row)
    return true
  }

  has(row: number): boolean {
    return this.marked[row] === 1
  }

  get count(): number {
    return this.found.count
  }

  /** The row that was found as number `at`. */
  at(at: number): number {
    return this.found.at(at)
  }

  sorted(): Int32Array {
    // Many are quicker read off their marks than sorted.
    const { count } = this.found
    return count * MANY > this.marked.length ? markedRows(this.marked, count) : this.found.all().sort()
  }
}

const MANY = 32

/** The rows with a mark, ascending, when it is known how many there are. */
export function markedRows(marked: Uint8Array, count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0, at = 0; at < count; row++) if (marked[row] === 1) rows[at++] = row
  return rows
}
