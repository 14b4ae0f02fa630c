import { UNLIMITED } from '../network/capacity-compilation.js'
import { forEachSourceRow } from '../network/network-levels.js'
import type { Phase, RowSet, Step } from '../plan/step.js'
import { emptyPools, type FreePools, takeLoad } from './capacity-load.js'
import { levelOfMember, placeMembers, takeFirm } from './capacity-placement.js'
import { netRow, nettingBuffers } from './netting.js'
import { ordersAsAsked, type Planned, plannedFrom } from './requests.js'
import { rowsByLevel, spreadOut, touchedStock } from './row-sets.js'
import type { SupplyPlan } from './supply-state.js'
import { withTrimmed } from './trimming.js'

/**
 * Fits the orders of limited sources into their capacities, level by level; what lies upstream is netted again from
 * what fits. Units below the number of stock rows are rows to net; above it, a group's members of one level to place.
 */
export const capacityStep: Step<SupplyPlan> = {
  name: 'capacity',
  reads: ['consensus', 'requirement'],
  writes: ['requirement', 'closing', 'asIs'],
  widen(plan, dirty) {
    const { limited } = plan.supply
    if (limited.count === 0) return dirty
    const rows = spreadOut(plan.rows.stock.count, touchedStock(plan, dirty), (row, visit) => {
      forEachSourceRow(plan.network, row, visit)
      forEachCompetitor(plan, row, visit)
    })
    return { demand: dirty.demand, stock: withTrimmed(plan, rows), from: 0 }
  },
  phases(plan, dirty) {
    return plan.supply.limited.count === 0 ? [] : capacityPhases(plan, capacityStep.widen(plan, dirty).stock)
  },
  run(plan, part) {
    const count = plan.rows.stock.count
    const buffers = nettingBuffers(plan.horizon.count)
    const pools = emptyPools(plan.network)
    const { requirement } = plan.columns
    const orders = { values: requirement, feasible: plan.supply }
    for (const unit of part) {
      if (unit < count) netRow(plan, unit, buffers, orders)
      else placeMembers(plan, unit - count, pools, buffers, requirement)
    }
  },
}

/** Rows whose limited sources compete with those of this row. */
export function forEachCompetitor(plan: SupplyPlan, row: number, visit: (mate: number) => void): void {
  const { limited } = plan.supply
  const { sourceStart } = plan.network
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    const slot = limited.slot[source]!
    if (slot < 0) continue
    const group = limited.groupOf[slot]!
    for (let at = limited.groupStart[group]!; at < limited.groupStart[group + 1]!; at++)
      visit(limited.row[limited.members[at]!]!)
  }
}

function capacityPhases(plan: SupplyPlan, rows: RowSet): Phase[] {
  const { upstream } = plan.supply.limited
  const count = plan.rows.stock.count
  const netting = rowsByLevel(plan.network, rows).map((units) => units.filter((row) => upstream[row] === 1))
  return interleave(
    netting,
    placingByLevel(plan, rows).map((members) => members.map((at) => count + at)),
  )
}

/** Positions in the capacity groups, by level, from which the members of that level have to be placed. */
export function placingByLevel(plan: SupplyPlan, rows: RowSet): number[][] {
  const { limited } = plan.supply
  const wanted = rows === 'all' ? null : new Uint8Array(plan.rows.stock.count)
  if (rows !== 'all') for (const row of rows) wanted![row] = 1
  const placing: number[][] = Array.from(plan.network.levelStart, () => [])
  for (let group = 0; group + 1 < limited.groupStart.length; group++)
    for (let at = limited.groupStart[group]!; at < limited.groupStart[group + 1]!; at++) {
      const level = levelOfMember(plan, at)
      const first = at === limited.groupStart[group] || levelOfMember(plan, at - 1) !== level
      if (first && (wanted === null || wanted[limited.row[limited.members[at]!]!] === 1)) placing[level]!.push(at)
    }
  return placing
}

/** Level by level: first the rows to net, then the groups to place. */
export function interleave(netting: readonly Int32Array[], placing: readonly (readonly number[])[]): Phase[] {
  return placing
    .flatMap((units, level) => [netting[level] ?? [], units])
    .filter((units) => units.length > 0)
    .map((units) => ({ units: Int32Array.from(units) }))
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
