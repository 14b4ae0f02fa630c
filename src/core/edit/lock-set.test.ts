import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasLock, isLocked, type LockSet, noLocks, restoreLocks, setLocks } from './lock-set.js'

const ROWS = 2_100 // three pages
const BUCKETS = 75 // three words

const change = fc.record({
  rows: fc
    .uniqueArray(fc.oneof(fc.nat(ROWS - 1), fc.integer({ min: 1_020, max: 1_030 })), { minLength: 1, maxLength: 6 })
    .map((rows) => Int32Array.from(rows).sort()),
  from: fc.nat(BUCKETS - 1),
  width: fc.integer({ min: 1, max: BUCKETS }),
  locked: fc.boolean(),
})

const cellsOf = (locks: LockSet, among: Iterable<number>): string[] => {
  const found: string[] = []
  for (const row of among)
    for (let bucket = 0; bucket < BUCKETS; bucket++) if (isLocked(locks, row, bucket)) found.push(`${row} ${bucket}`)
  return found
}

test('[ED17] locks are the set of cells that were locked last; each change can be taken back alone', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      let locks = noLocks(ROWS, BUCKETS)
      const naive = new Set<string>()
      const among = new Set(changes.flatMap(({ rows }) => [...rows]))
      for (const { rows, from, width, locked } of changes) {
        const to = Math.min(from + width, BUCKETS)
        const old = cellsOf(locks, among)
        const { locks: next, before } = setLocks(locks, rows, from, to, locked)
        // What was there is as it was: a scenario may still hold it.
        expect(cellsOf(locks, among)).toEqual(old)
        expect(cellsOf(restoreLocks(next, before), among)).toEqual(old)
        locks = next
        for (const row of rows)
          for (let bucket = from; bucket < to; bucket++)
            if (locked) naive.add(`${row} ${bucket}`)
            else naive.delete(`${row} ${bucket}`)
      }
      expect(cellsOf(locks, among).sort()).toEqual([...naive].sort())
      for (const row of among)
        for (const [from, to] of [
          [0, BUCKETS],
          [31, 33],
          [64, 65],
        ] as const) {
          let some = false
          for (let bucket = from; bucket < to; bucket++) some ||= naive.has(`${row} ${bucket}`)
          expect(hasLock(locks, row, from, to)).toBe(some)
        }
    }),
    { seed: 7, numRuns: 150 },
  )
})

test('[ED17] taking a lock back leaves what others locked in other buckets of the same row', () => {
  const first = setLocks(noLocks(1, BUCKETS), Int32Array.of(0), 0, 4, true)
  const second = setLocks(first.locks, Int32Array.of(0), 4, 6, true)
  expect(cellsOf(restoreLocks(second.locks, first.before), [0])).toEqual(['0 4', '0 5'])
})

test('a page without a lock takes no room, and pages that nobody wrote are shared', () => {
  const { locks } = setLocks(noLocks(ROWS, BUCKETS), Int32Array.of(1_500), 3, 5, true)
  expect(locks.pages.map((page) => page === null)).toEqual([true, false, true])
  const next = setLocks(locks, Int32Array.of(7), 0, 1, true).locks
  expect(next.pages[1]).toBe(locks.pages[1])
  expect(setLocks(locks, Int32Array.of(7), 0, 1, false).locks.pages[0]).toBeNull()
})
