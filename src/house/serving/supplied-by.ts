import type { SuppliedBy } from '../../access/grant.js'
import type { Scope } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import { locationPath, productPath } from '../../core/network/company-order.js'

/**
 * What each supplier delivers, and where: from the company's lanes. A lane that names no product carries those that the
 * supplier has a price for, and without any price whatever is held where it ends.
 */
export function suppliedByLanes({ lanes, products, locations, suppliers, purchasePrices }: Company): SuppliedBy {
  const productWays = new Map(products.map((product) => [product.id, productPath(product)]))
  const locationWays = new Map(locations.map((location) => [location.id, locationPath(location)]))
  const scopes = new Map<string, Scope[]>(suppliers.map(({ id }) => [id, []]))
  for (const { from, to, product } of lanes) {
    const location = locationWays.get(to)
    const own = scopes.get(from)
    if (own === undefined || location === undefined) continue
    const priced = purchasePrices.filter(({ supplier }) => supplier === from).map((price) => price.product)
    const carried = product === null ? [...new Set(priced)] : [product]
    const ways = carried.map((id) => productWays.get(id)).filter((way) => way !== undefined)
    const everything = product === null && priced.length === 0
    for (const way of everything ? [[]] : ways) own.push({ product: way, location, customer: [] })
  }
  return (supplier) => scopes.get(supplier) ?? []
}
