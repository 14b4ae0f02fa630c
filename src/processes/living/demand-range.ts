/**
 * How far what is asked for may lie from the forecast: the errors that were announced for each row when it was forecast
 * (DI2), from the plan day on. What is kept is of single rows; how their errors go together is not, so a part of several
 * rows is told both ends of what can be (docs/specs/living-plan.md LP70).
 */
import type { Horizon } from '../../core/calendar/horizon.js'
import { RANGE_Z } from '../../core/demand/accuracy-sums.js'
import { MEASURED_WEEKS, protectionErrorSd } from '../../core/demand/forecast-note.js'
import type { Access } from '../../core/edit/access.js'
import type { Scope } from '../../core/edit/box.js'
import type { LivingBranch } from './living-branch.js'
import type { DemandRange, RangeEnds, RangePoint } from './range-point.js'
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
  const ends = bucketEnds(plan.horizon)
  const added = addRows(plan, rows, errors, ends)
  const sums = { baseline: 0, consensus: 0 }
  const points = ends.map((days, bucket): RangePoint => {
    sums.baseline += added.baseline[bucket]!
    sums.consensus += added.consensus[bucket]!
    const around = (sd: number): RangeEnds => endsOf(sums.baseline, sd)
    const [apart, together] = [around(Math.sqrt(added.squares[bucket]!)), around(added.errors[bucket]!)]
    return { until: plan.horizon.firstDay[0]! + days, days, ...sums, apart, together }
  })
  return { rows: rows.length, measuredDays: MEASURED_WEEKS * 7, points }
}

/** Days from the plan day to the end of each bucket of a year. */
const bucketEnds = ({ firstDay, days }: Horizon): number[] =>
  Array.from(firstDay, (day, bucket) => day + days[bucket]! - firstDay[0]!).filter((end) => end <= DAYS_MOST)

/**
 * By bucket, row after row as they lie in memory. Errors are those up to its end: ones that know nothing of each other
 * add up by their squares, ones that all go the same way as they are.
 */
function addRows(
  { horizon, columns }: Pick<LivingBranch['state']['plan'], 'horizon' | 'columns'>,
  rows: readonly number[],
  cumulativeErrorSd: Float64Array,
  ends: readonly number[],
) {
  const empty = (): Float64Array => new Float64Array(ends.length)
  const [baseline, consensus, squares, errors] = [empty(), empty(), empty(), empty()]
  for (const row of rows)
    for (let bucket = 0; bucket < ends.length; bucket++) {
      const cell = row * horizon.count + bucket
      baseline[bucket]! += columns.baseline[cell]!
      consensus[bucket]! += columns.consensus[cell]!
      const sd = protectionErrorSd({ cumulativeErrorSd }, row, ends[bucket]!)
      squares[bucket]! += sd * sd
      errors[bucket]! += sd
    }
  return { baseline, consensus, squares, errors }
}

/** A normal range of 80 % around the baseline, not below zero: as accuracy is held against it (AK8). */
const endsOf = (around: number, sd: number): RangeEnds => ({
  low: Math.max(0, Math.round(around - RANGE_Z * sd)),
  high: Math.round(around + RANGE_Z * sd),
})
