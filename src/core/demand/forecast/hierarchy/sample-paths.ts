/**
 * Futures of a hierarchy that add up in each of their steps. What was observed together is drawn together: a path is the
 * reconciled means plus joint errors of all nodes at one past origin, projected as the forecasts were (Panagiotelis,
 * Gamakumara, Athanasopoulos & Hyndman 2023: a projected sample is a sample of the reconciled distribution).
 *
 * Drawn by counting: path p of R observed origins takes at step s the origin (p + ⌊p / R⌋ · s) mod R. The first R paths are
 * the origins as they were; every further R use each origin once at each step.
 */
import { assert } from '../../../base/assert.js'
import { type KeptCurvature, solveCoherent } from './coherent-solution.js'
import { heldBy, locksByStep, stepOf } from './hierarchy-reconciliation.js'
import type { Lock } from './locks.js'
import type { NodeWeights } from './node-weights.js'
import { nodesOf, type SummingHierarchy } from './summing-hierarchy.js'

export interface PathSource {
  readonly hierarchy: SummingHierarchy
  readonly horizon: number
  /** Reconciled, at [node * horizon + step]. */
  readonly means: Float64Array
  /** One row per past origin: actual − base forecast at [node * horizon + step]; NaN where an aggregate has none. */
  readonly errors: readonly Float64Array[]
  readonly weights: NodeWeights
  /** These hold in every path. What is agreed but not certain is in the means, and not here. */
  readonly locks: readonly Lock[]
  readonly nonNegative: boolean
}

export interface SamplePaths {
  readonly horizon: number
  readonly count: number
  /** At [node * horizon + step]. */
  readonly pathAt: (path: number) => Float64Array
}

export function samplePaths(source: PathSource, count: number): SamplePaths {
  const { hierarchy, horizon, means, errors, weights, nonNegative } = source
  assert(errors.length > 0, 'no errors to draw paths from')
  const byStep = locksByStep(hierarchy, horizon, source.locks)
  const kept: KeptCurvature = {}
  const alone = varianceOnly(weights)
  // Every origin and step once, whatever the number of paths.
  const moves = byStep.map((locks, step) => {
    const held = heldBy(
      hierarchy,
      locks.map((lock) => ({ ...lock, value: 0 })),
    )
    return errors.map((row) => {
      const problem = { hierarchy, weights, forecasts: stepOf(row, horizon, step), held, nonNegative: false }
      return solveCoherent(problem, kept).values.subarray(hierarchy.aggregateCount)
    })
  })
  const pathAt = (path: number): Float64Array => {
    const out = new Float64Array(means.length)
    byStep.forEach((locks, step) => {
      const origin = (path + Math.floor(path / errors.length) * step) % errors.length
      const bottom = stepOf(means, horizon, step).subarray(hierarchy.aggregateCount)
      moves[step]![origin]!.forEach((move, at) => {
        bottom[at]! += move
      })
      let values = nodesOf(hierarchy, bottom)
      if (nonNegative && bottom.some((value) => value < 0)) {
        const held = heldBy(hierarchy, locks)
        values = solveCoherent({ hierarchy, weights: alone, forecasts: values, held, nonNegative }).values
      }
      for (const { node, value } of locks) values[node] = value
      values.forEach((value, node) => {
        out[node * horizon + step] = value
      })
    })
    return out
  }
  return { horizon, count, pathAt }
}

/** A future below zero is lifted by each node's variance alone: what errs together is in it already. */
function varianceOnly({ own, shared, ...rest }: NodeWeights): NodeWeights {
  const variance = own.map((value, node) => shared.reduce((sum, row) => sum + row[node]! ** 2, value))
  return { ...rest, own: variance, shared: [] }
}

/** The least value that so many of the paths do not pass: at [(position in nodes * shares + share) * horizon + step]. */
export function pathQuantiles(
  { horizon, count, pathAt }: SamplePaths,
  nodes: ArrayLike<number>,
  shares: readonly number[],
): Float64Array {
  const seen = Array.from({ length: nodes.length * horizon }, () => new Float64Array(count))
  for (let path = 0; path < count; path++) {
    const values = pathAt(path)
    for (let at = 0; at < nodes.length; at++)
      for (let step = 0; step < horizon; step++) seen[at * horizon + step]![path] = values[nodes[at]! * horizon + step]!
  }
  const out = new Float64Array(nodes.length * shares.length * horizon)
  seen.forEach((values, cell) => {
    values.sort()
    const at = Math.floor(cell / horizon)
    shares.forEach((share, which) => {
      const rank = Math.min(count - 1, Math.max(0, Math.ceil(share * count - 1e-9) - 1))
      out[(at * shares.length + which) * horizon + (cell % horizon)] = values[rank]!
    })
  })
  return out
}
