import { expect, test } from 'vitest'
import { dayOf, formatDay, parseDay, weekdayOf } from '../base/day.js'
import {
  comparableDay,
  FISCAL_CALENDAR_NAMES,
  type FiscalDay,
  fiscalCalendar,
  isFiscalCalendarName,
  overriddenCalendar,
  startOfYear,
  startsOfPeriods,
  WEEK_RULES,
  weekRuledCalendar,
  weeksOfYear,
} from './fiscal-calendar.js'

const day = (iso: string): number => parseDay(iso)!
const { iso, walmart, nrf } = WEEK_RULES

/** Year, start and weeks, as DOMAIN §3.5 prints them. */
const starts = (rule: typeof walmart | typeof nrf, years: number[]): string[] =>
  years.map((year) => `${formatDay(startOfYear(rule, year))} ${weeksOfYear(rule, year)}`)

test('[FC3] Walmart years begin on the published Saturdays (DOMAIN §3.5)', () => {
  expect(starts(walmart, [2013, 2014, 2019, 2024, 2025, 2026, 2027, 2030])).toEqual([
    '2013-01-26 53',
    '2014-02-01 52',
    '2019-01-26 53',
    '2024-01-27 53',
    '2025-02-01 52',
    '2026-01-31 52',
    '2027-01-30 52',
    '2030-01-26 53',
  ])
})

test('[FC3] Walmart weeks of the published dates (DOMAIN §3.5)', () => {
  const label = (isoDay: string): string => fiscalCalendar('walmart').on(day(isoDay)).label
  expect(label('2014-01-31')).toBe('201353')
  expect(label('2024-01-27')).toBe('202401')
  expect(label('2025-01-31')).toBe('202453')
  expect(label('2026-01-03')).toBe('202549')
  expect(label('2026-09-22')).toBe('202634')
})

test('[FC3] Walmart FY2014 ran from 26 January 2013 to 31 January 2014, 53 weeks (DOMAIN §3.5)', () => {
  const calendar = fiscalCalendar('walmart')
  expect(calendar.on(day('2013-01-26'))).toEqual({ year: 2013, period: 1, week: 1, label: '201301' })
  expect(calendar.on(day('2013-01-25')).label).toBe('201252')
  expect(calendar.on(day('2014-01-31'))).toEqual({ year: 2013, period: 12, week: 53, label: '201353' })
  expect(calendar.on(day('2014-02-01')).label).toBe('201401')
})

test('[FC4] NRF years begin on the published Sundays (DOMAIN §3.5)', () => {
  expect(starts(nrf, [2023, 2024, 2025, 2026, 2027, 2028, 2029])).toEqual([
    '2023-01-29 53',
    '2024-02-04 52',
    '2025-02-02 52',
    '2026-02-01 52',
    '2027-01-31 52',
    '2028-01-30 53',
    '2029-02-04 52',
  ])
  const long = Array.from({ length: 30 }, (_, at) => 2000 + at).filter((year) => weeksOfYear(nrf, year) === 53)
  expect(long).toEqual([2000, 2006, 2012, 2017, 2023, 2028])
})

test('[FC4] the NRF year ends on the Saturday nearest 31 January', () => {
  for (let year = 1990; year < 2100; year++) {
    const last = dayOf(year, 1, 31)
    const saturdays = [-3, -2, -1, 0, 1, 2, 3].map((offset) => last + offset).filter((at) => weekdayOf(at) === 6)
    expect(startOfYear(nrf, year) - 1).toBe(saturdays[0])
  }
})

test('[FC4] the NRF adds week 53 when four or more days of January remain after week 52', () => {
  for (let year = 1990; year < 2100; year++) {
    const afterWeek52 = startOfYear(nrf, year) + 52 * 7
    expect(weeksOfYear(nrf, year)).toBe(dayOf(year + 1, 1, 31) - afterWeek52 + 1 >= 4 ? 53 : 52)
  }
})

test('[FC2] ISO years of 53 weeks (DOMAIN §3.5), and weeks by the Thursday rule', () => {
  const long = Array.from({ length: 20 }, (_, at) => 2014 + at).filter((year) => weeksOfYear(iso, year) === 53)
  expect(long).toEqual([2015, 2020, 2026, 2032])
  const calendar = fiscalCalendar('iso')
  expect(calendar.on(day('2026-12-31'))).toEqual({ year: 2026, period: 12, week: 53, label: '2026-W53' })
  expect(calendar.on(day('2027-01-03')).label).toBe('2026-W53')
  expect(calendar.on(day('2027-01-04')).label).toBe('2027-W01')
  expect(calendar.on(day('2024-12-30')).label).toBe('2025-W01')
  for (let at = day('2000-01-01'); at < day('2040-01-01'); at++) {
    const thursday = at - weekdayOf(at) + 4
    const year = Number(formatDay(thursday).slice(0, 4))
    const week = Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1
    const found = calendar.on(at)
    if (found.year !== year || found.week !== week || found.period !== Number(formatDay(thursday).slice(5, 7)))
      expect.fail(`${formatDay(at)} is ${found.label}, not week ${week} of ${year}`)
  }
})

/** Weeks of each period of a year. */
const periodWeeks = (name: 'walmart' | 'nrf' | '4-4-5' | '5-4-4', year: number): string => {
  const counts = new Array<number>(12).fill(0)
  const first = startOfYear(WEEK_RULES[name], year)
  for (let week = 0; week < weeksOfYear(WEEK_RULES[name], year); week++) {
    const found = fiscalCalendar(name).on(first + week * 7 + 6)
    expect([found.year, found.week]).toEqual([year, week + 1])
    counts[found.period - 1]! += 1
  }
  return counts.join(' ')
}

test('[FC5] 4-4-5 and 5-4-4 run on ISO weeks, 4-5-4 on those of Walmart and the NRF', () => {
  expect(periodWeeks('4-4-5', 2027)).toBe('4 4 5 4 4 5 4 4 5 4 4 5')
  expect(periodWeeks('5-4-4', 2027)).toBe('5 4 4 5 4 4 5 4 4 5 4 4')
  expect(periodWeeks('nrf', 2026)).toBe('4 5 4 4 5 4 4 5 4 4 5 4')
  expect(fiscalCalendar('4-4-5').on(day('2027-01-04'))).toEqual({ year: 2027, period: 1, week: 1, label: '2027-W01' })
  const july = weekRuledCalendar('july', { ...nrf, weekOneHolds: { month: 7, dayOfMonth: 1 } })
  expect(july.on(day('2026-06-28'))).toEqual({ year: 2026, period: 1, week: 1, label: '2026-W01' })
})

test('[FC6] a week 53 belongs to the twelfth period', () => {
  expect(periodWeeks('walmart', 2024)).toBe('4 5 4 4 5 4 4 5 4 4 5 5')
  expect(periodWeeks('nrf', 2023)).toBe('4 5 4 4 5 4 4 5 4 4 5 5')
  expect(periodWeeks('4-4-5', 2026)).toBe('4 4 5 4 4 5 4 4 5 4 4 6')
})

test('[FC7] after a 53-week NRF year, week w compares with its week w + 1: week 1 of 2023 is dropped', () => {
  const calendar = fiscalCalendar('nrf')
  const compared = (isoDay: string): string | null => {
    const before = comparableDay(calendar, day(isoDay))
    return before === null ? null : `${calendar.on(before).label} ${formatDay(before)}`
  }
  expect(compared('2024-02-04')).toBe('2023-W02 2023-02-05')
  expect(compared('2025-02-01')).toBe('2023-W53 2024-02-03')
  expect(compared('2025-02-02')).toBe('2024-W01 2024-02-04')
  expect(compared('2023-01-29')).toBe('2022-W01 2022-01-30')
  expect(compared('2024-01-28')).toBeNull() // week 53 of 2023
  expect(comparableDay(fiscalCalendar('calendar'), day('2026-12-31'))).toBe(day('2026-01-01'))
})

test('[FC8] a company may move a week by hand; the other days keep the rule', () => {
  const moved: FiscalDay = { year: 2026, period: 9, week: 34, label: 'P9 W34' }
  const calendar = overriddenCalendar('ours', fiscalCalendar('walmart'), new Map([[day('2026-09-22'), moved]]))
  expect(calendar.on(day('2026-09-22'))).toEqual(moved)
  expect(calendar.on(day('2026-09-23')).label).toBe('202634')
})

test('[FC9] calendar months: the date says year and period, weeks are cut at New Year', () => {
  const calendar = fiscalCalendar('calendar')
  expect(calendar.on(day('2026-12-31'))).toEqual({ year: 2026, period: 12, week: 53, label: '2026-12' })
  expect(calendar.on(day('2027-01-01'))).toEqual({ year: 2027, period: 1, week: 1, label: '2027-01' })
  expect(calendar.on(day('2027-01-04')).week).toBe(2)
})

test('[FC1] in every calendar, weeks follow each other day by day and years count up by one', () => {
  for (const name of FISCAL_CALENDAR_NAMES) {
    const calendar = fiscalCalendar(name)
    let before = calendar.on(day('1999-12-31'))
    let weeksBegun = 0
    for (let at = day('2000-01-01'); at < day('2060-01-01'); at++) {
      const now = calendar.on(at)
      const sameWeek = now.year === before.year && now.week === before.week
      const nextWeek = now.year === before.year && now.week === before.week + 1
      const newYear = now.year === before.year + 1 && now.week === 1 && now.period === 1 && before.period === 12
      if (!sameWeek && !nextWeek && !newYear) expect.fail(`${name} jumps at ${formatDay(at)}`)
      if (!newYear && (now.period < before.period || now.period > before.period + 1)) expect.fail(`${name} period`)
      if (!sameWeek) weeksBegun++
      before = now
    }
    expect(weeksBegun).toBeGreaterThan(60 * 52)
  }
})

test('[FC1] the thirteen weeks of a quarter are checked', () => {
  expect(() => weekRuledCalendar('odd', { ...nrf, pattern: [4, 4, 4] })).toThrow(
    'the weeks of a quarter are not thirteen',
  )
})

test('the first days of periods are those where the period changes', () => {
  const found = startsOfPeriods(fiscalCalendar('walmart'), day('2026-01-31'), day('2026-07-01')).map(formatDay)
  expect(found).toEqual(['2026-01-31', '2026-02-28', '2026-04-04', '2026-05-02', '2026-05-30'])
})

test('names of calendars are known beforehand', () => {
  expect(FISCAL_CALENDAR_NAMES).toEqual(['calendar', 'iso', 'walmart', 'nrf', '4-4-5', '5-4-4'])
  expect(isFiscalCalendarName('nrf')).toBe(true)
  expect(isFiscalCalendarName('lunar')).toBe(false)
})
