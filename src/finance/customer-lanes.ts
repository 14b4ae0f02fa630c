/** How goods reach a customer: freight per unit and days on the way (CONTRACT, lanes with use `customer`). */

import type { Day } from '../core/base/day.js'
import type { Customer, Lane, Location } from '../core/network/company.js'
import type { CustomerChains } from './customer-chain.js'
import type { DatedAmount } from './dated-amount.js'

/** The lanes from a location to a customer; equal objects for equal pairs. */
export interface CustomerLanes {
  /** Lanes for every item, by priority. */
  readonly general: readonly Lane[]
  /** Lanes for one item, by priority; they come before the general ones. */
  readonly ofProduct: ReadonlyMap<string, readonly Lane[]>
}

export interface LaneBook {
  /** Null when no lane leads there. A lane to a parent serves its children. */
  between(location: number, customer: number): CustomerLanes | null
}

export function readCustomerLanes(
  lanes: readonly Lane[],
  locations: readonly Location[],
  customers: readonly Customer[],
  chains: CustomerChains,
): LaneBook {
  const byEnds = new Map<string, Lane[]>()
  for (const lane of lanes) {
    if (lane.use !== 'customer') continue
    const key = endsKey(lane.from, lane.to)
    byEnds.set(key, [...(byEnds.get(key) ?? []), lane])
  }
  const known = new Map<number, CustomerLanes | null>()
  const resolve = (location: number, customer: number): CustomerLanes | null => {
    for (const at of chains.chain[customer]!) {
      const found = byEnds.get(endsKey(locations[location]!.id, customers[at]!.id))
      if (found !== undefined) return sortLanes(found)
    }
    return null
  }
  return {
    between(location, customer) {
      if (customer < 0 || byEnds.size === 0) return null
      const key = location * customers.length + customer
      let found = known.get(key)
      if (found === undefined) {
        found = resolve(location, customer)
        known.set(key, found)
      }
      return found
    },
  }
}

const endsKey = (from: string, to: string): string => `${from}\u0001${to}`

function sortLanes(lanes: readonly Lane[]): CustomerLanes {
  const sorted = [...lanes].sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity) || 0)
  const ofProduct = new Map<string, Lane[]>()
  for (const lane of sorted)
    if (lane.product !== null) ofProduct.set(lane.product, [...(ofProduct.get(lane.product) ?? []), lane])
  return { general: sorted.filter((lane) => lane.product === null), ofProduct }
}

/** Lanes of an item from the most to the least preferred. */
export function lanesOf(lanes: CustomerLanes, product: string): readonly Lane[] {
  return [...(lanes.ofProduct.get(product) ?? []), ...lanes.general]
}

/** Freight per unit as tiers of dated amounts; without a currency it is the sender's. */
export function freightTiers(lanes: readonly Lane[]): DatedAmount[][] {
  return lanes.map(({ validFrom, validTo, costPerUnit, currency }) => [
    { validFrom, validTo, amount: costPerUnit, currency },
  ])
}

/** Days on the way by the lane preferred on a day; 0 when none leads there. */
export function deliveryDays(lanes: readonly Lane[], on: Day): number {
  const valid = lanes.find(({ validFrom, validTo }) => (validFrom ?? on) <= on && (validTo ?? on) >= on)
  return (valid ?? lanes[0])?.leadTimeDays ?? 0
}
