/**
 * How far what is asked for may lie from the forecast: the errors that were announced for each row when it was forecast
 * (DI2), from the plan day on. What is kept is of single rows; how their errors go together is not, so a part of several
 * rows is told both ends of what can be (docs/specs/living-plan.md LP70).
 */
import type { Day } from '../../core/base/day.js'
import { RANGE_Z } from '../../core/demand/accuracy-sums.js'
import { MEASURED_WEEKS, protectionErrorSd } from '../../core/demand/forecast-note.js'
import type { Access } from '../../core/edit/access.js'
import type { Scope } from '../../core/edit/box.js'
import type { LivingBranch } from './living-branch.js'
import type { DemandRange, RangeEnds, RangePoint } from './living-plan.js'
import { viewerOf } from './viewer.js'

/** Beyond a year nothing was measured, and little is believed. */
const DAYS_MOST = 366

export function rangeOf(
  branch: LivingBranch,
  scope: Scope,
  access: Access,
  errors: Float64Array | null,
): DemandRange | null {
  const { plan, company } = branch.state
  const { sees } = viewerOf(plan, company, access, scope)
  const rows: number[] = []
  for (let row = 0; row < plan.rows.demand.count; row++) if (sees.demand(row)) rows.push(row)
  if (errors === null || rows.some((row) => (row + 1) * MEASURED_WEEKS > errors.length)) return null
  const { horizon, columns } = plan
  const points: RangePoint[] = []
  const sums = { baseline: 0, consensus: 0 }
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const until: Day = horizon.firstDay[bucket]! + horizon.days[bucket]!
    const days = until - horizon.firstDay[0]!
    if (days > DAYS_MOST) break
    for (const row of rows) {
      sums.baseline += columns.baseline[row * horizon.count + bucket]!
      sums.consensus += columns.consensus[row * horizon.count + bucket]!
    }
    points.push({ until, days, ...sums, ...reachesOf(rows, errors, days, sums.baseline) })
  }
  return { rows: rows.length, measuredDays: MEASURED_WEEKS * 7, points }
}

/** Errors that know nothing of each other add up by their squares; ones that all go the same way as they are. */
function reachesOf(
  rows: readonly number[],
  cumulativeErrorSd: Float64Array,
  days: number,
  around: number,
): { apart: RangeEnds; together: RangeEnds } {
  let [squares, sum] = [0, 0]
  for (const row of rows) {
    const sd = protectionErrorSd({ cumulativeErrorSd }, row, days)
    squares += sd * sd
    sum += sd
  }
  return { apart: endsOf(around, Math.sqrt(squares)), together: endsOf(around, sum) }
}

/** A normal range of 80 % around the baseline, not below zero: as accuracy is held against it (AK8). */
const endsOf = (around: number, sd: number): RangeEnds => ({
  low: Math.max(0, Math.round(around - RANGE_Z * sd)),
  high: Math.round(around + RANGE_Z * sd),
})
