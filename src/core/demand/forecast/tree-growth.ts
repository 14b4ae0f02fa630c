/** One regression tree, grown level by level: each level reads the rows once and adds them up by node, feature and bin. */
import { type BinLayout, sumBins } from './bin-sums.js'

export interface TreeSettings {
  readonly depth: number
  /** Least curvature (weight of demand) in a leaf. */
  readonly leafWeightMin: number
  /** λ: draws leaves to zero. */
  readonly ridge: number
  /** Shares of the rows and features that a tree sees. */
  readonly rowShare: number
  readonly featureShare: number
}

/** A complete binary tree: the children of node n are 2n + 1 (≤ edge) and 2n + 2; feature −1 at a leaf. */
export interface Tree {
  readonly feature: Int16Array
  readonly edge: Float32Array
  readonly value: Float64Array
}

export interface TreeRows {
  readonly features: number
  readonly rows: number
  /** At [row * features + feature]. */
  readonly bins: Uint8Array
  readonly layout: BinLayout
  /** Upper ends of the bins, by feature. */
  readonly edges: readonly Float32Array[]
  /** First derivative (towards more) and curvature of each row's likelihood. */
  readonly slope: Float32Array
  readonly curve: Float32Array
  /** Filled: the leaf of every row. */
  readonly leaf: Int16Array
}

export function growTree(table: TreeRows, settings: TreeSettings, round: number): Tree {
  const { depth } = settings
  const nodes = 2 ** (depth + 1) - 1
  const tree: Tree = {
    feature: new Int16Array(nodes).fill(-1),
    edge: new Float32Array(nodes),
    value: new Float64Array(nodes),
  }
  const split = new Uint8Array(nodes)
  const features = seenFeatures(table.features, settings.featureShare, round)
  const seen = seenRows(table.rows, settings.rowShare, round)
  const sums = new Float64Array(table.layout.starts.at(-1)!)
  table.leaf.fill(0)
  for (let level = 0; level < depth; level++) {
    const first = 2 ** level - 1
    const count = 2 ** level
    const { rows, ends } = rowsByNode(table.leaf, seen, first, count)
    let grown = false
    for (let at = 0; at < count; at++) {
      const node = first + at
      const own = rows.subarray(at === 0 ? 0 : ends[at - 1]!, ends[at]!)
      const best = bestSplit(table, settings, features, sums, sumBins(table.layout, own, table, sums))
      if (level === 0) tree.value[0] = best.value
      if (best.feature < 0) continue
      grown = true
      tree.feature[node] = best.feature
      tree.edge[node] = table.edges[best.feature]![best.bin]!
      split[node] = best.bin
      tree.value[2 * node + 1] = best.left
      tree.value[2 * node + 2] = best.right
    }
    if (!grown) break
    moveRows(table, tree, split, first)
  }
  return tree
}

/** Rows that a tree does not see are still led to its leaves. */
function moveRows({ rows, features, bins, leaf }: TreeRows, tree: Tree, split: Uint8Array, first: number): void {
  for (let row = 0; row < rows; row++) {
    const node = leaf[row]!
    if (node < first) continue
    const feature = tree.feature[node]!
    if (feature >= 0) leaf[row] = 2 * node + (bins[row * features + feature]! <= split[node]! ? 1 : 2)
  }
}

function seenFeatures(features: number, share: number, round: number): Int16Array {
  const seen = Array.from({ length: features }, (_, at) => at).filter((at) => chance(round, at + 1_000_003) < share)
  return Int16Array.from(seen.length > 0 ? seen : [round % features])
}

/** A draw from 0 to 1 that depends on nothing but its two numbers (the finaliser of MurmurHash3). */
export function chance(round: number, at: number): number {
  let hash = Math.imul(round + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(at + 1, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

function seenRows(rows: number, share: number, round: number): Int32Array {
  const seen = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (chance(round, row) < share) seen[count++] = row
  return seen.subarray(0, count)
}

/** Rows of one level's nodes side by side, each node's in their order: what is added up then stays in the cache. */
function rowsByNode(leaf: Int16Array, seen: Int32Array, first: number, count: number) {
  const ends = new Int32Array(count)
  for (const row of seen) if (leaf[row]! >= first) ends[leaf[row]! - first]! += 1
  let total = 0
  for (let node = 0; node < count; node++) {
    const size = ends[node]!
    ends[node] = total
    total += size
  }
  const rows = new Int32Array(total)
  for (const row of seen) if (leaf[row]! >= first) rows[ends[leaf[row]! - first]!++] = row
  return { rows, ends }
}

function bestSplit(
  { edges, layout }: TreeRows,
  { ridge, leafWeightMin }: TreeSettings,
  seen: Int16Array,
  sums: Float64Array,
  { slope, curve }: { slope: number; curve: number },
): { feature: number; bin: number; left: number; right: number; value: number } {
  const best = { feature: -1, bin: 0, left: 0, right: 0, value: slope / (curve + ridge) }
  let bestGain = (slope * slope) / (curve + ridge) + 1e-9
  for (const feature of seen) {
    const start = layout.starts[feature]!
    let left = 0
    let leftCurve = 0
    for (let bin = 0; bin < edges[feature]!.length; bin++) {
      left += sums[start + 2 * bin]!
      leftCurve += sums[start + 2 * bin + 1]!
      const rightCurve = curve - leftCurve
      if (leftCurve < leafWeightMin || rightCurve < leafWeightMin) continue
      const right = slope - left
      const gain = (left * left) / (leftCurve + ridge) + (right * right) / (rightCurve + ridge)
      if (gain <= bestGain) continue
      bestGain = gain
      best.feature = feature
      best.bin = bin
      best.left = left / (leftCurve + ridge)
      best.right = right / (rightCurve + ridge)
    }
  }
  return best
}
