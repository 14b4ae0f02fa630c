import type { Company } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import { readColumns } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'
import { placeIds } from './fact-places.js'
import { askFacts, type FactsOptions } from './fact-query.js'
import { readSales } from './read-sales.js'
import { readStock } from './read-stock.js'

/** An item that went from one place to another, or is on its way there. Positions of the company. */
export interface PastTransfer {
  readonly product: number
  readonly from: number
  readonly to: number
}

/** What moving stock about has to know besides the plan: lots, and what was moved within some days of the plan day. */
export async function readTransferFacts(
  { connection }: Database,
  company: Company,
  { withinDays, ...options }: FactsOptions & { withinDays: number },
): Promise<{ stock: Facts['stock']; sales: Facts['sales'] | null; transfers: PastTransfer[] }> {
  await placeIds(connection, company)
  const query = await askFacts(connection, company, options)
  const stock = await readStock(query)
  const sales = leadsToCustomers(company) ? await readSales(query) : null
  const rows = query.rows('supply_orders')
  if (rows === null) return { stock, sales, transfers: [] }
  const { planDay } = company.settings
  const near = (column: string): string =>
    `abs(coalesce(${column} - DATE '1970-01-01', -1000000) - ${planDay}) <= ${withinDays}`
  const found = await readColumns(
    connection,
    `SELECT DISTINCT p.at AS product, f.at AS "from", t.at AS "to"
     FROM ${rows} o JOIN product_at p ON p.id = o.product_id JOIN location_at t ON t.id = o."to" JOIN location_at f ON f.id = o."from"
     WHERE kind = 'transfer' AND lower(coalesce(status, '')) NOT IN ('cancelled', 'canceled')
       AND (${['ship_date', 'due_date', 'promised_date', 'received_date'].map(near).join(' OR ')})
     ORDER BY ALL`,
  )
  const [products, froms, tos] = [found.product ?? [], found.from ?? [], found.to ?? []]
  return {
    stock,
    sales,
    transfers: Array.from({ length: products.length }, (_, at) => ({
      product: Number(products[at]),
      from: Number(froms[at]),
      to: Number(tos[at]),
    })),
  }
}

/** Whether stock may be moved between places that a customer owns: then what is sold there matters. */
function leadsToCustomers({ lanes, locations }: Company): boolean {
  const seen = new Set(locations.filter(({ customer }) => customer !== null).map(({ id }) => id))
  return seen.size > 0 && lanes.some(({ use, from, to }) => use === 'transfer' && (seen.has(from) || seen.has(to)))
}
