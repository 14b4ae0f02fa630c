/**
 * The weeks and periods of a calendar as stretches of days, with their names: what a plan is read by when somebody's
 * calendar is another one than the plan's own. Rules FC10–FC12 of docs/specs/calendar.md.
 */
import type { Day } from '../base/day.js'
import { calledYear, type FiscalCalendar, type FiscalDay, WEEK_RULES } from './fiscal-calendar.js'

export type CalendarGrain = 'week' | 'month'

export interface CalendarPeriod {
  readonly firstDay: Day
  readonly days: number
  /** `FY27 P08`; of a week what its calendar calls it: `202634`, `2026-W34`. The same in every language. */
  readonly label: string
  /** The fiscal year as it is called: Walmart's of the weeks 2026ww is 2027. */
  readonly year: number
  /** 1–12. */
  readonly period: number
  /** Of a week: its number in the year. */
  readonly week?: number
  /** Whether a week 53 is in it: nothing of the year before compares with that (FC7). */
  readonly hasLeapWeek: boolean
}

/** Weeks or periods of a calendar in [from, until): the first and the last one cut there. */
export function periodsOfCalendar(
  calendar: FiscalCalendar,
  grain: CalendarGrain,
  from: Day,
  until: Day,
): CalendarPeriod[] {
  const list: (CalendarPeriod & { days: number; hasLeapWeek: boolean })[] = []
  let before: FiscalDay | null = null
  for (let day = from; day < until; day++) {
    const now = calendar.on(day)
    if (before === null || !isSame(before, now, grain))
      list.push({ firstDay: day, days: 0, ...named(calendar, now, grain), hasLeapWeek: false })
    const last = list[list.length - 1]!
    last.days += 1
    last.hasLeapWeek ||= calendar.wholeWeeks && now.week === LEAP_WEEK
    before = now
  }
  return list
}

const LEAP_WEEK = 53

const isSame = (a: FiscalDay, b: FiscalDay, grain: CalendarGrain): boolean =>
  a.year === b.year && (grain === 'week' ? a.week === b.week : a.period === b.period)

function named({ name, wholeWeeks }: FiscalCalendar, { year, period, week, label }: FiscalDay, grain: CalendarGrain) {
  const called = calledYear(name, year)
  if (grain === 'month') return { label: `FY${twoDigits(called % 100)} P${twoDigits(period)}`, year: called, period }
  // The label of a day of calendar months is its month.
  return { label: wholeWeeks ? label : `${year}-W${twoDigits(week)}`, year: called, period, week }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** The first day of the week or period that holds a day. */
export function startOfPeriod(calendar: FiscalCalendar, grain: CalendarGrain, day: Day): Day {
  const now = calendar.on(day)
  let first = day
  while (isSame(calendar.on(first - 1), now, grain)) first--
  return first
}

/** ISO weekday on which the weeks of a calendar start. */
export const weekStartOf = (name: string): number =>
  (WEEK_RULES as Readonly<Record<string, { readonly weekStart: number }>>)[name]?.weekStart ?? 1
