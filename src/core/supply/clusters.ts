import { forEachSourceRow } from '../network/network-levels.js'
import type { SupplyNetwork } from '../network/supply-network.js'
import { DisjointSets } from './disjoint-sets.js'

/**
 * Rows that must be constrained together, bucket by bucket: a product and its components (what one component lacks is
 * not drawn from the others), and products whose late production competes for the same hours. Most rows stand alone.
 */
export interface Clusters {
  /** Smallest row of the cluster that each row belongs to. */
  readonly leader: Int32Array
  /** Rows of the cluster led by r: members[memberStart[r] … memberStart[r + 1]), sources first. None if r leads none. */
  readonly memberStart: Int32Array
  readonly members: Int32Array
  /** Per leader: a cluster only draws on clusters of a lower stage. */
  readonly stage: Int32Array
  readonly stageCount: number
}

export function clusterRows(network: SupplyNetwork): Clusters {
  const count = network.level.length
  const sets = joinByRecipes(network)
  let staged = stageClusters(network, sets)
  while (staged === null) staged = stageClusters(network, sets)
  const leader = Int32Array.from({ length: count }, (_, row) => sets.leader(row))
  const memberStart = new Int32Array(count + 1)
  for (let row = 0; row < count; row++) memberStart[leader[row]! + 1]! += 1
  for (let row = 0; row < count; row++) memberStart[row + 1]! += memberStart[row]!
  const members = new Int32Array(count)
  const next = memberStart.slice()
  // Highest level first, rows in order inside a level: sources before those that draw on them.
  const { rowsByLevel, levelStart } = network
  for (let code = levelStart.length - 2; code >= 0; code--)
    for (let at = levelStart[code]!; at < levelStart[code + 1]!; at++) {
      const row = rowsByLevel[at]!
      members[next[leader[row]!]!] = row
      next[leader[row]!]! += 1
    }
  return { leader, memberStart, members, ...staged }
}

function joinByRecipes(network: SupplyNetwork): DisjointSets {
  const { level, sourceStart, componentStart, componentRow, usageStart, usageCapacity, capacities } = network
  const sets = new DisjointSets(level.length)
  const userOf = new Int32Array(capacities.length).fill(-1)
  for (let row = 0; row < level.length; row++)
    for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
      if (componentStart[source] === componentStart[source + 1]) continue
      for (let at = componentStart[source]!; at < componentStart[source + 1]!; at++) sets.join(row, componentRow[at]!)
      for (let use = usageStart[source]!; use < usageStart[source + 1]!; use++) {
        const capacity = usageCapacity[use]!
        if (userOf[capacity]! >= 0) sets.join(row, userOf[capacity]!)
        userOf[capacity] = row
      }
    }
  return sets
}

/**
 * Numbers the clusters so that each draws on lower ones only. Clusters that draw on each other (plants that feed each
 * other) are joined, and null asks for another round.
 */
function stageClusters(network: SupplyNetwork, sets: DisjointSets): { stage: Int32Array; stageCount: number } | null {
  const count = network.level.length
  const { consumerStart, consumerRow } = network
  const stage = new Int32Array(count)
  const waiting = new Int32Array(count)
  const rowsOf = rowLists(sets, count)
  for (let row = 0; row < count; row++)
    forEachSourceRow(network, row, (above) => {
      if (sets.leader(above) !== sets.leader(row)) waiting[sets.leader(row)]! += 1
    })
  const ready: number[] = []
  for (let row = 0; row < count; row++) if (sets.leader(row) === row && waiting[row] === 0) ready.push(row)
  let highest = 0
  for (let at = 0; at < ready.length; at++) {
    const cluster = ready[at]!
    if (stage[cluster]! > highest) highest = stage[cluster]!
    for (let row = cluster; row >= 0; row = rowsOf[row]!)
      for (let draw = consumerStart[row]!; draw < consumerStart[row + 1]!; draw++) {
        const below = sets.leader(consumerRow[draw]!)
        if (below === cluster) continue
        stage[below] = Math.max(stage[below]!, stage[cluster]! + 1)
        waiting[below]! -= 1
        if (waiting[below] === 0) ready.push(below)
      }
  }
  const stuck = rowsInLoops(network, sets, rowsOf, waiting)
  if (stuck.length === 0) return { stage, stageCount: highest + 1 }
  for (const row of stuck) sets.join(row, stuck[0]!)
  return null
}

/** Clusters still waiting, without those that merely wait below a loop. */
function rowsInLoops(network: SupplyNetwork, sets: DisjointSets, rowsOf: Int32Array, waiting: Int32Array): number[] {
  const { consumerStart, consumerRow } = network
  const stuck = Array.from(waiting.keys()).filter((row) => waiting[row]! > 0)
  const feeding = new Map(stuck.map((cluster) => [cluster, 0]))
  for (const cluster of stuck)
    for (let row = cluster; row >= 0; row = rowsOf[row]!)
      for (let draw = consumerStart[row]!; draw < consumerStart[row + 1]!; draw++) {
        const below = sets.leader(consumerRow[draw]!)
        if (below !== cluster && feeding.has(below)) feeding.set(cluster, feeding.get(cluster)! + 1)
      }
  const idle = stuck.filter((cluster) => feeding.get(cluster) === 0)
  for (let cluster = idle.pop(); cluster !== undefined; cluster = idle.pop()) {
    feeding.delete(cluster)
    for (let row = cluster; row >= 0; row = rowsOf[row]!)
      forEachSourceRow(network, row, (above) => {
        const left = feeding.get(sets.leader(above))
        if (left === undefined) return
        feeding.set(sets.leader(above), left - 1)
        if (left === 1) idle.push(sets.leader(above))
      })
  }
  return [...feeding.keys()]
}

/** The rows of each set as a chain from its leader: next row, −1 at the end. */
function rowLists(sets: DisjointSets, count: number): Int32Array {
  const next = new Int32Array(count).fill(-1)
  const last = Int32Array.from({ length: count }, (_, row) => row)
  for (let row = 0; row < count; row++) {
    const leader = sets.leader(row)
    if (leader === row) continue
    next[last[leader]!] = row
    last[leader] = row
  }
  return next
}
