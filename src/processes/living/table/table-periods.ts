import { type Day, firstDayOfMonth, monthOf } from '../../../core/base/day.js'
import type { CalendarPeriod } from '../../../core/calendar/calendar-periods.js'
import { firstDayOfWeek, type Horizon } from '../../../core/calendar/horizon.js'
import { DAYS_OF_YEAR_IN_WEEKS, SOLD_MONTHS, type SoldHistory, yearBefore } from '../../../core/demand/sold-history.js'
import type { SoldMoney } from '../../../finance/sold-money.js'
import type { Query } from '../living-plan.js'
import type { PeriodCalled, PeriodCut, TablePeriod } from '../table-period.js'
import { type AskedCalendar, type BucketPart, calendarOf, plannedColumns, soldColumns } from './calendar-columns.js'

/** Columns of a table: what each covers, each bucket's period (−1 outside the table), and each period's pieces of the past. */
export interface Periods {
  readonly ofBucket: Int32Array
  /** Of buckets that are in no one period, because a border of the asked calendar lies inside them. */
  readonly parts: readonly BucketPart[]
  readonly count: number
  readonly list: readonly TablePeriod[]
  /** By period, the bucket that ends with it; −1 where none does. */
  readonly lastBucket: Int32Array
  /** By period, the pieces [from, to) of what was sold; null where nothing compares with it. */
  readonly pieces: Readonly<Record<'actual' | 'lastYear', readonly (PieceRange | null)[]>>
}

interface PieceRange {
  readonly from: number
  readonly to: number
}

/** What the past of a table is read from. */
export interface Past {
  readonly sold: SoldHistory
  /** Null where nobody asks for money. */
  readonly money: SoldMoney | null
  readonly weekStart: number
}

/**
 * Weeks and days end where the plan's do; what lies beyond is told by its own, coarser bucket. Those of another calendar
 * end where it says, also inside a bucket. Before the plan day there are periods only where a table asks for what was
 * sold then, and none goes over the plan day.
 */
export function periodsOf(horizon: Horizon, query: Query, past: Past | null): Periods {
  const asked = calendarOf(query)
  const over = past === null ? [] : pastPeriods(horizon, query, past, asked)
  const planned = asked === null ? plannedPeriods(horizon, query) : plannedByCalendar(horizon, query, asked)
  const all = [...over, ...planned.list]
  const firstDay = past?.sold.firstDay ?? NO_DAYS
  const within = (from: Day, until: Day): PieceRange =>
    until > horizon.planDay ? NOTHING : { from: firstFrom(firstDay, from), to: firstFrom(firstDay, until) }
  return {
    ofBucket: planned.ofBucket.map((period) => (period < 0 ? period : period + over.length)),
    parts: planned.parts.map((part) => ({ ...part, period: part.period + over.length })),
    count: all.length,
    list: all.map(told),
    lastBucket: lastBuckets(horizon, all),
    pieces: {
      actual: all.map((period) => within(period.firstDay, period.firstDay + period.days)),
      lastYear: all.map((period) => {
        if (period.hasNoYearBefore === true) return null
        const before = period.isWeek ? (day: Day): Day => day - DAYS_OF_YEAR_IN_WEEKS : yearBefore
        return within(before(period.firstDay), before(period.firstDay + period.days))
      }),
    },
  }
}

const told = ({ firstDay, days, called, cut }: Dated): TablePeriod => ({
  firstDay,
  days,
  ...(called === undefined ? {} : { called }),
  ...(cut === undefined ? {} : { cut }),
})

function lastBuckets({ firstDay, days }: Horizon, list: readonly Dated[]): Int32Array {
  const bucketEnding = new Map(Array.from(firstDay, (first, bucket) => [first + days[bucket]!, bucket]))
  return Int32Array.from(list, (period) => bucketEnding.get(period.firstDay + period.days) ?? -1)
}

const NO_DAYS = new Int32Array(0)
const NOTHING: PieceRange = { from: 0, to: 0 }

interface Dated {
  readonly firstDay: Day
  days: number
  /** Compares with the same weekdays 52 weeks before; otherwise with the same dates. */
  readonly isWeek: boolean
  readonly called?: PeriodCalled
  readonly cut?: PeriodCut | undefined
  /** Nothing that was sold compares with it. */
  readonly hasNoYearBefore?: boolean
}

function plannedByCalendar(horizon: Horizon, query: Query, asked: AskedCalendar) {
  const { list, ofBucket, parts } = plannedColumns(horizon, asked, query)
  return { ofBucket, parts, list: list.map((period) => ({ ...datedOf(period, asked), cut: period.cut })) }
}

function datedOf({ firstDay, days, hasLeapWeek, ...called }: CalendarPeriod, asked: AskedCalendar): Dated {
  const isWeek = asked.calendar.wholeWeeks || asked.grain === 'week'
  // New Year cuts weeks of calendar months: the same weekdays a year before are cut elsewhere.
  const isCutWeek = isWeek && !asked.calendar.wholeWeeks && days < DAYS_OF_WEEK
  return { firstDay, days, isWeek, called: calledOf(called), hasNoYearBefore: hasLeapWeek || isCutWeek }
}

const DAYS_OF_WEEK = 7

const calledOf = ({ label, year, period, week }: PeriodCalled): PeriodCalled => ({
  label,
  year,
  period,
  ...(week === undefined ? {} : { week }),
})

function plannedPeriods(horizon: Horizon, { period, from, until }: Query) {
  const ofBucket = new Int32Array(horizon.count).fill(-1)
  const list: Dated[] = []
  let last = ''
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const firstDay = horizon.firstDay[bucket]!
    const days = horizon.days[bucket]!
    if ((from !== undefined && firstDay < from) || (until !== undefined && firstDay >= until)) continue
    const key = keyOfPeriod(horizon, period, bucket)
    if (key !== last) list.push({ firstDay, days: 0, isWeek: key.startsWith('week') })
    last = key
    list[list.length - 1]!.days += days
    ofBucket[bucket] = list.length - 1
  }
  return { ofBucket, list, parts: NO_PARTS }
}

const NO_PARTS: readonly BucketPart[] = []

function keyOfPeriod(horizon: Horizon, period: Query['period'], bucket: number): string {
  if (period === 'total') return 'total'
  if (period === 'month') return `month ${horizon.month[bucket]}`
  if (period === 'week' && horizon.week[bucket]! >= 0) return `week ${horizon.week[bucket]}`
  return `bucket ${bucket}`
}

/** What is told beside last year has a year before it that is known. */
const YEAR = 12

/** Like the plan's: what begins before a table does, or when it ends or later, is not in it. */
function pastPeriods(
  { planDay }: Horizon,
  query: Query,
  { sold, weekStart }: Past,
  asked: AskedCalendar | null,
): Dated[] {
  const { period, from, until = planDay, measures } = query
  const list: Dated[] = []
  if (from === undefined) return list
  const months = measures.includes('lastYear') ? SOLD_MONTHS - YEAR : SOLD_MONTHS
  const oldest = firstDayOfMonth(monthOf(planDay) - months)
  const first = Math.max(from, oldest)
  if (asked !== null) {
    const borderFrom = (day: Day): Day => sold.firstDay[firstFrom(sold.firstDay, day)] ?? planDay
    const start = from < oldest ? from : borderFrom(from)
    return soldColumns(asked, start, borderFrom(Math.min(until, planDay)), oldest).map((period) =>
      datedOf(period, asked),
    )
  }
  let last: number | null = null
  sold.firstDay.forEach((day, piece) => {
    if (day < first || day >= until) return
    const key = period === 'total' ? 0 : period === 'month' ? monthOf(day) : firstDayOfWeek(day, weekStart)
    if (key !== last) list.push({ firstDay: day, days: 0, isWeek: period === 'week' })
    last = key
    list[list.length - 1]!.days += (sold.firstDay[piece + 1] ?? planDay) - day
  })
  return list
}

/** The first piece that begins on a day or later. */
function firstFrom(firstDay: Int32Array, day: Day): number {
  let low = 0
  let high = firstDay.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (firstDay[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

/** Amounts by bucket as amounts by period, of buckets that are whole in one. */
export function byPeriod(amounts: Float64Array, { ofBucket, count }: Periods): number[] {
  const values = new Array<number>(count).fill(0)
  for (let bucket = 0; bucket < ofBucket.length; bucket++)
    if (ofBucket[bucket]! >= 0) values[ofBucket[bucket]!]! += amounts[bucket]!
  return values
}

/** A level is what is there at the end of a period; inside a bucket the plan does not say what there is. */
export const atEnds = (levels: Float64Array, { lastBucket, list }: Periods, planDay: Day): (number | null)[] =>
  list.map(({ firstDay }, period) =>
    firstDay < planDay ? 0 : lastBucket[period]! < 0 ? null : levels[lastBucket[period]!]!,
  )

/** What stock did in a period, where the plan says it: of one that begins or ends inside a bucket it does not. */
export function movesByPeriod(amounts: Float64Array, periods: Periods, taken: 'sum' | 'first'): (number | null)[] {
  const { ofBucket, list } = periods
  const values = taken === 'sum' ? byPeriod(amounts, periods) : new Array<number>(list.length).fill(0)
  if (taken === 'first')
    for (let bucket = ofBucket.length - 1; bucket >= 0; bucket--)
      if (ofBucket[bucket]! >= 0) values[ofBucket[bucket]!] = amounts[bucket]!
  return values.map((value, period) => (list[period]!.cut === undefined ? value : null))
}
