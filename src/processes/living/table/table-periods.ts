import { type Day, firstDayOfMonth, monthOf } from '../../../core/base/day.js'
import { firstDayOfWeek, type Horizon } from '../../../core/calendar/horizon.js'
import { DAYS_OF_YEAR_IN_WEEKS, SOLD_MONTHS, type SoldHistory, yearBefore } from '../../../core/demand/sold-history.js'
import type { SoldMoney } from '../../../finance/sold-money.js'
import type { Query } from '../living-plan.js'

/** Columns of a table: what each covers, each bucket's period (−1 outside the table), and each period's pieces of the past. */
export interface Periods {
  readonly ofBucket: Int32Array
  readonly count: number
  readonly list: readonly Period[]
  /** By period, the pieces [from, to) of what was sold. */
  readonly pieces: Readonly<Record<'actual' | 'lastYear', readonly PieceRange[]>>
}

interface Period {
  readonly firstDay: Day
  readonly days: number
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
 * Weeks and days end where the plan's do; what lies beyond is told by its own, coarser bucket. Before the plan day there
 * are periods only where a table asks for what was sold then, and none goes over the plan day.
 */
export function periodsOf(horizon: Horizon, query: Query, past: Past | null): Periods {
  const over = past === null ? [] : pastPeriods(horizon, query, past)
  const planned = plannedPeriods(horizon, query)
  const list = [...over, ...planned.list].map(({ firstDay, days }) => ({ firstDay, days }))
  const firstDay = past?.sold.firstDay ?? NO_DAYS
  const within = (from: Day, until: Day): PieceRange =>
    until > horizon.planDay ? NOTHING : { from: firstFrom(firstDay, from), to: firstFrom(firstDay, until) }
  return {
    ofBucket: planned.ofBucket.map((period) => (period < 0 ? period : period + over.length)),
    count: list.length,
    list,
    pieces: {
      actual: list.map((period) => within(period.firstDay, period.firstDay + period.days)),
      lastYear: [...over, ...planned.list].map((period) => {
        const before = period.isWeek ? (day: Day): Day => day - DAYS_OF_YEAR_IN_WEEKS : yearBefore
        return within(before(period.firstDay), before(period.firstDay + period.days))
      }),
    },
  }
}

const NO_DAYS = new Int32Array(0)
const NOTHING: PieceRange = { from: 0, to: 0 }

type Dated = { firstDay: Day; days: number; readonly isWeek: boolean }

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
  return { ofBucket, list }
}

function keyOfPeriod(horizon: Horizon, period: Query['period'], bucket: number): string {
  if (period === 'total') return 'total'
  if (period === 'month') return `month ${horizon.month[bucket]}`
  if (period === 'week' && horizon.week[bucket]! >= 0) return `week ${horizon.week[bucket]}`
  return `bucket ${bucket}`
}

/** What is told beside last year has a year before it that is known. */
const YEAR = 12

/** Like the plan's: what begins before a table does, or when it ends or later, is not in it. */
function pastPeriods({ planDay }: Horizon, query: Query, { sold, weekStart }: Past): Dated[] {
  const { period, from, until = planDay, measures } = query
  const list: Dated[] = []
  if (from === undefined) return list
  const months = measures.includes('lastYear') ? SOLD_MONTHS - YEAR : SOLD_MONTHS
  const first = Math.max(from, firstDayOfMonth(monthOf(planDay) - months))
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

/** Amounts by bucket as amounts by period: added up, or those of a period's first or last bucket. */
export function byPeriod(
  amounts: Float64Array,
  { ofBucket, count }: Periods,
  taken: 'sum' | 'first' | 'last',
): number[] {
  const beside = taken === 'first' ? -1 : 1
  const values = new Array<number>(count).fill(0)
  for (let bucket = 0; bucket < ofBucket.length; bucket++) {
    const period = ofBucket[bucket]!
    if (period < 0 || (taken !== 'sum' && ofBucket[bucket + beside] === period)) continue
    values[period]! += amounts[bucket]!
  }
  return values
}
