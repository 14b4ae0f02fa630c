import type { Scope } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import { locationPath, productPath } from '../../core/network/company-order.js'

/** The parts of the plan that each supplier delivers, by the supplier's id. */
export type SuppliedParts = Readonly<Record<string, readonly Scope[]>>

/**
 * What each supplier delivers, and where: from the company's lanes. A lane that names no product carries those that the
 * supplier has a price for, and without any price whatever is held where it ends.
 */
export function suppliedParts({ lanes, products, locations, suppliers, purchasePrices }: Company): SuppliedParts {
  const productWays = new Map(products.map((product) => [product.id, productPath(product)]))
  const locationWays = new Map(locations.map((location) => [location.id, locationPath(location)]))
  const priced = new Map<string, Set<string>>(suppliers.map(({ id }) => [id, new Set()]))
  for (const { supplier, product } of purchasePrices) priced.get(supplier)?.add(product)
  const parts = new Map<string, Scope[]>(suppliers.map(({ id }) => [id, []]))
  for (const { from, to, product } of lanes) {
    const location = locationWays.get(to)
    const own = parts.get(from)
    if (own === undefined || location === undefined) continue
    const carried = product === null ? [...priced.get(from)!] : [product]
    const everything = product === null && carried.length === 0
    const ways = carried.map((id) => productWays.get(id)).filter((way) => way !== undefined)
    for (const way of everything ? [[]] : ways) own.push({ product: way, location, customer: [] })
  }
  return Object.fromEntries(parts)
}
