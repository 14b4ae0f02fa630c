import type { DuckDBConnection } from '@duckdb/node-api'
import type { Company, Customer } from '../core/network/company.js'
import { walkInCustomerId } from '../core/network/company-order.js'
import { writeTable } from './duckdb/columns.js'

/**
 * Where facts belong in a company whose ids are positions: temporary tables `product_at`, `location_at`, `customer_at`,
 * `supplier_at` and `nowhere_at` of the connection. A sale without customer is one to the owner of the store, or to the walk-in
 * customer of the country; one without location left from where its customer is served. [IM14]
 */
export async function placeIds(connection: DuckDBConnection, company: Company): Promise<void> {
  const customerAt = new Map(company.customers.map((customer, at) => [customer.id, at]))
  const serving = servingLocations(company)
  await replaceTable(connection, 'product_at', company.products, [])
  await replaceTable(connection, 'supplier_at', company.suppliers, [])
  await replaceTable(connection, 'location_at', company.locations, [
    {
      name: 'buyer',
      values: company.locations.map(
        ({ customer, country }) => customerAt.get(customer ?? walkInCustomerId(country)) ?? -1,
      ),
    },
  ])
  await replaceTable(connection, 'customer_at', company.customers, [
    { name: 'served_from', values: company.customers.map(serving) },
  ])
  const first = firstShipping(company, '')
  const buyer = customerAt.get(walkInCustomerId(company.locations[first]?.country ?? '')) ?? -1
  await connection.run(`CREATE OR REPLACE TEMP TABLE nowhere_at AS SELECT ${first} AS served_from, ${buyer} AS at`)
}

async function replaceTable(
  connection: DuckDBConnection,
  name: string,
  records: readonly { id: string }[],
  more: readonly { name: string; values: readonly number[] }[],
): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${name}`)
  await writeTable(
    connection,
    name,
    [
      { name: 'id', type: 'VARCHAR', values: records.map(({ id }) => id) },
      { name: 'at', type: 'INTEGER', values: records.map((_, at) => at) },
      ...more.map(({ name: column, values }) => ({ name: column, type: 'INTEGER' as const, values })),
    ],
    'TEMP TABLE',
  )
}

const SHIPPING_KINDS = ['dc', 'plant', 'store', 'port']

/**
 * The location a customer is served from: the only one with a `customer` lane to it (or to the nearest parent that has
 * one), else the first distribution centre by id of its country, else of the company; a plant or a store where there is
 * no distribution centre.
 */
export function servingLocations(company: Company): (customer: Customer) => number {
  const locationAt = new Map(company.locations.map((location, at) => [location.id, at]))
  const lanesTo = new Map<string, Set<number>>()
  for (const lane of company.lanes) {
    const at = locationAt.get(lane.from)
    if (lane.use !== 'customer' || at === undefined) continue
    const set = lanesTo.get(lane.to) ?? new Set<number>()
    lanesTo.set(lane.to, set.add(at))
  }
  const byId = new Map(company.customers.map((customer) => [customer.id, customer]))
  const firstOfCountry = new Map<string, number>()
  const first = (country: string): number => {
    const known = firstOfCountry.get(country)
    if (known !== undefined) return known
    const found = firstShipping(company, country)
    firstOfCountry.set(country, found)
    return found
  }
  return (customer) => {
    const seen = new Set<string>()
    for (let at: Customer | undefined = customer; at !== undefined && !seen.has(at.id); ) {
      seen.add(at.id)
      const lanes = lanesTo.get(at.id)
      if (lanes?.size === 1) return [...lanes][0]!
      at = at.parent === null ? undefined : byId.get(at.parent)
    }
    const own = first(customer.country)
    return own >= 0 ? own : first('')
  }
}

/** Empty country = any. Stock that customers own is not shipped from. */
function firstShipping(company: Company, country: string): number {
  let best = -1
  const rank = (at: number): string =>
    `${SHIPPING_KINDS.indexOf(company.locations[at]!.kind)} ${company.locations[at]!.id}`
  company.locations.forEach((location, at) => {
    if (location.customer !== null || (country !== '' && location.country !== country)) return
    if (best < 0 || rank(at) < rank(best)) best = at
  })
  return best
}
