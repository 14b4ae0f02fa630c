import { expect, test } from 'vitest'
import { formatDay, parseDay } from '../base/day.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import type { CalendarDay } from '../network/company.js'
import {
  buildOpenDays,
  capacityOn,
  countOpenDays,
  EVERY_DAY_OPEN,
  isOpenDay,
  nextOpenDay,
  type OpenDays,
  previousOpenDay,
  shiftOpenDays,
  withClosedDays,
} from './open-days.js'

const day = (iso: string): number => parseDay(iso)!
const shown = (at: number | null): string | null => (at === null ? null : formatDay(at))

/** `weekday 7 closed`, `2026-09-18 closed`, `weekday 6 half`. */
const profile = (...rules: string[]): OpenDays => {
  const records = rules.map((rule): CalendarDay => {
    const [first, second, third] = rule.split(' ')
    const state = third ?? second!
    return {
      calendar: 'c',
      day: first === 'weekday' ? null : day(first!),
      weekday: first === 'weekday' ? Number(second) : null,
      open: state !== 'closed',
      orderCutOff: null,
      capacityFactor: state === 'half' ? SHARE_WHOLE / 2 : SHARE_WHOLE,
    }
  })
  const built = buildOpenDays(records).get('c')!
  expect(buildOpenDays([...records].reverse()).get('c')).toEqual(built)
  return built
}

const office = profile(...[1, 2, 3, 4, 5].map((weekday) => `weekday ${weekday} open`))

test('[OD1] Chilean supermarkets close on 18 and 19 September, whatever the weekday (DOMAIN §7.8)', () => {
  const supermarket = profile('2026-09-18 closed', '2026-09-19 closed')
  expect(isOpenDay(supermarket, day('2026-09-17'))).toBe(true)
  expect(isOpenDay(supermarket, day('2026-09-18'))).toBe(false)
  expect(isOpenDay(supermarket, day('2026-09-20'))).toBe(true)
  expect(isOpenDay(profile('weekday 7 closed', '2026-12-20 open'), day('2026-12-20'))).toBe(true)
})

test('[OD2] Monday to Friday open means closed at the weekend; Sunday closed means open on the other days', () => {
  expect(countOpenDays(office, day('2026-09-21'), day('2026-09-28'))).toBe(5)
  expect(countOpenDays(profile('weekday 7 closed'), day('2026-09-21'), day('2026-09-28'))).toBe(6)
  expect(countOpenDays(profile('2026-09-22 closed'), day('2026-09-21'), day('2026-09-28'))).toBe(6)
})

test('[OD3] of two rules for one day the smaller capacity holds', () => {
  expect(capacityOn(profile('weekday 6 half', 'weekday 6 open'), day('2026-09-26'))).toBe(500_000)
  expect(capacityOn(profile('2026-09-26 open', '2026-09-26 half'), day('2026-09-26'))).toBe(500_000)
  expect(isOpenDay(profile('2026-09-26 open', '2026-09-26 closed'), day('2026-09-26'))).toBe(false)
})

test('[OD4] a place without a calendar is open every day', () => {
  expect(countOpenDays(EVERY_DAY_OPEN, 0, 1000)).toBe(1000)
  expect(capacityOn(EVERY_DAY_OPEN, 5)).toBe(SHARE_WHOLE)
  const idle: CalendarDay = { calendar: 'c', day: 5, weekday: null, open: true, orderCutOff: null, capacityFactor: 0 }
  expect(isOpenDay(buildOpenDays([idle]).get('c')!, 5)).toBe(false)
})

test('the next and the previous open day of a Saturday are Monday and Friday; of an open day, itself', () => {
  expect(shown(nextOpenDay(office, day('2026-09-26')))).toBe('2026-09-28')
  expect(shown(previousOpenDay(office, day('2026-09-26')))).toBe('2026-09-25')
  expect(shown(nextOpenDay(office, day('2026-09-25')))).toBe('2026-09-25')
  expect(shown(previousOpenDay(office, day('2026-09-25')))).toBe('2026-09-25')
})

test('[OD5] working days are counted strictly after or before the day', () => {
  const shift = (from: string, openDays: number): string | null => shown(shiftOpenDays(office, day(from), openDays))
  expect(shift('2026-09-25', 1)).toBe('2026-09-28')
  expect(shift('2026-09-26', 1)).toBe('2026-09-28')
  expect(shift('2026-09-28', -1)).toBe('2026-09-25')
  expect(shift('2026-09-21', 10)).toBe('2026-10-05')
  expect(shift('2026-09-26', 0)).toBe('2026-09-26')
})

test('[OD6] a place that is never open has no next open day', () => {
  const closed = profile(...[1, 2, 3, 4, 5, 6, 7].map((weekday) => `weekday ${weekday} closed`))
  expect(nextOpenDay(closed, 0)).toBeNull()
  expect(previousOpenDay(closed, 0)).toBeNull()
  expect(shiftOpenDays(closed, 0, 3)).toBeNull()
})

test('a strike closes days and leaves the profile it was added to as it was', () => {
  const onStrike = withClosedDays(office, [day('2026-09-21'), day('2026-09-22')])
  expect(countOpenDays(onStrike, day('2026-09-21'), day('2026-09-28'))).toBe(3)
  expect(countOpenDays(office, day('2026-09-21'), day('2026-09-28'))).toBe(5)
})
