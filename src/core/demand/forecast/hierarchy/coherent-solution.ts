/**
 * The coherent numbers nearest to forecasts when nodes also err together: W = diag(own) + F F′ (`node-weights.ts`). What is
 * shared becomes unknowns of its own, f with variance one: forecast + F f is brought to agreement with the diagonal alone,
 * and f itself is found where
 *
 *     ½ f′f + ½ min over coherent y of Σ (y − forecast − F f)² / own
 *
 * is least: convex, in as many unknowns as there are observed errors, by Newton's method (one step, unless bottom series
 * come to lie on zero). It is the MinT answer with the full W, without an n × n matrix.
 */
import { assert } from '../../../base/assert.js'
import { decompose, substitute } from '../normal-equations.js'
import { dot } from './conjugate-gradients.js'
import { solveDiagonal } from './diagonal-solution.js'
import type { NodeWeights } from './node-weights.js'
import { nodesOf, type SummingHierarchy } from './summing-hierarchy.js'

export interface CoherentProblem {
  readonly hierarchy: SummingHierarchy
  readonly weights: NodeWeights
  /** By node; NaN where an aggregate has no forecast. */
  readonly forecasts: Float64Array
  /** By node: what it must be, NaN where it is free. */
  readonly held: Float64Array
  readonly nonNegative: boolean
}

export interface CoherentSolution {
  /** By node. */
  readonly values: Float64Array
  readonly missed: readonly number[]
  readonly settled: boolean
}

/** Given to several problems of one hierarchy and W: what is the same for those in which the same nodes are held. */
export interface KeptCurvature {
  variances?: Float64Array
  factor?: Float64Array
}

const ROUNDS_MAX = 60
const SETTLED = 1e-10
/** A step is taken when the slope along it is no more than this share of what it was, or the loss is less. */
const SLOPE_LEFT = 0.5
const STEP_MIN = 1e-6

/** What a problem and the tries at its shared errors have in common. */
interface Setting extends CoherentProblem {
  readonly variances: Float64Array
  /** 1 / own, zero where a node says nothing. */
  readonly precision: Float64Array
}

interface Try {
  readonly shares: Float64Array
  readonly values: Float64Array
  readonly pull: Float64Array
  readonly missed: readonly number[]
  readonly settled: boolean
  /** By node: value − forecast − F f. */
  readonly rest: Float64Array
  readonly loss: number
}

export function solveCoherent(problem: CoherentProblem, kept: KeptCurvature = {}): CoherentSolution {
  const setting = settingOf(problem)
  let best = attempt(setting, new Float64Array(problem.weights.shared.length))
  if (best.shares.length === 0 || best.missed.length > 0) return best
  let factor = keptCurvature(setting, kept)
  let before = Infinity
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let direction = newtonDirection(setting, best, factor)
    // The curvature with every series on the move serves while it brings the answer nearer by leaps.
    if (largest(direction) > before / 4) {
      factor = curvatureOf(setting, standing(setting, best.values))
      direction = newtonDirection(setting, best, factor)
    }
    before = largest(direction)
    const next = descend(setting, best, direction)
    if (next === null) break
    best = next
    if (before <= SETTLED * largest(best.shares)) break
  }
  return best
}

function settingOf(problem: CoherentProblem): Setting {
  const { hierarchy, weights, forecasts, nonNegative } = problem
  const held = nonNegative ? withEmptyGroups(hierarchy, problem.held) : problem.held
  const variances = weights.own.slice()
  const precision = weights.own.map((variance) => 1 / variance)
  for (let node = 0; node < hierarchy.nodeCount; node++) {
    if (Number.isNaN(forecasts[node]!)) {
      assert(node < hierarchy.aggregateCount, 'a bottom series has no forecast', { node })
      variances[node] = Infinity
      precision[node] = 0
    }
    if (!Number.isNaN(held[node]!)) variances[node] = 0
  }
  return { ...problem, held, variances, precision }
}

/** What is held at nothing has nothing below it either. */
function withEmptyGroups({ aggregateCount, start, members }: SummingHierarchy, given: Float64Array): Float64Array {
  const held = given.slice()
  for (let aggregate = 0; aggregate < aggregateCount; aggregate++) {
    if (held[aggregate] !== 0) continue
    for (let at = start[aggregate]!; at < start[aggregate + 1]!; at++) held[aggregateCount + members[at]!] = 0
  }
  return held
}

/** The nearest coherent numbers when the shared errors are these. */
function attempt(setting: Setting, shares: Float64Array, from?: Float64Array): Try {
  const { hierarchy, weights, forecasts, held, variances, precision, nonNegative } = setting
  const told = forecasts.slice()
  weights.shared.forEach((row, at) => {
    for (let node = 0; node < told.length; node++) told[node]! += shares[at]! * row[node]!
  })
  const targets = told.map((value, node) => (Number.isNaN(held[node]!) ? value : held[node]!))
  for (let node = 0; node < targets.length; node++) if (Number.isNaN(targets[node]!)) targets[node] = 0
  const { bottom, pull, missed, settled } = solveDiagonal({ hierarchy, targets, variances, nonNegative }, from)
  const values = nodesOf(hierarchy, bottom)
  const rest = values.map((value, node) => (precision[node] === 0 ? 0 : value - told[node]!))
  let loss = 0
  for (const share of shares) loss += share ** 2 / 2
  for (let node = 0; node < rest.length; node++) loss += (rest[node]! ** 2 * precision[node]!) / 2
  return { shares, values, pull, missed, settled, rest, loss }
}

/** −H⁻¹ gradient. */
function newtonDirection(setting: Setting, given: Try, factor: Float64Array): Float64Array {
  const direction = downhill(setting, given)
  substitute(factor, direction.length, direction)
  return direction
}

/** −gradient of the loss by the shared errors. */
function downhill({ weights, precision }: Setting, { shares, rest }: Try): Float64Array {
  return shares.map((share, at) => {
    const row = weights.shared[at]!
    let slope = -share
    for (let node = 0; node < rest.length; node++) slope += row[node]! * rest[node]! * precision[node]!
    return slope
  })
}

/** Variances with those bottom series held that lie on zero: they stay there while the shared errors move a little. */
function standing({ hierarchy, variances, nonNegative }: Setting, values: Float64Array): Float64Array {
  const still = variances.slice()
  if (nonNegative)
    for (let node = hierarchy.aggregateCount; node < hierarchy.nodeCount; node++)
      if (!(values[node]! > 0)) still[node] = 0
  return still
}

function keptCurvature(setting: Setting, kept: KeptCurvature): Float64Array {
  const { variances } = setting
  if (kept.factor === undefined || !kept.variances!.every((variance, node) => variance === variances[node])) {
    kept.factor = curvatureOf(setting, variances)
    kept.variances = variances
  }
  return kept.factor
}

/** Cholesky factor of I + F′ own⁻¹ (F − what the coherent numbers follow of it). */
function curvatureOf({ hierarchy, weights, precision }: Setting, still: Float64Array): Float64Array {
  const { shared } = weights
  const count = shared.length
  const left = shared.map((row) => {
    const targets = row.map((value, node) => (still[node] === 0 || still[node] === Infinity ? 0 : value))
    const { bottom } = solveDiagonal({ hierarchy, targets, variances: still, nonNegative: false })
    const moved = nodesOf(hierarchy, bottom)
    return row.map((value, node) => (value - moved[node]!) * precision[node]!)
  })
  const curvature = new Float64Array(count * count)
  for (let at = 0; at < count; at++)
    for (let other = 0; other < count; other++)
      curvature[at * count + other] = (at === other ? 1 : 0) + dot(shared[at]!, left[other]!)
  decompose(curvature, count)
  return curvature
}

/** A whole step, or as much of it as a chord through the slopes says; null where none is any good. */
function descend(setting: Setting, best: Try, direction: Float64Array): Try | null {
  const first = dot(downhill(setting, best), direction)
  for (let step = 1; step > STEP_MIN; ) {
    const shares = best.shares.map((share, at) => share + step * direction[at]!)
    const next = attempt(setting, shares, best.pull)
    const slope = dot(downhill(setting, next), direction)
    if (Math.abs(slope) <= SLOPE_LEFT * Math.abs(first) || next.loss < best.loss) return next
    step *= slope < 0 ? Math.max(0.1, first / (first - slope)) : 0.5
  }
  return null
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
