import type { Measure, Plan } from './plan.js'
import { type RowSet, uniteRows } from './row-set.js'

/** Buckets [from, to), the end not included; an end beyond the horizon means its end. */
export interface Buckets {
  readonly from: number
  readonly to: number
}

/** What has changed, or must be computed again: these rows in these buckets. Dirty sets unite. */
export interface Dirty extends Buckets {
  readonly demand: RowSet
  readonly stock: RowSet
}

export const EVERYTHING: Dirty = { demand: 'all', stock: 'all', from: 0, to: Number.POSITIVE_INFINITY }

export type StepName =
  | 'ask'
  | 'forecast'
  | 'layer'
  | 'consume'
  | 'net'
  | 'capacity'
  | 'constrain'
  | 'value'
  | 'roll up'
  | 'add up'
  | 'bill'
  | 'weigh'
  | 'write'
  | 'book'

/**
 * One named, pure part of the planning run. The runner decides thread and order: it asks for the phases of a dirty
 * set, cuts the units of a phase as it likes (units of one phase do not depend on each other), and asks for the next
 * phase when all parts are done. Any dirty set that covers a change gives the bytes of a full run.
 */
export interface Step<Of = Plan> {
  readonly name: StepName
  readonly reads: readonly Measure[]
  readonly writes: readonly Measure[]
  /**
   * What must be computed again when `dirty` has changed, phase after phase: a later one may depend on what an earlier
   * one really changed. Returns what the step has moved.
   */
  phases(plan: Of, dirty: Dirty): Generator<Phase, Dirty>
  run(plan: Of, units: Int32Array, buckets: Buckets): void
}

/** `units` are rows of the step's own grain, or whatever the step numbers; every bucket of them where none are named. */
export interface Phase {
  readonly units: Int32Array
  readonly buckets?: Buckets
  /** Units that are worth handing to another thread, where each of them is much work; many, when absent. */
  readonly partLeast?: number
}

export const ALL_BUCKETS: Buckets = { from: 0, to: Number.POSITIVE_INFINITY }

export function unite(a: Dirty, b: Dirty): Dirty {
  return {
    demand: uniteRows(a.demand, b.demand),
    stock: uniteRows(a.stock, b.stock),
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
  }
}

/** A whole step on the caller's thread; gives what it has moved. */
export function runStep<Of>(step: Step<Of>, of: Of, dirty: Dirty): Dirty {
  const phases = step.phases(of, dirty)
  for (let next = phases.next(); ; next = phases.next()) {
    if (next.done === true) return next.value
    step.run(of, next.value.units, next.value.buckets ?? ALL_BUCKETS)
  }
}
