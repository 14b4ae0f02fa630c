/**
 * Which series add up to which: the summing matrix S of Hyndman & Athanasopoulos (Forecasting: Principles and Practice, 3rd
 * ed., §11.3), sparse. Nodes are the aggregates first, then the bottom series: S = [A; I], and only A is kept, as lists.
 */
import { assert } from '../../../base/assert.js'

export interface SummingHierarchy {
  readonly aggregateCount: number
  readonly bottomCount: number
  /** Aggregates and bottom series together: bottom series b is node aggregateCount + b. */
  readonly nodeCount: number
  /** By node, for people to read. */
  readonly names: readonly string[]
  /** Aggregate a is the sum of the bottom series members[start[a]] … members[start[a + 1] − 1]. */
  readonly start: Int32Array
  readonly members: Int32Array
  /** By `groupKey`: the node that holds exactly the series of a group, which may be a finer one or a bottom series. */
  readonly nodeByGroup: ReadonlyMap<string, number>
}

/** A way of grouping the bottom series. */
export interface Level {
  readonly name: string
  /** By bottom series: the group it belongs to. */
  readonly groupOf: readonly string[]
}

/** Levels of one tree, e.g. family and category. Trees are crossed: family in country, category in all countries, … */
export type Dimension = readonly Level[]

/** The key of a group named by its level in each dimension that it does not span; `groupKey({})` is the total. */
export const groupKey = (group: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(group).sort())

/**
 * Every choice of one level or none from each dimension makes a layer of aggregates; choosing none is the total. A group
 * that holds the same series as an earlier one, or only one series, is the same number and becomes no node of its own.
 */
export function summingHierarchy(bottomNames: readonly string[], dimensions: readonly Dimension[]): SummingHierarchy {
  const bottomCount = bottomNames.length
  assert(bottomCount > 0, 'a hierarchy without series')
  const groups = crossings(dimensions).flatMap((levels) => groupsOf(bottomCount, levels))
  const names: string[] = []
  const start = [0]
  const members: number[] = []
  const nodeBySeries = new Map<string, number>()
  const singles: { key: string; bottom: number }[] = []
  const nodeByGroup = new Map<string, number>()
  for (const { group, series } of groups) {
    const key = groupKey(group)
    if (series.length === 1) {
      singles.push({ key, bottom: series[0]! })
      continue
    }
    const sameSeries = series.join()
    const known = nodeBySeries.get(sameSeries)
    nodeByGroup.set(key, known ?? names.length)
    if (known !== undefined) continue
    nodeBySeries.set(sameSeries, names.length)
    names.push(nameOf(group))
    for (const bottom of series) members.push(bottom)
    start.push(members.length)
  }
  const aggregateCount = names.length
  for (const { key, bottom } of singles) nodeByGroup.set(key, aggregateCount + bottom)
  return {
    aggregateCount,
    bottomCount,
    nodeCount: aggregateCount + bottomCount,
    names: [...names, ...bottomNames],
    start: Int32Array.from(start),
    members: Int32Array.from(members),
    nodeByGroup,
  }
}

/**
 * One cycle of steps and its blocks (Athanasopoulos, Hyndman, Kourentzes & Petropoulos 2017): 12 months make blocks of 2, 3,
 * 4, 6 and 12. Without `lengths` every factor of the cycle is a level. Groups are {'4 steps': '1'}, …, and the total.
 */
export function temporalHierarchy(
  stepsPerCycle: number,
  lengths: readonly number[] = factorsBetween(stepsPerCycle),
): SummingHierarchy {
  const steps = Array.from({ length: stepsPerCycle }, (_, step) => step)
  const levels = [...lengths]
    .sort((a, b) => b - a)
    .filter((length) => length > 1 && length < stepsPerCycle)
    .map((length) => {
      assert(stepsPerCycle % length === 0, 'blocks do not fill the cycle', { stepsPerCycle, length })
      return { name: `${length} steps`, groupOf: steps.map((step) => String(Math.floor(step / length) + 1)) }
    })
  return summingHierarchy(
    steps.map((step) => `step ${step + 1}`),
    [levels],
  )
}

const factorsBetween = (cycle: number): number[] =>
  Array.from({ length: cycle }, (_, at) => at + 1).filter((length) => cycle % length === 0)

/** Coarse before fine: the total first. */
function crossings(dimensions: readonly Dimension[]): Level[][] {
  let chosen: Level[][] = [[]]
  for (const levels of dimensions)
    chosen = [...chosen, ...levels.flatMap((level) => chosen.map((one) => [...one, level]))]
  return chosen.sort((a, b) => a.length - b.length)
}

function groupsOf(
  bottomCount: number,
  levels: readonly Level[],
): { group: Record<string, string>; series: number[] }[] {
  const found = new Map<string, { group: Record<string, string>; series: number[] }>()
  for (const { name, groupOf } of levels)
    assert(groupOf.length === bottomCount, 'a level does not group every series', { name })
  for (let bottom = 0; bottom < bottomCount; bottom++) {
    const values = levels.map(({ groupOf }) => groupOf[bottom]!)
    const key = JSON.stringify(values)
    const known = found.get(key)
    if (known !== undefined) known.series.push(bottom)
    else
      found.set(key, {
        group: Object.fromEntries(levels.map(({ name }, at) => [name, values[at]!])),
        series: [bottom],
      })
  }
  return [...found.values()]
}

const nameOf = (group: Readonly<Record<string, string>>): string =>
  Object.entries(group)
    .map(([level, value]) => `${level} ${value}`)
    .join(' × ') || 'total'

/** A · bottom: what the aggregates are. */
export function sumUp(
  { aggregateCount, start, members }: SummingHierarchy,
  bottom: Float64Array,
  out: Float64Array = new Float64Array(aggregateCount),
): Float64Array {
  for (let aggregate = 0; aggregate < aggregateCount; aggregate++) {
    let sum = 0
    for (let at = start[aggregate]!; at < start[aggregate + 1]!; at++) sum += bottom[members[at]!]!
    out[aggregate] = sum
  }
  return out
}

/** A′ · pull: what all aggregates above a bottom series say together. */
export function handDown(
  { aggregateCount, bottomCount, start, members }: SummingHierarchy,
  pull: Float64Array,
  out: Float64Array = new Float64Array(bottomCount),
): Float64Array {
  out.fill(0)
  for (let aggregate = 0; aggregate < aggregateCount; aggregate++) {
    const own = pull[aggregate]!
    if (own === 0) continue
    for (let at = start[aggregate]!; at < start[aggregate + 1]!; at++) out[members[at]!]! += own
  }
  return out
}

/** All nodes from the bottom series: S · bottom. */
export function nodesOf(hierarchy: SummingHierarchy, bottom: Float64Array): Float64Array {
  const nodes = new Float64Array(hierarchy.nodeCount)
  sumUp(hierarchy, bottom, nodes)
  nodes.set(bottom, hierarchy.aggregateCount)
  return nodes
}
