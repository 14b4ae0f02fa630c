/** What the facts remember of their loads: which tables they hold, when they came and from where, and what was set aside. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../contract/column.js'
import type { BadRowQuery, BadRows, Finding, HeldTable, LoadReport, PastLoad } from '../contract/import-report.js'
import { CONTRACT_TABLES } from '../contract/tables.js'
import { quoteName, quoteText, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'

/** Enough to tell in what rhythm a table comes. */
const DAYS_TOLD = 30

/** Every table of the contract that the facts hold, in the contract's order. */
export async function heldTables({ connection }: Database): Promise<HeldTable[]> {
  const found = await namesOfTables(connection)
  const held: HeldTable[] = []
  for (const table of CONTRACT_TABLES) if (found.has(table.name)) held.push(await heldTable(connection, table))
  return held
}

async function heldTable(connection: DuckDBConnection, table: ContractTable): Promise<HeldTable> {
  const name = quoteName(table.name)
  const inForce = table.fact === null ? 'true' : 'known_to IS NULL'
  const [counted] = await readRows(
    connection,
    `SELECT CAST(count(*) AS DOUBLE) AS n,
       (SELECT strftime(max(known_at), '%Y-%m-%dT%H:%M:%S.%gZ') FROM table_loads WHERE "table" = ${quoteText(table.name)}) AS at
     FROM ${name} WHERE ${inForce}`,
  )
  const event = table.fact?.eventDate.map(quoteName).join(', ')
  const days =
    event === undefined
      ? []
      : await readRows(
          connection,
          `SELECT DISTINCT CAST(CAST(coalesce(${event}, NULL) AS DATE) - DATE '1970-01-01' AS INTEGER) AS day FROM ${name}
           WHERE ${inForce} AND coalesce(${event}, NULL) IS NOT NULL ORDER BY day DESC LIMIT ${DAYS_TOLD}`,
        )
  return {
    table: table.name,
    rows: Number(counted!.n),
    days: days.map(({ day }) => Number(day)),
    loadedAt: counted!.at === null ? null : String(counted!.at),
  }
}

async function namesOfTables(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const found = await readRows(
    connection,
    'SELECT table_name AS name FROM information_schema.tables WHERE table_catalog = current_database()',
  )
  return new Set(found.map(({ name }) => String(name)))
}

/** Loads before one (the newest, where it is null), newest first. */
export async function pastLoads({ connection }: Database, before: number | null, limit: number): Promise<PastLoad[]> {
  if (!(await namesOfTables(connection)).has('loads')) return []
  const kept = await readRows(
    connection,
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'loads'`,
  )
  const has = (name: string): boolean => kept.some((column) => column.name === name)
  const moment = (column: string): string =>
    has(column) ? `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')` : 'CAST(NULL AS VARCHAR)'
  const told = (column: string): string => (has(column) ? column : 'CAST(NULL AS VARCHAR)')
  const rows = await readRows(
    connection,
    `SELECT load, digest, report, ${told('command')} AS command, ${told('person')} AS person,
       ${moment('known_at')} AS known_at, ${moment('read_at')} AS read_at
     FROM loads WHERE ${before === null ? 'true' : `load < ${before}`} ORDER BY load DESC LIMIT ${limit}`,
  )
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  return rows.map((row) => ({
    load: Number(row.load),
    knownAt: String(row.known_at),
    readAt: text(row.read_at),
    digest: String(row.digest),
    command: text(row.command),
    person: text(row.person),
    report: JSON.parse(String(row.report)) as LoadReport,
  }))
}

/**
 * What was set aside by a load, trouble by trouble. All of it is kept of the newest load, of those before it what its
 * report lists. Null when there is no such load.
 */
export async function badRowsOf(store: Database, query: BadRowQuery): Promise<BadRows | null> {
  const [newest] = await pastLoads(store, null, 1)
  if (newest === undefined) return null
  const { load: asked = newest.load } = query
  if (asked === newest.load) return quarantined(store.connection, newest, query)
  const [found] = await pastLoads(store, asked + 1, 1)
  return found?.load === asked ? listedIn(found, query) : null
}

const fits = ({ table, code }: BadRowQuery, found: Pick<Finding, 'table' | 'code'>): boolean =>
  (table === undefined || found.table === table) && (code === undefined || found.code === code)

function listedIn({ load, report }: PastLoad, query: BadRowQuery): BadRows {
  const { badRows, badRowCount } = report
  const found = badRows.filter((one) => fits(query, one))
  const kinds = new Map<string, BadRows['kinds'][number]>()
  for (const { table, code } of badRows) {
    const key = `${table} ${code}`
    kinds.set(key, { table, code, count: (kinds.get(key)?.count ?? 0) + 1 })
  }
  const listed = new Set(badRows.map(({ file, sheet, row }) => `${file}#${sheet}#${row}`)).size
  return {
    load,
    whole: listed === badRowCount,
    count: found.length,
    kinds: [...kinds.values()].sort((a, b) => b.count - a.count || (a.table < b.table ? -1 : 1)),
    rows: found.slice(query.offset, query.offset + query.limit),
  }
}

async function quarantined(
  connection: DuckDBConnection,
  { load, report }: PastLoad,
  query: BadRowQuery,
): Promise<BadRows> {
  const counted = await readRows(
    connection,
    `SELECT "table", code, CAST(count(*) AS DOUBLE) AS n FROM quarantine GROUP BY ALL ORDER BY n DESC, "table", code`,
  )
  const kinds = counted.map((row) => ({ table: String(row.table), code: String(row.code), count: Number(row.n) }))
  const wanted = (['table', 'code'] as const)
    .filter((column) => query[column] !== undefined)
    .map((column) => `${quoteName(column)} = ${quoteText(query[column]!)}`)
  const rows = await readRows(
    connection,
    `SELECT * FROM quarantine WHERE ${['true', ...wanted].join(' AND ')}
     ORDER BY "table", name, row, "column", code LIMIT ${query.limit} OFFSET ${query.offset}`,
  )
  const places = new Map(
    report.files.map(({ file, sheet }) => [sheet === '' ? file : `${file}#${sheet}`, { file, sheet }]),
  )
  return {
    load,
    whole: true,
    count: kinds.filter((kind) => fits(query, kind)).reduce((sum, { count }) => sum + count, 0),
    kinds,
    rows: rows.map((row): Finding => {
      const excerpt = String(row.excerpt ?? '')
      return {
        code: String(row.code),
        values: { ...(JSON.parse(String(row.more)) as Finding['values']), excerpt },
        table: String(row.table),
        ...(places.get(String(row.name)) ?? { file: String(row.name), sheet: '' }),
        row: Number(row.row),
        column: String(row.column),
        excerpt,
      }
    }),
  }
}
