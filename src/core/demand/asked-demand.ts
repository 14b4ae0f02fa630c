/**
 * What customers ask for: consensus with order adjustments. Whoever changes consensus sees at once what is asked for more
 * or less as shipped when it is asked for, never below zero, until a settling knows better (docs/specs/living-plan.md,
 * LP4).
 */
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
  run({ plan, asked }, rows, buckets) {
    const { constrained } = plan.columns
    askRows(plan, asked, rows, buckets, (cell, more) => {
      constrained[cell] = Math.max(0, constrained[cell]! + more)
    })
  },
}

/** Brings `asked` up to date in these rows and buckets, and tells of every cell that has moved. */
export function askRows(
  { horizon, columns, orderAdjustments }: AskedPlan['plan'],
  asked: Float64Array,
  rows: Int32Array,
  buckets: Buckets,
  moved: (cell: number, more: number) => void,
): void {
  const { start, value } = orderAdjustments
  const { consensus } = columns
  const end = Math.min(buckets.to, horizon.count)
  for (const row of rows) {
    const base = row * horizon.count
    const first = start[row]!
    const adjusted = start[row + 1]! - first
    for (let bucket = buckets.from; bucket < end; bucket++) {
      const cell = base + bucket
      const asks = consensus[cell]! + (bucket < adjusted ? value[first + bucket]! : 0)
      const more = asks - asked[cell]!
      if (more === 0) continue
      asked[cell] = asks
      moved(cell, more)
    }
  }
}
