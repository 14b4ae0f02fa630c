import type { Measure, Plan } from './plan.js'

/** Sorted row numbers, or every row. */
export type RowSet = 'all' | Int32Array

/** What has changed, or must be computed again, from bucket `from` on. Dirty sets unite. */
export interface Dirty {
  readonly demand: RowSet
  readonly stock: RowSet
  readonly from: number
}

export const EVERYTHING: Dirty = { demand: 'all', stock: 'all', from: 0 }

export type StepName = 'forecast' | 'layer' | 'consume' | 'net' | 'capacity' | 'constrain' | 'value' | 'roll up'

/**
 * One named, pure part of the planning run. The runner decides thread and order: it asks for the phases of a dirty
 * set, cuts the rows of a phase as it likes (rows of one phase do not depend on each other), and starts the next phase
 * when all parts are done. Any dirty set that covers a change gives the bytes of a full run.
 */
export interface Step<Of = Plan> {
  readonly name: StepName
  readonly reads: readonly Measure[]
  readonly writes: readonly Measure[]
  /** Everything this step must recompute when `dirty` has changed. */
  widen(plan: Of, dirty: Dirty): Dirty
  /** The rows of the widened set in the order they must run; each phase may be cut anywhere between its units. */
  phases(plan: Of, dirty: Dirty): readonly Phase[]
  run(plan: Of, part: Int32Array): void
}

/** `units` are rows of the step's own grain; `end[u]`-style grouping is the step's business inside `run`. */
export interface Phase {
  readonly units: Int32Array
}

export function uniteRows(a: RowSet, b: RowSet): RowSet {
  if (a === 'all' || b === 'all') return 'all'
  const united = Int32Array.from(new Set([...a, ...b]))
  return united.sort()
}

export function unite(a: Dirty, b: Dirty): Dirty {
  return { demand: uniteRows(a.demand, b.demand), stock: uniteRows(a.stock, b.stock), from: Math.min(a.from, b.from) }
}

export function rowsOf(set: RowSet, count: number): Int32Array {
  return set === 'all' ? Int32Array.from({ length: count }, (_, row) => row) : set
}
