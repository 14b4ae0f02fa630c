/** What a plan says of single days: the reference that sales are held against. */
import { type Day, weekdayOf } from '../../../core/base/day.js'
import { bucketOfDay, endOfHorizon, type Horizon } from '../../../core/calendar/horizon.js'
import type { Layer } from '../../../core/demand/layer.js'
import type { Rows } from '../../../core/plan/plan.js'
import { demandRowsBefore, type RowsBefore } from '../../rolling/plan-before.js'

export interface DatedPlan {
  /** Version it was frozen as; empty for a plan that was made for this alone, from what was known on its day. */
  readonly version: string
  readonly planDay: Day
  readonly company: RowsBefore['company']
  readonly horizon: Horizon
  readonly rows: Rows
  readonly consensus: Float64Array
  readonly layers: readonly Layer[]
}

const DAYS_PER_WEEK = 7

/**
 * A plan by days and rows of the company of now. What was sensed before and accepted is not in it: sensing does not see its
 * own reflection. `plain` is what events and promotions add nothing to.
 */
export class PlanByDay {
  private readonly rowBefore: Int32Array
  private readonly reference: Float64Array
  private readonly plain: Float64Array

  /** `weekdayShare(row, weekday)`: how a week of a row falls on its days, for buckets longer than one. */
  constructor(
    readonly plan: DatedPlan,
    company: RowsBefore['company'],
    rows: Rows,
    private readonly weekdayShare: (row: number, weekday: number) => number,
  ) {
    this.rowBefore = demandRowsBefore(company, rows, { company: plan.company, plan: { rows: { demand: plan.rows } } })
    this.reference = plan.consensus.slice()
    addLayers(plan, 'sensing', -1, this.reference)
    this.plain = this.reference.slice()
    addLayers(plan, 'event', -1, this.plain)
    this.plain.forEach((units, cell) => {
      this.plain[cell] = Math.max(0, Math.min(units, this.reference[cell]!))
    })
  }

  /** Seven days of a row from a day on, into two arrays; false where the plan does not reach, or does not know the row. */
  week(row: number, firstDay: Day, planned: Float64Array, plain: Float64Array): boolean {
    const { horizon } = this.plan
    const before = this.rowBefore[row]!
    if (before < 0 || firstDay < horizon.planDay || firstDay + DAYS_PER_WEEK > endOfHorizon(horizon)) return false
    for (let day = 0; day < DAYS_PER_WEEK; day++) {
      const bucket = bucketOfDay(horizon, firstDay + day)
      const share = this.shareOf(row, bucket, firstDay + day)
      planned[day] = this.reference[before * horizon.count + bucket]! * share
      plain[day] = this.plain[before * horizon.count + bucket]! * share
    }
    return true
  }

  private shareOf(row: number, bucket: number, day: Day): number {
    const { firstDay, days } = this.plan.horizon
    if (days[bucket] === 1) return 1
    let whole = 0
    for (let at = 0; at < days[bucket]!; at++) whole += this.weekdayShare(row, weekdayOf(firstDay[bucket]! + at))
    return whole > 0 ? this.weekdayShare(row, weekdayOf(day)) / whole : 1 / days[bucket]!
  }
}

function addLayers({ layers, horizon }: DatedPlan, kind: Layer['kind'], sign: 1 | -1, column: Float64Array): void {
  for (const layer of layers) {
    if (layer.kind !== kind) continue
    const { start, bucket, value } = layer.cells
    for (let row = 0; row + 1 < start.length; row++)
      for (let cell = start[row]!; cell < start[row + 1]!; cell++)
        column[row * horizon.count + bucket[cell]!]! += sign * value[cell]!
  }
}
