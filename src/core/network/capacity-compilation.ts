import { type Day, monthOf, weekdayOf } from '../base/day.js'
import type { Horizon } from '../calendar/horizon.js'
import type { CalendarDay, Company, Resource } from './company.js'
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
  for (const resource of company.resources) {
    capacityOf.set(resource.id, capacities.length)
    const calendar = company.locations[locationAt.get(resource.location) ?? -1]?.calendar ?? null
    capacities.push(
      resourceCapacity(
        resource,
        horizon,
        company.calendars.filter((day) => day.calendar === calendar),
      ),
    )
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

function resourceCapacity(resource: Resource, horizon: Horizon, calendar: readonly CalendarDay[]): Capacity {
  const pool = new Uint16Array(horizon.count)
  let pools = 0
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    const sameWeek = bucket > 0 && bucket < horizon.atomCount && horizon.week[bucket] === horizon.week[bucket - 1]
    if (bucket > 0 && !sameWeek) pools++
    pool[bucket] = pools
  }
  const weightOf = dayWeights(calendar)
  const weekly = [1, 2, 3, 4, 5, 6, 7].reduce((sum, weekday) => sum + weightOf(null, weekday), 0)
  const weight = new Float64Array(pools + 1)
  for (let bucket = 0; bucket < horizon.count; bucket++)
    for (let day = horizon.firstDay[bucket]!; day < horizon.firstDay[bucket]! + horizon.days[bucket]!; day++)
      weight[pool[bucket]!]! += weightOf(day, weekdayOf(day))
  const limit = weight.map((part) =>
    weekly === 0 ? 0 : Math.floor((Math.round(resource.hoursPerWeek * MILLIONTHS) * part) / weekly),
  )
  return { id: resource.id, kind: 'resource', pool, limit }
}

/** Millionths of a normal day's hours; a dated line of the calendar wins over its weekday's, no line is a full day. */
function dayWeights(calendar: readonly CalendarDay[]): (day: Day | null, weekday: number) => number {
  const byDay = new Map<Day, number>()
  const byWeekday = new Map<number, number>()
  for (const line of calendar) {
    const weight = line.open ? line.capacityFactor : 0
    if (line.day !== null) byDay.set(line.day, weight)
    else if (line.weekday !== null) byWeekday.set(line.weekday, weight)
  }
  return (day, weekday) => (day === null ? undefined : byDay.get(day)) ?? byWeekday.get(weekday) ?? MILLIONTHS
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
