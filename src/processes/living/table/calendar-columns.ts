/** The columns of a table by another calendar than the plan's own: stretches of days, which may cut buckets of the plan. */
import type { Day } from '../../../core/base/day.js'
import { type CalendarPeriod, periodsOfCalendar, startOfPeriod } from '../../../core/calendar/calendar-periods.js'
import { type FiscalCalendar, type FiscalCalendarName, fiscalCalendar } from '../../../core/calendar/fiscal-calendar.js'
import { bucketOfDay, endOfHorizon, type Horizon } from '../../../core/calendar/horizon.js'
import type { Query } from '../living-plan.js'
import type { PeriodCut } from '../table-period.js'

/** What of a bucket lies in a period: its days from `before` up to `until`, of `days` that it has. */
export interface BucketPart {
  readonly bucket: number
  readonly period: number
  readonly before: number
  readonly until: number
  readonly days: number
}

export interface PlannedColumns {
  readonly list: readonly (CalendarPeriod & { readonly cut: PeriodCut | undefined })[]
  /** −1 outside the table, and where a period begins or ends inside the bucket. */
  readonly ofBucket: Int32Array
  readonly parts: readonly BucketPart[]
}

/** The calendar that a table is asked for by, and whether by its weeks or its periods. */
export interface AskedCalendar {
  readonly calendar: FiscalCalendar
  readonly grain: 'week' | 'month'
}

/** Null: the plan's own. All of the time is the same in any calendar. */
export const calendarOf = ({ calendar, period }: Pick<Query, 'calendar' | 'period'>): AskedCalendar | null =>
  calendar === undefined || (period !== 'week' && period !== 'month')
    ? null
    : { calendar: fiscalCalendar(calendar satisfies FiscalCalendarName), grain: period }

export function plannedColumns(horizon: Horizon, asked: AskedCalendar, { from, until }: Query): PlannedColumns {
  const end = endOfHorizon(horizon)
  const first = Math.max(from ?? horizon.planDay, horizon.planDay)
  const last = Math.min(until ?? end, end)
  const ofBucket = new Int32Array(horizon.count).fill(-1)
  const parts: BucketPart[] = []
  const list = periodsOfCalendar(asked.calendar, asked.grain, first, last).map((period, at) => {
    const own = partsOf(horizon, period, at)
    for (const part of own)
      if (part.until - part.before === part.days) ofBucket[part.bucket] = at
      else parts.push(part)
    return { ...period, cut: cutOf(own) }
  })
  return { list, ofBucket, parts }
}

function cutOf(parts: readonly BucketPart[]): PeriodCut | undefined {
  const [first, last] = [parts[0], parts.at(-1)]
  const isFirst = first !== undefined && first.before > 0
  const isLast = last !== undefined && last.until < last.days
  return isFirst && isLast ? 'both' : isFirst ? 'first' : isLast ? 'last' : undefined
}

function partsOf(horizon: Horizon, { firstDay, days }: CalendarPeriod, period: number): BucketPart[] {
  const parts: BucketPart[] = []
  const end = firstDay + days
  for (let bucket = bucketOfDay(horizon, firstDay); bucket < horizon.count; bucket++) {
    const start = horizon.firstDay[bucket]!
    if (start >= end) break
    const length = horizon.days[bucket]!
    const before = Math.max(0, firstDay - start)
    parts.push({ bucket, period, before, until: Math.min(length, end - start), days: length })
  }
  return parts
}

/** Whole periods of what was sold, as far back as it is known. */
export function soldColumns({ calendar, grain }: AskedCalendar, from: Day, until: Day, oldest: Day): CalendarPeriod[] {
  // What is older than is looked at cuts no period in two: one that begins before it is not told.
  const first = from >= oldest ? from : nextStart(calendar, grain, oldest)
  return periodsOfCalendar(calendar, grain, first, until)
}

function nextStart(calendar: FiscalCalendar, grain: 'week' | 'month', day: Day): Day {
  let first = day
  while (startOfPeriod(calendar, grain, first) !== first) first++
  return first
}
