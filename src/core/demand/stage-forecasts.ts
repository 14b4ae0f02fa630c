import type { Plan } from '../plan/plan.js'
import type { Stage } from './accuracy-cells.js'
import type { Layer, LayerKind } from './layer.js'

/** Layers that no person's judgement of a number stands behind: what is known to happen, and what signals say. */
const KNOWN_EVENTS: readonly LayerKind[] = ['statistical', 'event', 'sensing']

/**
 * What a plan held of a demand row, stage by stage, over the buckets [bucket, end). Every stage is floored at zero in
 * each bucket, as the consensus is (DL1).
 */
export function stageForecasts(
  { horizon, columns }: Pick<Plan, 'horizon' | 'columns'>,
  layers: readonly Layer[],
  row: number,
): (bucket: number, end: number) => Record<Exclude<Stage, 'naive'>, number> {
  const base = row * horizon.count
  const baseline = columns.baseline.subarray(base, base + horizon.count)
  const consensus = columns.consensus.subarray(base, base + horizon.count)
  const events = baseline.slice()
  for (const { kind, cells } of layers)
    if (KNOWN_EVENTS.includes(kind))
      for (let cell = cells.start[row]!; cell < cells.start[row + 1]!; cell++)
        events[cells.bucket[cell]!]! += cells.value[cell]!
  const sum = (column: Float64Array, bucket: number, end: number): number => {
    let total = 0
    for (let at = bucket; at < end; at++) total += Math.max(0, column[at]!)
    return total
  }
  return (bucket, end) => ({
    statistical: sum(baseline, bucket, end),
    events: sum(events, bucket, end),
    consensus: sum(consensus, bucket, end),
  })
}
