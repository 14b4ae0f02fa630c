import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseDay, weekdayOf } from '../base/day.js'
import { bucketLabel, bucketOfDay, buildHorizon, type Horizon } from './horizon.js'
import { buildLeadTime, pastDueRelease, spreadRelease } from './lead-time.js'

const day = (iso: string): number => parseDay(iso)!
const horizon = buildHorizon({ planDay: day('2026-09-21') })
const labels = Array.from({ length: horizon.count }, (_, bucket) => bucketLabel(horizon, bucket))
const bucketOf = (label: string): number => {
  expect(labels).toContain(label)
  return labels.indexOf(label)
}

/** The golden tables are read from the page that promises them. */
const spec = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/specs/calendar.md'), 'utf8')
const tableUnder = (title: string): string[][] => {
  const section = spec.slice(spec.indexOf(`### ${title}`)).split('\n#')[0]!
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  return rows.map((line) => line.slice(2, -2).split(' | '))
}

const releasesOf = (on: Horizon, days: number, perDay: number): Float64Array => {
  const leadTime = buildLeadTime(on, { days })
  const released = new Float64Array(on.count)
  for (let bucket = 0; bucket < on.count; bucket++) spreadRelease(perDay * on.days[bucket]!, leadTime, bucket, released)
  return released
}

test('[LT2] [LT3] golden table: 10 a day stays 10 a day through days, split weeks and months', () => {
  const [titles, ...rows] = tableUnder('Golden table: 10 a day')
  const leadTimes = titles!.slice(2).map((title) => Number(title.replace('lead time ', '')))
  expect(leadTimes).toEqual([0, 1, 3, 7, 10, 30, 45])
  const released = leadTimes.map((days) => releasesOf(horizon, days, 10))
  let next = 0
  for (const [range, days, ...cells] of rows) {
    const [first, last = first] = range!.split(' to ')
    expect(bucketOf(first!)).toBe(next)
    for (; next <= bucketOf(last!); next++) {
      expect(`${labels[next]}: ${horizon.days[next]} days`).toBe(`${labels[next]}: ${days} days`)
      expect([labels[next], ...released.map((column) => column[next])]).toEqual([labels[next], ...cells.map(Number)])
    }
  }
  expect(next).toBe(horizon.count)
})

test('[LT1] [LT5] golden table: one receipt, divided', () => {
  const [, ...rows] = tableUnder('Golden table: one receipt')
  expect(rows.length).toBe(4)
  for (const [label, days, quantity, leadTimeDays, parts] of rows) {
    const bucket = bucketOf(label!)
    expect(horizon.days[bucket]).toBe(Number(days))
    const released = new Float64Array(horizon.count)
    spreadRelease(Number(quantity), buildLeadTime(horizon, { days: Number(leadTimeDays) }), bucket, released)
    const shown = labels.flatMap((name, at) => (released[at] === 0 ? [] : [`${name} ${released[at]}`]))
    expect(shown.join(', ')).toBe(parts)
  }
})

test('[LT3] what should have left before the plan day is in bucket 0 and counted as past due', () => {
  const leadTime = buildLeadTime(horizon, { days: 30 })
  const bucket = bucketOf('2026-10-19/25')
  expect(leadTime.pastDueDays[bucket]).toBe(2)
  expect(pastDueRelease(70, leadTime, bucket)).toBe(20)
  expect(pastDueRelease(10, leadTime, bucket)).toBe(2)
  expect(pastDueRelease(10, leadTime, bucketOf('2026-10-26/31'))).toBe(0)
  expect(pastDueRelease(10, leadTime, 0)).toBe(10)
})

test('[LT4] a release on a closed weekend goes back to Friday', () => {
  const weekdays = buildLeadTime(horizon, { days: 3, openDay: (at) => weekdayOf(at) <= 5 })
  const released = new Float64Array(horizon.count)
  for (const label of ['2026-10-01', '2026-10-06', '2026-10-07', '2026-10-08'])
    spreadRelease(10, weekdays, bucketOf(label), released)
  expect(released[bucketOf('2026-09-28')]).toBe(10)
  expect(released[bucketOf('2026-10-02')]).toBe(20) // of Saturday 3 and Sunday 4
  expect(released[bucketOf('2026-10-05')]).toBe(10)
})

test('[LT4] a release that falls back before the plan day is past due, one on the plan day is not', () => {
  const closedOnPlanDay = buildLeadTime(horizon, { days: 2, openDay: (at) => at !== horizon.planDay })
  expect(closedOnPlanDay.pastDueDays[bucketOf('2026-09-23')]).toBe(1)
  expect(closedOnPlanDay.pastDueDays[bucketOf('2026-09-24')]).toBe(0)
  expect(buildLeadTime(horizon, { days: 2 }).pastDueDays[bucketOf('2026-09-23')]).toBe(0)
})

test('[LT4] a source that never opens releases nothing in time: all is past due', () => {
  const never = buildLeadTime(horizon, { days: 5, openDay: () => false })
  expect([...never.pastDueDays]).toEqual([...horizon.days])
  expect(never.firstArrivalBucket).toBe(horizon.count)
  expect(new Set(never.arrivalBucket)).toEqual(new Set([horizon.count]))
})

test('[LT7] the first arrival counts from the plan day, or from the first open day after it', () => {
  const first = (days: number): string => labels[buildLeadTime(horizon, { days }).firstArrivalBucket]!
  expect(first(0)).toBe('2026-09-21')
  expect(first(10)).toBe('2026-10-01')
  expect(first(45)).toBe('2026-11-02/08')
  const sunday = buildHorizon({ planDay: day('2026-09-20') })
  const weekdays = buildLeadTime(sunday, { days: 2, openDay: (at) => weekdayOf(at) <= 5 })
  expect(weekdays.firstArrivalBucket).toBe(bucketOfDay(sunday, day('2026-09-23')))
  expect(buildLeadTime(horizon, { days: 900 }).firstArrivalBucket).toBe(horizon.count)
})

test('[LT8] what a bucket releases has arrived by the lead time after its latest open day', () => {
  const { arrivalBucket } = buildLeadTime(horizon, { days: 10 })
  expect(labels[arrivalBucket[0]!]).toBe('2026-10-01')
  expect(labels[arrivalBucket[bucketOf('2026-10-19/25')]!]).toBe('2026-11-02/08')
  expect(labels[arrivalBucket[bucketOf('2027-04')]!]).toBe('2027-05')
  expect(arrivalBucket[horizon.count - 1]).toBe(horizon.count)
  const weekdays = buildLeadTime(horizon, { days: 6, openDay: (at) => weekdayOf(at) <= 5 })
  expect(labels[weekdays.arrivalBucket[bucketOf('2026-10-19/25')]!]).toBe('2026-10-26/31') // Friday 23 + 6
  expect(labels[weekdays.arrivalBucket[bucketOf('2026-09-26')]!]).toBe('2026-10-04') // Monday 28 + 6
})

test('a lead time of half a day is a fault', () => {
  expect(() => buildLeadTime(horizon, { days: 1.5 })).toThrow('not a whole number of days')
  expect(() => buildLeadTime(horizon, { days: -1 })).toThrow('not a whole number of days')
})
