import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteText, readRows } from '../duckdb/columns.js'

/** Which of these orders the facts have ever told of, open or closed. */
export async function arrivedOrders(connection: DuckDBConnection, orders: readonly string[]): Promise<Set<string>> {
  const asked = [...new Set(orders)].filter((order) => order !== '')
  const [told] = await readRows(
    connection,
    `SELECT count(*) > 0 AS told FROM information_schema.tables WHERE table_name = 'supply_orders' AND table_catalog = current_database()`,
  )
  if (asked.length === 0 || told!.told !== true) return new Set()
  const found = await readRows(
    connection,
    `SELECT DISTINCT order_id FROM supply_orders WHERE order_id IN (${asked.map(quoteText).join(', ')})`,
  )
  return new Set(found.map((row) => String(row.order_id)))
}
