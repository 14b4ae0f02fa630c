/**
 * Making orders fit: what a limit cannot take when it is asked for is made earlier where there is room, else later.
 * DOMAIN §6.13 (rough-cut capacity); earliest need first, then row, so the answer never depends on who computes it.
 * Rules CAP4–CAP9 of docs/specs/netting.md.
 */
import type { Plan } from '../plan/plan.js'
import { type FreePools, freeFor, loadOf, resetPools, takeLoad } from './capacity-load.js'
import type { NettingBuffers } from './netting.js'
import { type Planned, plannedFrom } from './requests.js'
import type { SupplyPlan } from './supply-state.js'

/** Level of the stock row that a group member replenishes. */
export const levelOfMember = (plan: SupplyPlan, member: number): number =>
  plan.network.level[plan.supply.limited.row[plan.supply.limited.members[member]!]!]!

/**
 * Places the orders of one group's members of one level, from position `first`, beside what lower levels have taken:
 * earliest need first, then row. What is late keeps its place in the queue.
 */
export function placeMembers(
  plan: SupplyPlan,
  first: number,
  pools: FreePools,
  buffers: NettingBuffers,
  orders: Float64Array,
): void {
  const { limited, feasible, feasibleMoved } = plan.supply
  openGroupPools(plan, limited.groupOf[limited.members[first]!]!, pools, first)
  const count = plan.horizon.count
  const members: Member[] = []
  forEachPlaced(plan, first, (slot) => members.push(memberOf(plan, slot, buffers, orders)))
  const before = members.map(({ slot }) => feasible.slice(slot * count, (slot + 1) * count))
  for (const { slot } of members) feasible.fill(0, slot * count, (slot + 1) * count)
  let late: { member: Member; left: number }[] = []
  for (let bucket = 0; bucket < count; bucket++) {
    for (const order of late) order.left -= place(plan, order.member, bucket, order.left, pools)
    late = late.filter(({ left }) => left > 0)
    for (const member of members) {
      let left = member.orders[bucket]!
      for (let at = bucket; left > 0 && at >= member.firstArrival; at--) left -= place(plan, member, at, left, pools)
      if (left > 0) late.push({ member, left })
    }
  }
  members.forEach(({ slot }, at) => {
    feasibleMoved[slot] = before[at]!.every((given, bucket) => given === feasible[slot * count + bucket]) ? 0 : 1
  })
}

/** The limited sources that are placed together: those of the group's level that starts at position `first`. */
export function forEachPlaced(plan: SupplyPlan, first: number, visit: (slot: number) => void): void {
  const { groupOf, groupStart, members } = plan.supply.limited
  const end = groupStart[groupOf[members[first]!]! + 1]!
  const level = levelOfMember(plan, first)
  for (let at = first; at < end && levelOfMember(plan, at) === level; at++) visit(members[at]!)
}

/** Limits less firm receipts and what the group's members, or those before `until`, have been given. */
export function openGroupPools(plan: SupplyPlan, group: number, pools: FreePools, until = Infinity): void {
  const { limited, feasible } = plan.supply
  const { network, horizon } = plan
  const members = limited.members.subarray(limited.groupStart[group]!, limited.groupStart[group + 1]!)
  for (const slot of members) {
    const source = limited.source[slot]!
    for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++)
      resetPools(network, pools, network.usageCapacity[use]!)
  }
  members.forEach((slot, at) => {
    takeFirm(plan, slot, pools)
    if (limited.groupStart[group]! + at >= until) return
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const quantity = feasible[slot * horizon.count + bucket]!
      if (quantity > 0) takeLoad(network, pools, limited.source[slot]!, bucket, quantity)
    }
  })
}

/** Open supply orders use the capacity of the row's source; with several sources nobody knows whose they are. */
export function takeFirm(plan: SupplyPlan, slot: number, pools: FreePools): void {
  const { limited } = plan.supply
  const row = limited.row[slot]!
  const { sourceStart } = plan.network
  if (sourceStart[row + 1]! - sourceStart[row]! !== 1) return
  const { start, bucket, value } = plan.firmReceipts
  for (let cell = start[row]!; cell < start[row + 1]!; cell++)
    takeLoad(plan.network, pools, limited.source[slot]!, bucket[cell]!, value[cell]!)
}

interface Member {
  slot: number
  source: number
  orders: Float64Array
  /** Lots are kept whole, unless one lot alone is more than any pool can take. */
  multiple: number
  firstArrival: number
}

function memberOf(plan: SupplyPlan, slot: number, { orders: buffer }: NettingBuffers, values: Float64Array): Member {
  const { limited } = plan.supply
  const { network } = plan
  const row = limited.row[slot]!
  const source = limited.source[slot]!
  const planned: Planned = { values: buffer, base: 0 }
  plannedFrom(plan, row, source, { values, feasible: null }, buffer, planned)
  return {
    slot,
    source,
    orders: planned.values.slice(planned.base, planned.base + plan.horizon.count),
    multiple: lotFits(plan, source, network.multiple[row]!) ? network.multiple[row]! : 0,
    firstArrival: network.leadTimes[network.sourceLeadTime[source]!]!.firstArrivalBucket,
  }
}

function lotFits({ network }: Plan, source: number, multiple: number): boolean {
  for (let use = network.usageStart[source]!; use < network.usageStart[source + 1]!; use++) {
    const largest = network.capacities[network.usageCapacity[use]!]!.limit.reduce((a, b) => Math.max(a, b), 0)
    if (loadOf(multiple, network.usagePer[use]!) > largest) return false
  }
  return true
}

/** Gives as much of `quantity` as fits in the bucket; returns how much. */
function place(plan: SupplyPlan, member: Member, bucket: number, quantity: number, pools: FreePools): number {
  const free = freeFor(plan.network, pools, member.source, bucket)
  let fits = Math.min(quantity, free)
  if (fits < quantity && member.multiple > 0) fits = Math.floor(fits / member.multiple) * member.multiple
  if (fits <= 0) return 0
  plan.supply.feasible[member.slot * plan.horizon.count + bucket]! += fits
  takeLoad(plan.network, pools, member.source, bucket, fits)
  return fits
}
