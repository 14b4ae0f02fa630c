import type { Company, Customer, Location, Product } from './company.js'
import { plainCustomer } from './plain-records.js'

/** The customer of sales in our own stores, where the till knows no name. One per country. */
export const walkInCustomerId = (country: string): string => `consumers-${country}`

const OWN_STORES = 'own-stores'

/**
 * Puts products, locations and customers in leaf order, so that a record's position is its leaf index in the plan's
 * hierarchies, and adds what every plan needs but a small folder leaves out: a legal entity, an owner for each
 * location, and a walk-in customer for each country.
 */
export function completeCompany(company: Company): Company {
  const { settings } = company
  const country = settings.countries[0] ?? ''
  const entities = company.entities.length > 0 ? company.entities : [defaultEntity(company, country)]
  const entityOfCountry = (of: string): string => (entities.find((entity) => entity.country === of) ?? entities[0]!).id
  const locations = company.locations.map((location) =>
    location.entity === null && location.customer === null
      ? { ...location, entity: entityOfCountry(location.country) }
      : location,
  )
  const countries = [...new Set([...settings.countries, ...locations.map((location) => location.country)])].sort()
  const known = new Set(company.customers.map((customer) => customer.id))
  const walkIns = countries.filter((of) => !known.has(walkInCustomerId(of))).map((of) => walkInCustomer(of))
  return {
    ...company,
    entities,
    products: [...company.products].sort(by(productPath)),
    locations: locations.sort(by(locationPath)),
    customers: [...company.customers, ...walkIns].sort(by(customerPath(company.customers))),
  }
}

function defaultEntity({ settings }: Company, country: string): Company['entities'][number] {
  return { id: 'main', name: settings.name, country, currency: settings.baseCurrency, taxId: null }
}

const walkInCustomer = (country: string): Customer => ({
  ...plainCustomer(walkInCustomerId(country), country),
  channel: OWN_STORES,
  unfilled: 'cancel',
})

export const PRODUCT_LEVELS = ['category', 'family', 'item'] as const
export const LOCATION_LEVELS = ['country', 'location'] as const
export const CUSTOMER_LEVELS = ['country', 'channel', 'account', 'customer'] as const

export const productPath = (product: Product): string[] => [product.category, product.family, product.id]
export const locationPath = (location: Location): string[] => [location.country, location.id]

/** The account is the payer: the top of the `parent` chain. The path follows the account's country and channel. */
export function customerPath(customers: readonly Customer[]): (customer: Customer) => string[] {
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  return (customer) => {
    const account = accountOf(customer, byId)
    return [account.country, account.channel ?? '', account.id, customer.id]
  }
}

function accountOf(customer: Customer, byId: ReadonlyMap<string, Customer>): Customer {
  const seen = new Set<string>()
  let account = customer
  while (account.parent !== null && !seen.has(account.id)) {
    seen.add(account.id)
    const parent = byId.get(account.parent)
    if (parent === undefined) break
    account = parent
  }
  return account
}

function by<Of>(path: (of: Of) => string[]): (a: Of, b: Of) => number {
  return (a, b) => {
    const left = path(a)
    const right = path(b)
    for (let depth = 0; depth < left.length; depth++) {
      if (left[depth]! < right[depth]!) return -1
      if (left[depth]! > right[depth]!) return 1
    }
    return 0
  }
}
