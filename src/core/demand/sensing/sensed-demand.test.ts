import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEARNING_WEEKS_MIN, learnSettings } from './learned-settings.js'
import { MOVE_MAX, moveOf, needsApproval, sense, sensedUnits } from './sensed-demand.js'
import { type LevelSettings, USUAL } from './sensing-level.js'
import { allocateWeeks, firstWeeks, type SensingWeeks } from './sensing-weeks.js'

/** Six rows: two families of two items, of which one has two rows each. */
const TREE = [Int32Array.of(0, 0, 0, 1, 1, 1), Int32Array.of(0, 0, 1, 2, 2, 3), Int32Array.of(0, 1, 2, 3, 4, 5)]
const ROWS = 6

function weeksOf(
  weekCount: number,
  cellOf: (week: number, row: number) => { sold: number; planned: number } | null,
): SensingWeeks {
  const weeks = allocateWeeks(ROWS, weekCount)
  for (let week = 0; week < weekCount; week++)
    for (let row = 0; row < ROWS; row++) {
      const cell = cellOf(week, row)
      if (cell === null) continue
      const at = week * ROWS + row
      weeks.sold[at] = cell.sold * 1000
      weeks.planned[at] = cell.planned * 1000
      weeks.plain[at] = cell.planned * 1000
      weeks.told[at] = 1
    }
  return weeks
}

/** Weeks of any kind: some unknown, some plans made anew, slow rows and fast ones. */
const anyWeeks = fc
  .record({
    weekCount: fc.integer({ min: 1, max: 6 }),
    cells: fc.array(
      fc.record({
        sold: fc.nat(400),
        planned: fc.integer({ min: 1, max: 300 }),
        known: fc.integer({ min: 0, max: 9 }),
        anew: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: ROWS * 7, maxLength: ROWS * 7 },
    ),
  })
  .map(({ weekCount, cells }) => {
    const weeks = weeksOf(weekCount, (week, row) => {
      const { sold, planned, known } = cells[week * ROWS + row]!
      return known === 0 ? null : { sold, planned }
    })
    weeks.anew.forEach((_, at) => {
      weeks.anew[at] = cells[at]!.anew === 0 ? 1 : 0
    })
    return weeks
  })

/** The obvious road: one object a node, sums written out, from the formulas of the spec. */
function naive(weeks: SensingWeeks, settings: readonly (LevelSettings | null)[]): number[] {
  const { rowCount, weekCount } = weeks
  const levels = TREE.flatMap((nodeOf, level) => {
    const of = settings[level]
    return of == null ? [] : [{ nodeOf, of, counts: level === TREE.length - 1 }]
  })
  const states = levels.map(({ nodeOf, of }) =>
    Array.from({ length: Math.max(...nodeOf) + 1 }, () => ({
      m: 0,
      p: of.prior ** 2,
      a: of.strength,
      b: of.strength,
      slow: false,
    })),
  )
  const logOf = (level: number, row: number): number => {
    const state = states[level]![levels[level]!.nodeOf[row]!]!
    return state.slow ? Math.log(state.a / state.b) : state.m
  }
  const said: number[] = []
  for (let week = 0; week <= weekCount; week++) {
    levels.forEach(({ nodeOf, of, counts }, level) => {
      states[level]!.forEach((state, node) => {
        const rows = [...Array(rowCount).keys()].filter((row) => nodeOf[row] === node)
        const planOf = (row: number): number =>
          weeks.planned[Math.min(week, weekCount - 1) * rowCount + row]! / 1000 || 0
        const plan = rows.reduce((sum, row) => sum + planOf(row), 0)
        const kept = rows
          .filter((row) => weeks.anew[week * rowCount + row] === 0)
          .reduce((sum, row) => sum + planOf(row), 0)
        for (const share of [week > 0 ? of.persistence : 1, plan > 0 ? kept / plan : 1]) {
          state.m *= share
          state.p = share ** 2 * state.p + (1 - share ** 2) * of.prior ** 2
          state.a = of.strength + share * (state.a - of.strength)
          state.b = of.strength + share * (state.b - of.strength)
        }
        state.slow = counts && plan < 10
      })
    })
    for (let row = 0; row < rowCount; row++) said.push(levels.reduce((sum, _, level) => sum + logOf(level, row), 0))
    if (week === weekCount) break
    const after = new Float64Array(rowCount)
    levels.forEach(({ nodeOf, of }, level) => {
      states[level]!.forEach((state, node) => {
        let a = 0
        let f = 0
        for (let row = 0; row < rowCount; row++) {
          const cell = week * rowCount + row
          if (nodeOf[row] !== node || weeks.told[cell] === 0) continue
          a += weeks.sold[cell]! / 1000
          f += (weeks.planned[cell]! / 1000) * Math.exp(after[row]!)
        }
        if (f === 0) return
        const gain = state.p / (state.p + 1 / Math.max(1, f) + of.restlessness ** 2)
        state.m += gain * (Math.log((a + 0.5) / (f + 0.5)) - state.m)
        state.p *= 1 - gain
        state.a += a
        state.b += f
      })
      for (let row = 0; row < rowCount; row++) after[row]! += logOf(level, row)
    })
  }
  return said
}

const anySettings = fc.array(
  fc.option(
    fc.record({
      persistence: fc.constantFrom(0.5, 0.85, 0.95),
      prior: fc.constantFrom(0.05, 0.2),
      restlessness: fc.constantFrom(0.02, 0.15),
      strength: fc.constantFrom(5, 20),
    }),
  ),
  { minLength: 3, maxLength: 3 },
)

describe('what is believed', () => {
  test('[SE7] [SE8] level by level it is what the formulas say, written out node by node', () => {
    fc.assert(
      fc.property(anyWeeks, anySettings, (weeks, settings) => {
        const slow = naive(weeks, settings)
        const { before } = sense(weeks, TREE, settings)
        slow.forEach((log, cell) => {
          expect(before[cell]).toBeCloseTo(log, 9)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('[SE16] a week is sensed from nothing that came in it or after it', () => {
    fc.assert(
      fc.property(anyWeeks, fc.nat(5), (weeks, cut) => {
        const until = Math.min(cut, weeks.weekCount)
        const whole = sense(weeks, TREE, [USUAL, USUAL, USUAL]).before
        const cells = until * ROWS
        const other = { ...weeks, sold: weeks.sold.map((units, cell) => (cell >= cells ? units * 3 + 7 : units)) }
        const told = sense(other, TREE, [USUAL, USUAL, USUAL]).before
        expect([...told.subarray(0, cells + ROWS)]).toEqual([...whole.subarray(0, cells + ROWS)])
      }),
    )
  })

  test('[SE7] a row draws on its item: the sister of rows that sell more is believed to sell more', () => {
    const weeks = weeksOf(4, (_, row) => (row === 1 ? null : { sold: row === 0 ? 130 : 100, planned: 100 }))
    const { ahead } = sense(weeks, TREE, [USUAL, USUAL, USUAL])
    expect(ahead(1, 1)).toBeGreaterThan(0.02)
    expect(ahead(0, 1)).toBeGreaterThan(ahead(1, 1))
    expect(Math.abs(ahead(5, 1))).toBeLessThan(1e-2)
  })

  test('[SE8] a plan that was made knowing the sales is not told of them again', () => {
    const weeks = weeksOf(4, () => ({ sold: 130, planned: 100 }))
    expect(sense(weeks, TREE, [USUAL, USUAL, USUAL]).ahead(0, 1)).toBeGreaterThan(0.1)
    weeks.anew.fill(1, 4 * ROWS)
    expect(sense(weeks, TREE, [USUAL, USUAL, USUAL]).ahead(0, 1)).toBe(0)
  })

  test('[SE11] it fades week by week to the plan', () => {
    const { ahead } = sense(
      weeksOf(4, () => ({ sold: 130, planned: 100 })),
      TREE,
      [USUAL, USUAL, USUAL],
    )
    for (let week = 2; week <= 6; week++) expect(ahead(0, week)).toBeCloseTo(ahead(0, 1) * 0.85 ** (week - 1), 12)
  })
})

describe('how it is learnt', () => {
  const shift = (weekCount: number) =>
    weeksOf(weekCount, (week, row) => ({ sold: week % 8 < 4 ? 80 + row : 120 + row, planned: 100 }))

  test('[SE9] a level whose deviations last is listened to, one without any is not', () => {
    expect(learnSettings(shift(40), TREE)[0]).toMatchObject({ persistence: expect.any(Number) })
    const flat = weeksOf(40, () => ({ sold: 100, planned: 100 }))
    expect(learnSettings(flat, TREE)).toEqual([null, null, null])
  })

  test('[SE9] deviations that do not last are not listened to', () => {
    const turns = weeksOf(40, (week) => ({ sold: week % 2 === 0 ? 70 : 130, planned: 100 }))
    expect(learnSettings(turns, TREE)).toEqual([null, null, null])
  })

  test('[SE9] few weeks leave the usual settings', () => {
    expect(learnSettings(shift(LEARNING_WEEKS_MIN - 1), TREE)).toEqual([USUAL, USUAL, USUAL])
    expect(learnSettings(firstWeeks(shift(40), 5), TREE)).toEqual([USUAL, USUAL, USUAL])
  })
})

describe('guard rails', () => {
  const log = fc.double({ min: -5, max: 5, noNaN: true })

  test('[SE10] nothing moves further than 30 % of the plain demand, and what would is marked', () => {
    fc.assert(
      fc.property(log, fc.nat(1e9), fc.double({ min: 0, max: 1, noNaN: true }), (belief, planned, share) => {
        const plain = planned * share
        const moved = sensedUnits(planned, plain, belief) - planned
        expect(Math.abs(moved)).toBeLessThanOrEqual(MOVE_MAX * plain * (1 + 1e-9) + 1e-6)
        if (!needsApproval(belief)) expect(moveOf(belief)).toBe(Math.exp(belief) - 1)
      }),
    )
    expect(needsApproval(Math.log(1.31))).toBe(true)
    expect(needsApproval(Math.log(1.29))).toBe(false)
  })

  test("[SE10] an event's own units are moved by nobody", () => {
    expect(sensedUnits(500, 100, Math.log(1.1))).toBeCloseTo(510, 9)
  })
})
