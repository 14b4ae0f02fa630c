import type { Company, ServiceTerm } from './company.js'

/** What was agreed with a customer about an item; positions as in the plan. Null where nothing was. */
export interface ServiceTerms {
  of(customer: number, product: number): ServiceTerm | null
}

/** The customer's own term before its parent's; for the product before its family before a general one. */
export function openServiceTerms(company: Company): ServiceTerms {
  const byCustomer = new Map<string, ServiceTerm[]>()
  for (const term of company.serviceTerms) {
    const same = byCustomer.get(term.customer)
    if (same === undefined) byCustomer.set(term.customer, [term])
    else same.push(term)
  }
  const at = new Map(company.customers.map((customer, position) => [customer.id, position]))
  const known = new Map<number, ServiceTerm | null>()
  const search = (customer: number, product: number): ServiceTerm | null => {
    const { id, family } = company.products[product]!
    const seen = new Set<number>()
    for (let buyer = customer; buyer >= 0 && !seen.has(buyer); ) {
      seen.add(buyer)
      const { id: name, parent } = company.customers[buyer]!
      const terms = byCustomer.get(name) ?? []
      const found =
        terms.find((term) => term.product === id) ??
        terms.find((term) => term.product === null && term.family === family) ??
        terms.find((term) => term.product === null && term.family === null)
      if (found !== undefined) return found
      buyer = parent === null ? -1 : (at.get(parent) ?? -1)
    }
    return null
  }
  return {
    of(customer, product) {
      if (customer < 0 || byCustomer.size === 0) return null
      const key = customer * company.products.length + product
      let term = known.get(key)
      if (term === undefined) {
        term = search(customer, product)
        known.set(key, term)
      }
      return term
    },
  }
}
