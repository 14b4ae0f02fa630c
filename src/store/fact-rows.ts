import type { Day } from '../core/base/day.js'
import type { FactRow } from '../core/network/facts.js'
import { quoteText, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'
import { happenedBy } from './fact-query.js'
import { thousandthsSql } from './master-rows.js'

/** Ids of the business; an empty list means any. */
interface FactPlaces {
  readonly products: readonly string[]
  readonly locations: readonly string[]
  readonly customers: readonly string[]
}

const AMOUNT = { sales: 'units', stock: 'on_hand_units' } as const

/** The newest rows of these products and places, of those behind a plan of a day where one is said, with the file and the line they came from. */
export async function newestFactRows(
  { connection }: Database,
  table: keyof typeof AMOUNT,
  places: FactPlaces,
  most: number,
  planDay: Day | null = null,
): Promise<readonly FactRow[]> {
  const within = (column: string, ids: readonly string[]): string =>
    ids.length === 0 ? '' : ` AND (${column} IS NULL OR ${column} IN (${ids.map(quoteText).join(', ')}))`
  const rows = await readRows(
    connection,
    `SELECT source_file, source_row, CAST(date AS VARCHAR) AS date, CAST(${thousandthsSql(AMOUNT[table])} AS DOUBLE) AS amount
     FROM ${table}
     WHERE known_to IS NULL${within('product_id', places.products)}${within('location_id', places.locations)}
       ${table === 'sales' ? within('customer_id', places.customers) : ''}
       ${planDay === null ? '' : ` AND ${happenedBy(table, planDay)}`}
     ORDER BY date DESC, source_file, source_row LIMIT ${most}`,
  )
  return rows.map(({ source_file, source_row, date, amount }) => ({
    table,
    file: String(source_file),
    row: Number(source_row),
    date: String(date),
    quantity: Math.round(Number(amount)),
  }))
}
