/** The past weeks of a company, each against the plan that spoke for it, as sensing reads them. */
import type { Day } from '../../../core/base/day.js'
import { type Completeness, shareKnown } from '../../../core/demand/sensing/completeness.js'
import { allocateWeeks, EVENT_SHARE_MAX, type SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import { weighSevenDays } from '../../../core/demand/sensing/seven-days.js'
import type { PlanByDay } from './dated-plan.js'
import type { SoldDays } from './sold-days.js'

const DAYS_PER_WEEK = 7

/** One week, told on a morning. */
export interface ToldWeek {
  readonly firstDay: Day
  readonly plan: PlanByDay
  readonly sold: Pick<SoldDays, 'sold' | 'shut' | 'newest' | 'place'>
  readonly completeness: Completeness
  readonly morning: Day
}

/** What comes after the told weeks. */
export interface WeekToCome {
  readonly plan: PlanByDay
  /** The plan as it was frozen, where people have changed it since; else null. */
  readonly frozen: PlanByDay | null
}

export function companyWeeks(rowCount: number, told: readonly ToldWeek[], next: WeekToCome): SensingWeeks {
  const weeks = allocateWeeks(rowCount, told.length)
  told.forEach((week, at) => {
    tellWeek(weeks, at, week)
    if (at > 0) markAnew(weeks, at, told[at - 1]!.plan, week.plan, week.firstDay)
  })
  const last = told.at(-1)
  if (last === undefined) return weeks
  markAnew(weeks, told.length, last.plan, next.plan, last.firstDay + DAYS_PER_WEEK)
  if (next.frozen !== null && last.plan === next.plan) markChanged(weeks, next.plan, next.frozen, last.firstDay)
  return weeks
}

function tellWeek(weeks: SensingWeeks, at: number, { firstDay, plan, sold, completeness, morning }: ToldWeek): void {
  const [planned, plain] = [sevenDays(), sevenDays()]
  const shut = new Uint8Array(DAYS_PER_WEEK)
  const known = sevenDays()
  for (let row = 0; row < weeks.rowCount; row++) {
    if (!plan.week(row, firstDay, planned, plain)) continue
    const empty = sold.shut(row, firstDay)
    for (let day = 0; day < DAYS_PER_WEEK; day++)
      known[day] = firstDay + day > sold.newest ? 0 : shareKnown(completeness, sold.place(row), firstDay + day, morning)
    // A day without a plan in a week that has one is closed.
    for (let day = 0; day < DAYS_PER_WEEK; day++) shut[day] = empty[day] === 1 || planned[day] === 0 ? 1 : 0
    const weighed = weighSevenDays({ sold: sold.sold(row, firstDay), planned, shut, known })
    if (weighed === null) continue
    const cell = at * weeks.rowCount + row
    const share = sumOf(plain) / sumOf(planned)
    weeks.sold[cell] = weighed.sold
    weeks.planned[cell] = weighed.planned
    weeks.plain[cell] = weighed.planned * share
    weeks.told[cell] = 1 - share > EVENT_SHARE_MAX ? 0 : 1
  }
}

/** A row's plan was kept where both plans say the same of the week, but for the rounding of its days. */
const SAME_THOUSANDTHS = DAYS_PER_WEEK

function markAnew(weeks: SensingWeeks, at: number, before: PlanByDay, now: PlanByDay, firstDay: Day): void {
  if (before === now) return
  const [then, here, plain] = [sevenDays(), sevenDays(), sevenDays()]
  for (let row = 0; row < weeks.rowCount; row++) {
    const both = before.week(row, firstDay, then, plain) && now.week(row, firstDay, here, plain)
    const moved = both ? Math.abs(sumOf(then) - sumOf(here)) : Number.POSITIVE_INFINITY
    weeks.anew[at * weeks.rowCount + row] = moved > SAME_THOUSANDTHS ? 1 : 0
  }
}

/** People moved the week to come otherwise than the week before: they may have seen the same sales. */
const CHANGED_SHARE = 0.01

function markChanged(weeks: SensingWeeks, live: PlanByDay, frozen: PlanByDay, lastDay: Day): void {
  const plain = sevenDays()
  const [here, then] = [sevenDays(), sevenDays()]
  const ratio = (row: number, firstDay: Day): number => {
    if (!live.week(row, firstDay, here, plain) || !frozen.week(row, firstDay, then, plain)) return 1
    return sumOf(then) > 0 ? sumOf(here) / sumOf(then) : 1
  }
  for (let row = 0; row < weeks.rowCount; row++)
    if (Math.abs(ratio(row, lastDay) - ratio(row, lastDay + DAYS_PER_WEEK)) > CHANGED_SHARE)
      weeks.anew[weeks.weekCount * weeks.rowCount + row] = 1
}

const sevenDays = (): Float64Array => new Float64Array(DAYS_PER_WEEK)
const sumOf = (days: Float64Array): number => days.reduce((sum, units) => sum + units, 0)
