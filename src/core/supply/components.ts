import { forEachSourceRow } from '../network/network-levels.js'
import type { SupplyNetwork } from '../network/supply-network.js'
import type { LimitedSources } from './capacity-groups.js'
import { DisjointSets } from './disjoint-sets.js'

/** Rows that can influence each other at all: connected by lanes, recipes or a shared capacity. */
export interface Components {
  /** Smallest row of the component that each row belongs to. */
  readonly leader: Int32Array
  /** Rows of the component led by r: members[memberStart[r] … memberStart[r + 1]). None if r leads none. */
  readonly memberStart: Int32Array
  readonly members: Int32Array
}

export function connectRows(network: SupplyNetwork, limited: LimitedSources): Components {
  const count = network.level.length
  const sets = new DisjointSets(count)
  for (let row = 0; row < count; row++) forEachSourceRow(network, row, (above) => sets.join(row, above))
  for (let group = 0; group + 1 < limited.groupStart.length; group++)
    for (let at = limited.groupStart[group]! + 1; at < limited.groupStart[group + 1]!; at++)
      sets.join(limited.row[limited.members[at - 1]!]!, limited.row[limited.members[at]!]!)
  const leader = Int32Array.from({ length: count }, (_, row) => sets.leader(row))
  const memberStart = new Int32Array(count + 1)
  for (let row = 0; row < count; row++) memberStart[leader[row]! + 1]! += 1
  for (let row = 0; row < count; row++) memberStart[row + 1]! += memberStart[row]!
  const next = memberStart.slice()
  const members = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    members[next[leader[row]!]!] = row
    next[leader[row]!]! += 1
  }
  return { leader, memberStart, members }
}
