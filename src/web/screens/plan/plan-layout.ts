/** How the grid is laid out: levels of the trees in its rows, periods in its columns. It stands in the address. */

import { formatDay, parseDay } from '../../../core/base/day.js'
import { startOfPeriod } from '../../../core/calendar/calendar-periods.js'
import { type FiscalCalendar, type FiscalCalendarName, fiscalCalendar } from '../../../core/calendar/fiscal-calendar.js'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES, type PlanTree, type QueryDimension } from '../../../processes/living/living-plan.js'
import type { Address, As } from '../../view/address.js'
import { LEVELS } from '../../view/levels.js'
import { addDays, mondayOf } from '../../words/date-format.js'

export const PERIODS = ['week', 'month', 'bucket'] as const
export type Period = (typeof PERIODS)[number]

export const PASTS = [0, 3, 12, 24] as const
export const USUAL_PAST = 3

/** How deep the rows go in each tree: 0 is not at all. */
export type Depths = Readonly<Record<PlanTree, number>>

/** Whether periods are columns, beside rows of groups, or rows, under columns of groups. */
export type Time = 'columns' | 'rows'

export interface PlanLayout {
  readonly depths: Depths
  readonly period: Period
  /** Months before the plan day that are shown. */
  readonly past: number
  readonly time: Time
}

const LETTER: Readonly<Record<PlanTree, string>> = { product: 'p', location: 'l', customer: 'c' }

/** `rows=p3.c2`: down to the third level of products and the second of customers. */
export function readLayout(address: Address, scope: Scope): PlanLayout {
  const period = PERIODS.find((one) => one === address.by)
  const past = PASTS.find((months) => String(months) === address.past)
  return {
    depths: readDepths(address.rows, scope),
    period: period ?? 'week',
    past: past ?? USUAL_PAST,
    time: address.time === 'rows' ? 'rows' : 'columns',
  }
}

function readDepths(text: string | undefined, scope: Scope): Depths {
  if (text === undefined) return usualDepths(scope)
  const depths: Record<PlanTree, number> = { product: 0, location: 0, customer: 0 }
  for (const part of text.split('.')) {
    const tree = PLAN_TREES.find((one) => LETTER[one] === part[0])
    const depth = Number(part.slice(1))
    if (tree !== undefined && depth >= 1 && depth <= LEVELS[tree].length) depths[tree] = depth
  }
  return depths
}

/** What lies right below where one is: of the products, else of the places, else of the customers. */
function usualDepths(scope: Scope): Depths {
  const below = PLAN_TREES.find((tree) => scope[tree].length < LEVELS[tree].length) ?? 'product'
  return { product: 0, location: 0, customer: 0, [below]: Math.min(scope[below].length + 1, LEVELS[below].length) }
}

export const writeDepths = (depths: Depths): string | undefined =>
  PLAN_TREES.filter((tree) => depths[tree] > 0)
    .map((tree) => `${LETTER[tree]}${depths[tree]}`)
    .join('.') || 'none'

/** The levels that name a row: of each tree all below the scope, so that its names are the way on from there. */
export interface NamedLevel {
  readonly tree: PlanTree
  readonly dimension: QueryDimension
}

export function namedLevels({ depths }: Pick<PlanLayout, 'depths'>, scope: Scope): readonly NamedLevel[] {
  const named: NamedLevel[] = []
  for (const tree of PLAN_TREES)
    for (const dimension of LEVELS[tree].slice(scope[tree].length, depths[tree])) {
      // The country of a demand row is the customer's: a place's own is found by its name.
      if (!named.some((known) => known.dimension === dimension)) named.push({ tree, dimension })
    }
  return named
}

/** What a table can be asked for: money by month, and days in no other calendar than the plan's own. */
export function periodAsked(period: Period, as: As, calendar: FiscalCalendarName | null): Period {
  if (as === 'value') return 'month'
  return calendar !== null && period === 'bucket' ? 'week' : period
}

/**
 * The day a table begins with: whole weeks or months of the past before it, where there are any to show. Null: the plan
 * day. What was sold is told by week and month, not by day.
 */
export function firstDayOf(
  period: Period,
  past: number,
  planDay: string,
  calendar: FiscalCalendarName | null = null,
): string | null {
  if (past === 0 || period === 'bucket') return null
  if (calendar !== null) return firstDayIn(fiscalCalendar(calendar), period, past, parseDay(planDay)!)
  if (period === 'week') return addDays(mondayOf(planDay), -7 * Math.round((past * 52) / 12))
  const [year, month] = planDay.split('-').map(Number)
  const months = year! * 12 + month! - 1 - past
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** As many whole weeks or periods of a calendar back. */
function firstDayIn(calendar: FiscalCalendar, period: 'week' | 'month', past: number, planDay: number): string {
  const back = period === 'week' ? Math.round((past * 52) / 12) : past
  let first = startOfPeriod(calendar, period, planDay)
  for (let count = 0; count < back; count++) first = startOfPeriod(calendar, period, first - 1)
  return formatDay(first)
}
