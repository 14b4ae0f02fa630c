import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../contract/column.js'
import type { CheckReport, LoadOrigin, LoadReport, TableChange } from '../contract/import-report.js'
import type { OpenSources, SourceFolder } from '../contract/source-table.js'
import { CONTRACT_TABLES } from '../contract/tables.js'
import { quoteName, quoteText, readRows } from './duckdb/columns.js'
import { type Database, factsPath, inTransaction, openDatabase } from './duckdb/database.js'
import { digestOfFolder, examine } from './import/examination.js'
import { FINDINGS } from './import/finding-log.js'
import { createFactTable, mergeFacts } from './import/merge-facts.js'
import { typedName } from './import/typed-rows.js'

export interface CheckOptions {
  /** Finds and reads the files: `openCompanySources` of the connectors. */
  readonly open: OpenSources
  /** Any bad row refuses. */
  readonly strict?: boolean
}

export interface LoadOptions extends CheckOptions {
  /** ISO moment at which what the folder says became known; now, unless a test or a backfill says otherwise. */
  readonly knownAt?: string
  readonly origin?: LoadOrigin
}

/** Everything that is wrong with a company folder, and how much of it can be used. Writes nothing. */
export async function checkFolder(folder: string, options: CheckOptions): Promise<CheckReport> {
  const sources = await options.open(folder)
  const database = await openDatabase(null)
  try {
    return (await examine(database, sources, options.strict ?? false)).report
  } finally {
    database.close()
  }
}

/**
 * Brings a company folder into its facts, all or nothing: master data as the folder has it, facts with both clocks.
 * A fault changes nothing; the same folder again changes nothing. Killed at any moment, what was there before is there.
 */
export async function loadFolder(folder: string, options: LoadOptions): Promise<LoadReport> {
  const { report, store } = await openLoaded(folder, options)
  await store?.settle()
  return report
}

/** The same, and the facts still open, for whoever reads them next and closes them. No store where nothing was loaded. */
export async function openLoaded(
  folder: string,
  options: LoadOptions,
): Promise<{ report: LoadReport; store: Database | null }> {
  const readAt = new Date().toISOString()
  const sources = await options.open(folder)
  const knownAt = new Date(options.knownAt ?? Date.now()).toISOString()
  const path = factsPath(folder)
  const fresh = !existsSync(path)
  // A folder that is no company gets no store: its faults are said without leaving anything behind.
  if (fresh && sources.company === null)
    return { report: refused(await checkFolder(folder, options), knownAt), store: null }
  const database = await openDatabase(path)
  let loaded = false
  try {
    const how = { knownAt, readAt, strict: options.strict ?? false, origin: options.origin ?? NOBODY }
    const report = await loadInto(database, sources, how)
    loaded = report.loaded
    return { report, store: loaded ? database : null }
  } finally {
    if (!loaded) {
      database.close()
      if (fresh) removeStore(folder)
    }
  }
}

const refused = (report: CheckReport, knownAt: string): LoadReport => ({
  ...report,
  loaded: false,
  unchanged: false,
  knownAt,
  changes: [],
})

function removeStore(folder: string): void {
  const path = factsPath(folder)
  rmSync(path, { force: true })
  rmSync(`${path}.wal`, { force: true })
}

const NOBODY: LoadOrigin = { command: null, person: null }

interface LoadTaken {
  readonly knownAt: string
  /** When the files began to be read, by the clock of this machine. */
  readonly readAt: string
  readonly strict: boolean
  readonly origin: LoadOrigin
}

async function loadInto(database: Database, sources: SourceFolder, taken: LoadTaken): Promise<LoadReport> {
  const { knownAt, strict } = taken
  const { connection } = database
  const digest = digestOfFolder(sources)
  const earlier = await lastReport(connection, digest)
  if (earlier !== null && !(strict && earlier.badRowCount > 0))
    return { ...earlier, loaded: true, unchanged: true, changes: [] }
  const { report: checked, tables, singular } = await examine(database, sources, strict)
  const report = refused(checked, knownAt)
  if (!checked.ok) return report
  return inTransaction(connection, async () => {
    await createStore(connection)
    const moment = { load: await nextLoad(connection), knownAt: timestampOf(knownAt) }
    await listFiles(connection, sources)
    const changes: TableChange[] = []
    await replaceMasters(connection, tables)
    for (const table of tables) {
      if (table.fact === null) continue
      await createFactTable(connection, table)
      changes.push(await mergeFacts(connection, table, { ...moment, singular: singular.has(table.name) }))
    }
    const done: LoadReport = { ...report, loaded: true, changes }
    await recordLoad(connection, sources, { ...taken, ...moment, digest }, done)
    return done
  })
}

const timestampOf = (iso: string): string => iso.replace('T', ' ').replace('Z', '')

/** Bookkeeping of the store: what was loaded when, by whom, from which bytes, and what was said about it. */
async function createStore(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `CREATE TABLE IF NOT EXISTS loads (load INTEGER, known_at TIMESTAMP, digest VARCHAR, company VARCHAR, report VARCHAR)`,
  )
  // A store that was made before these were kept gets them now; its earlier loads do not say.
  for (const column of ['command VARCHAR', 'person VARCHAR', 'read_at TIMESTAMP'])
    await connection.run(`ALTER TABLE loads ADD COLUMN IF NOT EXISTS ${column}`)
  await connection.run(
    `CREATE TABLE IF NOT EXISTS loaded_files (load INTEGER, "table" VARCHAR, name VARCHAR, sheet VARCHAR, digest VARCHAR)`,
  )
  await connection.run(`CREATE TABLE IF NOT EXISTS table_loads (load INTEGER, "table" VARCHAR, known_at TIMESTAMP)`)
  await connection.run(
    `CREATE TABLE IF NOT EXISTS quarantine (load INTEGER, "table" VARCHAR, name VARCHAR, row INTEGER, "column" VARCHAR, code VARCHAR, excerpt VARCHAR, more VARCHAR)`,
  )
}

async function nextLoad(connection: DuckDBConnection): Promise<number> {
  const [row] = await readRows(connection, 'SELECT CAST(coalesce(max(load), 0) + 1 AS INTEGER) AS load FROM loads')
  return Number(row!.load)
}

/** `load_files`: number in this load, name (with the sheet), and whether exactly these bytes were loaded before. */
async function listFiles(connection: DuckDBConnection, sources: SourceFolder): Promise<void> {
  await connection.run(
    'CREATE TEMP TABLE load_files (file INTEGER, "table" VARCHAR, name VARCHAR, digest VARCHAR, unchanged BOOLEAN)',
  )
  for (const [index, { table, file, sheet, digest: bytes, declared }] of sources.tables.entries()) {
    // The same bytes under another declared format are another statement.
    const digest = `${bytes}${Object.keys(declared).length > 0 ? JSON.stringify(declared) : ''}`
    const name = quoteText(sheet === '' ? file : `${file}#${sheet}`)
    await connection.run(
      `INSERT INTO load_files SELECT ${index}, ${quoteText(table)}, ${name}, ${quoteText(digest)},
         coalesce((SELECT arg_max(digest, load) = ${quoteText(digest)} FROM loaded_files WHERE "table" = ${quoteText(table)} AND name = ${name}), false)`,
    )
  }
}

/** Master data is what the folder says now, whole. */
async function replaceMasters(connection: DuckDBConnection, present: readonly ContractTable[]): Promise<void> {
  const statements = CONTRACT_TABLES.filter((table) => table.fact === null).map((table) => {
    const name = quoteName(table.name)
    if (!present.includes(table)) return `DROP TABLE IF EXISTS ${name}`
    const columns = table.columns.map((column) => quoteName(column.name)).join(', ')
    return `CREATE OR REPLACE TABLE ${name} AS SELECT ${columns}, attributes FROM ${typedName(table)} WHERE NOT bad
      ORDER BY ${table.key.map(quoteName).join(', ')}, file, row`
  })
  await connection.run(statements.join(';'))
}

async function recordLoad(
  connection: DuckDBConnection,
  sources: SourceFolder,
  { load, knownAt, readAt, origin, digest }: LoadTaken & { load: number; digest: string },
  report: LoadReport,
): Promise<void> {
  const moment = `TIMESTAMP ${quoteText(knownAt)}`
  const company = quoteText(JSON.stringify(sources.company))
  const [command, person] = [origin.command, origin.person].map((text) => (text === null ? 'NULL' : quoteText(text)))
  await connection.run(
    `INSERT INTO loads (load, known_at, digest, company, report, command, person, read_at)
     VALUES (${load}, ${moment}, ${quoteText(digest)}, ${company}, ${quoteText(JSON.stringify(report))},
       ${command}, ${person}, TIMESTAMP ${quoteText(timestampOf(readAt))})`,
  )
  await connection.run(`INSERT INTO loaded_files SELECT ${load}, "table", name, '', digest FROM load_files`)
  await connection.run(`INSERT INTO table_loads SELECT DISTINCT ${load}, "table", ${moment} FROM load_files`)
  await connection.run('DELETE FROM quarantine')
  await connection.run(
    `INSERT INTO quarantine SELECT ${load}, g."table", f.name, g.row, g."column", g.code, g.excerpt, g.more FROM ${FINDINGS} g JOIN load_files f USING (file)`,
  )
}

async function lastReport(connection: DuckDBConnection, digest: string): Promise<LoadReport | null> {
  const last = await lastLoad(connection)
  return last !== null && last.digest === digest ? last.report : null
}

async function lastLoad(connection: DuckDBConnection): Promise<{ digest: string; report: LoadReport } | null> {
  const [exists] = await readRows(
    connection,
    `SELECT CAST(count(*) AS INTEGER) AS n FROM information_schema.tables WHERE table_name = 'loads'`,
  )
  if (Number(exists!.n) === 0) return null
  const [row] = await readRows(connection, 'SELECT digest, report FROM loads ORDER BY load DESC LIMIT 1')
  return row === undefined ? null : { digest: String(row.digest), report: JSON.parse(String(row.report)) as LoadReport }
}

/** What the last load said: its coverage belongs on every report that uses the facts. Null before the first load. */
export async function readLoadReport(store: Database): Promise<LoadReport | null> {
  return (await lastLoad(store.connection))?.report ?? null
}

/** Opens the facts of a folder that has been loaded. */
export async function openStore(folder: string): Promise<Database> {
  mkdirSync(join(folder, '.rumbo'), { recursive: true })
  const path = factsPath(folder)
  return openDatabase(path, existsSync(path) ? 'read' : 'write')
}
