/**
 * Forecasts of a tree made to add up: each node's own forecast and the sum of its children's are weighed by how far each
 * can be trusted, and what is left over is handed down the same way. This is MinT with a diagonal W (Wickramasuriya,
 * Athanasopoulos & Hyndman 2019; DOMAIN §6.7), y~ = S (S'W⁻¹S)⁻¹ S'W⁻¹ ŷ, solved exactly on a tree by one pass up and one
 * down, without a matrix: O(nodes).
 */
import { assert } from '../base/assert.js'

/** Parents before children; node 0 is the root, its parent −1. */
export interface Tree {
  readonly parent: Int32Array
}

/** WLS-struct: a node's variance is the number of leaves below it. */
export function structuralVariances({ parent }: Tree): Float64Array {
  const variance = new Float64Array(parent.length)
  const hasChild = childFlags(parent)
  for (let node = parent.length - 1; node >= 0; node--) {
    if (hasChild[node] === 0) variance[node] = 1
    if (parent[node]! >= 0) variance[parent[node]!]! += variance[node]!
  }
  return variance
}

/**
 * Estimates that add up: every node equals the sum of its children, nothing is negative. A variance of zero locks a node
 * to its estimate. Where the exact answer would be negative the node is set to zero and its siblings bear the difference.
 */
export function reconcileTree(tree: Tree, estimates: Float64Array, variances: Float64Array): Float64Array {
  const { parent } = tree
  const count = parent.length
  assert(estimates.length === count && variances.length === count, 'a tree and its estimates differ in length')
  const hasChild = childFlags(parent)
  const mean = new Float64Array(count)
  const variance = new Float64Array(count)
  const childMean = new Float64Array(count)
  const childVariance = new Float64Array(count)
  for (let node = count - 1; node >= 0; node--) {
    assert(parent[node]! < node, 'a child stands before its parent', { node })
    if (hasChild[node] === 0) {
      mean[node] = estimates[node]!
      variance[node] = variances[node]!
    } else {
      const own = variances[node]!
      const below = childVariance[node]!
      // The nearer of the two to certain weighs more; two certain ones that differ: the node's own wins.
      const trust = own + below === 0 ? 1 : below / (own + below)
      mean[node] = childMean[node]! + trust * (estimates[node]! - childMean[node]!)
      variance[node] = own + below === 0 ? 0 : (own * below) / (own + below)
    }
    if (node === 0) break
    childMean[parent[node]!]! += mean[node]!
    childVariance[parent[node]!]! += variance[node]!
  }
  mean[0] = Math.max(0, mean[0]!)
  shareOut(parent, mean, variance)
  return mean
}

function childFlags(parent: Int32Array): Uint8Array {
  const flags = new Uint8Array(parent.length)
  for (let node = 1; node < parent.length; node++) flags[parent[node]!] = 1
  return flags
}

/** From the root down: what a parent has too much or too little goes to its children by their variance. */
function shareOut(parent: Int32Array, mean: Float64Array, variance: Float64Array): void {
  const { start, children } = childLists(parent)
  for (let node = 0; node < parent.length; node++) {
    const own = children.subarray(start[node]!, start[node + 1]!)
    if (own.length > 0) spreadDifference(own, mean[node]!, mean, variance)
  }
}

function childLists(parent: Int32Array): { start: Int32Array; children: Int32Array } {
  const start = new Int32Array(parent.length + 1)
  for (let node = 1; node < parent.length; node++) start[parent[node]! + 1]! += 1
  for (let node = 0; node < parent.length; node++) start[node + 1]! += start[node]!
  const next = start.slice()
  const children = new Int32Array(Math.max(0, parent.length - 1))
  for (let node = 1; node < parent.length; node++) children[next[parent[node]!]!++] = node
  return { start, children }
}

function spreadDifference(children: Int32Array, total: number, mean: Float64Array, variance: Float64Array): void {
  // A child at zero leaves the sharing; each round settles at least one, so there are no more rounds than children.
  const settled = new Uint8Array(children.length)
  for (let round = 0; round <= children.length; round++) {
    let sum = 0
    let weight = 0
    let open = 0
    for (let at = 0; at < children.length; at++) {
      if (settled[at] === 1) continue
      sum += mean[children[at]!]!
      weight += variance[children[at]!]!
      open += 1
    }
    if (open === 0) return
    const difference = total - sum
    let clipped = false
    for (let at = 0; at < children.length; at++) {
      if (settled[at] === 1) continue
      const child = children[at]!
      const share = weight > 0 ? variance[child]! / weight : 1 / open
      if (mean[child]! + difference * share >= 0) continue
      mean[child] = 0
      settled[at] = 1
      clipped = true
    }
    if (clipped) continue
    for (let at = 0; at < children.length; at++) {
      if (settled[at] === 1) continue
      const child = children[at]!
      mean[child]! += difference * (weight > 0 ? variance[child]! / weight : 1 / open)
    }
    return
  }
}
