import { expect, test } from 'vitest'
import { formatDay, parseDay } from '../base/day.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import { fiscalCalendar } from './fiscal-calendar.js'
import { EVERY_DAY_OPEN, withClosedDays } from './open-days.js'
import { buildDaySplit, splitOverDays, splitOverWeeks } from './split-week.js'

const day = (iso: string): number => parseDay(iso)!
const closedOn = (...isos: string[]) => withClosedDays(EVERY_DAY_OPEN, isos.map(day))

test('[SW2] 1000 units over a week with 3 days in one month and 4 in the next: 429 and 571 (DOMAIN §3.6)', () => {
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7 })
  expect([...splitOverWeeks(week, 1000)]).toEqual([429, 571])
  expect([...splitOverDays(week, 1000)]).toEqual([143, 143, 143, 143, 143, 143, 142])
})

test('[SW1] a week that sells on Saturdays gives the month with the Saturday more', () => {
  const profile = { weekdays: [1, 1, 1, 1, 2, 3, 1] }
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7, profile })
  expect([...splitOverWeeks(week, 1000)]).toEqual([300, 700])
  expect([...splitOverDays(week, 1000)]).toEqual([100, 100, 100, 100, 200, 300, 100])
})

test('[SW1] an event that doubles a day doubles its weight', () => {
  const factorOn = (at: number): number => (at === day('2026-09-30') ? 2 * SHARE_WHOLE : SHARE_WHOLE)
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7, profile: { factorOn } })
  expect([...splitOverDays(week, 80)]).toEqual([10, 10, 20, 10, 10, 10, 10])
})

test('[SW3] a month is cut into split weeks first, and their days add up to them', () => {
  const month = buildDaySplit({ firstDay: day('2026-10-01'), days: 31 })
  expect([...month.partStart]).toEqual([0, 4, 11, 18, 25, 31])
  const weeks = splitOverWeeks(month, 100_003)
  const days = splitOverDays(month, 100_003)
  weeks.forEach((quantity, part) => {
    const own = days.subarray(month.partStart[part]!, month.partStart[part + 1]!)
    expect(own.reduce((sum, value) => sum + value, 0)).toBe(quantity)
  })
  expect(weeks.reduce((sum, value) => sum + value, 0)).toBe(100_003)
})

test('[SW4] the days of Fiestas Patrias get nothing where the shop is closed', () => {
  const openDays = closedOn('2026-09-18', '2026-09-19')
  const week = buildDaySplit({ firstDay: day('2026-09-14'), days: 7, profile: { openDays } })
  expect([...splitOverDays(week, 100)]).toEqual([20, 20, 20, 20, 0, 0, 20])
})

test('[SW4] a split week that is closed gets nothing, the rest of the week all', () => {
  const openDays = closedOn('2026-09-28', '2026-09-29', '2026-09-30')
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7, profile: { openDays } })
  expect([...splitOverWeeks(week, 1001)]).toEqual([0, 1001])
  expect([...splitOverDays(week, 1001)]).toEqual([0, 0, 0, 251, 250, 250, 250])
})

test('[SW5] what a closed week is reported to have sold is spread evenly', () => {
  const openDays = { ...EVERY_DAY_OPEN, byWeekday: new Float64Array(8) }
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7, profile: { openDays } })
  expect([...splitOverDays(week, 70)]).toEqual([10, 10, 10, 10, 10, 10, 10])
})

test('[SW6] a Walmart week reaches ISO weeks by way of its days', () => {
  const walmartWeek = day('2026-09-19')
  expect(fiscalCalendar('walmart').on(walmartWeek).label).toBe('202634')
  const split = buildDaySplit({ firstDay: walmartWeek, days: 7, weekStart: 1 })
  const sold = splitOverDays(split, 700)
  const perIsoWeek = new Map<string, number>()
  sold.forEach((quantity, offset) => {
    const { label } = fiscalCalendar('iso').on(walmartWeek + offset)
    perIsoWeek.set(label, (perIsoWeek.get(label) ?? 0) + quantity)
  })
  expect([...perIsoWeek]).toEqual([
    ['2026-W38', 200],
    ['2026-W39', 500],
  ])
  expect([...splitOverWeeks(split, 700)]).toEqual([200, 500])
  expect(formatDay(walmartWeek + split.partStart[1]!)).toBe('2026-09-21')
})

test('a return is split as a sale is, with its sign', () => {
  const week = buildDaySplit({ firstDay: day('2026-09-28'), days: 7 })
  expect([...splitOverWeeks(week, -1000)]).toEqual([-429, -571])
})
