import { assert } from '../base/assert.js'
import type { Rows } from '../plan/plan.js'
import type { Company, ServiceTerm } from './company.js'
import type { SupplyNetwork } from './supply-network.js'

/** Who has no priority of their own, and rows that replenish other rows: after every customer with a priority below it. */
export const DEFAULT_PRIORITY = 100

/** Demand rows by the stock row that serves them. */
export function positionsOfDemand(
  stockCount: number,
  demandRows: Rows,
): Pick<SupplyNetwork, 'demandStart' | 'demandRow'> {
  const demandStart = new Int32Array(stockCount + 1)
  for (let row = 0; row < demandRows.count; row++) {
    assert(demandRows.stockRow[row]! >= 0, 'a demand row has no stock row', { row })
    demandStart[demandRows.stockRow[row]! + 1]! += 1
  }
  for (let row = 0; row < stockCount; row++) demandStart[row + 1]! += demandStart[row]!
  const next = demandStart.slice()
  const demandRow = new Int32Array(demandRows.count)
  for (let row = 0; row < demandRows.count; row++) {
    const at = next[demandRows.stockRow[row]!]!
    next[demandRows.stockRow[row]!] = at + 1
    demandRow[at] = row
  }
  return { demandStart, demandRow }
}

/**
 * What happens to what cannot ship, and who is served first. Priorities come from the service terms of the customer or
 * the nearest parent that has them, the product's own before its family's before a general one.
 */
export function serviceOfDemand(company: Company, demandRows: Rows): Pick<SupplyNetwork, 'backorder' | 'priority'> {
  const { customers, products } = company
  const terms = new Map<string, ServiceTerm[]>()
  for (const term of company.serviceTerms) {
    if (term.priority === null) continue
    const known = terms.get(term.customer)
    if (known === undefined) terms.set(term.customer, [term])
    else known.push(term)
  }
  const parentOf = new Map(customers.map((customer) => [customer.id, customer.parent]))
  const chains = customers.map(({ id }) => parentChain(parentOf, id).filter((above) => terms.has(above)))
  const backorder = new Uint8Array(demandRows.count)
  const priority = new Uint8Array(demandRows.count).fill(DEFAULT_PRIORITY)
  for (let row = 0; row < demandRows.count; row++) {
    const customer = demandRows.customer[row]!
    if (customer < 0) continue
    backorder[row] = customers[customer]!.unfilled === 'backorder' ? 1 : 0
    if (chains[customer]!.length === 0) continue
    const product = products[demandRows.item[row]!]!
    const given = priorityOf(chains[customer]!, terms, product.id, product.family)
    priority[row] = Math.min(255, Math.max(0, given ?? DEFAULT_PRIORITY))
  }
  return { backorder, priority }
}

function priorityOf(
  chain: readonly string[],
  terms: ReadonlyMap<string, readonly ServiceTerm[]>,
  product: string,
  family: string,
): number | null {
  for (const id of chain) {
    const own = terms.get(id)!
    const best =
      own.find((term) => term.product === product) ??
      own.find((term) => term.product === null && term.family === family) ??
      own.find((term) => term.product === null && term.family === null)
    if (best !== undefined) return best.priority
  }
  return null
}

function parentChain(parentOf: ReadonlyMap<string, string | null>, from: string): string[] {
  const chain: string[] = []
  let id: string | null | undefined = from
  while (id !== null && id !== undefined && !chain.includes(id)) {
    chain.push(id)
    id = parentOf.get(id)
  }
  return chain
}
