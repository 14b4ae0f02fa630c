/**
 * One cycle held against what came: the forecasts that a frozen plan had for each period that is over, and the demand of
 * that period. A period counts when it begins on the plan day or later, is a union of the plan's buckets, and is over.
 */
import type { Day } from '../base/day.js'
import { bucketOfDay, endOfHorizon } from '../calendar/horizon.js'
import type { StockFacts } from '../network/facts.js'
import type { Plan } from '../plan/plan.js'
import { type AccuracyCells, type AccuracyGrain, STAGES } from './accuracy-cells.js'
import { CellWriter } from './cell-writer.js'
import { ClosedDays } from './closed-days.js'
import { buildTimeline, DemandByPeriod, type Timeline } from './demand-by-period.js'
import type { SalesColumns, Succession } from './history.js'
import type { Layer } from './layer.js'
import { stageForecasts } from './stage-forecasts.js'

/** What the season is looked back over: three years, as in the forecast. */
const HISTORY_DAYS = 3 * 365 + 7
export const PERIODS_PER_YEAR: Readonly<Record<AccuracyGrain, number>> = { week: 52, month: 12 }
/** No whole period is shorter. */
export const LEAST_DAYS: Readonly<Record<AccuracyGrain, number>> = { week: 7, month: 28 }
/** Open for less of a period than this, nobody knows what it would have sold: `cleaning.ts`. */
const OPEN_SHARE_MIN = 0.35

export interface CycleGiven {
  readonly plan: Pick<Plan, 'horizon' | 'rows' | 'columns'>
  readonly layers: readonly Layer[]
  readonly sales: SalesColumns
  readonly zeroDays: StockFacts['zeroDays']
  readonly ownLocation: Uint8Array
  readonly succession: Succession
  /** By demand row: 1 where orders wait for stock, so that none of it hides demand. */
  readonly waits: Uint8Array
  readonly weekStart: number
  readonly grain: AccuracyGrain
  /** Periods that begin before are known already. */
  readonly from: Day
  /** The day after the last one whose demand is known. */
  readonly until: Day
  /** Thousandths: error announced for the first days of the plan; −1 where none was. */
  errorSdOf(row: number, days: number): number
  costsOf(row: number, bucket: number, days: number): { readonly short: number; readonly excess: number }
}

export interface MeasuredCycle {
  readonly cells: AccuracyCells
  /** First days of the periods that were measured; `until` ends the last one. */
  readonly periods: readonly Day[]
  readonly until: Day
  /** No further period of this plan can be measured. */
  readonly complete: boolean
  /** Cells left out because the shelf was empty for most of the period. */
  readonly unknown: number
}

/** A period of the timeline and the buckets [bucket, end) that it is made of. */
interface Target {
  readonly period: number
  readonly firstDay: Day
  readonly days: number
  readonly lag: number
  readonly bucket: number
  readonly end: number
}

export function measureCycle(given: CycleGiven): MeasuredCycle {
  const { plan, grain, weekStart, sales } = given
  const { planDay } = plan.horizon
  const oldest = Math.max(planDay - HISTORY_DAYS, oldestDay(sales, planDay))
  const timeline = buildTimeline(grain, weekStart, oldest, Math.min(given.until, endOfHorizon(plan.horizon)))
  const targets = targetsOf(given, timeline)
  const out = new CellWriter()
  let unknown = 0
  if (targets.length > 0) {
    const demand = new DemandByPeriod(sales, plan.rows.demand, timeline, { ...given, planDay })
    const closed = new ClosedDays(given.zeroDays, plan.rows.demand, targets)
    for (let row = 0; row < plan.rows.demand.count; row++)
      unknown += measureRow(given, { row, units: demand.of(row), closed, timeline, targets }, out)
  }
  const last = targets.at(-1)
  const until = last === undefined ? given.from : last.firstDay + last.days
  const periods = targets.map(({ firstDay }) => firstDay)
  return { cells: out.finish(), periods, until, complete: until + LEAST_DAYS[grain] > lastDayOf(plan, grain), unknown }
}

/** The day after the last whole period of a plan at most: where weeks become months, or where it ends. */
function lastDayOf({ horizon }: CycleGiven['plan'], grain: AccuracyGrain): Day {
  const { atomCount, count, firstDay } = horizon
  return grain === 'week' && atomCount < count ? firstDay[atomCount]! : endOfHorizon(horizon)
}

function oldestDay({ count, day }: SalesColumns, planDay: Day): Day {
  let oldest = planDay
  for (let fact = 0; fact < count; fact++) if (day[fact]! < oldest) oldest = day[fact]!
  return oldest
}

function targetsOf({ plan: { horizon }, from }: CycleGiven, timeline: Timeline): Target[] {
  const { planDay } = horizon
  const targets: Target[] = []
  for (let period = Math.max(0, timeline.periodOf(planDay)); period < timeline.count; period++) {
    const firstDay = timeline.start[period]!
    const endDay = timeline.start[period + 1]!
    if (firstDay < planDay || firstDay < from) continue
    const bucket = bucketOfDay(horizon, firstDay)
    const end = bucketOfDay(horizon, endDay)
    // Where weeks have become months, a week is no union of buckets.
    if (horizon.firstDay[bucket] !== firstDay || (end < horizon.count && horizon.firstDay[end] !== endDay)) continue
    const lag = period - timeline.periodOf(planDay)
    targets.push({ period, firstDay, days: endDay - firstDay, lag, bucket, end })
  }
  return targets
}

interface RowGiven {
  readonly row: number
  /** By period of the timeline. */
  readonly units: Float64Array
  readonly closed: ClosedDays
  readonly timeline: Timeline
  readonly targets: readonly Target[]
}

/** Gives how many cells nobody can know. */
function measureRow(given: CycleGiven, asked: RowGiven, out: CellWriter): number {
  const { plan, grain } = given
  const { row, units, timeline, targets, closed } = asked
  const { horizon } = plan
  const past = units.subarray(0, Math.max(0, timeline.periodOf(horizon.planDay)))
  const scales = { naiveScale: naiveScaleOf(past, PERIODS_PER_YEAR[grain]), stepScale: stepScaleOf(past) }
  const forecasts = stageForecasts(plan, given.layers, row)
  let unknown = 0
  targets.forEach((target, at) => {
    const { period, firstDay, days, lag, bucket, end } = target
    const openDays = given.waits[row] === 1 ? days : days - closed.count(row, at)
    if (openDays < OPEN_SHARE_MIN * days) {
      unknown += 1
      return
    }
    const actual = Math.round((units[period]! * days) / openDays)
    const forecast = { naive: naiveOf(units, period, past.length, PERIODS_PER_YEAR[grain]), ...forecasts(bucket, end) }
    if (scales.stepScale < 0 && actual === 0 && STAGES.every((stage) => forecast[stage] <= 0)) return
    const { short, excess } = given.costsOf(row, bucket, days)
    const errorSd = firstDay === horizon.planDay ? given.errorSdOf(row, days) : -1
    out.add({ row, firstDay, lag, actual, ...forecast, errorSd, ...scales, shortCost: short, excessCost: excess })
  })
  return unknown
}

/** The same period of the last year that was over when the plan was made; −1 where history does not reach back so far. */
function naiveOf(units: Float64Array, period: number, pastCount: number, perYear: number): number {
  const years = Math.ceil((period - pastCount + 1) / perYear)
  const source = period - years * perYear
  return source < 0 ? -1 : units[source]!
}

/** Whole thousandths; −1 when it is not known or flat. */
function naiveScaleOf(past: Float64Array, perYear: number): number {
  let sum = 0
  for (let at = perYear; at < past.length; at++) sum += Math.abs(past[at]! - past[at - perYear]!)
  const scale = Math.round(sum / Math.max(1, past.length - perYear))
  return scale > 0 ? scale : -1
}

/** From the first demand on. */
function stepScaleOf(past: Float64Array): number {
  const first = past.findIndex((units) => units > 0)
  if (first < 0) return -1
  let sum = 0
  for (let at = first + 1; at < past.length; at++) sum += (past[at]! - past[at - 1]!) ** 2
  const scale = Math.round(sum / Math.max(1, past.length - first - 1))
  return scale > 0 ? scale : -1
}
