/** What a belief adds to a plan as it is, cell by cell. */
import type { Day } from '../../../core/base/day.js'
import type { Horizon } from '../../../core/calendar/horizon.js'
import type { Layer } from '../../../core/demand/layer.js'
import { moveOf, WEEKS_AHEAD_MAX } from '../../../core/demand/sensing/sensed-demand.js'
import type { LevelBelief } from '../../../core/demand/sensing/sensing-level.js'
import { openCells, type SparseCells } from '../../../core/demand/sparse-cells.js'
import { pathOf } from '../../../core/edit/box.js'
import type { QuantityIntent } from '../../../core/edit/intent.js'
import type { PlanSnapshot } from '../../versions/plan-snapshot.js'

const DAYS_PER_WEEK = 7

export type SensedPlan = Pick<PlanSnapshot, 'company' | 'plan' | 'money' | 'layers'>

/** Buckets of the plan that lie in the weeks to come, by week ahead: the first is 1. */
export interface Ahead {
  readonly week: number
  readonly buckets: readonly number[]
  readonly from: Day
  readonly until: Day
}

function weeksAhead({ count, firstDay, days, planDay }: Horizon, morning: Day): Ahead[] {
  const byWeek = new Map<number, number[]>()
  for (let bucket = 0; bucket < count; bucket++) {
    const start = firstDay[bucket]!
    const end = start + days[bucket]!
    // A bucket that reaches beyond the weeks ahead is left to the plan.
    if (start < Math.max(morning, planDay) || end > morning + WEEKS_AHEAD_MAX * DAYS_PER_WEEK) continue
    const week = Math.floor((start - morning) / DAYS_PER_WEEK) + 1
    byWeek.set(week, [...(byWeek.get(week) ?? []), bucket])
  }
  return [...byWeek].map(([week, buckets]) => {
    const last = buckets.at(-1)!
    return { week, buckets, from: firstDay[buckets[0]!]!, until: firstDay[last]! + days[last]! }
  })
}

/** Less what of an earlier sensing is in the plan already. */
export class SensingMoves {
  readonly cells: SparseCells
  readonly ahead: readonly Ahead[]
  private readonly plain: Float64Array
  private readonly accepted: Float64Array

  constructor(
    private readonly snapshot: SensedPlan,
    morning: Day,
    private readonly belief: LevelBelief,
    private readonly isOff: Uint8Array,
  ) {
    const { plan, layers } = snapshot
    this.ahead = weeksAhead(plan.horizon, morning)
    this.cells = openCells(plan.rows.demand.count, plan.horizon.count)
    this.accepted = cellsOf(snapshot, layers, 'sensing')
    const events = cellsOf(snapshot, layers, 'event')
    this.plain = plan.columns.consensus.map((units, cell) => {
      const reference = units - this.accepted[cell]!
      return Math.max(0, Math.min(reference, reference - events[cell]!))
    })
  }

  /** Thousandths that the row's buckets of a week ahead move by. */
  of(row: number, { week, buckets }: Ahead): { bucket: number; units: number }[] {
    const { count } = this.snapshot.plan.horizon
    const move = this.isOff[row] === 1 ? 0 : moveOf(this.belief.ahead(row, week))
    return buckets.map((bucket) => {
      const cell = row * count + bucket
      const units = Math.round(this.plain[cell]! * move) - this.accepted[cell]!
      // Nobody takes away more than is there.
      return { bucket, units: Math.max(units, -this.snapshot.plan.columns.consensus[cell]!) }
    })
  }
}

function cellsOf({ plan }: SensedPlan, layers: readonly Layer[], kind: Layer['kind']): Float64Array {
  const { count } = plan.horizon
  const column = new Float64Array(plan.rows.demand.count * count)
  for (const layer of layers) {
    if (layer.kind !== kind) continue
    const { start, bucket, value } = layer.cells
    for (let row = 0; row + 1 < start.length; row++)
      for (let cell = start[row]!; cell < start[row + 1]!; cell++) column[row * count + bucket[cell]!]! += value[cell]!
  }
  return column
}

export function intentOf(
  plan: PlanSnapshot['plan'],
  row: number,
  { from, until }: Ahead,
  quantity: number,
): QuantityIntent {
  const { product, location, customer, rows } = plan
  return {
    kind: 'quantity',
    op: 'add',
    quantity,
    layer: 'sensing',
    profile: 'baseline',
    inPacks: false,
    box: {
      product: pathOf(product, product.leafNode[rows.demand.item[row]!]!),
      location: pathOf(location, location.leafNode[rows.demand.location[row]!]!),
      customer: pathOf(customer, customer.leafNode[rows.demand.customer[row]!]!),
      from,
      until,
    },
  }
}
