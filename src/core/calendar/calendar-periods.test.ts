import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, parseDay } from '../base/day.js'
import { periodsOfCalendar, startOfPeriod, weekStartOf } from './calendar-periods.js'
import { FISCAL_CALENDAR_NAMES, fiscalCalendar } from './fiscal-calendar.js'

const day = (iso: string): number => parseDay(iso)!
const grains = fc.constantFrom('week' as const, 'month' as const)
const calendars = fc.constantFrom(...FISCAL_CALENDAR_NAMES).map(fiscalCalendar)
const days = fc.integer({ min: day('2019-01-01'), max: day('2032-01-01') })

test('[FC10] weeks and periods fill a stretch of days without a gap, and each is one week or period', () => {
  fc.assert(
    fc.property(calendars, grains, days, fc.nat(900), (calendar, grain, from, length) => {
      const list = periodsOfCalendar(calendar, grain, from, from + length)
      let next = from
      for (const { firstDay, days: count } of list) {
        expect(firstDay).toBe(next)
        expect(count).toBeGreaterThan(0)
        next = firstDay + count
        const first = calendar.on(firstDay)
        const last = calendar.on(next - 1)
        expect([last.year, grain === 'week' ? last.week : last.period]).toEqual([
          first.year,
          grain === 'week' ? first.week : first.period,
        ])
      }
      expect(next).toBe(from + length)
      for (const { firstDay } of list.slice(1)) expect(startOfPeriod(calendar, grain, firstDay)).toBe(firstDay)
      expect(startOfPeriod(calendar, grain, from)).toBeLessThanOrEqual(from)
    }),
    { seed: 7, numRuns: 120 },
  )
})

const shown = (name: 'nrf' | 'walmart' | 'iso', grain: 'week' | 'month', from: string, until: string): string[] =>
  periodsOfCalendar(fiscalCalendar(name), grain, day(from), day(until)).map(
    ({ firstDay, days: count, label, hasLeapWeek }) =>
      `${label} ${formatDay(firstDay)} ${count}${hasLeapWeek ? ' *' : ''}`,
  )

test('[FC11] [FC12] the NRF year 2023 has 53 weeks: 4-5-4, the last period of five (DOMAIN §3.5)', () => {
  expect(shown('nrf', 'month', '2023-01-29', '2024-02-04')).toEqual([
    'FY23 P01 2023-01-29 28',
    'FY23 P02 2023-02-26 35',
    'FY23 P03 2023-04-02 28',
    'FY23 P04 2023-04-30 28',
    'FY23 P05 2023-05-28 35',
    'FY23 P06 2023-07-02 28',
    'FY23 P07 2023-07-30 28',
    'FY23 P08 2023-08-27 35',
    'FY23 P09 2023-10-01 28',
    'FY23 P10 2023-10-29 28',
    'FY23 P11 2023-11-26 35',
    'FY23 P12 2023-12-31 35 *',
  ])
  expect(shown('nrf', 'week', '2024-01-21', '2024-02-11')).toEqual([
    '2023-W52 2024-01-21 7',
    '2023-W53 2024-01-28 7 *',
    '2024-W01 2024-02-04 7',
  ])
  expect(shown('nrf', 'month', '2028-12-31', '2029-02-05')).toEqual([
    'FY28 P12 2028-12-31 35 *',
    'FY29 P01 2029-02-04 1',
  ])
})

test('[FC11] the weeks 2026ww of Walmart are its fiscal year 2027 (DOMAIN §3.5)', () => {
  expect(shown('walmart', 'month', '2026-01-31', '2026-03-01')).toEqual([
    'FY27 P01 2026-01-31 28',
    'FY27 P02 2026-02-28 1',
  ])
  expect(shown('walmart', 'week', '2026-09-19', '2026-09-27')).toEqual(['202634 2026-09-19 7', '202635 2026-09-26 1'])
  expect(shown('walmart', 'week', '2025-01-25', '2025-02-02')).toEqual(['202453 2025-01-25 7 *', '202501 2025-02-01 1'])
})

test('[FC11] a year of calendar months is called what it is', () => {
  const periods = periodsOfCalendar(fiscalCalendar('calendar'), 'month', day('2026-12-31'), day('2027-01-02'))
  expect(periods.map(({ label }) => label)).toEqual(['FY26 P12', 'FY27 P01'])
  const weeks = periodsOfCalendar(fiscalCalendar('calendar'), 'week', day('2026-12-31'), day('2027-01-02'))
  expect(weeks.map(({ label }) => label)).toEqual(['2026-W53', '2027-W01'])
})

test('[FC10] weeks begin on the weekday of the calendar', () => {
  expect(['walmart', 'nrf', 'iso', 'calendar'].map(weekStartOf)).toEqual([6, 7, 1, 1])
})
