/**
 * Places that a customer owns: what lies in a store is seen, never counted (WC1), so it has no row in the plan. What is
 * sold there and what lies there say enough to recommend that the customer move it. Rule BA18 of docs/specs/balancing.md.
 */

import type { Quantity } from '../../../core/base/quantity.js'
import type { BalancingNode, Lot } from '../../../core/inventory/balancing/item-outlook.js'
import { positions } from '../../../core/network/source-book.js'
import type { UnitPrices } from '../../exceptions/unit-prices.js'
import { BALANCING_DAYS, type BalancingInput } from './balancing-input.js'

export interface SeenPlace {
  /** Position of the company. */
  readonly location: number
  readonly node: BalancingNode
}

const SOLD_OUT = 1
const FREE = 0
/** What a store sold in these weeks is what it will sell. */
const WEEKS = 8
/** Days until a delivery can help where no lane to the customer says how long it takes. */
const USUAL_LEAD_DAYS = 7
const REVIEW_DAYS = 7

/** By item: its seen places, by position. */
export function openSeenPlaces(
  input: BalancingInput,
  prices: Pick<UnitPrices, 'margin'>,
): (item: number) => SeenPlace[] {
  const { company, plan, sales } = input
  if (sales === null) return () => []
  const stock = stockBySeenPlace(input)
  const sold = weeksBySeenPlace(input, stock)
  const marginOf = openMargins(input, prices)
  const leadOf = openLeadDays(input)
  const places = company.locations.length
  const byItem = new Map<number, SeenPlace[]>()
  for (const [key, lots] of [...stock].sort(([a], [b]) => a - b)) {
    const [item, location] = [Math.floor(key / places), key % places]
    const customer = company.locations[location]!.customer!
    const worth = marginOf(item, customer)
    if (worth <= 0) continue
    const lastDay = plan.horizon.planDay + Math.min(BALANCING_DAYS, leadOf(customer) + REVIEW_DAYS) - 1
    const node = nodeOf(input, sold.get(key) ?? new Float64Array(WEEKS), lots, { lastDay, worth })
    const seen = byItem.get(item)
    if (seen === undefined) byItem.set(item, [{ location, node }])
    else seen.push({ location, node })
  }
  return (item) => byItem.get(item) ?? []
}

function stockBySeenPlace({ company, stock }: BalancingInput): Map<number, Lot[]> {
  const found = new Map<number, Lot[]>()
  for (let row = 0; row < stock.count; row++) {
    const [product, location] = [stock.product[row]!, stock.location[row]!]
    if (stock.status[row] !== FREE || product < 0 || location < 0 || company.locations[location]!.customer === null)
      continue
    const key = product * company.locations.length + location
    const lot = { expiryDay: stock.expiryDay[row]!, quantity: stock.onHandUnits[row]! }
    found.set(key, [...(found.get(key) ?? []), lot])
  }
  return found
}

/** What was sold out in each of the last weeks, the newest first. */
function weeksBySeenPlace(
  { company, plan, sales }: BalancingInput,
  wanted: ReadonlyMap<number, unknown>,
): Map<number, Float64Array> {
  const found = new Map<number, Float64Array>()
  const { planDay } = plan.horizon
  for (let row = 0; row < sales!.count; row++) {
    const [product, location] = [sales!.product[row]!, sales!.location[row]!]
    const week = Math.floor((planDay - 1 - sales!.day[row]!) / 7)
    if (sales!.flow[row] !== SOLD_OUT || product < 0 || location < 0 || week < 0 || week >= WEEKS) continue
    const key = product * company.locations.length + location
    if (!wanted.has(key)) continue
    const weeks = found.get(key) ?? new Float64Array(WEEKS)
    weeks[week]! += sales!.units[row]!
    found.set(key, weeks)
  }
  return found
}

function nodeOf(
  { plan }: BalancingInput,
  weeks: Float64Array,
  lying: readonly Lot[],
  { lastDay, worth }: { lastDay: number; worth: number },
): BalancingNode {
  const { firstDay, days, planDay, count } = plan.horizon
  let steps = 0
  while (steps < count && firstDay[steps]! <= lastDay) steps++
  const mean = weeks.reduce((sum, units) => sum + units, 0) / WEEKS
  const error = Math.sqrt(weeks.reduce((sum, units) => sum + (units - mean) ** 2, 0) / (WEEKS - 1))
  const daysTo = (step: number): number => firstDay[step]! + days[step]! - planDay
  const by = (of: (step: number) => number): Float64Array => Float64Array.from({ length: steps }, (_, step) => of(step))
  const lots = lying.filter(({ expiryDay }) => expiryDay < 0 || expiryDay >= planDay)
  const expiring = lots.filter(({ expiryDay }) => expiryDay >= 0).sort((a, b) => a.expiryDay - b.expiryDay)
  const young = expiring.filter(({ expiryDay }) => expiryDay >= lastDay)
  const all = (of: readonly Lot[]): Quantity => of.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0)
  return {
    outlook: {
      stock: all(lots),
      need: by((step) => (mean * daysTo(step)) / 7),
      error: by((step) => error * Math.sqrt(daysTo(step) / 7)),
      supply: by(() => 0),
    },
    worth,
    lastDay,
    lifeAsked: 0,
    aging: all(expiring) - all(young),
    lots: young,
  }
}

/** What we earn on a unit that the customer buys of us, by the first of its demand rows that has a price. */
function openMargins({ company, plan }: BalancingInput, prices: Pick<UnitPrices, 'margin'>) {
  const customerAt = positions(company.customers)
  const margins = new Map<string, number>()
  const { count, item, customer } = plan.rows.demand
  for (let row = 0; row < count; row++) {
    const key = `${item[row]} ${customer[row]}`
    if ((margins.get(key) ?? 0) <= 0) margins.set(key, prices.margin(row, 0))
  }
  return (product: number, owner: string): number => margins.get(`${product} ${customerAt.get(owner) ?? -1}`) ?? 0
}

/** The quickest lane to a customer or the nearest parent that has one. */
function openLeadDays({ company }: BalancingInput): (customer: string) => number {
  const quickest = new Map<string, number>()
  for (const { use, to, leadTimeDays } of company.lanes)
    if (use === 'customer') quickest.set(to, Math.min(quickest.get(to) ?? Number.POSITIVE_INFINITY, leadTimeDays))
  const parentOf = new Map(company.customers.map(({ id, parent }) => [id, parent]))
  return (customer) => {
    const seen = new Set<string>()
    for (let id: string | null = customer; id !== null && !seen.has(id); id = parentOf.get(id) ?? null) {
      seen.add(id)
      const days = quickest.get(id)
      if (days !== undefined) return days
    }
    return USUAL_LEAD_DAYS
  }
}
