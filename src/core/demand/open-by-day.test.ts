import { expect, test } from 'vitest'
import { PLAN_DAY } from '../../../tests/support/demand-world.js'
import { buildHorizon } from '../calendar/horizon.js'
import type { CalendarDay, CommercialEvent, Customer, Location, Product } from '../network/company.js'
import type { Rows } from '../plan/plan.js'
import { deriveOpenByDay } from './open-by-day.js'

const horizon = buildHorizon({ planDay: PLAN_DAY, days: 14, weeks: 2, months: 0 })

/** The dc works on weekdays, the shop every day. Rows: chain from the dc, abroad from the dc, shoppers of the shop. */
const company = {
  products: [{ id: 'bar', family: 'snacks' }] as Product[],
  locations: [
    { id: 'dc', country: 'CL', calendar: 'work' },
    { id: 'shop', country: 'CL', calendar: null },
  ] as Location[],
  customers: [
    { id: 'abroad', parent: null, country: 'PE' },
    { id: 'chain', parent: null, country: 'CL' },
    { id: 'shoppers', parent: null, country: 'CL' },
  ] as Customer[],
  calendars: [1, 2, 3, 4, 5].map(
    (weekday): CalendarDay => ({
      calendar: 'work',
      day: null,
      weekday,
      open: true,
      orderCutOff: null,
      capacityFactor: 1_000_000,
    }),
  ),
}
const rows: Rows = {
  grain: 'demand',
  count: 3,
  item: new Int32Array(3),
  location: Int32Array.of(0, 0, 1),
  customer: Int32Array.of(0, 1, 2),
  stockRow: new Int32Array(3),
}
const closure = (scope: string | null, from: number, to: number, uplift: number | null = null): CommercialEvent => ({
  id: `closure of ${scope}`,
  kind: 'closure',
  scope,
  start: PLAN_DAY + from,
  end: PLAN_DAY + to,
  uplift,
  status: 'announced',
})

/** The first two weeks of each row, from a Monday: `o` open, `.` closed. */
function weeksOf(events: readonly CommercialEvent[]): { rows: string[]; unplaced: string[] } {
  const { openDays, unplaced } = deriveOpenByDay(horizon, { ...company, events }, rows)
  const dayCount = openDays.open.length / Math.max(1, Math.max(...openDays.rowCalendar) + 1)
  const lineOf = (calendar: number): string =>
    calendar < 0
      ? 'ooooooo ooooooo'
      : Array.from({ length: 14 }, (_, day) => (openDays.open[calendar * dayCount + day] === 1 ? 'o' : '.'))
          .join('')
          .replace(/^.{7}/, '$& ')
  return { rows: Array.from(openDays.rowCalendar, lineOf), unplaced }
}

test('[DB7] rows keep the open days of the place that serves them', () => {
  expect(weeksOf([]).rows).toEqual(['ooooo.. ooooo..', 'ooooo.. ooooo..', 'ooooooo ooooooo'])
})

test('[DB7] a closure holds for the rows in its scope, on top of the calendar', () => {
  expect(weeksOf([closure('country=CL', 2, 2)]).rows).toEqual(['ooooo.. ooooo..', 'oo.oo.. ooooo..', 'oo.oooo ooooooo'])
  expect(weeksOf([closure('location=shop', 5, 8)]).rows[2]).toBe('ooooo.. ..ooooo')
  expect(weeksOf([closure('country=CL', 2, 2), closure(null, 2, 3), closure('chain', 7, 7)]).rows).toEqual([
    'oo..o.. ooooo..',
    'oo..o.. .oooo..',
    'oo..ooo ooooooo',
  ])
})

test('[DB7] what began before the plan day still closes; what ended, or is a lift, does not', () => {
  expect(weeksOf([closure('location=shop', -3, 1)]).rows[2]).toBe('..ooooo ooooooo')
  expect(weeksOf([closure(null, -3, -1), closure(null, 1, 2, -500_000)])).toEqual(weeksOf([]))
})

test('[DB7] a closure of nobody we sell to is listed', () => {
  expect(weeksOf([closure('atlantis', 1, 1)])).toEqual({ rows: weeksOf([]).rows, unplaced: ['closure of atlantis'] })
})
