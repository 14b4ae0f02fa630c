/**
 * Which demand rows a promotion or an event speaks of. Everything named must hold; nothing named means everybody. A
 * customer includes all that buys under it (payer > banner > ship-to).
 */
import type { Company, Customer } from '../network/company.js'
import type { Rows } from '../plan/plan.js'

export interface DemandScope {
  readonly product?: string | null
  readonly family?: string | null
  readonly customer?: string | null
  readonly location?: string | null
  readonly country?: string | null
}

export type ScopeCompany = Pick<Company, 'products' | 'locations' | 'customers'>

export interface ScopeFinder {
  /** Rows in scope, in order. */
  rowsIn(scope: DemandScope): Int32Array
}

export function openScopes(company: ScopeCompany, rows: Rows): ScopeFinder {
  const itemStart = new Int32Array(company.products.length + 1)
  for (let row = 0; row < rows.count; row++) itemStart[rows.item[row]! + 1]! += 1
  for (let item = 0; item < company.products.length; item++) itemStart[item + 1]! += itemStart[item]!
  const find = (scope: DemandScope): Int32Array => {
    const items = flags(
      company.products,
      (product) => holds(scope.product, product.id) && holds(scope.family, product.family),
    )
    const places = flags(company.locations, (location) => holds(scope.location, location.id))
    const buyers = customersIn(company.customers, scope)
    const found: number[] = []
    for (let item = 0; item < items.length; item++) {
      if (items[item] === 0) continue
      for (let row = itemStart[item]!; row < itemStart[item + 1]!; row++) {
        const customer = rows.customer[row]!
        const here = customer >= 0 ? buyers[customer] === 1 : isNobodyIn(scope, company, rows.location[row]!)
        if (here && places[rows.location[row]!] === 1) found.push(row)
      }
    }
    return Int32Array.from(found)
  }
  // The same scope comes back every year.
  const known = new Map<string, Int32Array>()
  return {
    rowsIn(scope) {
      const key = JSON.stringify([scope.product, scope.family, scope.customer, scope.location, scope.country])
      const found = known.get(key) ?? find(scope)
      known.set(key, found)
      return found
    },
  }
}

const holds = (wanted: string | null | undefined, given: string | null): boolean =>
  wanted === null || wanted === undefined || wanted === given

const flags = <T>(records: readonly T[], test: (record: T) => boolean): Uint8Array =>
  Uint8Array.from(records, (record) => (test(record) ? 1 : 0))

const isNobodyIn = (scope: DemandScope, company: ScopeCompany, location: number): boolean =>
  holds(scope.customer, null) && holds(scope.country, company.locations[location]!.country)

function customersIn(customers: readonly Customer[], scope: DemandScope): Uint8Array {
  const parentOf = new Map(customers.map(({ id, parent }) => [id, parent]))
  const belongs = (id: string): boolean => {
    if (holds(scope.customer, id)) return true
    const seen = new Set<string>()
    for (let above = parentOf.get(id); above !== null && above !== undefined; above = parentOf.get(above)) {
      if (above === scope.customer) return true
      if (seen.has(above)) return false
      seen.add(above)
    }
    return false
  }
  return flags(customers, (customer) => belongs(customer.id) && holds(scope.country, customer.country))
}

/**
 * The free text of an event's scope: empty is everybody; `country:CL`, `family:snacks`, `product:…`, `customer:…` or
 * `location:…`, several joined by `;`; without a prefix whatever has that id, a country first. Null when nothing has it.
 */
export function parseScope(text: string | null, company: ScopeCompany): DemandScope | null {
  if (text === null || text.trim() === '') return {}
  const scope: Record<string, string> = {}
  for (const part of text.split(';')) {
    const [left, right] = part.split(/[:=]/, 2).map((word) => word.trim()) as [string, string | undefined]
    const kind = right === undefined ? kindOf(left, company) : left.toLowerCase()
    if (kind === null || !KINDS.has(kind)) return null
    scope[kind] = right ?? left
  }
  return scope
}

const KINDS: ReadonlySet<string> = new Set(['product', 'family', 'customer', 'location', 'country'])

function kindOf(id: string, { products, locations, customers }: ScopeCompany): string | null {
  if (locations.some(({ country }) => country === id) || customers.some(({ country }) => country === id))
    return 'country'
  if (products.some(({ family }) => family === id)) return 'family'
  if (products.some((product) => product.id === id)) return 'product'
  if (customers.some((customer) => customer.id === id)) return 'customer'
  return locations.some((location) => location.id === id) ? 'location' : null
}
