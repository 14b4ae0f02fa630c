import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SHARE_WHOLE } from '../base/quantity.js'
import type { CalendarDay } from '../network/company.js'
import { buildOpenDays, countOpenDays, isOpenDay, nextOpenDay, previousOpenDay, shiftOpenDays } from './open-days.js'

const RUNS = { seed: 7, numRuns: 300 }

const records: fc.Arbitrary<CalendarDay[]> = fc.array(
  fc.record({
    calendar: fc.constant('c'),
    day: fc.option(fc.integer({ min: 0, max: 60 })),
    weekday: fc.integer({ min: 1, max: 6 }),
    open: fc.boolean(),
    orderCutOff: fc.constant(null),
    capacityFactor: fc.constant(SHARE_WHOLE),
  }),
  { minLength: 1, maxLength: 12 },
)

test('[OD5] shifting there and back again returns, and passes exactly that many open days', () => {
  let shifted = 0
  fc.assert(
    fc.property(records, fc.nat(60), fc.integer({ min: 1, max: 30 }), (rules, from, openDays) => {
      const profile = buildOpenDays(rules).get('c')!
      const start = nextOpenDay(profile, from)
      const end = start === null ? null : shiftOpenDays(profile, start, openDays)
      if (start === null || end === null) return
      shifted++
      expect(isOpenDay(profile, end)).toBe(true)
      expect(countOpenDays(profile, start, end)).toBe(openDays)
      expect(shiftOpenDays(profile, end, -openDays)).toBe(start)
    }),
    RUNS,
  )
  expect(shifted).toBeGreaterThan(150)
})

test('next and previous open day enclose no other open day', () => {
  fc.assert(
    fc.property(records, fc.nat(60), (rules, from) => {
      const profile = buildOpenDays(rules).get('c')!
      const next = nextOpenDay(profile, from)
      const previous = previousOpenDay(profile, from)
      if (next !== null) expect([isOpenDay(profile, next), countOpenDays(profile, from, next)]).toEqual([true, 0])
      if (previous !== null)
        expect([isOpenDay(profile, previous), countOpenDays(profile, previous + 1, from + 1)]).toEqual([true, 0])
    }),
    RUNS,
  )
})
