/** Which agreed numbers keep each other from being met, when groups that overlap make it impossible to see. */
import { type CoherentProblem, solveCoherent } from './coherent-solution.js'
import { solveDiagonal } from './diagonal-solution.js'
import { nodesOf } from './summing-hierarchy.js'

/** Variance of a lock that may give way, as a share of its node's own. */
const SOFT = 1e-6
/** A lock that gives way by less than this share of what the worst one does is not named. */
const MOVED_MIN = 1e-2
/** Beyond it the locks are not tried one by one. */
const TRIED_MAX = 40

/**
 * Locked nodes that contradict each other: those that give way when all may give way a little, less every one without
 * which the rest contradict each other still (a deletion filter, Chinneck & Dravnieks 1991).
 */
export function conflictOf(problem: CoherentProblem): number[] {
  const locked = Array.from(problem.held.keys()).filter((node) => !Number.isNaN(problem.held[node]!))
  const moved = movedWhenSoft(problem)
  let named = canMeet(problem, moved) ? locked : moved
  if (named.length > TRIED_MAX) return named
  for (const node of named) {
    const others = named.filter((other) => other !== node)
    if (!canMeet(problem, others)) named = others
  }
  return named
}

function movedWhenSoft({ hierarchy, weights, forecasts, held, nonNegative }: CoherentProblem): number[] {
  const variances = weights.own.map((variance, node) => {
    if (Number.isNaN(held[node]!)) return Number.isNaN(forecasts[node]!) ? Infinity : variance
    return variance * SOFT
  })
  const targets = held.map((value, node) => (Number.isNaN(value) ? forecasts[node]! || 0 : value))
  const values = nodesOf(hierarchy, solveDiagonal({ hierarchy, targets, variances, nonNegative }).bottom)
  const away = values.map((value, node) => (Number.isNaN(held[node]!) ? 0 : Math.abs(value - held[node]!)))
  const most = away.reduce((largest, value) => Math.max(largest, value), 0)
  return Array.from(away.keys()).filter((node) => most > 0 && away[node]! > MOVED_MIN * most)
}

/** Whether these locks can hold together has nothing to do with what else is known of the nodes. */
function canMeet(problem: CoherentProblem, nodes: readonly number[]): boolean {
  const held = new Float64Array(problem.held.length).fill(Number.NaN)
  for (const node of nodes) held[node] = problem.held[node]!
  return solveCoherent({ ...problem, held, weights: { ...problem.weights, shared: [] } }).missed.length === 0
}
