import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../../core/base/random.js'
import { allocateWeeks, type SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import { alarmsOf, sumNodes } from './alarms.js'
import { backtestSensing, type SensingLevel } from './sensing-backtest.js'

const ROWS = 40
const ITEMS = 20
const LEVELS: readonly SensingLevel[] = [
  { name: 'family', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row % 4) },
  { name: 'item', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row % ITEMS) },
  { name: 'row', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row) },
]
const NODE_OF = LEVELS[1]!.nodeOf

/** Weeks around a plan of a hundred, each off by a tenth or so, and by a factor besides. */
function noisyWeeks(weekCount: number, factorOf: (week: number, row: number) => number): SensingWeeks {
  const random = seededRandom(11)
  const weeks = allocateWeeks(ROWS, weekCount)
  for (let week = 0; week < weekCount; week++)
    for (let row = 0; row < ROWS; row++) {
      const cell = week * ROWS + row
      weeks.planned[cell] = 100_000
      weeks.plain[cell] = 100_000
      weeks.sold[cell] = Math.round(100_000 * factorOf(week, row) * (1 + 0.1 * normalAt(random, 1, row, week)))
      weeks.told[cell] = 1
    }
  return weeks
}

test('[SE13] an item that sells half as much again is told within three weeks, once, and nothing else is', () => {
  const weeks = noisyWeeks(30, (week, row) => (row % ITEMS === 3 && week >= 20 ? 1.5 : 1))
  const alarms = alarmsOf(sumNodes(weeks, NODE_OF), 8)
  const [first] = alarms
  expect(first).toMatchObject({ node: 3, side: 1 })
  expect(first!.week).toBeLessThanOrEqual(22)
  expect(alarms.filter(({ week }) => week < 20)).toEqual([])
  expect(new Set(alarms.map(({ node }) => node))).toEqual(new Set([3]))
  // It takes new weeks to be told again.
  for (const [at, { week }] of alarms.entries()) if (at > 0) expect(week - alarms[at - 1]!.week).toBeGreaterThan(1)
})

test('[SE13] what all items share is no alarm', () => {
  const weeks = noisyWeeks(30, (week) => (week >= 20 ? 1.4 : 1))
  expect(alarmsOf(sumNodes(weeks, NODE_OF), 8)).toEqual([])
})

test('[SE13] a plan that always misses by much alarms nobody by missing again', () => {
  const wild = (week: number, row: number): number => (row % ITEMS === 5 && (week * 7) % 5 < 2 ? 1.6 : 1)
  expect(alarmsOf(sumNodes(noisyWeeks(40, wild), NODE_OF), 20)).toEqual([])
})

test('[SE18] where nothing changes there is less than one alarm in a hundred series-weeks', () => {
  const weeks = noisyWeeks(60, () => 1)
  const { alarms } = backtestSensing({ weeks, levels: LEVELS, learningWeeks: 20, seed: 1 })
  expect(alarms.seriesWeeks).toBe(40 * ITEMS)
  expect(alarms.perHundred).toBeLessThan(1)
  expect(alarms.quietPerHundred).toBeLessThan(1)
})

test('[SE18] in a drawn order a change that lasts is none: the surge is told as it came, and hardly in quiet weeks', () => {
  const weeks = noisyWeeks(60, (week, row) => (row % ITEMS < 6 && week >= 40 && week < 46 ? 1.8 : 1))
  const { alarms } = backtestSensing({ weeks, levels: LEVELS, learningWeeks: 20, seed: 1 })
  expect(alarms.count).toBeGreaterThanOrEqual(6)
  expect(alarms.quietPerHundred).toBeLessThan(alarms.perHundred / 2)
})
