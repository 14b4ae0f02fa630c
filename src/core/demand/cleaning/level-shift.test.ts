import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { findShift } from './level-shift.js'

const random = seededRandom(31)
const WEEKS = 120
const scratch = new Float64Array(64)
const row = (key: number, levelAt: (week: number) => number, noise = 0.1): Float64Array =>
  Float64Array.from({ length: WEEKS }, (_, week) => levelAt(week) * (1 + noise * normalAt(random, 1, key, week)))
const step =
  (at: number, ratio: number) =>
  (week: number): number =>
    week < at ? 1_000 : 1_000 * ratio
const find = (weeks: Float64Array) => findShift(weeks, 0, scratch)

describe('a change of level that came to stay', () => {
  test('[DM16] is found where it happened, up or down, in at least nine of ten rows', () => {
    for (const [at, ratio] of [
      [60, 2],
      [112, 2],
      [80, 0.5],
    ] as const) {
      const found = Array.from({ length: 100 }, (_, key) => find(row(key, step(at, ratio))))
      const right = found.filter((shift) => shift !== null && Math.abs(shift.week - at) <= 1)
      expect(right.length).toBeGreaterThanOrEqual(90)
      for (const shift of right) expect(Math.abs(shift!.ratio / ratio - 1)).toBeLessThan(0.2)
    }
  })

  test('[DM16] eight weeks of it are enough, seven are not', () => {
    expect(find(row(1, step(WEEKS - 8, 2), 0))?.week).toBe(WEEKS - 8)
    expect(find(row(1, step(WEEKS - 7, 2), 0))).toBeNull()
  })

  test('[DM16] a step below three tenths, or beyond four times, is left alone', () => {
    expect(find(row(1, step(60, 1.29), 0))).toBeNull()
    expect(find(row(1, step(60, 1.31), 0))?.week).toBe(60)
    expect(find(row(1, step(60, 4.1), 0))).toBeNull()
  })

  test('[DM16] noise alone, and a steady trend, are no change of level', () => {
    for (let key = 0; key < 200; key++) {
      expect(find(row(key, () => 1_000, 0.35))).toBeNull()
      expect(find(row(key, (week) => 1_000 * 1.006 ** week))).toBeNull()
    }
  })

  test('[DM16] a step within what weeks differ by is left alone', () => {
    for (let key = 0; key < 200; key++) expect(find(row(key, step(60, 1.5), 0.35))).toBeNull()
  })

  test('[DM16] a step that comes every year is a season, also where nobody knows it', () => {
    const half = (week: number): number => (week % 52 < 26 ? 1_000 : 2_000)
    for (let key = 0; key < 50; key++) expect(find(row(key, half))).toBeNull()
  })

  test('[DM16] where no other year can be looked at, nothing is changed', () => {
    const short = row(1, step(30, 2)).subarray(0, 59)
    expect(find(short)).toBeNull()
  })
})
