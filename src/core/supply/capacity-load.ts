import { QUANTITY_PER_UNIT } from '../base/quantity.js'
import { UNLIMITED } from '../network/capacity-compilation.js'
import type { SupplyNetwork } from '../network/supply-network.js'

/** Load of a quantity, in millionths of the capacity's unit, rounded up: a limit is never passed by rounding. */
export function loadOf(quantity: number, per: number): number {
  const units = Math.floor(quantity / QUANTITY_PER_UNIT)
  return units * per + Math.ceil(((quantity - units * QUANTITY_PER_UNIT) * per) / QUANTITY_PER_UNIT)
}

/** The largest quantity whose load is at most `free`. */
export function fitting(free: number, per: number): number {
  if (free <= 0) return 0
  const units = Math.floor(free / per)
  return units * QUANTITY_PER_UNIT + Math.floor(((free - units * per) * QUANTITY_PER_UNIT) / per)
}

/** What is left of each pool of each capacity while quantities are placed. Pools of capacity c start at offset[c]. */
export interface FreePools {
  readonly offset: Int32Array
  readonly free: Float64Array
}

export function emptyPools(network: SupplyNetwork): FreePools {
  const { capacities } = network
  const offset = new Int32Array(capacities.length + 1)
  capacities.forEach((capacity, at) => {
    offset[at + 1] = offset[at]! + capacity.limit.length
  })
  return { offset, free: new Float64Array(offset[capacities.length]!) }
}

export function resetPools(network: SupplyNetwork, { offset, free }: FreePools, capacity: number): void {
  free.set(network.capacities[capacity]!.limit, offset[capacity]!)
}

/** How much of a source's product fits into what is free in a bucket, over all capacities it uses. */
export function freeFor(network: SupplyNetwork, pools: FreePools, source: number, bucket: number): number {
  const { usageStart, usageCapacity, usagePer, capacities } = network
  let most = UNLIMITED
  for (let use = usageStart[source]!; use < usageStart[source + 1]!; use++) {
    const capacity = usageCapacity[use]!
    const free = pools.free[pools.offset[capacity]! + capacities[capacity]!.pool[bucket]!]!
    if (free < UNLIMITED) most = Math.min(most, fitting(free, usagePer[use]!))
  }
  return most
}

/** Takes the load of a quantity from the pools of its bucket; a negative quantity gives it back. */
export function takeLoad(
  network: SupplyNetwork,
  pools: FreePools,
  source: number,
  bucket: number,
  quantity: number,
): void {
  const { usageStart, usageCapacity, usagePer, capacities } = network
  for (let use = usageStart[source]!; use < usageStart[source + 1]!; use++) {
    const capacity = usageCapacity[use]!
    const at = pools.offset[capacity]! + capacities[capacity]!.pool[bucket]!
    if (pools.free[at] === UNLIMITED) continue
    const load = loadOf(Math.abs(quantity), usagePer[use]!)
    pools.free[at]! += quantity < 0 ? load : -load
  }
}
