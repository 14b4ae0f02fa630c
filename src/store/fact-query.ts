import type { DuckDBConnection } from '@duckdb/node-api'
import type { Company } from '../core/network/company.js'
import { quoteText, readRows } from './duckdb/columns.js'

export interface FactsOptions {
  /** ISO moment: facts as they were known then; everything known, unless given. */
  readonly asKnownAt?: string
}

/** Asks the facts for what was known at a moment. */
export interface FactQuery {
  readonly connection: DuckDBConnection
  readonly company: Company
  /** Name of the relation that holds the rows of a fact table in force, or null when the store has no such table. */
  rows(table: string): string | null
  /** Day number up to which something can have happened; null = no limit. */
  readonly lastDay: number | null
}

/** Sets up a question; ids of the company must have been placed (`placeIds`). */
export async function askFacts(
  connection: DuckDBConnection,
  company: Company,
  options: FactsOptions,
): Promise<FactQuery> {
  const tables = await readRows(
    connection,
    `SELECT table_name FROM information_schema.columns WHERE column_name = 'known_from' AND table_catalog = current_database()`,
  )
  const present = new Set(tables.map((row) => String(row.table_name)))
  const moment = options.asKnownAt === undefined ? null : new Date(options.asKnownAt)
  const at = moment === null ? '' : `TIMESTAMP ${quoteText(moment.toISOString().replace('T', ' ').replace('Z', ''))}`
  const inForce =
    moment === null ? 'known_to IS NULL' : `known_from <= ${at} AND (known_to IS NULL OR known_to > ${at})`
  return {
    connection,
    company,
    rows: (table) => (present.has(table) ? `(SELECT * FROM "${table}" WHERE ${inForce})` : null),
    lastDay: moment === null ? null : Math.floor(moment.getTime() / 86_400_000),
  }
}
