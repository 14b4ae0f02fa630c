/**
 * The company behind synthetic plans: items × (one plant, DCs, stores) in five countries. Every store sells to a customer
 * of a retail chain and every DC to a wholesaler, each chain and wholesaler in the place's own country.
 */
import { QUANTITY_PER_UNIT } from '../core/base/quantity.js'
import type { Company, Customer, Lane, Location, Product } from '../core/network/company.js'
import { completeCompany } from '../core/network/company-order.js'
import { emptyCompany, plainCustomer, plainLane, plainLocation, plainProduct } from '../core/network/plain-records.js'

export interface SyntheticSize {
  items: number
  distributionCentres: number
  stores: number
  /** Customers of every store and every DC: demand rows per stock row that sells. */
  customersEach: number
  seed: number
}

export const PLAN_DAY = 20_717 // 2026-09-21, a Monday
const COUNTRIES = ['AR', 'BR', 'CL', 'MX', 'PE']
const CHAINS_PER_COUNTRY = 4
/** With 200 places this gives the 144 thousand base cube rows that the memory budget speaks of. */
const ITEMS_PER_FAMILY = 7
const FAMILIES_PER_CATEGORY = 60

/** In leaf order, as a company that was loaded is; items of a family are neighbours. */
export function syntheticCompany({ items, distributionCentres, stores, customersEach }: SyntheticSize): Company {
  const dcs = list(distributionCentres, (at) => location(`1-dc-${padded(at)}`, 'dc', at))
  const plant = location('2-plant', 'plant', 2)
  const shops = list(stores, (at) => location(`3-store-${padded(at)}`, 'store', at))
  const lanes = [
    ...dcs.map((dc, at) => lane(plant.id, dc.id, 5 + (at % 5))),
    ...shops.map((shop, at) => lane(nearest(dcs, shop, at).id, shop.id, 1 + (at % 3))),
  ]
  return completeCompany({
    ...emptyCompany({ name: 'Synthetic', baseCurrency: 'USD', countries: COUNTRIES, planDay: PLAN_DAY }),
    entities: [{ id: 'main', name: 'Synthetic', country: COUNTRIES[0]!, currency: 'USD', taxId: null }],
    products: list(items, product),
    locations: [...dcs, plant, ...shops],
    customers: [
      ...COUNTRIES.flatMap((country) =>
        list(CHAINS_PER_COUNTRY, (at) => payer(chainId(country, at), country, 'retail')),
      ),
      ...COUNTRIES.map((country) => payer(wholesalerId(country), country, 'wholesale')),
      ...shops.flatMap((shop, at) =>
        list(customersEach, (one) => buyer(shop, one, chainId(shop.country, at), 'cancel')),
      ),
      ...dcs.flatMap((dc) => list(customersEach, (one) => buyer(dc, one, wholesalerId(dc.country), 'backorder'))),
    ],
    lanes,
  })
}

/** Every item asked for at every DC and store, in the order of demand rows. */
export function demandPlaces({ products, locations, customers }: Company, { customersEach }: SyntheticSize) {
  const customerAt = new Map(customers.map(({ id }, at) => [id, at]))
  const places = locations.flatMap((location, at) =>
    location.kind === 'plant'
      ? []
      : list(customersEach, (one) => ({ location: at, customer: customerAt.get(buyerId(location, one))! })),
  )
  const count = products.length * places.length
  return {
    count,
    item: Int32Array.from({ length: count }, (_, row) => Math.floor(row / places.length)),
    location: Int32Array.from({ length: count }, (_, row) => places[row % places.length]!.location),
    customer: Int32Array.from({ length: count }, (_, row) => places[row % places.length]!.customer),
  }
}

const list = <Of>(count: number, make: (at: number) => Of): Of[] => Array.from({ length: count }, (_, at) => make(at))
const padded = (value: number): string => String(value).padStart(5, '0')
const chainId = (country: string, at: number): string => `chain-${country}-${at % CHAINS_PER_COUNTRY}`
const wholesalerId = (country: string): string => `wholesaler-${country}`
const buyerId = ({ id }: Location, one: number): string => `buyer-${id}-${padded(one)}`

function product(at: number): Product {
  const family = Math.floor(at / ITEMS_PER_FAMILY)
  const category = `category-${padded(Math.floor(family / FAMILIES_PER_CATEGORY))}`
  return { ...plainProduct(`item-${padded(at)}`, `family-${padded(family)}`), category }
}

const location = (id: string, kind: Location['kind'], at: number): Location => ({
  ...plainLocation(id, kind, COUNTRIES[at % COUNTRIES.length]!),
  entity: 'main',
})

/** One of the DCs of the shop's country. */
function nearest(dcs: readonly Location[], { country }: Location, at: number): Location {
  const own = dcs.filter((dc) => dc.country === country)
  return own[Math.floor(at / COUNTRIES.length) % own.length]!
}

const payer = (id: string, country: string, channel: string): Customer => ({
  ...plainCustomer(id, country),
  channel,
  paymentTermsDays: 30,
})

const buyer = (place: Location, one: number, parent: string, unfilled: Customer['unfilled']): Customer => ({
  ...plainCustomer(buyerId(place, one), place.country),
  parent,
  unfilled,
})

const lane = (from: string, to: string, leadTimeDays: number): Lane => ({
  ...plainLane(from, to),
  leadTimeDays,
  minimum: 10 * QUANTITY_PER_UNIT,
  multiple: 6 * QUANTITY_PER_UNIT,
})
