import { type Day, monthOf } from '../../../core/base/day.js'
import { bucketOfDay, firstDayOfWeek, type Horizon } from '../../../core/calendar/horizon.js'

export const WEEK_DAYS = 7

/** Four weeks: as far as what was promised can still be acted upon by the week. */
export const COMMITTED_DAYS = 28

/** A whole week and the buckets [bucket, end) of a plan that it is made of. */
export interface CommittedWeek {
  readonly firstDay: Day
  /** Weeks from the one that holds the plan day. */
  readonly lag: number
  readonly bucket: number
  readonly end: number
}

/** The whole weeks among the days that a plan commits to. */
export function committedWeeks(horizon: Horizon, weekStart: number): CommittedWeek[] {
  const { planDay } = horizon
  const zero = firstDayOfWeek(planDay, weekStart)
  const weeks: CommittedWeek[] = []
  for (let lag = zero < planDay ? 1 : 0; zero + (lag + 1) * WEEK_DAYS <= planDay + COMMITTED_DAYS; lag++) {
    const week = weekOf(horizon, zero + lag * WEEK_DAYS)
    if (week !== null) weeks.push({ ...week, lag })
  }
  return weeks
}

/** The buckets of a week, or null where it is no union of them. */
export function weekOf(horizon: Horizon, firstDay: Day): Omit<CommittedWeek, 'lag'> | null {
  if (firstDay < horizon.planDay) return null
  const bucket = bucketOfDay(horizon, firstDay)
  const end = bucketOfDay(horizon, firstDay + WEEK_DAYS)
  if (bucket >= horizon.count || horizon.firstDay[bucket] !== firstDay) return null
  if (end < horizon.count && horizon.firstDay[end] !== firstDay + WEEK_DAYS) return null
  return { firstDay, bucket, end }
}

/** Buckets that begin before the end of the committed days. */
export function committedBuckets({ count, firstDay, planDay }: Horizon): number {
  let end = 0
  while (end < count && firstDay[end]! < planDay + COMMITTED_DAYS) end++
  return end
}

/** First day of the four-week window that holds a week; windows are counted from the first one of 1970 (AD5). */
export const windowOf = (firstDay: Day): Day => firstDay - WEEK_DAYS * (Math.floor(firstDay / WEEK_DAYS) % 4)

/** Whether a week reaches into another month, and the first day there. */
export const nextMonthFrom = (firstDay: Day): Day | null => {
  for (let day = firstDay + 1; day < firstDay + WEEK_DAYS; day++) if (monthOf(day) !== monthOf(firstDay)) return day
  return null
}
