/** The ranges of a report, and how likely its budget is reached: docs/specs/finance-range.md. */
import { firstDayOfMonth, type Month, monthOf, parseDay } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { normalShare } from '../../core/base/normal.js'
import { fiscalYearOfMonth } from '../../core/calendar/fiscal-calendar.js'
import { RANGE_SHARE, RANGE_Z } from '../../core/demand/accuracy-sums.js'
import { minorDecimals } from '../../finance/currency.js'
import { type CycleErrors, type Dependence, errorDependence } from '../../finance/error-dependence.js'
import { rateAt, reportedRateAt } from '../../finance/exchange-rates.js'
import {
  addErrors,
  hasErrors,
  type MoneySd,
  RANGED_LINES,
  type RangedLine,
  type RangeSpan,
  sdOf,
} from '../../finance/money-range.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { ComparisonLine } from './comparison-lines.js'
import type { Landing } from './landing.js'
import type { PastReport } from './past-report.js'

/** Errors that know nothing of each other, that all go the same way, and what past cycles tell of the truth between. */
export interface Ends<Of> {
  readonly apart: Of
  readonly together: Of
  readonly likely: Of | null
}

export interface LineRange extends Ends<{ readonly low: string; readonly high: string }> {
  /** What it lies around: the plan with what is over. */
  readonly value: string
  readonly budget: string | null
  /** Chances that the budget is reached. */
  readonly reached: Ends<number> | null
}

export type RangedLines = Readonly<Record<RangedLine, LineRange | null>>

export interface RangeReport {
  /** Share of what may come that the range should hold. */
  readonly share: number
  readonly dependence: Dependence | null
  /** By month of the plan, the open one as it lands; null where no range is told. */
  readonly months: readonly (RangedLines | null)[]
  /** Fiscal years that the plan holds to their end, with what of them is over. */
  readonly years: readonly { readonly year: number; readonly lines: RangedLines }[]
}

/** What is known of errors: of the plan's forecast, row by row, and of past cycles. */
export interface KnownErrors {
  readonly cumulativeErrorSd: Float64Array
  readonly cycles: readonly CycleErrors[]
}

/** Beyond a year nothing was measured, and little is believed. */
const DAYS_MOST = 366

interface Told {
  readonly planDay: string
  readonly currency: string
  readonly lines: Readonly<Record<RangedLine, readonly string[]>>
  readonly landing: Landing
  readonly past: PastReport | null
  readonly comparisons: readonly ComparisonLine[]
}

export function rangeReport(
  snapshot: Pick<PlanSnapshot, 'company' | 'plan' | 'money'>,
  report: Told,
  known: KnownErrors | null,
  rates: 'plan' | 'reported' = 'plan',
): RangeReport | null {
  const { plan, money, company } = snapshot
  if (known === null || !hasErrors(plan.rows.demand.count, known.cumulativeErrorSd)) return null
  const months = monthSpans(snapshot)
  const years = yearSpans(snapshot)
  const errors = addErrors(
    { ...known, horizon: plan.horizon, money, rateOf: rateReader(snapshot, report.currency, rates) },
    [...months.map(({ span }) => span), ...years.map(({ span }) => span)],
  )
  const dependence = errorDependence(known.cycles)
  const figures = openFigures(report, company.settings.baseCurrency)
  const linesOf = (at: number, line: (line: RangedLine) => Figures): RangedLines =>
    Object.fromEntries(
      RANGED_LINES.map((name) => [
        name,
        lineRange(line(name), sdOf(errors[at]![name], dependence?.correlation ?? null), report.currency, name),
      ]),
    ) as unknown as RangedLines
  return {
    share: RANGE_SHARE,
    dependence,
    months: months.map(({ isTold }, at) => (isTold ? linesOf(at, (line) => figures.month(line, at)) : null)),
    years: years
      .map(({ year, isTold, first, last }, at) => ({
        year,
        isTold,
        lines: linesOf(months.length + at, (line) => figures.year(line, first, last)),
      }))
      .filter(({ isTold }) => isTold)
      .map(({ year, lines }) => ({ year, lines })),
  }
}

interface Spanned {
  readonly span: RangeSpan
  readonly isTold: boolean
}

function monthSpans({ plan: { horizon }, money }: Pick<PlanSnapshot, 'plan' | 'money'>): Spanned[] {
  return Array.from({ length: money.monthCount }, (_, month) =>
    spanned(horizon, money.monthOfBucket.indexOf(month), money.monthOfBucket.lastIndexOf(month) + 1),
  )
}

function spanned(horizon: PlanSnapshot['plan']['horizon'], from: number, to: number): Spanned {
  const dayOf = (bucket: number): number => horizon.firstDay[bucket]! - horizon.planDay
  const end = dayOf(to - 1) + horizon.days[to - 1]!
  return { span: { from, to }, isTold: dayOf(from) <= DAYS_MOST && end - dayOf(from) <= DAYS_MOST }
}

/** Years whose last month is planned, from the first of their months that is. */
function yearSpans({
  plan: { horizon },
  money,
  company,
}: Pick<PlanSnapshot, 'plan' | 'money' | 'company'>): (Spanned & { year: number; first: number; last: number })[] {
  const yearOf = (month: Month): number => fiscalYearOfMonth(company.settings.fiscalCalendar, month).fiscalYear
  const years = Array.from({ length: money.monthCount }, (_, at) => yearOf(money.firstMonth + at))
  return [...new Set(years)]
    .map((year) => ({ year, first: years.indexOf(year), last: years.lastIndexOf(year) }))
    .filter(({ year, last }) => yearOf(money.firstMonth + last + 1) !== year)
    .map((of) => {
      const [from, to] = [money.monthOfBucket.indexOf(of.first), money.monthOfBucket.lastIndexOf(of.last) + 1]
      return { ...of, ...spanned(horizon, from, to) }
    })
}

function rateReader({ money }: Pick<PlanSnapshot, 'money'>, to: string, rates: 'plan' | 'reported') {
  const known = new Map<string, number>()
  return (currency: number, at: number): number => {
    const { code } = money.currencies[currency]!
    const key = `${code} ${at}`
    const found = known.get(key)
    if (found !== undefined) return found
    const month = money.firstMonth + at
    const { numerator, denominator } =
      rates === 'plan'
        ? rateAt(money.exchange, 'PLAN', month, code, to)
        : reportedRateAt(money.exchange, month, code, to)
    const rate = Number(numerator) / Number(denominator)
    known.set(key, rate)
    return rate
  }
}

interface Figures {
  readonly value: number | null
  readonly budget: number | null
}

/** What a range lies around, and what it is held against: major units, null where a part is not known. */
function openFigures(report: Told, baseCurrency: string) {
  const planDay = parseDay(report.planDay)!
  const isPartial = planDay !== firstDayOfMonth(monthOf(planDay))
  const { past } = report
  const numbers = (texts: readonly (string | null)[] | undefined): (number | null)[] =>
    (texts ?? []).map((text) => (text === null ? null : Number(text)))
  const landing = (line: RangedLine): number | null => {
    const rest = Number(report.lines[line][0])
    if (!isPartial) return rest
    const text = line === 'netSales' ? report.landing.actualToDate.netSales : (past?.toDate.lines[line] ?? null)
    return text === null ? null : Number(text) + rest
  }
  const planned = (line: RangedLine): (number | null)[] => [landing(line), ...numbers(report.lines[line]).slice(1)]
  const budgeted = (line: RangedLine): { over: (number | null)[]; planned: (number | null)[] } => {
    const of = (lines: readonly { line: string; budget: readonly (string | null)[] }[] | undefined) =>
      report.currency === baseCurrency ? numbers(lines?.find((each) => each.line === line)?.budget) : []
    return { over: of(past?.comparisons), planned: of(report.comparisons) }
  }
  return {
    month: (line: RangedLine, at: number): Figures => ({
      value: planned(line)[at]!,
      budget: budgeted(line).planned[at] ?? null,
    }),
    /** The running year has months that are over; one of which there are more or fewer than twelve is not known. */
    year(line: RangedLine, first: number, last: number): Figures {
      const { over, planned: ahead } = budgeted(line)
      const before = first > 0 ? [] : numbers(past?.lines[line])
      return {
        value: sumOfYear([...before, ...planned(line).slice(first, last + 1)]),
        budget: sumOfYear([...(first > 0 ? [] : over), ...ahead.slice(first, last + 1)]),
      }
    },
  }
}

const MONTHS_OF_YEAR = 12

function sumOfYear(amounts: readonly (number | null)[]): number | null {
  if (amounts.length !== MONTHS_OF_YEAR || amounts.includes(null)) return null
  return amounts.reduce<number>((sum, amount) => sum + amount!, 0)
}

function lineRange({ value, budget }: Figures, sd: MoneySd, currency: string, line: RangedLine): LineRange | null {
  if (value === null) return null
  const decimals = minorDecimals(currency)
  const print = (amount: number): string => formatScaled(Math.round(amount * 10 ** decimals), decimals)
  const least = line === 'netSales' ? Math.min(0, value) : Number.NEGATIVE_INFINITY
  const around = (of: number) => ({
    low: print(Math.max(least, value - RANGE_Z * of)),
    high: print(value + RANGE_Z * of),
  })
  const chance = (of: number): number => (of === 0 ? (value >= budget! ? 1 : 0) : normalShare((value - budget!) / of))
  return {
    value: print(value),
    ...endsOf(sd, around),
    budget: budget === null ? null : print(budget),
    reached: budget === null ? null : endsOf(sd, chance),
  }
}

const endsOf = <Of>({ apart, together, likely }: MoneySd, of: (sd: number) => Of): Ends<Of> => ({
  apart: of(apart),
  together: of(together),
  likely: likely === null ? null : of(likely),
})
