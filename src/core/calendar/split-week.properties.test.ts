import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthOf, weekdayOf } from '../base/day.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import { EVERY_DAY_OPEN, withClosedDays } from './open-days.js'
import { buildDaySplit, dayWeight, splitOverDays, splitOverWeeks } from './split-week.js'

const RUNS = { seed: 7, numRuns: 500 }

const periods = fc
  .record({
    firstDay: fc.integer({ min: 10_000, max: 30_000 }),
    days: fc.integer({ min: 1, max: 31 }),
    weekStart: fc.integer({ min: 1, max: 7 }),
    weekdays: fc.array(fc.nat(100), { minLength: 7, maxLength: 7 }),
    closed: fc.array(fc.nat(30), { maxLength: 8 }),
    event: fc.nat(30),
  })
  .map(({ firstDay, days, weekStart, weekdays, closed, event }) => ({
    firstDay,
    days,
    weekStart,
    profile: {
      weekdays,
      openDays: withClosedDays(
        EVERY_DAY_OPEN,
        closed.map((offset) => firstDay + offset),
      ),
      factorOn: (day: number) => (day === firstDay + event ? 3 * SHARE_WHOLE : SHARE_WHOLE),
    },
  }))

const totals = fc.integer({ min: -(2 ** 44), max: 2 ** 44 })
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

test('[SW2] [SW3] days add up to split weeks and split weeks to the total', () => {
  fc.assert(
    fc.property(periods, totals, (period, total) => {
      const split = buildDaySplit(period)
      const weeks = splitOverWeeks(split, total)
      const days = splitOverDays(split, total)
      expect(sum(weeks)).toBe(total)
      expect(days.length).toBe(period.days)
      weeks.forEach((quantity, part) => {
        const from = split.partStart[part]!
        expect(sum(days.subarray(from, split.partStart[part + 1]!))).toBe(quantity)
        for (let offset = from + 1; offset < split.partStart[part + 1]!; offset++) {
          expect(monthOf(period.firstDay + offset)).toBe(monthOf(period.firstDay + from))
          expect(weekdayOf(period.firstDay + offset)).not.toBe(period.weekStart)
        }
      })
    }),
    RUNS,
  )
})

test('[SW1] [SW4] no part is more than one from its exact share, and closed days get nothing', () => {
  let someClosed = 0
  fc.assert(
    fc.property(periods, totals, (period, total) => {
      const split = buildDaySplit(period)
      const own = Array.from({ length: period.days }, (_, offset) =>
        dayWeight(period.profile, period.firstDay + offset),
      )
      const allWeight = own.reduce((a, b) => a + b, 0)
      if (allWeight === 0) return
      const days = splitOverDays(split, total)
      own.forEach((weight, offset) => {
        if (weight !== 0) return
        someClosed++
        expect(days[offset]).toBe(0)
      })
      splitOverWeeks(split, total).forEach((quantity, part) => {
        const weight = own.slice(split.partStart[part]!, split.partStart[part + 1]!).reduce((a, b) => a + b, 0)
        const miss = BigInt(quantity) * BigInt(allWeight) - BigInt(total) * BigInt(weight)
        expect(miss < BigInt(allWeight) && -miss < BigInt(allWeight)).toBe(true)
      })
    }),
    RUNS,
  )
  expect(someClosed).toBeGreaterThan(100)
})
