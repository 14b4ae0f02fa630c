import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { learnRows } from './row-lesson.js'
import type { FlatRow } from './row-series.js'

const random = seededRandom(61)
const WEEKS = 60

const flatRow = (row: number, demandClass: FlatRow['class']): FlatRow => ({
  class: demandClass,
  flat: Float64Array.from({ length: WEEKS }, (_, week) => 50_000 + 5_000 * normalAt(random, 1, row, week)),
  from: 0,
  futureFactor: new Float64Array(13).fill(1),
})

test('[DF5] rows that teach lie evenly over all rows, and no more are looked at than are needed', () => {
  const asked: number[] = []
  learnRows(3_000, (row) => {
    asked.push(row)
    return flatRow(row, (['smooth', 'lumpy', 'endOfLife'] as const)[row % 3]!)
  })
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked.length).toBeLessThan(700)
  const sorted = [...asked].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((row, at) => row - sorted[at]!)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(16)
  expect(sorted[0]).toBeLessThan(16)
  expect(sorted.at(-1)).toBeGreaterThan(3_000 - 16)
})

test('[DF5] each kind is learned from by itself: what rare rows do says nothing of regular ones', () => {
  const regular = learnRows(40, (row) => flatRow(row, 'smooth')).regular
  const mixed = learnRows(80, (row) => (row % 2 === 0 ? flatRow(row / 2, 'smooth') : flatRow(500 + row, 'lumpy')))
  expect(mixed.regular.lesson.calibration.profile).toEqual(regular.lesson.calibration.profile)
  expect(mixed.rare.lesson.prior).not.toEqual(mixed.regular.lesson.prior)
})

test('[DF5] a kind that nobody is of has nothing to say, and does not stop the others', () => {
  const { rare, regular } = learnRows(12, (row) => flatRow(row, 'smooth'))
  expect([rare.past, rare.lesson.prior.length]).toEqual([null, 0])
  expect(regular.lesson.prior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
})

test('[DF5] what was learned is data', () => {
  const lessons = learnRows(30, (row) => flatRow(row, 'smooth'))
  expect(structuredClone(lessons)).toEqual(lessons)
})
