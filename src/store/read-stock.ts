import type { StockFacts } from '../core/network/facts.js'
import { readColumns } from './duckdb/columns.js'
import type { FactQuery } from './fact-query.js'
import { thousandthsSql } from './master-rows.js'

/**
 * The newest snapshot of each product and location, by status and lot: a lot that an older snapshot had and the newest
 * does not is gone. Days with no free stock are those of a snapshot that says so. [IM15]
 */
export async function readStock(query: FactQuery): Promise<StockFacts> {
  const rows = query.rows('stock')
  if (rows === null) return NO_STOCK
  const day = `CAST(date - DATE '1970-01-01' AS INTEGER)`
  const placed = `FROM ${rows} s JOIN product_at p ON p.id = s.product_id JOIN location_at l ON l.id = s.location_id`
  const stock = await readColumns(
    query.connection,
    `SELECT p.at AS product, l.at AS location, ${day} AS day, ${thousandthsSql('on_hand_units')} AS on_hand,
       CAST(list_position(['free', 'blocked', 'quality', 'consigned'], status) - 1 AS UTINYINT) AS status,
       CAST(coalesce(expiry_date - DATE '1970-01-01', -1) AS INTEGER) AS expiry ${placed}
     JOIN (SELECT product_id, location_id, max(date) AS date FROM ${rows} GROUP BY ALL) newest USING (product_id, location_id, date)
     ORDER BY product, location, status, coalesce(lot, ''), coalesce(owner, '')`,
  )
  const zero = await readColumns(
    query.connection,
    `SELECT p.at AS product, l.at AS location, ${day} AS day ${placed} GROUP BY ALL
     HAVING coalesce(sum(on_hand_units) FILTER (WHERE status = 'free'), 0) <= 0 ORDER BY product, location, day`,
  )
  return {
    count: stock.product!.length,
    product: stock.product as Int32Array,
    location: stock.location as Int32Array,
    day: stock.day as Int32Array,
    onHandUnits: stock.on_hand as Float64Array,
    status: stock.status as Uint8Array,
    expiryDay: stock.expiry as Int32Array,
    zeroDays: {
      product: zero.product as Int32Array,
      location: zero.location as Int32Array,
      day: zero.day as Int32Array,
    },
  }
}

const none = (): Int32Array => new Int32Array(0)

const NO_STOCK: StockFacts = {
  count: 0,
  product: none(),
  location: none(),
  day: none(),
  onHandUnits: new Float64Array(0),
  status: new Uint8Array(0),
  expiryDay: none(),
  zeroDays: { product: none(), location: none(), day: none() },
}
