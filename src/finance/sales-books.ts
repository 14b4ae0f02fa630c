import type { Company } from '../core/network/company.js'

/**
 * In which currency is the money of a sale, given where it left from and who bought it (positions)? That of the legal
 * entity that owns the place, the first one where nobody is named; of the customer where the place is the customer's;
 * else the base currency. Sales facts are read in it, whatever currency they were told in (IM18).
 */
export function currencyOfSales(company: Company): (location: number, customer: number) => string {
  const { baseCurrency } = company.settings
  const currencyOf = new Map(company.entities.map(({ id, currency }) => [id, currency]))
  const first = company.entities[0]?.currency ?? baseCurrency
  return (location, customer) => {
    const place = company.locations[location]
    const own = currencyOf.get(place?.entity ?? '')
    if (own !== undefined) return own
    if (place !== undefined && place.customer === null) return first
    return company.customers[customer]?.currency ?? baseCurrency
  }
}
