import { UNLIMITED } from '../network/capacity-compilation.js'
import { forEachSourceRow } from '../network/network-levels.js'
import { NO_ROWS, RowMarks, type RowSet } from '../plan/row-set.js'
import type { Phase, Step } from '../plan/step.js'
import { emptyPools, type FreePools, takeLoad } from './capacity-load.js'
import { forEachPlaced, levelOfMember, placeMembers, takeFirm } from './capacity-placement.js'
import { netRow, nettingBuffers } from './netting.js'
import { ordersAsAsked, type Planned, plannedFrom } from './requests.js'
import { LevelQueue, rowsByLevel, touchedStock } from './row-sets.js'
import { lowerMovedFrom, type SupplyPlan } from './supply-state.js'
import { withTrimmed } from './trimming.js'

/**
 * Fits the orders of limited sources into their capacities, level by level; what lies upstream is netted again from
 * what fits. Units below the number of stock rows are rows to net; above it, a group's members of one level to place.
 */
export const capacityStep: Step<SupplyPlan> = {
  name: 'capacity',
  reads: ['consensus', 'requirement'],
  writes: ['requirement', 'closing', 'asIs'],
  *phases(plan, dirty) {
    const { limited } = plan.supply
    if (limited.count === 0) return dirty
    const touched = touchedStock(plan, dirty)
    if (touched === 'all') {
      const netting = rowsByLevel(plan.network, 'all').map((units) =>
        units.filter((row) => limited.upstream[row] === 1),
      )
      yield* interleave(netting, placingByLevel(plan, 'all'), plan.rows.stock.count)
      return dirty
    }
    return { ...dirty, stock: yield* capacityOf(plan, withTrimmed(plan, touched)) }
  },
  run(plan, part) {
    const count = plan.rows.stock.count
    const buffers = nettingBuffers(plan.horizon.count)
    const pools = emptyPools(plan.network)
    const { requirement } = plan.columns
    const { ordersMovedFrom } = plan.supply
    const orders = { values: requirement, feasible: plan.supply }
    for (const unit of part) {
      if (unit < count) {
        netRow(plan, unit, buffers, orders)
        ordersMovedFrom[unit] = buffers.ordersMoved
        lowerMovedFrom(plan.supply, unit, buffers.closingMoved)
      } else placeMembers(plan, unit - count, pools, buffers, requirement)
    }
  },
}

/** Capacity of what these rows touch, level by level; gives all rows that may have to be constrained. */
function* capacityOf(plan: SupplyPlan, rows: Int32Array): Generator<Phase, Int32Array> {
  const { limited, ordersMovedFrom, feasibleMoved } = plan.supply
  const { network } = plan
  const queue = new LevelQueue(network)
  const groups = new RowMarks(limited.groupStart.length)
  for (const row of rows) queue.add(row)
  for (let level = 0; level < queue.levelCount; level++) {
    const here = queue.at(level)
    const netting = here.filter((row) => limited.upstream[row] === 1)
    if (netting.length > 0) yield { units: netting }
    for (const row of netting) if (ordersMovedFrom[row]! < plan.horizon.count) forEachSourceRow(network, row, queue.add)
    for (const row of here) forEachGroup(plan, row, (group) => groups.add(group))
    const placing = placingOf(plan, level, groups)
    if (placing.length > 0) yield { units: placing.map((at) => plan.rows.stock.count + at) }
    for (const first of placing)
      forEachPlaced(plan, first, (slot) => {
        if (feasibleMoved[slot] === 0) return
        const row = limited.row[slot]!
        queue.add(row)
        forEachSourceRow(network, row, queue.add)
        forEachCompetitor(plan, row, queue.add)
      })
  }
  return queue.all()
}

/** Rows whose limited sources compete with those of this row. */
function forEachCompetitor(plan: SupplyPlan, row: number, visit: (mate: number) => void): void {
  const { limited } = plan.supply
  forEachGroup(plan, row, (group) => {
    for (let at = limited.groupStart[group]!; at < limited.groupStart[group + 1]!; at++)
      visit(limited.row[limited.members[at]!]!)
  })
}

function forEachGroup({ network, supply }: SupplyPlan, row: number, visit: (group: number) => void): void {
  const { slot, groupOf } = supply.limited
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    if (slot[source]! >= 0) visit(groupOf[slot[source]!]!)
}

/** Positions from which the members of one level of these groups have to be placed. */
function placingOf(plan: SupplyPlan, level: number, groups: RowMarks): Int32Array {
  const { groupStart } = plan.supply.limited
  const placing: number[] = []
  for (let found = 0; found < groups.count; found++) {
    const group = groups.at(found)
    for (let at = groupStart[group]!; at < groupStart[group + 1]!; at++)
      if (levelOfMember(plan, at) === level) {
        placing.push(at)
        break
      }
  }
  return Int32Array.from(placing)
}

/** Positions in the capacity groups, by level, from which the members of that level have to be placed. */
export function placingByLevel(plan: SupplyPlan, rows: RowSet): Int32Array[] {
  const { limited } = plan.supply
  const groups = new RowMarks(limited.groupStart.length)
  if (rows === 'all') for (let group = 0; group + 1 < limited.groupStart.length; group++) groups.add(group)
  else for (const row of rows) forEachGroup(plan, row, (group) => groups.add(group))
  return Array.from(plan.network.levelStart, (_, level) => placingOf(plan, level, groups))
}

/** Level by level: first the rows to net, then the groups to place, numbered from `placedFrom`. */
export function interleave(
  netting: readonly Int32Array[],
  placing: readonly Int32Array[],
  placedFrom: number,
): Phase[] {
  return placing
    .flatMap((members, level) => [netting[level] ?? NO_ROWS, members.map((at) => placedFrom + at)])
    .filter((units) => units.length > 0)
    .map((units) => ({ units }))
}

/** A pool that is asked for more than it has, before anything is moved. Loads in millionths of the capacity's unit. */
export interface Overload {
  capacity: number
  pool: number
  firstBucket: number
  load: number
  limit: number
}

/** Where netting asks for more than there is: what a planner has to know, whatever smoothing makes of it. */
export function findOverloads(plan: SupplyPlan): Overload[] {
  const { limited } = plan.supply
  const { network, horizon } = plan
  const pools = emptyPools(network)
  const buffer = new Float64Array(horizon.count)
  const planned: Planned = { values: buffer, base: 0 }
  for (let slot = 0; slot < limited.count; slot++) {
    takeLoadUnlimited(plan, slot, pools, planned, buffer)
  }
  const found: Overload[] = []
  network.capacities.forEach((capacity, at) => {
    capacity.limit.forEach((limit, pool) => {
      const load = -pools.free[pools.offset[at]! + pool]!
      if (limit < UNLIMITED && load > limit)
        found.push({ capacity: at, pool, firstBucket: capacity.pool.indexOf(pool), load, limit })
    })
  })
  return found
}

function takeLoadUnlimited(
  plan: SupplyPlan,
  slot: number,
  pools: FreePools,
  planned: Planned,
  buffer: Float64Array,
): void {
  const source = plan.supply.limited.source[slot]!
  takeFirm(plan, slot, pools)
  plannedFrom(plan, plan.supply.limited.row[slot]!, source, ordersAsAsked(plan), buffer, planned)
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) {
    const quantity = planned.values[planned.base + bucket]!
    if (quantity > 0) takeLoad(plan.network, pools, source, bucket, quantity)
  }
}
