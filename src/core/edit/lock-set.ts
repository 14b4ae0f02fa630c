/**
 * Which cells are locked: a bit per bucket, 32 to a word, in pages of rows. A page is copied when it is written and
 * shared otherwise, so that a scenario's locks cost what differs from its parent's. A page without a lock is null.
 */
const PAGE_BITS = 10
const PAGE_ROWS = 1 << PAGE_BITS

export interface LockSet {
  readonly wordsPerRow: number
  readonly pages: readonly (Int32Array | null)[]
}

export function noLocks(rowCount: number, bucketCount: number): LockSet {
  return {
    wordsPerRow: Math.ceil(bucketCount / 32),
    pages: new Array<Int32Array | null>(Math.ceil(rowCount / PAGE_ROWS)).fill(null),
  }
}

export function isLocked(locks: LockSet, row: number, bucket: number): boolean {
  const page = locks.pages[row >> PAGE_BITS]
  if (page === null || page === undefined) return false
  return (page[(row & (PAGE_ROWS - 1)) * locks.wordsPerRow + (bucket >> 5)]! & (1 << (bucket & 31))) !== 0
}

/** Whether any of a row's cells in the buckets [from, to) is locked. */
export function hasLock(locks: LockSet, row: number, from: number, to: number): boolean {
  const page = locks.pages[row >> PAGE_BITS]
  if (page === null || page === undefined) return false
  const base = (row & (PAGE_ROWS - 1)) * locks.wordsPerRow
  for (let word = from >> 5; word << 5 < to; word++) if (page[base + word]! & maskOf(word, from, to)) return true
  return false
}

/** Whether there may be a lock in any of these rows: looks at pages, not at cells. */
export function locksAmong({ pages }: LockSet, rows: Int32Array): boolean {
  if (rows.length === 0) return false
  const first = rows[0]! >> PAGE_BITS
  const last = rows[rows.length - 1]! >> PAGE_BITS
  return pages.slice(first, last + 1).some((page) => page !== null)
}

/** What the locks of some cells were: rows, buckets [from, to), and the words that hold them, row by row. */
export interface LockWords {
  readonly rows: Int32Array
  readonly from: number
  readonly to: number
  readonly words: Int32Array
}

/** Locks (or unlocks) the cells of these rows in the buckets [from, to); gives what they were. */
export function setLocks(
  locks: LockSet,
  rows: Int32Array,
  from: number,
  to: number,
  locked: boolean,
): { locks: LockSet; before: LockWords } {
  const first = from >> 5
  const width = ((to - 1) >> 5) - first + 1
  const before = new Int32Array(rows.length * width)
  const pages = new PageWriter(locks)
  rows.forEach((row, at) => {
    if (!locked && !pages.has(row)) return
    const page = pages.open(row)
    const base = (row & (PAGE_ROWS - 1)) * locks.wordsPerRow + first
    for (let word = 0; word < width; word++) {
      const old = page[base + word]!
      const mask = maskOf(first + word, from, to)
      before[at * width + word] = old
      page[base + word] = locked ? old | mask : old & ~mask
    }
  })
  return { locks: pages.close(), before: { rows, from, to, words: before } }
}

/** Puts back what `setLocks` gave; cells outside its buckets stay as they are. */
export function restoreLocks(locks: LockSet, { rows, from, to, words }: LockWords): LockSet {
  const first = from >> 5
  const width = ((to - 1) >> 5) - first + 1
  const pages = new PageWriter(locks)
  rows.forEach((row, at) => {
    if (!pages.has(row) && words.subarray(at * width, (at + 1) * width).every((word) => word === 0)) return
    const page = pages.open(row)
    const base = (row & (PAGE_ROWS - 1)) * locks.wordsPerRow + first
    for (let word = 0; word < width; word++) {
      const mask = maskOf(first + word, from, to)
      page[base + word] = (page[base + word]! & ~mask) | (words[at * width + word]! & mask)
    }
  })
  return pages.close()
}

/** The bits of a word that stand for buckets in [from, to). */
function maskOf(word: number, from: number, to: number): number {
  const low = Math.max(from - word * 32, 0)
  const high = Math.min(to - word * 32, 32)
  if (high <= low) return 0
  return (high - low === 32 ? -1 : (1 << (high - low)) - 1) << low
}

class PageWriter {
  private readonly pages: (Int32Array | null)[]
  private readonly mine = new Set<number>()

  constructor(private readonly locks: LockSet) {
    this.pages = [...locks.pages]
  }

  has(row: number): boolean {
    return this.pages[row >> PAGE_BITS] !== null
  }

  open(row: number): Int32Array {
    const number = row >> PAGE_BITS
    const page = this.pages[number]
    if (page && this.mine.has(number)) return page
    const copy = page ? page.slice() : new Int32Array(PAGE_ROWS * this.locks.wordsPerRow)
    this.pages[number] = copy
    this.mine.add(number)
    return copy
  }

  close(): LockSet {
    return { wordsPerRow: this.locks.wordsPerRow, pages: this.pages }
  }
}
