import type { DuckDBConnection } from '@duckdb/node-api'
import type { Day } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import { quoteText, readRows } from './duckdb/columns.js'
import { LONGEST_PERIOD } from './sales-days.js'

export interface FactsOptions {
  /** ISO moment: facts as they were known then; everything known, unless given. */
  readonly asKnownAt?: string
  /** Number of a load: facts as they stood when it was done. */
  readonly load?: number
  /** Plans are made on the morning of this day: what happened later is not looked at. [PV6] */
  readonly planDay?: Day
  /** Sales and stock of earlier days are not asked for. */
  readonly since?: Day
}

/** Asks the facts for what was known at a moment. */
export interface FactQuery {
  readonly connection: DuckDBConnection
  readonly company: Company
  /** Name of the relation that holds the rows of a fact table in force, or null when the store has no such table. */
  rows(table: string): string | null
  /** Names of the fact tables that the store has. */
  readonly tables: readonly string[]
  /** Day number up to which something can have happened; null = no limit. */
  readonly lastDay: number | null
}

/** Sets up a question; ids of the company must have been placed (`placeIds`). */
export async function askFacts(
  connection: DuckDBConnection,
  company: Company,
  options: FactsOptions,
): Promise<FactQuery> {
  const found = await readRows(
    connection,
    `SELECT table_name FROM information_schema.columns WHERE column_name = 'known_from' AND table_catalog = current_database() ORDER BY table_name`,
  )
  const tables = found.map((row) => String(row.table_name))
  const { asKnownAt, planDay, since } = options
  const moment = asKnownAt === undefined ? null : new Date(asKnownAt)
  const inForce = inForceSql(moment, options.load)
  const where = (table: string): string => {
    const conditions = [inForce]
    if (planDay !== undefined) conditions.push(happenedBy(table, planDay))
    if (since !== undefined && DAILY.has(table))
      conditions.push(`date >= DATE '1970-01-01' + ${since - LONGEST_PERIOD}`)
    return conditions.join(' AND ')
  }
  const lastDay = planDay ?? Infinity
  const known = moment === null ? Infinity : Math.floor(moment.getTime() / 86_400_000)
  return {
    connection,
    company,
    tables,
    rows: (table) => (tables.includes(table) ? `(SELECT * FROM "${table}" WHERE ${where(table)})` : null),
    lastDay: Math.min(lastDay, known) === Infinity ? null : Math.min(lastDay, known),
  }
}

/** Tables of which days are told one by one. */
const DAILY: ReadonlySet<string> = new Set(['sales', 'stock'])

function inForceSql(moment: Date | null, load: number | undefined): string {
  if (load !== undefined) {
    const then = `(SELECT known_at FROM loads WHERE loads.load = ${load})`
    return `load <= ${load} AND (known_to IS NULL OR known_to > ${then})`
  }
  if (moment === null) return 'known_to IS NULL'
  const at = `TIMESTAMP ${quoteText(moment.toISOString().replace('T', ' ').replace('Z', ''))}`
  return `known_from <= ${at} AND (known_to IS NULL OR known_to > ${at})`
}

/** The number of the last load. */
export async function lastLoad(connection: DuckDBConnection): Promise<number> {
  const [row] = await readRows(connection, 'SELECT CAST(max(load) AS INTEGER) AS load FROM loads')
  return Number(row!.load)
}

/** The SQL condition under which a row of a fact table lies behind a plan made on the morning of `planDay`. */
export function happenedBy(table: string, planDay: Day): string {
  const morning = `DATE '1970-01-01' + ${planDay}`
  switch (table) {
    case 'sales':
      return `(CASE period WHEN 'W' THEN date + 7 WHEN 'M' THEN last_day(date) + 1 ELSE date + 1 END) <= ${morning}`
    case 'movements':
      return `date < ${morning}`
    case 'stock':
    case 'receivables':
    case 'payables':
    case 'payments':
      return `date <= ${morning}`
    case 'orders':
      return `coalesce(order_date <= ${morning}, true)`
    case 'plans':
      return `frozen_at <= ${morning}`
    case 'ledger':
      return `last_day("month") < ${morning}`
    default:
      return 'true'
  }
}
