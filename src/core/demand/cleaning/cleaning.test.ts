import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historyOf } from '../../../../tests/support/demand-world.js'
import type { DemandHistory } from '../history.js'
import { noSeasonality, SLOTS, slotsOfWeeks } from '../seasonality.js'
import { type CleaningInput, cleanRows } from './cleaning.js'
import { CORRECTION_REASONS, type Corrections, joinCorrections, revertCorrections } from './corrections.js'

const inputOf = (history: DemandHistory, more: Partial<CleaningInput> = {}): CleaningInput => ({
  history,
  rowGroup: new Int32Array(history.rowCount),
  seasonality: noSeasonality(1),
  ...more,
})

function clean(input: CleaningInput): { units: number[]; said: string[] } {
  const units = new Float64Array(input.history.units.length)
  const made = cleanRows(input, { from: 0, to: input.history.rowCount }, units)
  return { units: [...units], said: sayAll(made) }
}

const sayAll = (made: Corrections): string[] =>
  [...made.row.keys()].map(
    (at) =>
      `row ${made.row[at]} week ${made.week[at]}: ${made.before[at]} → ${made.after[at]} ${CORRECTION_REASONS[made.reason[at]!]}`,
  )

const STEADY = [100, 103, 98, 101, 97, 104, 99, 102, 100, 98, 103, 101, 99, 100, 102]
const withWeek = (at: number, units: number): number[] => STEADY.map((value, week) => (week === at ? units : value))

describe('outliers', () => {
  test('[DM10] one wild week comes down to what its neighbours say, and it is written down', () => {
    expect(clean(inputOf(historyOf([withWeek(7, 900)]))).said).toEqual(['row 0 week 7: 900 → 100 outlier'])
  })

  test('[DM10] so does a week that sold nothing without a known stockout', () => {
    expect(clean(inputOf(historyOf([withWeek(7, 0)]))).said).toEqual(['row 0 week 7: 0 → 100 outlier'])
  })

  test('[DM10] ordinary noise is left alone, and so is a change below half of normal', () => {
    expect(clean(inputOf(historyOf([STEADY, withWeek(7, 145)]))).said).toEqual([])
  })

  test('[DM10] three in a row on the same side are a new level, not outliers', () => {
    const shifted = STEADY.map((value, week) => (week >= 12 ? value * 3 : value))
    expect(clean(inputOf(historyOf([shifted]))).said).toEqual([])
  })

  test('[DM10] a season is no outlier where the group has it', () => {
    const history = historyOf([withWeek(7, 300)])
    const seasonality = noSeasonality(1)
    seasonality.factor[slotsOfWeeks(history.firstDay, 15)[7]! % SLOTS] = 3
    expect(clean(inputOf(history)).said).toHaveLength(1)
    expect(clean(inputOf(history, { seasonality })).said).toEqual([])
  })

  test('[DM10] where demand is rare only a monstrous size is cut, to four times the median', () => {
    const rare = [5, 0, 0, 6, 0, 5, 0, 0, 7, 0, 0, 5, 0, 6, 0, 500, 0, 0, 5]
    expect(clean(inputOf(historyOf([rare]))).said).toEqual(['row 0 week 15: 500 → 22 outlier'])
  })

  test('the weeks before the first sale are not touched', () => {
    expect(clean(inputOf(historyOf([[0, 0, 0, 0, ...STEADY]]))).said).toEqual([])
  })
})

describe('stockouts', () => {
  const soldOut = (week: number, days: number, units: number): DemandHistory => {
    const history = historyOf([withWeek(week, units)])
    history.stockoutDays[week] = days
    return history
  }

  test('[DM9] demand of the open days is scaled up to the whole week: 60 in four of seven days are 105', () => {
    expect(clean(inputOf(soldOut(7, 0b0111, 60))).said).toEqual(['row 0 week 7: 60 → 105 stockout'])
  })

  test('[DM9] it is scaled by the share of the week that those days usually sell', () => {
    const history = soldOut(7, 0b0111, 60)
    history.weekdayProfile.set([0.1, 0.1, 0.05, 0.25, 0.25, 0.15, 0.1])
    expect(clean(inputOf(history)).said).toEqual(['row 0 week 7: 60 → 80 stockout'])
  })

  test('[DM9] never beyond one and a half times what the neighbours sold', () => {
    expect(clean(inputOf(soldOut(7, 0b1111, 120))).said).toEqual(['row 0 week 7: 120 → 150 stockout'])
  })

  test('[DM9] a week without stock says nothing; its neighbours speak for it', () => {
    expect(clean(inputOf(soldOut(7, 0b1111111, 0))).said).toEqual(['row 0 week 7: 0 → 100 stockout'])
  })

  test('[DM9] a customer who waits bought it the week after: nothing is added', () => {
    expect(clean(inputOf(soldOut(7, 0b0111, 60), { backorder: Uint8Array.of(1) })).said).toEqual([])
  })
})

test('[DM8] a known lift is divided out before anything else is judged', () => {
  const history = historyOf([withWeek(7, 200)])
  const lifts = { start: Int32Array.of(0, 1), week: Int32Array.of(7), factor: Float64Array.of(2) }
  expect(clean(inputOf(history, { lifts })).said).toEqual(['row 0 week 7: 200 → 100 lift'])
})

describe('moving holidays', () => {
  const easterIn = (week: number, factor: number) => {
    const line = new Float64Array(20).fill(1)
    line[week] = factor
    return { weekCount: 20, rowPattern: new Int32Array(1), factor: line }
  }

  test('[DM12] what a holiday does is divided out after the lifts and before anything is judged', () => {
    const history = historyOf([withWeek(7, 300)])
    const lifts = { start: Int32Array.of(0, 1), week: Int32Array.of(7), factor: Float64Array.of(2) }
    expect(clean(inputOf(history, { holidays: easterIn(7, 1.5), lifts })).said).toEqual([
      'row 0 week 7: 300 → 150 lift',
      'row 0 week 7: 150 → 100 holiday',
    ])
  })

  test('[DM12] a week that a holiday lowered is put back, and one without is left alone', () => {
    expect(clean(inputOf(historyOf([withWeek(7, 50)]), { holidays: easterIn(7, 0.5) })).said).toEqual([
      'row 0 week 7: 50 → 100 holiday',
    ])
    expect(clean(inputOf(historyOf([STEADY]), { holidays: easterIn(17, 3) })).said).toEqual([])
  })
})

describe('a lasting change of level', () => {
  const level = (count: number, at: number, ratio: number): number[] =>
    Array.from({ length: count }, (_, week) => STEADY[week % STEADY.length]! * (week < at ? 1 : ratio) * 100)

  test('[DM16] brings the weeks before to the level of now, each with its reason', () => {
    const { units, said } = clean(inputOf(historyOf([level(110, 70, 2)])))
    expect(said).toHaveLength(70)
    expect(said[0]).toBe('row 0 week 0: 10000 → 20100 shift')
    expect(Math.min(...units)).toBe(19_400)
  })

  test('[DM16] twice is twice: what is oldest is brought furthest', () => {
    const steps = level(140, 60, 2).map((units, week) => (week < 100 ? units : units * 0.5))
    const { units, said } = clean(inputOf(historyOf([steps])))
    expect(said.every((text) => text.endsWith('shift'))).toBe(true)
    for (const cell of units) expect(Math.abs(cell / 10_000 - 1)).toBeLessThan(0.06)
  })

  test('[DM16] where demand is rare there is no level to change', () => {
    const rare = level(110, 70, 2).map((units, week) => (week % 3 === 0 ? units : 0))
    expect(clean(inputOf(historyOf([rare]))).said).toEqual([])
  })

  test('[DM16] what the season explains is no change of level', () => {
    const history = historyOf([level(110, 70, 2)])
    const seasonality = noSeasonality(1)
    slotsOfWeeks(history.firstDay, 110).forEach((slot, week) => {
      if (week >= 70) seasonality.factor[slot % SLOTS] = 2
    })
    const seasonal = historyOf([
      [...slotsOfWeeks(history.firstDay, 110)].map(
        (slot, week) => STEADY[week % STEADY.length]! * 100 * seasonality.factor[slot]!,
      ),
    ])
    expect(clean(inputOf(seasonal, { seasonality })).said).toEqual([])
  })

  test('[DM16] goes back to the byte', () => {
    const history = historyOf([level(110, 70, 1.7), level(110, 50, 0.6)])
    const units = new Float64Array(history.units.length)
    const made = cleanRows(inputOf(history), { from: 0, to: 2 }, units)
    expect(new Set(made.row).size).toBe(2)
    revertCorrections(units, history.weekCount, made)
    expect(units).toEqual(history.units)
  })
})

test('[DM7] every correction can be taken back: the history returns to the byte', () => {
  const value = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 80, max: 120 }) }, fc.nat(5_000), fc.constant(0))
  let corrections = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 30, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(119), { maxLength: 8 }),
      (rows, marks) => {
        const history = historyOf(rows)
        for (const mark of marks) if (mark < history.stockoutDays.length) history.stockoutDays[mark] = 0b11001
        const units = new Float64Array(history.units.length)
        const parts = rows.map((_, row) => cleanRows(inputOf(history), { from: row, to: row + 1 }, units))
        const made = joinCorrections(parts)
        expect(sayAll(cleanRows(inputOf(history), { from: 0, to: rows.length }, units))).toEqual(sayAll(made))
        for (const cell of units) expect(Number.isSafeInteger(cell) && cell >= 0).toBe(true)
        corrections += made.row.length
        revertCorrections(units, history.weekCount, made)
        expect(units).toEqual(history.units)
      },
    ),
    { seed: 7, numRuns: 100 },
  )
  expect(corrections).toBeGreaterThan(50)
})
