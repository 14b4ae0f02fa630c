import { expect, test } from 'vitest'
import { parseDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { courseForward, courseInForce, leavesWeek } from './plan-day.js'

const day = (iso: string): number => parseDay(iso)!
const DECLARED = day('2026-11-23')
const rolled = { id: '0003-cycle', planDay: day('2026-11-30'), rolledFrom: '0001-cycle' }

test('[PV5] without a plan, or with one that never rolled, company.yaml says the day', () => {
  expect(courseInForce(DECLARED, null)).toEqual({ planDay: DECLARED, rolledFrom: '' })
  const unrolled = { id: '0001-cycle', planDay: day('2026-12-07'), rolledFrom: '' }
  expect(courseInForce(DECLARED, unrolled)).toEqual({ planDay: DECLARED, rolledFrom: '' })
})

test('[PV5] a rolled plan stays where it was rolled to, and goes on from the same version', () => {
  expect(courseInForce(DECLARED, rolled)).toEqual({ planDay: day('2026-11-30'), rolledFrom: '0001-cycle' })
  expect(courseInForce(day('2026-11-30'), rolled)).toEqual({ planDay: day('2026-11-30'), rolledFrom: '0001-cycle' })
})

test('[PV5] a later day in company.yaml wins and starts afresh', () => {
  expect(courseInForce(day('2026-12-01'), rolled)).toEqual({ planDay: day('2026-12-01'), rolledFrom: '' })
})

test('[PV4] a roll goes forward, from the version in force', () => {
  expect(courseForward(rolled, day('2026-12-07'))).toEqual({ planDay: day('2026-12-07'), rolledFrom: '0003-cycle' })
  for (const to of ['2026-11-30', '2026-11-29']) expect(() => courseForward(rolled, day(to))).toThrow(Refusal)
})

test('[PV8] only a roll into another planning week leaves commitments behind', () => {
  const monday = day('2026-11-23')
  const after = (days: number, weekStart = 1): boolean => leavesWeek(monday, monday + days, weekStart)
  expect([1, 6, 7].map((days) => after(days))).toEqual([false, false, true])
  // In weeks that start on Sunday the sixth day after a Monday is another week.
  expect(after(6, 7)).toBe(true)
})
