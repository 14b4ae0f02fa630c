/**
 * Rows of a wide column lie far apart in memory. A loop that works through them and branches on what it finds waits for
 * each in turn, because the processor cannot look past a branch it did not foresee; a loop that only reads asks for many
 * at once. Reading a block of rows before working on it makes the work on narrow windows two to four times as fast.
 */

/** Rows of a block: a few columns of them fit the nearest cache. */
export const NEAR_ROWS = 48

/** Cells of one line of the cache. */
const LINE_CELLS = 8

/** Written so that nobody leaves the reading out. */
let lastRead = 0

/** Reads the cells [from, to) of rows[start … end) of a column with `bucketCount` cells a row. */
export function bringNear(
  column: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  bucketCount: number,
  from: number,
  to: number,
): void {
  let read = 0
  for (let at = start; at < end; at++) {
    const base = rows[at]! * bucketCount
    for (let cell = base + from; cell < base + to; cell += LINE_CELLS) read += column[cell]!
    read += column[base + to - 1]!
  }
  lastRead = read
}

/** What was read last; of no use to anybody. */
export const lastNear = (): number => lastRead
