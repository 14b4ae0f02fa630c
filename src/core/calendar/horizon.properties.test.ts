import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstDayOfMonth, monthOf, weekdayOf } from '../base/day.js'
import { bucketOfDay, buildHorizon, endOfHorizon, firstDayOfWeek, type HorizonShape } from './horizon.js'

const RUNS = { seed: 7, numRuns: 300 }

const shapes: fc.Arbitrary<Required<HorizonShape>> = fc
  .record({
    planDay: fc.integer({ min: 0, max: 40_000 }),
    days: fc.integer({ min: 0, max: 60 }),
    weeks: fc.integer({ min: 0, max: 40 }),
    months: fc.integer({ min: 0, max: 36 }),
    weekStart: fc.integer({ min: 1, max: 7 }),
    offsets: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }),
  })
  .map(({ offsets, ...shape }) => ({ ...shape, fiscalBorders: offsets.map((offset) => shape.planDay + offset) }))

test('[HZ1] every day of the horizon is in exactly one bucket, and the search finds it', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const horizon = buildHorizon(shape)
      let day = horizon.planDay
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        expect(horizon.firstDay[bucket]).toBe(day)
        expect(horizon.days[bucket]).toBeGreaterThan(0)
        for (const end = day + horizon.days[bucket]!; day < end; day++)
          if (bucketOfDay(horizon, day) !== bucket) expect.fail(`day ${day} is not found in bucket ${bucket}`)
      }
      expect(day).toBe(endOfHorizon(horizon))
    }),
    RUNS,
  )
})

test('[HZ4] no bucket crosses a month, and no split week crosses a week or a fiscal border', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const horizon = buildHorizon(shape)
      const borders = new Set(shape.fiscalBorders)
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        const first = horizon.firstDay[bucket]!
        for (let day = first + 1; day < first + horizon.days[bucket]!; day++) {
          expect(monthOf(day)).toBe(monthOf(first))
          if (bucket < horizon.atomCount) expect(weekdayOf(day) === shape.weekStart || borders.has(day)).toBe(false)
        }
      }
    }),
    RUNS,
  )
})

test('[HZ7] months and weeks are exact unions of buckets', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const horizon = buildHorizon(shape)
      const daysOfMonth = new Array<number>(horizon.monthCount).fill(0)
      const daysOfWeek = new Map<number, number>()
      for (let bucket = 0; bucket < horizon.count; bucket++) {
        daysOfMonth[horizon.month[bucket]!]! += horizon.days[bucket]!
        const week = horizon.week[bucket]!
        if (week >= 0) daysOfWeek.set(week, (daysOfWeek.get(week) ?? 0) + horizon.days[bucket]!)
      }
      const planMonth = monthOf(shape.planDay)
      daysOfMonth.forEach((days, month) => {
        const first = Math.max(shape.planDay, firstDayOfMonth(planMonth + month))
        expect(days).toBe(firstDayOfMonth(planMonth + month + 1) - first)
      })
      const weekZero = firstDayOfWeek(shape.planDay, shape.weekStart)
      for (let week = 0; week < shape.weeks; week++) {
        const first = Math.max(shape.planDay, weekZero + week * 7)
        expect(daysOfWeek.get(week)).toBe(weekZero + week * 7 + 7 - first)
      }
      // Only the day part may reach into a week beyond the last one.
      for (const week of daysOfWeek.keys())
        if (week >= shape.weeks) expect(shape.planDay + shape.days).toBeGreaterThan(weekZero + week * 7)
    }),
    RUNS,
  )
})

test('[HZ6] at least as many whole months are ahead as were asked for', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const horizon = buildHorizon(shape)
      expect(endOfHorizon(horizon)).toBeGreaterThanOrEqual(firstDayOfMonth(monthOf(shape.planDay) + shape.months + 1))
      expect(horizon.monthCount).toBe(monthOf(endOfHorizon(horizon) - 1) - monthOf(shape.planDay) + 1)
    }),
    RUNS,
  )
})
