import { assert } from '../base/assert.js'
import type { Day } from '../base/day.js'
import type { Company } from '../network/company.js'
import {
  CUSTOMER_LEVELS,
  customerPath,
  LOCATION_LEVELS,
  locationPath,
  PRODUCT_LEVELS,
  productPath,
} from '../network/company-order.js'
import type { Facts } from '../network/facts.js'
import { buildHierarchy, type Hierarchy } from './hierarchy.js'
import type { Rows } from './plan.js'

/** The three trees of a completed company; its records are already in leaf order. */
export function companyHierarchies(company: Company): Record<'product' | 'location' | 'customer', Hierarchy> {
  const build = (levels: readonly string[], paths: string[][]): Hierarchy => {
    const { hierarchy, leafOrder } = buildHierarchy(levels, paths)
    assert(
      leafOrder.every((at, leaf) => at === leaf),
      'company records are not in leaf order',
      { levels: levels.join() },
    )
    return hierarchy
  }
  return {
    product: build(PRODUCT_LEVELS, company.products.map(productPath)),
    location: build(LOCATION_LEVELS, company.locations.map(locationPath)),
    customer: build(CUSTOMER_LEVELS, company.customers.map(customerPath(company.customers))),
  }
}

/** A row that sold nothing for this long has no demand to plan. */
const LIVE_DAYS = 364

/**
 * The demand rows to plan, item-major: every product × own location × customer that sold in the last year or has an
 * open order, every ranged product of an own store, and for a successor the rows of the product it follows. Products
 * whose end date has passed have none. `stockRow` is filled in by `withStockRows`.
 */
export function deriveDemandRows(company: Company, facts: Facts): Rows {
  const { planDay } = company.settings
  const keys = new Set<number>()
  const key = rowKey(company)
  const add = (product: number, location: number, customer: number): void => {
    if (product < 0 || location < 0 || customer < 0 || company.locations[location]!.entity === null) return
    keys.add(key.of(product, location, customer))
  }
  const { sales } = facts
  for (let row = 0; row < sales.count; row++)
    if (sales.day[row]! >= planDay - LIVE_DAYS) add(sales.product[row]!, sales.location[row]!, sales.customer[row]!)
  for (const order of facts.orders) add(order.product, order.location, order.customer)
  addRanged(company, add)
  addSuccessors(company, keys, key, add)
  const planned = [...keys].filter((packed) => !hasEnded(company, key.product(packed), planDay))
  const sorted = Float64Array.from(planned).sort()
  return {
    grain: 'demand',
    count: sorted.length,
    item: Int32Array.from(sorted, (packed) => key.product(packed)),
    location: Int32Array.from(sorted, (packed) => key.location(packed)),
    customer: Int32Array.from(sorted, (packed) => key.customer(packed)),
    stockRow: new Int32Array(sorted.length).fill(-1),
  }
}

/** Packs three leaf indexes into one whole number that sorts item-major. */
function rowKey(company: Company) {
  const locations = company.locations.length
  const customers = company.customers.length
  return {
    of: (product: number, location: number, customer: number): number =>
      (product * locations + location) * customers + customer,
    product: (packed: number): number => Math.floor(packed / (locations * customers)),
    location: (packed: number): number => Math.floor(packed / customers) % locations,
    customer: (packed: number): number => packed % customers,
  }
}

const hasEnded = (company: Company, product: number, planDay: Day): boolean => {
  const { endDay } = company.products[product]!
  return endDay !== null && endDay < planDay
}

type AddRow = (product: number, location: number, customer: number) => void

function addRanged(company: Company, add: AddRow): void {
  const productAt = positions(company.products)
  const locationAt = positions(company.locations)
  const customerAt = positions(company.customers)
  for (const { product, location, validTo } of company.assortment) {
    const at = locationAt.get(location) ?? -1
    const store = company.locations[at]
    if (store === undefined || store.entity === null || store.kind !== 'store') continue
    if (validTo !== null && validTo < company.settings.planDay) continue
    add(productAt.get(product) ?? -1, at, customerAt.get(`consumers-${store.country}`) ?? -1)
  }
}

function addSuccessors(company: Company, keys: ReadonlySet<number>, key: ReturnType<typeof rowKey>, add: AddRow): void {
  const productAt = positions(company.products)
  const successors = new Map<number, number[]>()
  company.products.forEach(({ successorOf }, at) => {
    const predecessor = successorOf === null ? undefined : productAt.get(successorOf)
    if (predecessor !== undefined) successors.set(predecessor, [...(successors.get(predecessor) ?? []), at])
  })
  if (successors.size === 0) return
  for (const packed of [...keys])
    for (const successor of successors.get(key.product(packed)) ?? [])
      add(successor, key.location(packed), key.customer(packed))
}

const positions = (records: readonly { id: string }[]): Map<string, number> =>
  new Map(records.map((record, at) => [record.id, at]))

/** Where item × location is among the stock rows (item-major), or −1. */
export function findStockRow(stock: Pick<Rows, 'count' | 'item' | 'location'>, item: number, location: number): number {
  let low = 0
  let high = stock.count
  while (low < high) {
    const middle = (low + high) >> 1
    const difference = stock.item[middle]! - item || stock.location[middle]! - location
    if (difference === 0) return middle
    if (difference < 0) low = middle + 1
    else high = middle
  }
  return -1
}
