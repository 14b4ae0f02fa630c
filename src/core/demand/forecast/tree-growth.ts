/** One regression tree, grown level by level: each level reads the rows once and adds them up by node, feature and bin. */

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
  /** Upper ends of the bins, by feature. */
  readonly edges: readonly Float32Array[]
  /** First derivative (towards more) and curvature of each row's likelihood. */
  readonly slope: Float32Array
  readonly curve: Float32Array
  /** Filled: the leaf of every row. */
  readonly leaf: Int16Array
}

const BINS = 64

export function growTree(table: TreeRows, settings: TreeSettings, round: number): Tree {
  const { depth } = settings
  const nodes = 2 ** (depth + 1) - 1
  const tree: Tree = {
    feature: new Int16Array(nodes).fill(-1),
    edge: new Float32Array(nodes),
    value: new Float64Array(nodes),
  }
  const split = new Uint8Array(nodes)
  const seen = seenFeatures(table.features, settings.featureShare, round)
  table.leaf.fill(0)
  for (let level = 0; level < depth; level++) {
    const first = 2 ** level - 1
    const count = 2 ** level
    const sums = sumLevel(table, settings, round, { first, count, seen })
    let grown = false
    for (let at = 0; at < count; at++) {
      const best = bestSplit(table, settings, sums, at, seen)
      const node = first + at
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

/** Slope and curvature at [((node * seen + feature) * BINS + bin) * 2]. */
function sumLevel(
  table: TreeRows,
  { rowShare }: TreeSettings,
  round: number,
  { first, count, seen }: { first: number; count: number; seen: Int16Array },
): Float64Array {
  const { rows, features, bins, slope, curve, leaf } = table
  const sums = new Float64Array(count * seen.length * BINS * 2)
  for (let row = 0; row < rows; row++) {
    const node = leaf[row]! - first
    if (node < 0 || chance(round, row) >= rowShare) continue
    const base = row * features
    let at = node * seen.length * BINS
    for (let feature = 0; feature < seen.length; feature++) {
      const cell = (at + bins[base + seen[feature]!]!) * 2
      sums[cell]! += slope[row]!
      sums[cell + 1]! += curve[row]!
      at += BINS
    }
  }
  return sums
}

function bestSplit(
  { edges }: TreeRows,
  { ridge, leafWeightMin }: TreeSettings,
  sums: Float64Array,
  node: number,
  seen: Int16Array,
): { feature: number; bin: number; left: number; right: number; value: number } {
  let slope = 0
  let curve = 0
  const start = node * seen.length * BINS * 2
  for (let bin = 0; bin < BINS; bin++) {
    slope += sums[start + 2 * bin]!
    curve += sums[start + 2 * bin + 1]!
  }
  const best = { feature: -1, bin: 0, left: 0, right: 0, value: slope / (curve + ridge) }
  let bestGain = (slope * slope) / (curve + ridge) + 1e-9
  for (let feature = 0; feature < seen.length; feature++) {
    const base = start + feature * BINS * 2
    let left = 0
    let leftCurve = 0
    for (let bin = 0; bin < edges[seen[feature]!]!.length; bin++) {
      left += sums[base + 2 * bin]!
      leftCurve += sums[base + 2 * bin + 1]!
      const rightCurve = curve - leftCurve
      if (leftCurve < leafWeightMin || rightCurve < leafWeightMin) continue
      const right = slope - left
      const gain = (left * left) / (leftCurve + ridge) + (right * right) / (rightCurve + ridge)
      if (gain <= bestGain) continue
      bestGain = gain
      best.feature = seen[feature]!
      best.bin = bin
      best.left = left / (leftCurve + ridge)
      best.right = right / (rightCurve + ridge)
    }
  }
  return best
}
