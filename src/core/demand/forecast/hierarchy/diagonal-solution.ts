/**
 * The coherent numbers nearest to given targets, each node's distance counted in its own variance:
 *
 *     minimise Σ (y − target)² / variance   where aggregates are sums, and bottom series are not negative if so asked.
 *
 * A variance of zero holds a node at its target, an infinite one makes it silent. Solved from above, by one pull per
 * aggregate: a bottom series is its target plus its variance times the sum of the pulls above it, cut at zero; the pulls
 * are right when every aggregate is its target less variance times pull. That is the gradient of a convex function without
 * side conditions, of pieces of second degree: Newton's method on it is the primal-dual active set method of non-negative
 * reconciliation (Wickramasuriya, Turlach & Hyndman 2020), and an exact search along each step makes it sure. The
 * equations of a step are solved by conjugate gradients on the lists of the hierarchy: no matrix is formed.
 */
import { conjugateGradients } from './conjugate-gradients.js'
import { leastStep, STEP_MAX } from './least-step.js'
import { handDown, type SummingHierarchy, sumUp } from './summing-hierarchy.js'

export interface DiagonalProblem {
  readonly hierarchy: SummingHierarchy
  /** By node. */
  readonly targets: Float64Array
  /** By node: zero holds, Infinity (aggregates only) silences. */
  readonly variances: Float64Array
  readonly nonNegative: boolean
}

export interface DiagonalSolution {
  /** By bottom series. */
  readonly bottom: Float64Array
  /** By aggregate; a place to start from when a problem like this one is to be solved. */
  readonly pull: Float64Array
  /** Aggregates that are held and cannot be what they are held at. */
  readonly missed: readonly number[]
  /** False where variances are too far apart to tell: the numbers add up and are not the nearest. */
  readonly settled: boolean
}

/** Of what an aggregate sums and was to sum: good enough, and no longer good. */
const GAP_GOAL = 1e-12
const GAP_MAX = 1e-9
/** Of the largest aggregate. */
const SIZE_MIN = 1e-4
const ROUNDS_MAX = 500
/** A problem that takes longer is a hard one: its rounds are solved finely. */
const ROUNDS_ROUGH = 12
const STALLED_MAX = 5
/** Keeps equations solvable that say the same twice; what it costs is made good by the next round. */
const DAMPING = 1e-6
/** How exactly a round is solved: roughly while it is not yet known which bottom series lie on zero. */
const CONJUGATE_GOAL = { fine: 1e-8, rough: 1e-2 }

interface State {
  readonly pull: Float64Array
  /** By bottom series: target + variance × pulls above, before it is cut. */
  readonly uncut: Float64Array
  readonly bottom: Float64Array
  /** Variance where a bottom series can move, zero where it is held or cut. */
  readonly loose: Float64Array
  /** By aggregate: sum + variance × pull − target. */
  readonly gap: Float64Array
  /** By aggregate: how large its numbers are at the outset, all taken as positive. */
  readonly size: Float64Array
}

export function solveDiagonal(problem: DiagonalProblem, from?: Float64Array): DiagonalSolution {
  const { aggregateCount, bottomCount } = problem.hierarchy
  const state: State = {
    pull: from?.slice() ?? new Float64Array(aggregateCount),
    uncut: new Float64Array(bottomCount),
    bottom: new Float64Array(bottomCount),
    loose: new Float64Array(bottomCount),
    gap: new Float64Array(aggregateCount),
    size: sizesOf(problem),
  }
  const yielding = yieldOf(problem)
  let worst = measure(problem, state)
  let least = worst
  for (let round = 0, stalled = 0; round < ROUNDS_MAX && worst > GAP_GOAL && stalled < STALLED_MAX; round++) {
    const direction = newtonDirection(problem, state, yielding, round < ROUNDS_ROUGH ? worst : 0)
    const step = stepAlong(problem, state, direction)
    // Held aggregates contradict each other.
    if (step === STEP_MAX) break
    for (let at = 0; at < aggregateCount; at++) state.pull[at]! += step * direction[at]!
    worst = measure(problem, state)
    // A large sum may never come nearer than its rounding.
    stalled = worst < GAP_MAX && worst > least / 2 ? stalled + 1 : 0
    least = Math.min(least, worst)
  }
  const settled = worst <= GAP_MAX
  return { bottom: state.bottom, pull: state.pull, missed: settled ? [] : missedOf(problem, state), settled }
}

/** How much an aggregate can give at most: its own variance and that of the bottom series that are not held. */
function yieldOf({ hierarchy, variances }: DiagonalProblem): Float64Array {
  const most = sumUp(hierarchy, variances.subarray(hierarchy.aggregateCount))
  return most.map((sum, aggregate) => (variances[aggregate] === Infinity ? 0 : sum + variances[aggregate]!))
}

/** Brings the state up to its pulls; the largest gap as a share of what its aggregate sums. */
function measure(problem: DiagonalProblem, { pull, uncut, bottom, loose, gap, size }: State): number {
  const { hierarchy, targets, variances, nonNegative } = problem
  const { aggregateCount, bottomCount } = hierarchy
  handDown(hierarchy, pull, uncut)
  for (let at = 0; at < bottomCount; at++) {
    const variance = variances[aggregateCount + at]!
    uncut[at] = targets[aggregateCount + at]! + variance * uncut[at]!
    const cut = nonNegative && variance > 0 && !(uncut[at]! > 0)
    bottom[at] = cut ? 0 : uncut[at]!
    loose[at] = cut ? 0 : variance
  }
  sumUp(hierarchy, bottom, gap)
  let worst = 0
  for (let aggregate = 0; aggregate < aggregateCount; aggregate++) {
    if (variances[aggregate] === Infinity) {
      gap[aggregate] = 0
      continue
    }
    const given = variances[aggregate]! * pull[aggregate]!
    gap[aggregate]! += given - targets[aggregate]!
    const scale = size[aggregate]! + Math.abs(given) + magnitude(hierarchy, bottom, aggregate)
    if (gap[aggregate] !== 0) worst = Math.max(worst, Math.abs(gap[aggregate]!) / scale)
  }
  return worst
}

function sizesOf({ hierarchy, targets }: DiagonalProblem): Float64Array {
  const below = sumUp(hierarchy, targets.subarray(hierarchy.aggregateCount).map(Math.abs))
  const own = below.map((sum, aggregate) => sum + Math.abs(targets[aggregate]!))
  // A small sum is no more exact than the large ones that its series are in as well.
  const around = SIZE_MIN * own.reduce((most, size) => Math.max(most, size), 0)
  return own.map((size) => size + around)
}

function magnitude({ start, members }: SummingHierarchy, bottom: Float64Array, aggregate: number): number {
  let sum = 0
  for (let at = start[aggregate]!; at < start[aggregate + 1]!; at++) sum += Math.abs(bottom[members[at]!]!)
  return sum
}

/** Solves (Wa + A Wb A′) direction = −gap over what can move, by conjugate gradients scaled by the diagonal. */
function newtonDirection(
  problem: DiagonalProblem,
  { loose, gap }: State,
  yielding: Float64Array,
  worst: number,
): Float64Array {
  const { hierarchy, variances, nonNegative } = problem
  const count = hierarchy.aggregateCount
  const extra = sumUp(hierarchy, loose)
  const scale = new Float64Array(count)
  for (let at = 0; at < count; at++) {
    const own = variances[at] === Infinity ? 0 : variances[at]!
    const moving = own + extra[at]!
    // Nothing moves yet below this node: it is pulled as if everything did.
    extra[at] = own + (moving > 0 ? DAMPING : 1) * yielding[at]!
    scale[at] = yielding[at] === 0 ? 0 : 1 / (moving + extra[at]! - own)
  }
  const down = new Float64Array(hierarchy.bottomCount)
  const product = new Float64Array(count)
  const multiply = (vector: Float64Array): void => {
    handDown(hierarchy, vector, down)
    for (let at = 0; at < down.length; at++) down[at]! *= loose[at]!
    sumUp(hierarchy, down, product)
    for (let at = 0; at < count; at++) product[at]! += extra[at]! * vector[at]!
  }
  const { fine, rough } = CONJUGATE_GOAL
  return conjugateGradients(gap, scale, multiply, product, nonNegative ? Math.max(fine, Math.min(rough, worst)) : fine)
}

/** Where the function is least along the direction; without the cut at zero Newton's step is the whole way. */
const stepAlong = (problem: DiagonalProblem, state: State, direction: Float64Array): number =>
  problem.nonNegative ? leastStep(slopeAlong(problem, state, direction), 10 * DAMPING) : 1

function slopeAlong(problem: DiagonalProblem, state: State, direction: Float64Array): (step: number) => number {
  const { hierarchy, targets, variances } = problem
  const { aggregateCount, bottomCount } = hierarchy
  const above = handDown(hierarchy, direction)
  let constant = 0
  let growth = 0
  for (let at = 0; at < aggregateCount; at++) {
    if (variances[at] === Infinity) continue
    constant += direction[at]! * (variances[at]! * state.pull[at]! - targets[at]!)
    growth += variances[at]! * direction[at]! ** 2
  }
  return (step) => {
    let slope = constant + step * growth
    for (let at = 0; at < bottomCount; at++) {
      const variance = variances[aggregateCount + at]!
      const value = state.uncut[at]! + step * variance * above[at]!
      if (variance === 0 || value > 0) slope += above[at]! * value
    }
    return slope
  }
}

function missedOf({ hierarchy, variances }: DiagonalProblem, { gap, bottom, size }: State): number[] {
  const missed: number[] = []
  for (let at = 0; at < hierarchy.aggregateCount; at++) {
    const scale = size[at]! + magnitude(hierarchy, bottom, at)
    if (variances[at] === 0 && Math.abs(gap[at]!) > GAP_MAX * scale) missed.push(at)
  }
  return missed
}
