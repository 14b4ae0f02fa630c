import type { SupplyNetwork } from '../network/supply-network.js'
import { DisjointSets } from './disjoint-sets.js'

/** Sources that use a capacity, and which of them compete, directly or through others. */
export interface LimitedSources {
  readonly count: number
  /** Per source of the network: its position among the limited ones, or −1. */
  readonly slot: Int32Array
  /** Per limited source: the network's source and its stock row. */
  readonly source: Int32Array
  readonly row: Int32Array
  /** Group g has the limited sources members[groupStart[g] … groupStart[g + 1]), by level, then row, then source. */
  readonly groupOf: Int32Array
  readonly groupStart: Int32Array
  readonly members: Int32Array
  /** 1 for stock rows that a limited source draws on, directly or not: netted again once it is known what fits. */
  readonly upstream: Uint8Array
}

/** Sources compete when they share a capacity; groups are closed under that. */
export function groupCapacities(network: SupplyNetwork): LimitedSources {
  const { sourceStart, usageStart, usageCapacity, level } = network
  const slot = new Int32Array(network.sourceKind.length).fill(-1)
  const source: number[] = []
  const row: number[] = []
  const sets = new DisjointSets(network.capacities.length)
  for (let at = 0; at < level.length; at++)
    for (let from = sourceStart[at]!; from < sourceStart[at + 1]!; from++) {
      if (usageStart[from] === usageStart[from + 1]) continue
      slot[from] = source.length
      source.push(from)
      row.push(at)
      for (let use = usageStart[from]! + 1; use < usageStart[from + 1]!; use++)
        sets.join(usageCapacity[usageStart[from]!]!, usageCapacity[use]!)
    }
  const groups = new Map<number, number[]>()
  source.forEach((from, limited) => {
    const leader = sets.leader(usageCapacity[usageStart[from]!]!)
    const members = groups.get(leader)
    if (members === undefined) groups.set(leader, [limited])
    else members.push(limited)
  })
  const ordered = [...groups.values()].map((members) =>
    members.sort((a, b) => level[row[a]!]! - level[row[b]!]! || a - b),
  )
  const groupOf = new Int32Array(source.length)
  ordered.forEach((members, group) => {
    for (const limited of members) groupOf[limited] = group
  })
  const groupStart = new Int32Array(ordered.length + 1)
  ordered.forEach((members, group) => {
    groupStart[group + 1] = groupStart[group]! + members.length
  })
  return {
    count: source.length,
    slot,
    source: Int32Array.from(source),
    row: Int32Array.from(row),
    groupOf,
    groupStart,
    members: Int32Array.from(ordered.flat()),
    upstream: upstreamOf(network, source),
  }
}

function upstreamOf(network: SupplyNetwork, limited: readonly number[]): Uint8Array {
  const { sourceStart, sourceRow, componentStart, componentRow } = network
  const found = new Uint8Array(network.level.length)
  const open: number[] = []
  const draw = (source: number): void => {
    const drawn = [...componentRow.subarray(componentStart[source]!, componentStart[source + 1]!)]
    if (sourceRow[source]! >= 0) drawn.push(sourceRow[source]!)
    for (const row of drawn) {
      if (found[row] === 1) continue
      found[row] = 1
      open.push(row)
    }
  }
  for (const source of limited) draw(source)
  for (let at = 0; at < open.length; at++)
    for (let source = sourceStart[open[at]!]!; source < sourceStart[open[at]! + 1]!; source++) draw(source)
  return found
}
