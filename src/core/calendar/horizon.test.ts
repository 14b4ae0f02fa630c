import { expect, test } from 'vitest'
import { parseDay } from '../base/day.js'
import { fiscalCalendar, startsOfPeriods } from './fiscal-calendar.js'
import {
  bucketByDay,
  bucketLabel,
  bucketOfDay,
  bucketsOfMonths,
  buildHorizon,
  endOfHorizon,
  type HorizonShape,
} from './horizon.js'

const day = (iso: string): number => parseDay(iso)!

const labels = (shape: HorizonShape): string[] => {
  const horizon = buildHorizon(shape)
  return Array.from({ length: horizon.count }, (_, bucket) => bucketLabel(horizon, bucket))
}

test('[HZ2] [HZ3] the first four weeks are days, then come weeks, then months', () => {
  const horizon = buildHorizon({ planDay: day('2026-09-21') })
  expect({ count: horizon.count, dayCount: horizon.dayCount, atomCount: horizon.atomCount }).toEqual({
    count: 72,
    dayCount: 28,
    atomCount: 53,
  })
  expect(bucketLabel(horizon, 0)).toBe('2026-09-21')
  expect(bucketLabel(horizon, 27)).toBe('2026-10-18')
  expect(bucketLabel(horizon, 28)).toBe('2026-10-19/25')
  expect(horizon.week[28]).toBe(4)
  expect(horizon.week[52]).toBe(25)
  expect(horizon.week[53]).toBe(-1)
})

test('[HZ3] a plan made on a Thursday has its days end inside a week: the rest of that week is a bucket', () => {
  const shape = { planDay: day('2026-09-24'), days: 5, weeks: 3, months: 0 }
  expect(labels(shape)).toEqual([
    '2026-09-24',
    '2026-09-25',
    '2026-09-26',
    '2026-09-27',
    '2026-09-28',
    '2026-09-29/30',
    '2026-10-01/04',
    '2026-10-05/11',
    '2026-10-12/31',
  ])
  expect([...buildHorizon(shape).week]).toEqual([0, 0, 0, 0, 1, 1, 1, 2, -1])
})

test('[HZ3] weeks start on the weekday the company says', () => {
  expect(labels({ planDay: day('2026-11-02'), days: 0, weeks: 3, months: 0, weekStart: 7 })).toEqual([
    '2026-11-02/07',
    '2026-11-08/14',
    '2026-11-15/21',
    '2026-11-22/30',
  ])
})

test('[HZ4] a week is cut at a fiscal border: the Walmart period that starts on Saturday 2026-10-31', () => {
  const planDay = day('2026-10-26')
  const fiscalBorders = startsOfPeriods(fiscalCalendar('walmart'), planDay, planDay + 60)
  expect(labels({ planDay, days: 0, weeks: 2, months: 0, fiscalBorders })).toEqual([
    '2026-10-26/30',
    '2026-10-31',
    '2026-11-01',
    '2026-11-02/08',
    '2026-11-09/30',
  ])
})

test('[HZ5] the rest of the month in which the weeks end is a bucket, unless they end with the month', () => {
  expect(labels({ planDay: day('2026-09-21'), days: 0, weeks: 1, months: 1 })).toEqual([
    '2026-09-21/27',
    '2026-09-28/30',
    '2026-10',
  ])
  expect(labels({ planDay: day('2026-05-25'), days: 0, weeks: 1, months: 1 })).toEqual(['2026-05-25/31', '2026-06'])
})

test('[HZ6] the horizon ends with month 24, or with the month that days and weeks reach', () => {
  const end = (shape: HorizonShape): number => endOfHorizon(buildHorizon(shape))
  expect(end({ planDay: day('2026-09-01') })).toBe(day('2028-10-01'))
  expect(end({ planDay: day('2026-09-30') })).toBe(day('2028-10-01'))
  expect(end({ planDay: day('2026-09-21'), weeks: 26, months: 2 })).toBe(day('2027-04-01'))
  expect(buildHorizon({ planDay: day('2026-09-21') }).monthCount).toBe(25)
})

test('[HZ8] days outside the horizon: −1 before, the bucket count beyond', () => {
  const horizon = buildHorizon({ planDay: day('2026-09-21') })
  expect(bucketOfDay(horizon, day('2026-09-20'))).toBe(-1)
  expect(bucketOfDay(horizon, day('2026-09-21'))).toBe(0)
  expect(bucketOfDay(horizon, day('2028-09-30'))).toBe(71)
  expect(bucketOfDay(horizon, day('2028-10-01'))).toBe(72)
})

test('[HZ7] the buckets of a month are adjacent and end where the next month begins', () => {
  const horizon = buildHorizon({ planDay: day('2026-09-21') })
  const starts = bucketsOfMonths(horizon)
  expect(starts.length).toBe(26)
  expect([...starts.slice(0, 4)].map((bucket) => bucketLabel(horizon, bucket))).toEqual([
    '2026-09-21',
    '2026-10-01',
    '2026-11-01',
    '2026-12-01/06',
  ])
  expect(starts[25]).toBe(72)
})

test('[HZ9] a bucket is named by what it covers', () => {
  expect(labels({ planDay: day('2028-02-28'), days: 1, weeks: 1, months: 1 })).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01/05',
    '2028-03-06/31',
  ])
  expect(labels({ planDay: day('2028-02-01'), days: 0, weeks: 0, months: 0 })).toEqual(['2028-02'])
})

test('the table of days answers as the search does', () => {
  const horizon = buildHorizon({ planDay: day('2026-09-23') })
  const table = bucketByDay(horizon)
  expect(table.length).toBe(endOfHorizon(horizon) - horizon.planDay)
  table.forEach((bucket, offset) => expect(bucketOfDay(horizon, horizon.planDay + offset)).toBe(bucket))
})

test('a horizon of half a day, or a week that starts on no weekday, is a fault', () => {
  expect(() => buildHorizon({ planDay: 0.5 })).toThrow('planDay of the horizon is not a whole number')
  expect(() => buildHorizon({ planDay: 0, weeks: -1 })).toThrow('a part of the horizon is negative')
  expect(() => buildHorizon({ planDay: 0, weekStart: 8 })).toThrow('not an ISO weekday')
})
