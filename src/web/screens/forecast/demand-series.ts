/** What was sold and what is planned, period by period, as one line of time (docs/specs/pages.md WB80). */
import { dayNumber, isoDay } from '../../words/date-format.js'
import type { ForecastPeriod } from './forecast-address.js'

type Values = Readonly<Partial<Record<string, readonly (number | null)[]>>>

export interface DemandTold {
  readonly periods: readonly { readonly firstDay: string; readonly days: number }[]
  readonly rows: readonly { readonly values: Values }[]
  readonly sold?: { readonly from: string; readonly until: string } | undefined
}

export interface DemandPoint {
  readonly firstDay: string
  readonly days: number
  /** Null after the plan day. */
  readonly actual: number | null
  readonly lastYear: number | null
  /** Null before the plan day. */
  readonly baseline: number | null
  readonly consensus: number | null
}

/** Weeks that are followed forward: beyond half a year they are months anyway. */
const WEEKS_FORWARD = 26
const YEAR_DAYS = 364

export function demandSeries(told: DemandTold, planDay: string, period: ForecastPeriod): readonly DemandPoint[] {
  const values = told.rows[0]?.values ?? {}
  const points = told.periods.map(({ firstDay, days }, at): DemandPoint => {
    const planned = firstDay >= planDay
    return {
      firstDay,
      days,
      actual: planned ? null : (values.actual?.[at] ?? 0),
      lastYear: knowsYearBefore(told, firstDay, days) ? (values.lastYear?.[at] ?? null) : null,
      baseline: planned ? (values.baseline?.[at] ?? 0) : null,
      consensus: planned ? (values.consensus?.[at] ?? 0) : null,
    }
  })
  // Before the first sale that is known nothing is known: that is not nothing.
  const known = points.filter(({ firstDay }) => firstDay >= (told.sold?.from ?? planDay))
  return period === 'month' ? joinedMonths(known) : wholeWeeks(known, planDay)
}

/** Nothing is said of days of which no sale is known. */
function knowsYearBefore({ sold }: DemandTold, firstDay: string, days: number): boolean {
  if (sold === undefined) return false
  const start = dayNumber(firstDay) - YEAR_DAYS
  return isoDay(start) >= sold.from && isoDay(start + days) <= sold.until
}

/** Where the plan has months no week goes on. */
function wholeWeeks(points: readonly DemandPoint[], planDay: string): readonly DemandPoint[] {
  const weeks = points.filter(({ days }) => days <= 7)
  const now = weeks.findIndex(({ firstDay }) => firstDay >= planDay)
  return now < 0 ? weeks : weeks.slice(0, now + WEEKS_FORWARD)
}

/** The month of the plan day is one: what was sold in it so far, and what is still to come. */
function joinedMonths(points: readonly DemandPoint[]): readonly DemandPoint[] {
  const months: DemandPoint[] = []
  for (const point of points) {
    const last = months.at(-1)
    if (last === undefined || last.firstDay.slice(0, 7) !== point.firstDay.slice(0, 7)) months.push(point)
    else months[months.length - 1] = joined(last, point)
  }
  return months
}

const joined = (sold: DemandPoint, planned: DemandPoint): DemandPoint => ({
  firstDay: sold.firstDay,
  days: sold.days + planned.days,
  actual: null,
  lastYear: sold.lastYear === null || planned.lastYear === null ? null : sold.lastYear + planned.lastYear,
  baseline: (sold.actual ?? 0) + (planned.baseline ?? 0),
  consensus: (sold.actual ?? 0) + (planned.consensus ?? 0),
})

interface CorrectionTold {
  readonly week: string
  readonly before: number
  readonly after: number
  readonly overridden: boolean
}

/** What each week was taken as, where that is not what was sold; null elsewhere. */
export function takenAs(
  points: readonly DemandPoint[],
  corrections: readonly CorrectionTold[],
): readonly (number | null)[] {
  const changes = new Map<string, number>()
  for (const { week, before, after, overridden } of corrections)
    if (!overridden) changes.set(week, (changes.get(week) ?? 0) + after - before)
  return points.map(({ firstDay, actual }) => {
    const change = changes.get(firstDay)
    return change === undefined || actual === null ? null : actual + change
  })
}
