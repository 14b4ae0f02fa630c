/**
 * How far each node's forecast can be trusted: the W of MinT (Wickramasuriya, Athanasopoulos & Hyndman 2019; DOMAIN §6.7).
 *
 * W is kept as a diagonal and a few shared errors, W = diag(own) + Σ shared shared′, because a shrunk covariance of T
 * observed error vectors is exactly that: no matrix of nodes × nodes is ever formed, whatever the number of nodes.
 */
import { assert } from '../../../base/assert.js'
import { type SummingHierarchy, sumUp } from './summing-hierarchy.js'

export interface NodeWeights {
  readonly kind: 'equal' | 'structural' | 'variance' | 'shrunk'
  /** By node: the variance of what it errs by itself. */
  readonly own: Float64Array
  /** Each by node: errors that nodes make together. */
  readonly shared: readonly Float64Array[]
  /** λ: how far correlations were drawn to nothing; 1 without any. */
  readonly shrinkage: number
}

/** A node that was never wrong is not certain: its variance is at least this share of the mean bottom series' one. */
const VARIANCE_MIN = 1e-6
/** Nor does a sum err less than this share of the variance that its series have together: beyond it nothing converges. */
const SUM_VARIANCE_MIN = 1e-4
/** Below it T observed errors would claim to know all correlations of many more nodes. */
const SHRINKAGE_MIN = 1e-3

const diagonal = (kind: NodeWeights['kind'], own: Float64Array): NodeWeights => ({
  kind,
  own,
  shared: [],
  shrinkage: 1,
})

/** W = I (ordinary least squares). */
export const equalWeights = ({ nodeCount }: SummingHierarchy): NodeWeights =>
  diagonal('equal', new Float64Array(nodeCount).fill(1))

/** WLS-struct: the variance of a node is its number of bottom series. */
export const structuralWeights = ({ nodeCount, aggregateCount, start }: SummingHierarchy): NodeWeights =>
  diagonal(
    'structural',
    Float64Array.from({ length: nodeCount }, (_, node) =>
      node < aggregateCount ? start[node + 1]! - start[node]! : 1,
    ),
  )

/** WLS-var: mean squared error of each node; each row of `errors` is one joint error by node. */
export function varianceWeights(hierarchy: SummingHierarchy, errors: readonly Float64Array[]): NodeWeights {
  const found = variancesOf(hierarchy, errors)
  return found === null ? structuralWeights(hierarchy) : diagonal('variance', found)
}

/**
 * MinT-shrink: correlations of the errors drawn to nothing by λ = Σ Var(r) / Σ r² over all pairs of nodes (Schäfer &
 * Strimmer 2005), errors taken around zero. Both sums are had from T × T products: O(T² nodes).
 */
export function shrunkWeights(hierarchy: SummingHierarchy, errors: readonly Float64Array[]): NodeWeights {
  const found = variancesOf(hierarchy, errors)
  if (found === null) return structuralWeights(hierarchy)
  const shrinkage = Math.max(SHRINKAGE_MIN, shrinkageOf(errors))
  if (shrinkage >= 1) return { ...diagonal('shrunk', found), shrinkage: 1 }
  const scale = Math.sqrt((1 - shrinkage) / errors.length)
  const shared = errors.map((row) => row.map((error) => error * scale))
  const own = found.map((variance, node) => variance - shared.reduce((sum, row) => sum + row[node]! ** 2, 0))
  // What is left of the diagonal is λ × variance; rounding must not make it less.
  for (let node = 0; node < own.length; node++) own[node] = Math.max(own[node]!, shrinkage * found[node]!)
  return { kind: 'shrunk', own, shared, shrinkage }
}

/** Null when nobody ever erred. */
function variancesOf(hierarchy: SummingHierarchy, errors: readonly Float64Array[]): Float64Array | null {
  const { nodeCount, aggregateCount, bottomCount } = hierarchy
  const variance = new Float64Array(nodeCount)
  for (const row of errors) {
    assert(row.length === nodeCount, 'a row of errors is not one per node', { length: row.length, nodeCount })
    for (let node = 0; node < nodeCount; node++) variance[node]! += row[node]! ** 2 / errors.length
  }
  const mean = variance.subarray(aggregateCount).reduce((sum, value) => sum + value, 0) / bottomCount
  const level = mean > 0 ? mean : variance.reduce((sum, value) => sum + value, 0) / nodeCount
  assert(Number.isFinite(level), 'an error is not a number')
  if (level === 0) return null
  const least = new Float64Array(nodeCount).fill(VARIANCE_MIN * level)
  sumUp(hierarchy, least.slice(aggregateCount), least)
  const raised = variance.map((value, node) => Math.max(value, least[node]!))
  const together = sumUp(hierarchy, raised.subarray(aggregateCount))
  for (let node = 0; node < aggregateCount; node++)
    raised[node] = Math.max(raised[node]!, SUM_VARIANCE_MIN * together[node]!)
  return raised
}

function shrinkageOf(errors: readonly Float64Array[]): number {
  const rowCount = errors.length
  if (rowCount < 2) return 1
  const standard = standardised(errors)
  let squares = 0
  let fourths = 0
  let rowSums = 0
  for (let row = 0; row < rowCount; row++) {
    for (let other = 0; other < rowCount; other++) {
      let product = 0
      for (let node = 0; node < standard[row]!.length; node++)
        product += standard[row]![node]! * standard[other]![node]!
      squares += (product / rowCount) ** 2
      if (row === other) rowSums += product ** 2
    }
    for (const value of standard[row]!) fourths += value ** 4
  }
  const erring = standard[0]!.reduce((count, _, node) => count + (standard.some((row) => row[node] !== 0) ? 1 : 0), 0)
  const spread = (rowSums - rowCount * squares - (fourths - rowCount * erring)) / (rowCount * (rowCount - 1))
  // The diagonal of a correlation matrix is one, and takes no part.
  const strength = squares - erring
  return strength > 1e-12 * squares ? Math.min(1, Math.max(0, spread / strength)) : 1
}

function standardised(errors: readonly Float64Array[]): Float64Array[] {
  const nodeCount = errors[0]!.length
  const scale = new Float64Array(nodeCount)
  for (const row of errors) for (let node = 0; node < nodeCount; node++) scale[node]! += row[node]! ** 2 / errors.length
  return errors.map((row) => row.map((error, node) => (scale[node]! > 0 ? error / Math.sqrt(scale[node]!) : 0)))
}
