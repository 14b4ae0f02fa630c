/** Which months and years stand in the columns of a report (docs/specs/pages.md WB33). */
import { parseDay } from '../../../core/base/day.js'
import { firstMonthOfYear } from '../../../core/calendar/fiscal-calendar.js'

/** A month that is over, all of those of a year, the open month whole, a month as the plan has it, or a year of them. */
export type Column =
  | { readonly kind: 'actual'; readonly month: string; readonly at: number }
  | {
      readonly kind: 'actuals'
      readonly year: number
      readonly months: readonly string[]
      readonly ats: readonly number[]
    }
  | { readonly kind: 'landing'; readonly month: string }
  | { readonly kind: 'month'; readonly month: string; readonly at: number; readonly partial: boolean }
  | YearColumn

export interface YearColumn {
  readonly kind: 'year'
  readonly year: number
  readonly ats: readonly number[]
  readonly whole: boolean
  /** The place of the open month, where that counts whole. */
  readonly landsAt: number | null
}

export interface Calendar {
  readonly months: readonly string[]
  readonly planDay: string
  /** The place of the first month, where amounts of others lie before it. */
  readonly firstAt?: number
  /** Whether what is over of the fiscal year is known: then its year is whole. */
  readonly landed?: boolean
  /** Month in which a fiscal year begins. */
  readonly yearStart: number
  /** What is added to the year in which a fiscal year begins to have its name. */
  readonly nameShift: number
}

/** What of the plan's months is shown: the usual, everything, or one year. */
export type Span = 'usual' | 'all' | number

export const readSpan = (text: string | undefined): Span =>
  text === 'all' ? 'all' : text !== undefined && /^\d{4}$/.test(text) ? Number(text) : 'usual'

export function yearOf(month: string, { yearStart, nameShift }: Pick<Calendar, 'yearStart' | 'nameShift'>): number {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return (number >= yearStart ? year : year - 1) + nameShift
}

const MONTHS_OF_YEAR = 12

/** When the company's years begin and how they are called; those of the calendar until that is known. */
export function fiscalYears(
  calendar: { readonly fiscalYear: number; readonly fiscalYearStart: string } | undefined,
): Pick<Calendar, 'yearStart' | 'nameShift'> {
  if (calendar === undefined) return { yearStart: 1, nameShift: 0 }
  const first = firstMonthOfYear(parseDay(calendar.fiscalYearStart)!)
  return {
    yearStart: (first % MONTHS_OF_YEAR) + 1,
    nameShift: calendar.fiscalYear - Math.floor(first / MONTHS_OF_YEAR),
  }
}

/** The plan begins within a month: of that one only the rest is in it. */
export const isPartial = (month: string, planDay: string): boolean =>
  planDay.startsWith(month) && !planDay.endsWith('-01')

interface Year extends Omit<YearColumn, 'kind'> {
  /** Whether all of it is planned. */
  readonly planned: boolean
}

export function yearsOf({ months, planDay, firstAt = 0, landed = false, ...named }: Calendar): Year[] {
  const years = new Map<number, number[]>()
  months.forEach((month, index) => {
    const year = yearOf(month, named)
    const known = years.get(year)
    if (known === undefined) years.set(year, [index + firstAt])
    else known.push(index + firstAt)
  })
  const monthAt = (at: number): string => months[at - firstAt]!
  return [...years].map(([year, ats]) => {
    const open = ats.find((at) => isPartial(monthAt(at), planDay))
    const full = ats.length === MONTHS_OF_YEAR
    return {
      year,
      ats,
      whole: full && (open === undefined || landed),
      planned: full && open === undefined && !ats.some((at) => isOver(monthAt(at), planDay)),
      landsAt: landed ? (open ?? null) : null,
    }
  })
}

/** Whether all of a month is before the plan day. */
export const isOver = (month: string, planDay: string): boolean => month < planDay.slice(0, 'yyyy-mm'.length)

/**
 * Months in order, each year followed by its sum; up to the first year that is planned whole unless more is asked for.
 * Months that are over are one column, unless they or their year are asked for.
 */
export function columnsOf(calendar: Calendar, span: Span, opensPast = false): Column[] {
  const years = yearsOf(calendar)
  const firstWhole = years.findIndex(({ planned }) => planned)
  const shown =
    span === 'all'
      ? years
      : span === 'usual'
        ? years.slice(0, firstWhole < 0 ? years.length : firstWhole + 1)
        : years.filter(({ year }) => year === span)
  return shown.flatMap((year) => columnsOfYear(calendar, year, opensPast || span !== 'usual'))
}

function columnsOfYear(
  { months, planDay, firstAt = 0 }: Calendar,
  { year, ats, whole, landsAt }: Year,
  opensPast: boolean,
): Column[] {
  const monthAt = (at: number): string => months[at - firstAt]!
  const over = ats.filter((at) => isOver(monthAt(at), planDay))
  const actual = over.map((at): Column => ({ kind: 'actual', month: monthAt(at), at }))
  const together: Column = { kind: 'actuals', year, months: over.map(monthAt), ats: over }
  return [
    ...(opensPast || over.length < 2 ? actual : [together]),
    ...ats.slice(over.length).flatMap((at): Column[] => {
      const month = monthAt(at)
      const partial = isPartial(month, planDay)
      const column = { kind: 'month' as const, month, at, partial }
      return partial ? [{ kind: 'landing', month }, column] : [column]
    }),
    ...(ats.length > 1 ? [{ kind: 'year' as const, year, ats, whole, landsAt }] : []),
  ]
}

/** First day of a month's part in the plan, and the day after its last. */
export function daysOfMonth(month: string, planDay: string): { from: string; until: string } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const next = number === MONTHS_OF_YEAR ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: planDay.startsWith(month) ? planDay : `${month}-01`, until: `${next}-01` }
}
