import { expect, test } from 'vitest'
import { formatDay, parseDay } from '../../base/day.js'
import type { Holiday } from '../../calendar/moving-holidays.js'
import type { CommercialEvent, Location } from '../../network/company.js'
import { holidayCalendar } from './holiday-calendar.js'

const company = { products: [], customers: [], locations: [{ id: 'shop', country: 'CL' }] as Location[] }
const known = (id: string, ...dates: string[]): Holiday[] =>
  dates.map((date) => ({ country: 'CL', id, name: id, day: parseDay(date)! }))
const listed = (id: string, date: string, more: Partial<CommercialEvent> = {}): CommercialEvent => ({
  id,
  kind: 'holiday',
  scope: 'country=CL',
  start: parseDay(date)!,
  end: parseDay(date)!,
  uplift: null,
  status: 'announced',
  ...more,
})
const say = (events: CommercialEvent[], library: Holiday[]): string[] =>
  holidayCalendar(library, events, company, ['CL'])
    .map(({ id, day }) => `${id} ${formatDay(day)}`)
    .sort()

const LIBRARY = known('friday', '2025-04-18', '2026-04-03', '2027-03-26')

test('[DM14] where the company lists a holiday its date holds, and the known ones in the other years', () => {
  const events = [listed('CL-santo-2025', '2025-04-18'), listed('CL-santo-2026', '2026-04-10')]
  expect(say(events, LIBRARY)).toEqual(['CL-santo 2025-04-18', 'CL-santo 2026-04-10', 'CL-santo 2027-03-26'])
})

test('[DM14] a holiday that only the company knows is one too, over all its days', () => {
  const fair = [2025, 2026].map((year) =>
    listed(`fair ${year}-05-0${year - 2020}`, `${year}-05-0${year - 2020}`, { end: parseDay(`${year}-05-10`)! - 3 }),
  )
  expect(say(fair, LIBRARY.slice(0, 1))).toEqual([
    'fair +1 2025-05-06',
    'fair +1 2026-05-07',
    'fair +2 2025-05-07',
    'fair 2025-05-05',
    'fair 2026-05-06',
    'friday 2025-04-18',
  ])
})

test('[DM14] events with an uplift, of other kinds or scopes, longer than a week, or named alike are no calendar', () => {
  const day = '2025-04-18'
  const none = [
    listed('a-2025', day, { uplift: 100_000 }),
    listed('b-2025', day, { kind: 'commercial' }),
    listed('c-2025', day, { scope: 'country=PE' }),
    listed('d-2025', day, { scope: 'location=shop' }),
    listed('e-2025', day, { end: parseDay(day)! + 7 }),
    listed('HOLIDAY-CL-2025-04-18', day),
    listed('HOLIDAY-CL-2025-12-08', '2025-12-08'),
  ]
  expect(say(none, LIBRARY)).toEqual(['friday 2025-04-18', 'friday 2026-04-03', 'friday 2027-03-26'])
})
