import { monthOf } from '../base/day.js'
import type { Horizon } from '../calendar/horizon.js'
import { buildOpenDays, capacityOn, EVERY_DAY_OPEN, type OpenDays } from '../calendar/open-days.js'
import type { Company, Resource } from './company.js'
import { positions, type Source } from './source-book.js'
import { type Capacity, PRODUCTION, PURCHASE } from './supply-network.js'

/** A pool without a limit. */
export const UNLIMITED = Number.MAX_SAFE_INTEGER

const MILLIONTHS = 1_000_000

export interface CapacityUse {
  capacity: number
  /** Load in millionths of the capacity's unit per base unit. */
  per: number
}

export interface CapacityBook {
  readonly capacities: readonly Capacity[]
  usesOf(product: number, location: number, source: Source): readonly CapacityUse[]
}

/**
 * Limits as pools of time: a resource's hours by week (by month beyond the weeks), a supplier's units by month. Hours
 * fall on the open days of the location's calendar, so a short week is a short pool. Overtime is not in the limit: it
 * is a decision with a price. Rules CAP1–CAP3 of docs/specs/netting.md.
 */
export function compileCapacities(company: Company, horizon: Horizon): CapacityBook {
  const capacities: Capacity[] = []
  const productAt = positions(company.products)
  const routings = resourceUses(company, horizon, productAt, capacities)
  const supplied = supplierUses(company, horizon, productAt, capacities)
  const none: CapacityUse[] = []
  return {
    capacities,
    usesOf(product, location, source) {
      if (source.kind === PRODUCTION) return routings.get(product * company.locations.length + location) ?? none
      if (source.kind !== PURCHASE || source.supplier < 0) return none
      return supplied(source.supplier, product)
    },
  }
}

function resourceUses(
  company: Company,
  horizon: Horizon,
  productAt: ReadonlyMap<string, number>,
  capacities: Capacity[],
): Map<number, CapacityUse[]> {
  const locationAt = positions(company.locations)
  const capacityOf = new Map<string, number>()
  const resources = new Map(company.resources.map((resource) => [resource.id, resource]))
  const profiles = buildOpenDays(company.calendars)
  for (const resource of company.resources) {
    capacityOf.set(resource.id, capacities.length)
    const calendar = company.locations[locationAt.get(resource.location) ?? -1]?.calendar ?? ''
    capacities.push(resourceCapacity(resource, horizon, profiles.get(calendar) ?? EVERY_DAY_OPEN))
  }
  const uses = new Map<number, CapacityUse[]>()
  for (const routing of company.routings) {
    const product = productAt.get(routing.product)
    const location = locationAt.get(resources.get(routing.resource)?.location ?? '')
    if (product === undefined || location === undefined || routing.hoursPerUnit <= 0) continue
    const key = product * company.locations.length + location
    const use = { capacity: capacityOf.get(routing.resource)!, per: routing.hoursPerUnit }
    const known = uses.get(key)
    if (known === undefined) uses.set(key, [use])
    else known.push(use)
  }
  return uses
}

function resourceCapacity(resource: Resource, horizon: Horizon, profile: OpenDays): Capacity {
  const pool = new Uint16Array(horizon.count)
  let pools = 0
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const sameWeek = bucket > 0 && bucket < horizon.atomCount && horizon.week[bucket] === horizon.week[bucket - 1]
    if (bucket > 0 && !sameWeek) pools++
    pool[bucket] = pools
  }
  const weekly = profile.byWeekday.subarray(1).reduce((sum, share) => sum + share, 0)
  const weight = new Float64Array(pools + 1)
  for (let bucket = 0; bucket < horizon.count; bucket++)
    for (let day = horizon.firstDay[bucket]!; day < horizon.firstDay[bucket]! + horizon.days[bucket]!; day++)
      weight[pool[bucket]!]! += capacityOn(profile, day)
  const limit = weight.map((part) =>
    weekly === 0 ? 0 : Math.floor((Math.round(resource.hoursPerWeek * MILLIONTHS) * part) / weekly),
  )
  return { id: resource.id, kind: 'resource', pool, limit }
}

function supplierUses(
  company: Company,
  horizon: Horizon,
  productAt: ReadonlyMap<string, number>,
  capacities: Capacity[],
): (supplier: number, product: number) => readonly CapacityUse[] {
  const supplierAt = positions(company.suppliers)
  const byProduct = new Map<string, number>()
  const byFamily = new Map<string, number>()
  const firstMonth = monthOf(horizon.planDay)
  for (const line of company.supplierCapacity) {
    const supplier = supplierAt.get(line.supplier)
    if (supplier === undefined || (line.product !== null && !productAt.has(line.product))) continue
    const scope = line.product ?? line.family ?? ''
    const book = line.product === null ? byFamily : byProduct
    const key = `${supplier} ${scope}`
    if (!book.has(key)) {
      book.set(key, capacities.length)
      const limit = new Float64Array(horizon.monthCount).fill(UNLIMITED)
      capacities.push({ id: `${line.supplier}/${scope}`, kind: 'supplier', pool: horizon.month, limit })
    }
    const month = line.month - firstMonth
    const { limit } = capacities[book.get(key)!]!
    // One unit loads one million millionths: thousandths of units become millionths.
    if (month >= 0 && month < limit.length) limit[month] = line.units * 1000
  }
  const uses = new Map<string, CapacityUse[]>()
  return (supplier, product) => {
    const family = company.products[product]!.family
    const key = `${supplier} ${product}`
    const known = uses.get(key)
    if (known !== undefined) return known
    const found = [byProduct.get(`${supplier} ${company.products[product]!.id}`), byFamily.get(`${supplier} ${family}`)]
      .filter((capacity) => capacity !== undefined)
      .map((capacity) => ({ capacity, per: MILLIONTHS }))
    uses.set(key, found)
    return found
  }
}
