/**
 * Forecasts of a hierarchy made to add up: MinT (Wickramasuriya, Athanasopoulos & Hyndman 2019; DOMAIN §6.7),
 *
 *     y~ = S (S′W⁻¹S)⁻¹ S′W⁻¹ ŷ
 *
 * with nothing below zero and with numbers that are agreed on. Any grouping, not only a tree; `reconciliation.ts` is the
 * planning run's own on a tree.
 */
import { assert } from '../../../base/assert.js'
import { type KeptCurvature, solveCoherent } from './coherent-solution.js'
import { conflictOf } from './lock-conflict.js'
import { checkLocks, type Lock, type LockRefusal } from './locks.js'
import type { NodeWeights } from './node-weights.js'
import type { SummingHierarchy } from './summing-hierarchy.js'

export interface BaseForecasts {
  readonly horizon: number
  /** At [node * horizon + step]; NaN where an aggregate has no forecast of its own. A bottom series must have one. */
  readonly values: Float64Array
}

export type Reconciliation =
  | {
      readonly kind: 'reconciled'
      /** At [node * horizon + step]; aggregates are the sums of their bottom series. */
      readonly values: Float64Array
    }
  | { readonly kind: 'refused'; readonly refusals: readonly LockRefusal[] }

export function reconcile(
  hierarchy: SummingHierarchy,
  base: BaseForecasts,
  weights: NodeWeights,
  locks: readonly Lock[] = [],
  nonNegative = true,
): Reconciliation {
  const { horizon } = base
  assert(base.values.length === hierarchy.nodeCount * horizon, 'forecasts are not one per node and step')
  const byStep = locksByStep(hierarchy, horizon, locks)
  const refusals = byStep.flatMap((ofStep) => checkLocks(hierarchy, ofStep, nonNegative))
  if (refusals.length > 0) return { kind: 'refused', refusals }
  const values = new Float64Array(base.values.length)
  const kept: KeptCurvature = {}
  byStep.forEach((ofStep, step) => {
    const forecasts = stepOf(base.values, horizon, step)
    const problem = { hierarchy, weights, forecasts, held: heldBy(hierarchy, ofStep), nonNegative }
    const solution = solveCoherent(problem, kept)
    if (solution.missed.length > 0) refusals.push({ step, nodes: conflictOf(problem), reason: 'cannot_meet' })
    else if (!solution.settled) refusals.push({ step, nodes: [], reason: 'not_settled' })
    solution.values.forEach((value, node) => {
      values[node * horizon + step] = value
    })
    // Hit to the last digit; the sum below it differs by what rounding does to any sum.
    for (const { node, value } of ofStep) values[node * horizon + step] = value
  })
  return refusals.length > 0 ? { kind: 'refused', refusals } : { kind: 'reconciled', values }
}

/** Locks of each step, by node, so that their order says nothing. */
export function locksByStep(hierarchy: SummingHierarchy, horizon: number, locks: readonly Lock[]): Lock[][] {
  const byStep: Lock[][] = Array.from({ length: horizon }, () => [])
  for (const lock of locks) {
    assert(lock.node >= 0 && lock.node < hierarchy.nodeCount, 'a lock on no node', { node: lock.node })
    assert(lock.step >= 0 && lock.step < horizon, 'a lock beyond the horizon', { step: lock.step })
    byStep[lock.step]!.push(lock)
  }
  for (const ofStep of byStep) ofStep.sort((a, b) => a.node - b.node)
  return byStep
}

export function heldBy({ nodeCount }: SummingHierarchy, locks: readonly Lock[]): Float64Array {
  const held = new Float64Array(nodeCount).fill(Number.NaN)
  for (const { node, value } of locks) held[node] = value
  return held
}

export const stepOf = (values: Float64Array, horizon: number, step: number): Float64Array =>
  Float64Array.from({ length: values.length / horizon }, (_, node) => values[node * horizon + step]!)
