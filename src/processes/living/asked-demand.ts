import type { Buckets } from '../../core/plan/step.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'

/**
 * What customers ask for in these rows and buckets, into `asked` at [row * buckets + bucket]: consensus with order
 * adjustments. What is asked for more or less than before is shown as shipped when it is asked for, in `shown`, until a
 * settling knows better; never below zero.
 */
export function askRows(
  { horizon, columns, orderAdjustments }: SupplyPlan,
  asked: Float64Array,
  rows: Int32Array,
  buckets: Buckets,
  shown: Float64Array | null,
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
      if (shown !== null) shown[cell] = Math.max(0, shown[cell]! + more)
      asked[cell] = asks
    }
  }
}
