/**
 * Gradient boosting (Friedman 2001) of small trees on binned features (the histogram method of Ke et al. 2017), for
 * demand: the logarithm of the mean is a sum of trees, and each tree is fitted to the Poisson deviance by one Newton step,
 *
 *     F ← F + η Σ leaf,   leaf = Σ w (y − e^F) / (Σ w e^F + λ)
 *
 * so that effects multiply, zeros are welcome, and the sum of the forecasts is that of the demand. Rows and features of
 * each tree are drawn by counting, not by dice: the same rows give the same trees.
 */
import { layOutBins } from './bin-sums.js'
import { growTree, type Tree, type TreeRows, type TreeSettings } from './tree-growth.js'

export interface BoostingSettings extends TreeSettings {
  readonly trees: number
  /** η. */
  readonly rate: number
}

export const DEFAULT_BOOSTING: BoostingSettings = {
  trees: 120,
  rate: 0.08,
  depth: 6,
  leafWeightMin: 20,
  ridge: 5,
  rowShare: 0.5,
  featureShare: 0.6,
}

export const BINS = 64

/** Training rows: features at [row * features + feature], targets not negative. */
export interface TrainingRows {
  readonly features: number
  readonly rows: number
  readonly values: Float32Array
  readonly target: Float32Array
  readonly weight: Float32Array
  /** Logarithm of what the mean is known to be multiplied with; 0 without. */
  readonly offset?: Float32Array
}

export interface BoostedModel {
  readonly features: number
  readonly start: number
  readonly trees: readonly Tree[]
}

export function trainBoosted(given: TrainingRows, settings: BoostingSettings = DEFAULT_BOOSTING): BoostedModel {
  const { features, rows, target, weight, offset = new Float32Array(rows) } = given
  const edges = Array.from({ length: features }, (_, feature) => edgesOf(given, feature))
  const bins = binned(given, edges)
  let top = 0
  let bottom = 0
  for (let row = 0; row < rows; row++) {
    top += weight[row]! * target[row]!
    bottom += weight[row]! * Math.exp(offset[row]!)
  }
  const start = Math.log(Math.max(1e-6, top / bottom))
  const score = Float64Array.from({ length: rows }, (_, row) => start + offset[row]!)
  const slope = new Float32Array(rows)
  const curve = new Float32Array(rows)
  const table: TreeRows = {
    features,
    rows,
    bins,
    layout: layOutBins(bins, edges),
    edges,
    slope,
    curve,
    leaf: new Int16Array(rows),
  }
  const trees: Tree[] = []
  for (let round = 0; round < settings.trees; round++) {
    for (let row = 0; row < rows; row++) {
      const mean = Math.exp(Math.min(20, score[row]!))
      slope[row] = weight[row]! * (target[row]! - mean)
      curve[row] = weight[row]! * mean
    }
    const tree = growTree(table, settings, round)
    for (let node = 0; node < tree.value.length; node++) tree.value[node]! *= settings.rate
    for (let row = 0; row < rows; row++) score[row]! += tree.value[table.leaf[row]!]!
    trees.push(tree)
  }
  return { features, start, trees }
}

/** The mean that the model expects of one row of features, its offset apart. */
export function predictBoosted({ start, trees }: BoostedModel, row: Float32Array): number {
  let score = start
  for (const { feature, edge, value } of trees) {
    let node = 0
    while (feature[node]! >= 0) node = 2 * node + (row[feature[node]!]! <= edge[node]! ? 1 : 2)
    score += value[node]!
  }
  return Math.exp(Math.min(50, score))
}

const EDGE_SAMPLE = 4096

/** Upper ends of the bins, from the quantiles of a sample; fewer where a feature has few values. */
function edgesOf({ features, rows, values }: TrainingRows, feature: number): Float32Array {
  const count = Math.min(rows, EDGE_SAMPLE)
  const sample = new Float32Array(count)
  for (let at = 0; at < count; at++) sample[at] = values[Math.floor((at * rows) / count) * features + feature]!
  sample.sort()
  const edges: number[] = []
  for (let bin = 1; bin < BINS; bin++) {
    const edge = sample[Math.floor((bin * count) / BINS)]!
    if (edges.length === 0 ? edge > sample[0]! || sample[count - 1]! > edge : edge > edges.at(-1)!) edges.push(edge)
  }
  // A flag that is seldom up has no quantile of its own, and still divides.
  if (sample[count - 1]! > sample[0]! && edges[0] !== sample[0]) edges.unshift(sample[0]!)
  return Float32Array.from(edges.slice(0, BINS - 1))
}

function binned({ features, rows, values }: TrainingRows, edges: readonly Float32Array[]): Uint8Array {
  const bins = new Uint8Array(rows * features)
  for (let feature = 0; feature < features; feature++) {
    const ends = edges[feature]!
    for (let row = 0; row < rows; row++) {
      const value = values[row * features + feature]!
      let low = 0
      let high = ends.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (value <= ends[middle]!) high = middle
        else low = middle + 1
      }
      bins[row * features + feature] = low
    }
  }
  return bins
}
