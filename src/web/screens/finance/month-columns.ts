/** Which months and years stand in the columns of a report (docs/specs/pages.md WB33). */
import { addDays } from '../../words/date-format.js'

/** The open month whole, a month as the plan has it, or a year of them. */
export type Column =
  | { readonly kind: 'landing'; readonly month: string }
  | { readonly kind: 'month'; readonly month: string; readonly at: number; readonly partial: boolean }
  | { readonly kind: 'year'; readonly year: number; readonly ats: readonly number[]; readonly whole: boolean }

export interface Calendar {
  readonly months: readonly string[]
  readonly planDay: string
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

/** Years of weeks begin some days beside a month: the nearest one is theirs. */
const HALF_A_MONTH = 15

/** When the company's years begin and how they are called; those of the calendar until that is known. */
export function fiscalYears(
  calendar: { readonly fiscalYear: number; readonly fiscalYearStart: string } | undefined,
): Pick<Calendar, 'yearStart' | 'nameShift'> {
  if (calendar === undefined) return { yearStart: 1, nameShift: 0 }
  const nearest = addDays(calendar.fiscalYearStart, HALF_A_MONTH)
  return {
    yearStart: Number(nearest.slice(5, 7)),
    nameShift: calendar.fiscalYear - Number(nearest.slice(0, 4)),
  }
}

/** The plan begins within a month: of that one only the rest is in it. */
export const isPartial = (month: string, planDay: string): boolean =>
  planDay.startsWith(month) && !planDay.endsWith('-01')

const MONTHS_OF_YEAR = 12

interface Year {
  readonly year: number
  readonly ats: readonly number[]
  readonly whole: boolean
}

export function yearsOf({ months, planDay, ...named }: Calendar): Year[] {
  const years = new Map<number, number[]>()
  months.forEach((month, at) => {
    const year = yearOf(month, named)
    const known = years.get(year)
    if (known === undefined) years.set(year, [at])
    else known.push(at)
  })
  return [...years].map(([year, ats]) => ({
    year,
    ats,
    whole: ats.length === MONTHS_OF_YEAR && !ats.some((at) => isPartial(months[at]!, planDay)),
  }))
}

/** Months in order, each year followed by its sum; up to the first whole year unless more is asked for. */
export function columnsOf(calendar: Calendar, span: Span): Column[] {
  const { months, planDay } = calendar
  const years = yearsOf(calendar)
  const firstWhole = years.findIndex(({ whole }) => whole)
  const shown =
    span === 'all'
      ? years
      : span === 'usual'
        ? years.slice(0, firstWhole < 0 ? years.length : firstWhole + 1)
        : years.filter(({ year }) => year === span)
  return shown.flatMap(({ year, ats, whole }): Column[] => [
    ...ats.flatMap((at): Column[] => {
      const month = months[at]!
      const partial = isPartial(month, planDay)
      const column = { kind: 'month' as const, month, at, partial }
      return partial ? [{ kind: 'landing', month }, column] : [column]
    }),
    ...(ats.length > 1 ? [{ kind: 'year' as const, year, ats, whole }] : []),
  ])
}

/** First day of a month's part in the plan, and the day after its last. */
export function daysOfMonth(month: string, planDay: string): { from: string; until: string } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const next = number === MONTHS_OF_YEAR ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: planDay.startsWith(month) ? planDay : `${month}-01`, until: `${next}-01` }
}
