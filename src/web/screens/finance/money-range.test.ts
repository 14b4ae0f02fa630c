import { expect, test } from 'vitest'
import { believed, chancesOf, chanceText, rangeOf } from './money-range.js'
import { columnsOf } from './month-columns.js'
import { CALENDAR, LANDED_CALENDAR, landedReport, PLAN_MONTHS } from './report-example.js'

const [LANDING] = columnsOf(CALENDAR, 'usual')
const range = (likely: number | null) => ({
  value: '100.00',
  apart: { low: '90.00', high: '110.00' },
  together: { low: '50.00', high: '150.00' },
  likely: likely === null ? null : { low: '80.00', high: '120.00' },
  budget: '105.00',
  reached: { apart: 0.1, together: 0.4, likely },
})

test('[WB87] the range under a line is that of its month or year, the open one as it lands, none of what is over', () => {
  const lines = (value: string) => ({ netSales: { ...range(null), value }, grossMargin: null, ebit: null })
  const shown = landedReport({
    range: {
      share: 0.8,
      dependence: null,
      months: PLAN_MONTHS.map((month) => lines(month)),
      years: [{ year: 2026, lines: lines('2026') }],
    },
  })
  const told = columnsOf(LANDED_CALENDAR, 'usual').map((column) => rangeOf(shown, 'netSales', column)?.value ?? null)
  expect(told.slice(0, 6)).toEqual([null, '2026-11', null, '2026-12', '2026', '2027-01'])
  expect(rangeOf(shown, 'ebit', LANDING!)).toBeNull()
  expect(rangeOf(landedReport(), 'netSales', LANDING!)).toBeNull()
})

test('[WB87] what is believed is the range that was measured, else the widest; a chance is never certain', () => {
  expect(believed(range(null), 'USD')).toEqual({ low: 5_000, high: 15_000, reach: 5_000 })
  expect(believed(range(0.3), 'USD')).toEqual({ low: 8_000, high: 12_000, reach: 2_000 })
  expect([chancesOf(range(null)), chancesOf(range(0.3))]).toEqual([[0.1, 0.4], [0.3]])
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  expect(chanceText([0, 0.4], percent)).toBe('<1% – 40%')
  expect(chanceText([1, 1], percent)).toBe('>99%')
})
