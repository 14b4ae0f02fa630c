/**
 * The one way anybody adds to the statistical baseline: a layer is a sparse set of signed quantities with an owner.
 *
 *     consensus = max(0, baseline + Σ layers)
 *
 * Promotions, events, sensing, sales, marketing, customers, joint business plans and overrides are all layers (SPINE 12);
 * so each can be seen, judged and taken back alone, and their order does not matter.
 */
import { assert } from '../base/assert.js'
import type { Plan, SparseColumn } from '../plan/plan.js'
import { rowsOf } from '../plan/row-set.js'
import type { Step } from '../plan/step.js'

export type LayerKind = 'statistical' | 'event' | 'sensing' | 'sales' | 'marketing' | 'customer' | 'jbp' | 'override'

export interface Layer {
  readonly id: string
  readonly kind: LayerKind
  /** Where it came from: a table, a screen, a method. */
  readonly source: string
  readonly owner: string
  /** Demand grain, whole thousandths to add (below zero: to take away). */
  readonly cells: SparseColumn
}

export interface LayeredPlan extends Plan {
  readonly layers: readonly Layer[]
}

/** Consensus of demand rows; a row needs only itself, so any set of rows may run anywhere. */
export const layerStep: Step<LayeredPlan> = {
  name: 'layer',
  reads: ['baseline'],
  writes: ['consensus'],
  *phases(plan, dirty) {
    yield { units: rowsOf(dirty.demand, plan.rows.demand.count) }
    return dirty
  },
  run(plan, part) {
    for (const row of part) layRow(plan.columns.baseline, plan.layers, plan.columns.consensus, row, plan.horizon.count)
  },
}

/** One row's consensus; both columns at [row * bucketCount + bucket]. */
export function layRow(
  baseline: Float64Array,
  layers: readonly Layer[],
  consensus: Float64Array,
  row: number,
  bucketCount: number,
): void {
  const base = row * bucketCount
  for (let bucket = 0; bucket < bucketCount; bucket++) consensus[base + bucket] = baseline[base + bucket]!
  for (const { cells } of layers)
    for (let cell = cells.start[row]!; cell < cells.start[row + 1]!; cell++)
      consensus[base + cells.bucket[cell]!]! += cells.value[cell]!
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const total = consensus[base + bucket]!
    assert(Number.isSafeInteger(total), 'consensus is not a whole number below 2^53', { row, bucket, total })
    if (total < 0) consensus[base + bucket] = 0
  }
}
