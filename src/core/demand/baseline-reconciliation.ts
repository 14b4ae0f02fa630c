/**
 * Rows, families and countries made to agree, month by month.
 *
 * A family in a country is forecast from its own total too, because a total is steadier than its parts. The sum of the
 * rows and the totals' own forecasts meet in `reconcileTree` (weighed by their measured errors); the answer goes back to the rows
 * as one factor per group and month, so that a row keeps its days and its place among the others.
 *
 * Only rows that carry on as they are take part: a row that is new, ending, dead, or lives only part of the horizon knows
 * better than its family's past.
 */
import { endOfHorizon, type Horizon } from '../calendar/horizon.js'
import { type BaselineColumns, type ForecastInput, forecastRows } from './baseline.js'
import { allocateNotes, DEMAND_CLASSES, type ForecastNotes, protectionErrorSd } from './forecast-note.js'
import { mixHolidays } from './holiday/holiday-factors.js'
import { reconcileTree, type Tree } from './reconciliation.js'
import { deriveSeasonality } from './seasonality.js'

/** Total (node 0), its countries, their families: groups are the leaves. */
export interface GroupTree {
  readonly groupCount: number
  /** By group: its country, 0 … countryCount − 1. */
  readonly groupCountry: Int32Array
  readonly countryCount: number
}

export interface ReconciliationResult {
  /** At [group * horizon.monthCount + month]: what the group's rows were multiplied by. */
  readonly factor: Float64Array
  /** Rows that took part. */
  readonly rowCount: number
}

/** How wrong a node is, is asked of the demand of so many days. */
const ERROR_DAYS = 28
/** Thousandths squared: who was never wrong is believed, not locked (DR2). */
const VARIANCE_MIN = 1

/** A month that its family would move by more than this is a break in the history, not a better forecast. */
const FACTOR_RANGE = { low: 2 / 3, high: 1.5 }

/** Rewrites the baseline of the rows that take part. Needs every row's forecast, so it runs once, after the last part. */
export function reconcileBaseline(input: ForecastInput, groups: GroupTree, out: BaselineColumns): ReconciliationResult {
  const { horizon } = input
  const taking = rowsTakingPart(input, out)
  const tree = treeOf(groups)
  const nodeInput = totalsAsRows(input, groups, tree, taking)
  const nodeCount = tree.parent.length
  const nodeOut = { baseline: new Float64Array(nodeCount * horizon.count), notes: allocateNotes(nodeCount) }
  forecastRows(nodeInput, { from: 0, to: nodeCount }, nodeOut)
  const own = monthly(nodeOut.baseline, nodeCount, horizon)
  const rows = {
    sums: sumOfRows(input, out, taking, groups.groupCount),
    variance: varianceOfRows(input, out.notes, taking, groups.groupCount),
  }
  const factor = factorsOf(groups, tree, { sums: own, variance: varianceOf(nodeOut.notes, nodeCount) }, rows, horizon)
  applyFactors(input, out, taking, factor)
  return { factor, rowCount: taking.length }
}

function rowsTakingPart({ horizon, life, history }: ForecastInput, out: BaselineColumns): Int32Array {
  const plain = DEMAND_CLASSES.map((kind) => (kind === 'new' || kind === 'dead' || kind === 'endOfLife' ? 0 : 1))
  const end = endOfHorizon(horizon)
  const taking: number[] = []
  for (let row = 0; row < history.rowCount; row++) {
    if (plain[out.notes.class[row]!] === 0 || life.endDay[row]! < end || life.firstDay[row]! > horizon.planDay) continue
    taking.push(row)
  }
  return Int32Array.from(taking)
}

/** Node 0 the total, then the countries, then the groups. */
function treeOf({ groupCount, groupCountry, countryCount }: GroupTree): Tree {
  const parent = new Int32Array(1 + countryCount + groupCount)
  parent[0] = -1
  for (let group = 0; group < groupCount; group++) parent[1 + countryCount + group] = 1 + groupCountry[group]!
  return { parent }
}

/** The same machinery forecasts totals, with what the rows taught: a node is a row whose history is the sum of the rows below it. */
function totalsAsRows(input: ForecastInput, groups: GroupTree, tree: Tree, taking: Int32Array): ForecastInput {
  const { history, horizon, dayWeights } = input
  const { weekCount } = history
  const nodeCount = tree.parent.length
  const firstGroup = 1 + groups.countryCount
  const units = new Float64Array(nodeCount * weekCount)
  const rowOfGroup = new Int32Array(groups.groupCount).fill(-1)
  for (const row of taking) {
    rowOfGroup[input.rowGroup[row]!] = row
    for (let node = firstGroup + input.rowGroup[row]!; node >= 0; node = tree.parent[node]!)
      for (let week = 0; week < weekCount; week++)
        units[node * weekCount + week]! += input.units[row * weekCount + week]!
  }
  // A total has its own season; its days follow the pattern of any row below it.
  const rowGroup = Int32Array.from({ length: nodeCount }, (_, node) => node)
  const pattern = new Int32Array(nodeCount)
  for (let group = 0; group < groups.groupCount; group++) {
    if (rowOfGroup[group]! < 0) continue
    for (let node = firstGroup + group; node >= 0; node = tree.parent[node]!)
      pattern[node] = dayWeights.pattern[rowOfGroup[group]!]!
  }
  const nodeHistory = { ...history, rowCount: nodeCount }
  return {
    ...input,
    ...holidaysOfNodes(input, taking, nodeCount, (row) => nodesAbove(firstGroup + input.rowGroup[row]!, tree)),
    history: nodeHistory,
    units,
    rowGroup,
    seasonality: deriveSeasonality(nodeHistory, units, rowGroup, nodeCount),
    life: {
      firstDay: new Int32Array(nodeCount).fill(horizon.planDay),
      endDay: new Int32Array(nodeCount).fill(2 ** 31 - 1),
    },
    dayWeights: { ...dayWeights, pattern },
    launches: null,
  }
}

function nodesAbove(leaf: number, { parent }: Tree): number[] {
  const nodes: number[] = []
  for (let node = leaf; node >= 0; node = parent[node]!) nodes.push(node)
  return nodes
}

function holidaysOfNodes(
  { holidays, units, history: { weekCount } }: ForecastInput,
  taking: Int32Array,
  nodeCount: number,
  nodesOf: (row: number) => readonly number[],
): Pick<ForecastInput, 'holidays'> {
  if (holidays === undefined) return {}
  const mixed = mixHolidays(holidays, nodeCount, (add) => {
    for (const row of taking) {
      const sold = units.subarray(row * weekCount, (row + 1) * weekCount).reduce((sum, week) => sum + week, 0)
      for (const node of nodesOf(row)) add(node, row, sold)
    }
  })
  return { holidays: mixed }
}

function monthly(columns: Float64Array, rowCount: number, horizon: Horizon): Float64Array {
  const { count, month, monthCount } = horizon
  const sums = new Float64Array(rowCount * monthCount)
  for (let row = 0; row < rowCount; row++)
    for (let bucket = 0; bucket < count; bucket++)
      sums[row * monthCount + month[bucket]!]! += columns[row * count + bucket]!
  return sums
}

function sumOfRows(input: ForecastInput, out: BaselineColumns, taking: Int32Array, groupCount: number): Float64Array {
  const { horizon, rowGroup } = input
  const { count, month, monthCount } = horizon
  const sums = new Float64Array(groupCount * monthCount)
  for (const row of taking)
    for (let bucket = 0; bucket < count; bucket++)
      sums[rowGroup[row]! * monthCount + month[bucket]!]! += out.baseline[row * count + bucket]!
  return sums
}

function varianceOf(notes: ForecastNotes, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, node) =>
    Math.max(VARIANCE_MIN, protectionErrorSd(notes, node, ERROR_DAYS) ** 2),
  )
}

/** Errors of different rows are taken as independent. */
function varianceOfRows(
  { rowGroup }: ForecastInput,
  notes: ForecastNotes,
  taking: Int32Array,
  groupCount: number,
): Float64Array {
  const variance = new Float64Array(groupCount)
  for (const row of taking)
    variance[rowGroup[row]!]! += Math.max(VARIANCE_MIN, protectionErrorSd(notes, row, ERROR_DAYS) ** 2)
  return variance
}

/** Forecasts by month, and how far they may be off. */
interface Told {
  readonly sums: Float64Array
  readonly variance: Float64Array
}

function factorsOf(groups: GroupTree, tree: Tree, own: Told, rows: Told, { monthCount }: Horizon): Float64Array {
  const nodeCount = tree.parent.length
  const firstGroup = nodeCount - groups.groupCount
  // One more leaf below each group: the sum of its rows, to be weighed against the group's own forecast.
  const parent = new Int32Array(nodeCount + groups.groupCount)
  parent.set(tree.parent)
  for (let group = 0; group < groups.groupCount; group++) parent[nodeCount + group] = firstGroup + group
  const variances = new Float64Array(parent.length)
  variances.set(own.variance)
  variances.set(rows.variance, nodeCount)
  const factor = new Float64Array(groups.groupCount * monthCount).fill(1)
  const estimates = new Float64Array(parent.length)
  for (let month = 0; month < monthCount; month++) {
    for (let node = 0; node < nodeCount; node++) estimates[node] = own.sums[node * monthCount + month]!
    for (let group = 0; group < groups.groupCount; group++)
      estimates[nodeCount + group] = rows.sums[group * monthCount + month]!
    const agreed = reconcileTree({ parent }, estimates, variances)
    for (let group = 0; group < groups.groupCount; group++) {
      const sum = rows.sums[group * monthCount + month]!
      if (sum <= 0) continue
      const ratio = agreed[nodeCount + group]! / sum
      factor[group * monthCount + month] = Math.min(FACTOR_RANGE.high, Math.max(FACTOR_RANGE.low, ratio))
    }
  }
  return factor
}

/** Running totals are rounded, so that a row's horizon is its reconciled forecast to half a thousandth. */
function applyFactors(input: ForecastInput, out: BaselineColumns, rows: Int32Array, factor: Float64Array): void {
  const { count, month, monthCount } = input.horizon
  for (const row of rows) {
    const base = input.rowGroup[row]! * monthCount
    let running = 0
    let rounded = 0
    for (let bucket = 0; bucket < count; bucket++) {
      running += out.baseline[row * count + bucket]! * factor[base + month[bucket]!]!
      const total = Math.round(running)
      out.baseline[row * count + bucket] = total - rounded
      rounded = total
    }
  }
}
