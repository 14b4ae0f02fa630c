/**
 * What customers ask for: consensus with order adjustments. Whoever changes consensus sees at once what is asked for more
 * or less as shipped when it is asked for, never below zero, until a settling knows better (docs/specs/living-plan.md,
 * LP4).
 */
import { bringNear, NEAR_ROWS } from '../base/near-rows.js'
import type { Plan } from '../plan/plan.js'
import { rowsOf } from '../plan/row-set.js'
import type { Buckets, Step } from '../plan/step.js'

export interface AskedPlan {
  readonly plan: Pick<Plan, 'horizon' | 'rows' | 'columns' | 'orderAdjustments'>
  /** At [row * buckets + bucket]: what is asked for, as far as `constrained` knows of it. */
  readonly asked: Float64Array
}

/** A demand row needs only itself. */
export const askStep: Step<AskedPlan> = {
  name: 'ask',
  reads: ['consensus'],
  writes: ['constrained'],
  *phases({ plan }, dirty) {
    const { from, to } = dirty
    yield { units: rowsOf(dirty.demand, plan.rows.demand.count), buckets: { from, to } }
    return dirty
  },
  run: ({ plan, asked }, rows, buckets) => askRows(plan, asked, rows, buckets, plan.columns.constrained),
}

/** Brings `asked` up to date in these rows and buckets; what has moved there moves in `shown` as far, not below zero. */
export function askRows(
  { horizon, columns, orderAdjustments }: AskedPlan['plan'],
  asked: Float64Array,
  rows: Int32Array,
  buckets: Buckets,
  shown: Float64Array | null,
): void {
  const { start, value } = orderAdjustments
  const { consensus } = columns
  const end = Math.min(buckets.to, horizon.count)
  const near = shown === null ? [consensus, asked] : [consensus, asked, shown]
  for (let at = 0; at < rows.length; at++) {
    if (at % NEAR_ROWS === 0)
      for (const column of near)
        bringNear(column, rows, at, Math.min(at + NEAR_ROWS, rows.length), horizon.count, buckets.from, end)
    const row = rows[at]!
    const base = row * horizon.count
    const first = start[row]!
    const adjusted = start[row + 1]! - first
    for (let bucket = buckets.from; bucket < end; bucket++) {
      const cell = base + bucket
      const asks = consensus[cell]! + (bucket < adjusted ? value[first + bucket]! : 0)
      const more = asks - asked[cell]!
      asked[cell] = asks
      if (shown !== null) shown[cell] = Math.max(0, shown[cell]! + more)
    }
  }
}
