import type { Company } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import type { Database } from './duckdb/database.js'
import { placeIds } from './fact-places.js'
import { askFacts, type FactsOptions } from './fact-query.js'
import { readSales } from './read-sales.js'
import { readStock } from './read-stock.js'

/**
 * What was sold, and where there was nothing to sell, as known now unless told otherwise, in the positions of any company of
 * the same folder.
 */
export async function readDemandFacts(
  { connection }: Database,
  company: Company,
  options: FactsOptions = {},
): Promise<{ sales: Facts['sales']; zeroDays: Facts['stock']['zeroDays'] }> {
  await placeIds(connection, company)
  const query = await askFacts(connection, company, options)
  const sales = await readSales(query)
  const { zeroDays } = await readStock(query)
  return { sales, zeroDays }
}
