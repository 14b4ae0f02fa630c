import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../../core/base/random.js'
import { sense } from '../../../core/demand/sensing/sensed-demand.js'
import { allocateWeeks, type SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import { type BacktestGiven, backtestSensing, type SensingLevel } from './sensing-backtest.js'

const ROWS = 12
const WEEKS = 52
const LEARNING = 26
const LEVELS: readonly SensingLevel[] = [
  { name: 'family', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row % 2) },
  { name: 'item', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row % 4) },
  { name: 'row', nodeOf: Int32Array.from({ length: ROWS }, (_, row) => row) },
]

/** Items whose level drifts from week to week around a plan that is made again every eight weeks and knows it then. */
function driftingWeeks(drift: number): SensingWeeks {
  const random = seededRandom(5)
  const weeks = allocateWeeks(ROWS, WEEKS)
  const level = new Float64Array(4)
  const planned = new Float64Array(4)
  for (let week = 0; week < WEEKS; week++) {
    if (week % 8 === 0) planned.set(level)
    weeks.anew.fill(week % 8 === 0 ? 1 : 0, week * ROWS, (week + 1) * ROWS)
    for (let item = 0; item < 4; item++) level[item]! += drift * normalAt(random, 1, item, week)
    for (let row = 0; row < ROWS; row++) {
      const cell = week * ROWS + row
      weeks.planned[cell] = Math.round(200_000 * Math.exp(planned[row % 4]!))
      weeks.plain[cell] = weeks.planned[cell]!
      weeks.sold[cell] = Math.round(200_000 * Math.exp(level[row % 4]! + 0.05 * normalAt(random, 2, row, week)))
      weeks.told[cell] = 1
    }
  }
  return weeks
}

const given = (weeks: SensingWeeks, more: Partial<BacktestGiven> = {}): BacktestGiven => ({
  weeks,
  levels: LEVELS,
  learningWeeks: LEARNING,
  seed: 1,
  ...more,
})

describe('a demand that drifts away from its plan', () => {
  const weeks = driftingWeeks(0.06)
  const report = backtestSensing(given(weeks))

  test('[SE17] is foretold better, and the interval says so', () => {
    expect(report.difference!).toBeLessThan(0)
    expect(report.bySeries!.high).toBeLessThan(0)
    expect(report.sensed! - report.unsensed!).toBeCloseTo(report.difference!, 12)
  })

  test('[SE17] figures by level are those of the sums, added up by hand', () => {
    const tree = LEVELS.map(({ nodeOf }) => nodeOf)
    const { before } = sense(weeks, tree, report.settings)
    expect(report.offWeeks).toBe(0)
    const moved = (cell: number): number => {
      const move = Math.max(-0.3, Math.min(0.3, Math.exp(before[cell]!) - 1))
      return weeks.planned[cell]! * (1 + move)
    }
    for (const { name, nodeOf } of LEVELS) {
      let off = 0
      let offSensed = 0
      let sold = 0
      for (let week = LEARNING; week < WEEKS; week++)
        for (let node = 0; node <= Math.max(...nodeOf); node++) {
          const cells = [...Array(ROWS).keys()].filter((row) => nodeOf[row] === node).map((row) => week * ROWS + row)
          const sum = (of: (cell: number) => number): number => cells.reduce((total, cell) => total + of(cell), 0)
          const came = sum((cell) => weeks.sold[cell]!)
          off += Math.abs(came - sum((cell) => weeks.planned[cell]!))
          offSensed += Math.abs(came - sum(moved))
          sold += came
        }
      const level = report.levels.find((one) => one.level === name)!
      expect(level.unsensed).toBeCloseTo(off / sold, 9)
      expect(level.sensed).toBeCloseTo(offSensed / sold, 9)
      expect(level.valueAdded).toBeCloseTo((off - offSensed) / sold, 9)
    }
  })

  test('[SE16] what is learnt hangs on the earlier weeks only', () => {
    const other = { ...weeks, sold: weeks.sold.map((units, cell) => (cell >= LEARNING * ROWS ? 0.3 * units : units)) }
    expect(backtestSensing(given(other)).settings).toEqual(report.settings)
  })

  test('[SE16] it is judged by what came in the end, and senses what was known when each week ended', () => {
    const came = { sold: weeks.sold.map((units) => 2 * units), planned: weeks.planned }
    const judged = backtestSensing(given(weeks, { came }))
    expect(judged.settings).toEqual(report.settings)
    expect(judged.unsensed!).toBeGreaterThan(report.unsensed!)
  })

  test('[SE15] the same weeks give the same bytes', () => {
    expect(JSON.stringify(backtestSensing(given(weeks)))).toBe(JSON.stringify(report))
  })
})

test('[SE9] a demand that stays with its plan is left alone', () => {
  const report = backtestSensing(given(driftingWeeks(0)))
  expect(report.difference).toBe(0)
  expect(report.settings).toEqual([null, null, null])
})

test('[SE12] where the past turns over, sensing is switched off and does no more harm', () => {
  // In the judged weeks every deviation turns into its opposite a week later.
  const weeks = driftingWeeks(0.06)
  for (let week = LEARNING; week < WEEKS; week++)
    for (let row = 0; row < ROWS; row++) {
      const cell = week * ROWS + row
      weeks.sold[cell] = Math.round(weeks.planned[cell]! * (week % 2 === 0 ? 0.75 : 1.25))
    }
  const report = backtestSensing(given(weeks))
  expect(report.offWeeks).toBeGreaterThan(report.groupWeeks / 2)
})
