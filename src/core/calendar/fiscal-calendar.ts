/**
 * Which fiscal year, period and week does a day belong to? Derived day by day from one rule (DOMAIN §3.5):
 *
 *     week 1 of a year is the week, starting on a given weekday, that holds a given date
 *
 * which covers ISO 8601 (Monday, 4 January), Walmart (Saturday, 1 February) and the NRF calendar (Sunday, 4 February:
 * the same as "ends on the Saturday nearest 31 January"). Years have 52 or 53 weeks as the rule falls; a week 53
 * belongs to the last period. Rules FC1–FC8 of docs/specs/calendar.md.
 */
import { assert } from '../base/assert.js'
import { type Day, dayOf, firstDayOfMonth, formatMonth, type Month, monthOf, weekdayOf } from '../base/day.js'
import { firstDayOfWeek } from './horizon.js'

export interface FiscalDay {
  readonly year: number
  /** 1–12. */
  readonly period: number
  /** 1–53; 54 is possible in calendar months, whose weeks are cut at New Year. */
  readonly week: number
  readonly label: string
}

export interface FiscalCalendar {
  readonly name: string
  /** Whether every week has seven days; those of calendar months are cut at New Year. */
  readonly wholeWeeks: boolean
  on(day: Day): FiscalDay
}

/** How many weeks the three periods of a quarter have. */
export type WeekPattern = readonly [number, number, number]

export interface WeekRule {
  /** ISO weekday on which weeks start. */
  readonly weekStart: number
  /** Week 1 of year Y holds this date of calendar year Y. */
  readonly weekOneHolds: { readonly month: number; readonly dayOfMonth: number }
  /** Without it the period is the calendar month of the week's fourth day, as ISO weeks get their year. */
  readonly pattern?: WeekPattern
  readonly label: (year: number, week: number) => string
}

const ISO_LABEL = (year: number, week: number): string => `${year}-W${String(week).padStart(2, '0')}`
const WALMART_LABEL = (year: number, week: number): string => `${year}${String(week).padStart(2, '0')}`
const JANUARY_4 = { month: 1, dayOfMonth: 4 }

/**
 * The calendars that are ruled by weeks. `walmart` years are named as its week labels are (YYYYWW, the year of that
 * February); its fiscal year is one more: 202401 is week 1 of FY2025. `4-4-5` and `5-4-4` follow ISO weeks unless a
 * company gives its own rule.
 */
export const WEEK_RULES = {
  iso: { weekStart: 1, weekOneHolds: JANUARY_4, label: ISO_LABEL },
  walmart: {
    weekStart: 6,
    weekOneHolds: { month: 2, dayOfMonth: 1 },
    pattern: [4, 5, 4],
    label: WALMART_LABEL,
  },
  nrf: { weekStart: 7, weekOneHolds: { month: 2, dayOfMonth: 4 }, pattern: [4, 5, 4], label: ISO_LABEL },
  '4-4-5': { weekStart: 1, weekOneHolds: JANUARY_4, pattern: [4, 4, 5], label: ISO_LABEL },
  '5-4-4': { weekStart: 1, weekOneHolds: JANUARY_4, pattern: [5, 4, 4], label: ISO_LABEL },
} as const satisfies Record<string, WeekRule>

export type FiscalCalendarName = keyof typeof WEEK_RULES | 'calendar'

export const FISCAL_CALENDAR_NAMES = ['calendar', ...Object.keys(WEEK_RULES)] as readonly FiscalCalendarName[]

export const isFiscalCalendarName = (name: string): name is FiscalCalendarName =>
  (FISCAL_CALENDAR_NAMES as readonly string[]).includes(name)

/** A calendar by its name in `company.yaml`. */
export function fiscalCalendar(name: FiscalCalendarName): FiscalCalendar {
  return name === 'calendar' ? CALENDAR_MONTHS : weekRuledCalendar(name, WEEK_RULES[name])
}

/** A company's own calendar of weeks. */
export function weekRuledCalendar(name: string, rule: WeekRule): FiscalCalendar {
  const weeksOfQuarter = rule.pattern?.reduce((sum, weeks) => sum + weeks, 0) ?? 13
  assert(weeksOfQuarter === 13, 'the weeks of a quarter are not thirteen', { name, weeksOfQuarter })
  return {
    name,
    wholeWeeks: true,
    on(day) {
      const calendarYear = Math.floor(monthOf(day) / 12)
      let year = calendarYear + 1
      let start = startOfYear(rule, year)
      for (; day < start; start = startOfYear(rule, year)) year--
      const week = Math.floor((day - start) / 7) + 1
      const period = rule.pattern === undefined ? monthOfWeek(start, week) : periodOfWeek(rule.pattern, week)
      return { year, period, week, label: rule.label(year, week) }
    },
  }
}

/** A fiscal year as it is called: Walmart's is the calendar year in which it ends. */
export const calledYear = (name: string, year: number): number => year + nameShift(name)
const nameShift = (name: string): number => (name === 'walmart' ? 1 : 0)

/** The first day of a fiscal year. */
export function startOfYear(rule: WeekRule, year: number): Day {
  return firstDayOfWeek(dayOf(year, rule.weekOneHolds.month, rule.weekOneHolds.dayOfMonth), rule.weekStart)
}

/** The fiscal year of a day, by a calendar's name in `company.yaml`: one that is none is that of calendar months. */
export function fiscalYearOf(name: string, day: Day): { fiscal: string; fiscalYear: number; fiscalYearStart: Day } {
  const fiscal = isFiscalCalendarName(name) ? name : 'calendar'
  const fiscalYear = calledYear(fiscal, fiscalCalendar(fiscal).on(day).year)
  return { fiscal, fiscalYear, fiscalYearStart: startOfCalledYear(fiscal, fiscalYear) }
}

/** The first day of a fiscal year, by what it is called. */
export function startOfCalledYear(name: string, called: number): Day {
  const year = called - nameShift(name)
  return isFiscalCalendarName(name) && name !== 'calendar' ? startOfYear(WEEK_RULES[name], year) : dayOf(year, 1, 1)
}

/** Years of weeks begin some days beside a month: the nearest one is theirs, where money is told by month. */
export const firstMonthOfYear = (start: Day): Month => monthOf(start + HALF_A_MONTH)
const HALF_A_MONTH = 15

/** The fiscal year that a calendar month counts in: the one that its middle is in. */
export function fiscalYearOfMonth(name: string, month: Month): { fiscalYear: number; firstMonth: Month } {
  const { fiscalYear, fiscalYearStart } = fiscalYearOf(name, firstDayOfMonth(month) + HALF_A_MONTH - 1)
  return { fiscalYear, firstMonth: firstMonthOfYear(fiscalYearStart) }
}

/** 52 or 53. */
export function weeksOfYear(rule: WeekRule, year: number): number {
  return (startOfYear(rule, year + 1) - startOfYear(rule, year)) / 7
}

function periodOfWeek(pattern: WeekPattern, week: number): number {
  const quarter = Math.min(3, Math.floor((week - 1) / 13))
  const weekOfQuarter = week - quarter * 13
  const period = weekOfQuarter <= pattern[0] ? 1 : weekOfQuarter <= pattern[0] + pattern[1] ? 2 : 3
  return quarter * 3 + period
}

const monthOfWeek = (startOfYear: Day, week: number): number => (monthOf(startOfYear + (week - 1) * 7 + 3) % 12) + 1

/** Calendar months; weeks start on Mondays and are cut at New Year, so that every day of a year has that year. */
const CALENDAR_MONTHS: FiscalCalendar = {
  name: 'calendar',
  wholeWeeks: false,
  on(day) {
    const month = monthOf(day)
    const year = Math.floor(month / 12)
    const newYear = dayOf(year, 1, 1)
    const week = Math.floor((day - newYear + weekdayOf(newYear) - 1) / 7) + 1
    return { year, period: (month % 12) + 1, week, label: formatMonth(month) }
  },
}

/** A calendar that is data: the days of the table as they stand there, all others by the rule beneath. */
export function overriddenCalendar(
  name: string,
  rule: FiscalCalendar,
  table: ReadonlyMap<Day, FiscalDay>,
): FiscalCalendar {
  return { name, wholeWeeks: rule.wholeWeeks, on: (day) => table.get(day) ?? rule.on(day) }
}

/** The first days of the periods that start in [from, end): where a horizon cuts its weeks. */
export function startsOfPeriods(calendar: FiscalCalendar, from: Day, end: Day): Day[] {
  const starts: Day[] = []
  let before = calendar.on(from - 1)
  for (let day = from; day < end; day++) {
    const now = calendar.on(day)
    if (now.period !== before.period || now.year !== before.year) starts.push(day)
    before = now
  }
  return starts
}

/**
 * The day of the year before that compares with a day: the same weekday 52 weeks earlier. After a 53-week year that is
 * the *restated* prior year of the NRF, which drops its week 1 (week w compares with its week w + 1). Week 53 compares
 * with nothing: null.
 */
export function comparableDay(calendar: FiscalCalendar, day: Day): Day | null {
  return calendar.wholeWeeks && calendar.on(day).week === 53 ? null : day - 364
}
