import { expect, test } from 'vitest'
import { demandSeries, takenAs } from './demand-series.js'

const PLAN_DAY = '2026-11-23'
const sold = { from: '2025-11-10', until: PLAN_DAY }
const told = (periods: [string, number][], values: Record<string, number[]>) => ({
  periods: periods.map(([firstDay, days]) => ({ firstDay, days })),
  rows: [{ values }],
  sold,
})

test('[WB80] sold before the plan day, planned from it on, and the year before where it is known', () => {
  const table = told(
    [
      ['2025-11-03', 7],
      ['2025-11-10', 7],
      ['2026-11-16', 7],
      ['2026-11-23', 7],
      ['2027-01-01', 31],
    ],
    { actual: [9, 1, 2, 0, 0], lastYear: [9, 9, 3, 4, 5], baseline: [0, 0, 0, 6, 60], consensus: [0, 0, 0, 7, 70] },
  )
  const rest = { days: 7 }
  expect(demandSeries(table, PLAN_DAY, 'week')).toEqual([
    { firstDay: '2025-11-10', ...rest, actual: 1, lastYear: null, baseline: null, consensus: null },
    { firstDay: '2026-11-16', ...rest, actual: 2, lastYear: 3, baseline: null, consensus: null },
    { firstDay: '2026-11-23', ...rest, actual: null, lastYear: 4, baseline: 6, consensus: 7 },
  ])
})

test('[WB80] the month of the plan day is what was sold in it and what is to come', () => {
  const table = told(
    [
      ['2026-10-01', 31],
      ['2026-11-01', 22],
      ['2026-11-23', 8],
      ['2026-12-01', 31],
    ],
    { actual: [5, 3, 0, 0], lastYear: [0, 0, 1, 2], baseline: [0, 0, 2, 8], consensus: [0, 0, 4, 9] },
  )
  const [october, november, december] = demandSeries(table, PLAN_DAY, 'month')
  expect(october).toMatchObject({ actual: 5, baseline: null })
  expect(november).toMatchObject({ firstDay: '2026-11-01', days: 30, actual: null, baseline: 5, consensus: 7 })
  expect(december).toMatchObject({ actual: null, consensus: 9 })
})

test('[WB81] what a week was taken as; one that was left as it was sold is not marked', () => {
  const points = demandSeries(
    told(
      [
        ['2026-11-09', 7],
        ['2026-11-16', 7],
        ['2026-11-23', 7],
      ],
      { actual: [10, 20, 0], baseline: [0, 0, 5] },
    ),
    PLAN_DAY,
    'week',
  )
  const correction = (week: string, before: number, after: number, overridden = false) => ({
    week,
    before,
    after,
    overridden,
  })
  expect(
    takenAs(points, [
      correction('2026-11-09', 0, 3),
      correction('2026-11-09', 4, 3),
      correction('2026-11-16', 0, 9, true),
      correction('2026-11-23', 0, 9),
    ]),
  ).toEqual([12, null, null])
})
