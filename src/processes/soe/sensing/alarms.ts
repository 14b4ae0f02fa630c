/**
 * Nodes whose last weeks are another demand than planned, few and told once: the test of the exceptions (EX20, EX21), week
 * by week. What has been told does not count again.
 */
import type { SensingWeeks } from '../../../core/demand/sensing/sensing-weeks.js'
import {
  commonBias,
  discoveries,
  judge,
  medianOf,
  restlessness,
  standardised,
} from '../../exceptions/deviation-test.js'
import {
  DEVIATION_HISTORY_WEEKS,
  DEVIATION_SHARE_MIN,
  DEVIATION_WEEKS,
  FALSE_DISCOVERY_SHARE,
} from '../../exceptions/thresholds.js'

/** Sums of rows by node, thousandths at [week × nodes + node]; NaN where no row of the node is known. */
export interface NodeWeeks {
  readonly nodeCount: number
  readonly weekCount: number
  readonly sold: Float64Array
  readonly planned: Float64Array
}

export interface Alarm {
  readonly node: number
  /** The week after which it is told. */
  readonly week: number
  readonly side: 1 | -1
  /** Weeks of the run that led to it, and what was sold and planned in them, thousandths. */
  readonly weeks: number
  readonly sold: number
  readonly planned: number
}

export function sumNodes({ rowCount, weekCount, sold, planned, told }: SensingWeeks, nodeOf: Int32Array): NodeWeeks {
  const nodeCount = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1
  const sums = { sold: new Float64Array(nodeCount * weekCount), planned: new Float64Array(nodeCount * weekCount) }
  const known = new Uint8Array(nodeCount * weekCount)
  for (let week = 0; week < weekCount; week++)
    for (let row = 0; row < rowCount; row++) {
      const cell = week * rowCount + row
      if (told[cell] === 0) continue
      const at = week * nodeCount + nodeOf[row]!
      sums.sold[at]! += sold[cell]!
      sums.planned[at]! += planned[cell]!
      known[at] = 1
    }
  known.forEach((flag, at) => {
    if (flag === 0) sums.sold[at] = Number.NaN
    if (flag === 0) sums.planned[at] = Number.NaN
  })
  return { nodeCount, weekCount, ...sums }
}

/** The alarms of each week of [from, weekCount), each judged by what was known when it was over. */
export function alarmsOf(nodes: NodeWeeks, from: number): Alarm[] {
  const toldUntil = new Int32Array(nodes.nodeCount)
  const alarms: Alarm[] = []
  for (let week = from; week < nodes.weekCount; week++)
    for (const alarm of alarmsAfter(nodes, week, toldUntil)) {
      alarms.push(alarm)
      toldUntil[alarm.node] = week + 1
    }
  return alarms
}

/** `toldUntil`: the first week of each node that nobody has been told of. */
function alarmsAfter(nodes: NodeWeeks, week: number, toldUntil: Int32Array): Alarm[] {
  const { nodeCount } = nodes
  const first = Math.max(0, week + 1 - DEVIATION_WEEKS)
  const windows = Array.from({ length: nodeCount }, (_, node) => windowOf(nodes, node, first, week + 1))
  const bias = commonBias(windows.flatMap(({ sold, planned }) => (sum(planned) > 0 ? [sum(sold) / sum(planned)] : [])))
  const loud: (Alarm & { chance: number })[] = []
  windows.forEach(({ sold, planned }, node) => {
    const spread = Math.max(restlessness(historyOf(nodes, node, week + 1)), usualMiss(nodes, node, first))
    const usual = (sum(planned) * bias) / Math.max(1, planned.filter(Number.isFinite).length)
    const errors = planned.map((units, at) => {
      const isTold = first + at < toldUntil[node]!
      if (isTold || !Number.isFinite(units) || usual <= 0) return null
      return standardised(sold[at]! - units * bias, units * bias, usual, spread)
    })
    const { side, since, chance } = judge(errors)
    if (side === 0) return
    const run = { sold: sum(sold.slice(since)), planned: sum(planned.slice(since)) * bias }
    if (Math.abs(run.sold - run.planned) < DEVIATION_SHARE_MIN * run.planned) return
    loud.push({ node, week, side, weeks: week + 1 - first - since, ...run, chance })
  })
  const found = discoveries(
    loud.map(({ chance }) => chance),
    FALSE_DISCOVERY_SHARE,
    nodeCount,
  )
  return loud.filter((_, at) => found[at]).map(({ chance: _, ...alarm }) => alarm)
}

function windowOf({ nodeCount, sold, planned }: NodeWeeks, node: number, first: number, end: number) {
  const read = (column: Float64Array): number[] =>
    Array.from({ length: end - first }, (_, at) => column[(first + at) * nodeCount + node]!)
  return { sold: read(sold), planned: read(planned) }
}

function historyOf(nodes: NodeWeeks, node: number, end: number): number[] {
  return windowOf(nodes, node, Math.max(0, end - DEVIATION_HISTORY_WEEKS), end).sold.filter(Number.isFinite)
}

/** Before this many weeks nobody knows how far a plan usually misses. */
const MISSES_MIN = 8
/** So many are looked at. */
const MISSES_MAX = 26
const MEDIAN_TO_SD = 1.4826

/**
 * By how much the plan of a node usually missed, as a share of it, in the weeks before `end`: the weeks that are tested do
 * not widen their own yardstick.
 */
function usualMiss(nodes: NodeWeeks, node: number, end: number): number {
  const { sold, planned } = windowOf(nodes, node, Math.max(0, end - MISSES_MAX), end)
  const ratios = planned.flatMap((units, at) => (units > 0 ? [sold[at]! / units] : []))
  if (ratios.length < MISSES_MIN) return 0
  const middle = medianOf(ratios)
  return medianOf(ratios.map((ratio) => Math.abs(ratio - middle))) * MEDIAN_TO_SD
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => (Number.isFinite(value) ? total + value : total), 0)
