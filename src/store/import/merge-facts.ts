import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../../contract/column.js'
import { TOLD_FILES } from '../../contract/event-check.js'
import type { TableChange } from '../../contract/import-report.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { typedName } from './typed-rows.js'
import { STORED_TYPE } from './value-sql.js'

/** What a load needs to know to place facts in time: `load_files(file, name, unchanged)` is a table of the connection. */
export interface LoadMoment {
  readonly load: number
  /** Microsecond timestamp text. */
  readonly knownAt: string
  /** No natural key comes twice in the rows to place. */
  readonly singular: boolean
}

/** Facts keep every version: `known_from` ≤ t < `known_to` says what was known at t; `known_to` is NULL while it holds. */
export async function createFactTable(connection: DuckDBConnection, table: ContractTable): Promise<void> {
  const name = quoteName(table.name)
  const columns = table.columns.map((column) => `${quoteName(column.name)} ${STORED_TYPE[column.type]}`)
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${name} (${columns.join(', ')}, attributes VARCHAR, key_id UHUGEINT, content_id UHUGEINT,
       known_from TIMESTAMP, known_to TIMESTAMP, source_file VARCHAR, source_row INTEGER, load INTEGER)`,
    // A store made before the contract had a column gets it now.
    ...columns.map((column) => `ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS ${column}`),
  ]
  await connection.run(statements.join(';'))
}

/**
 * Brings the sound rows of `typed_<table>` into the facts. What is known already changes nothing; another content under
 * a known natural key supersedes; what a newer edition of a file leaves out is withdrawn. [IM10] [IM11] [IM12]
 */
export async function mergeFacts(
  connection: DuckDBConnection,
  table: ContractTable,
  moment: LoadMoment,
): Promise<TableChange> {
  return moment.singular && (await isFirstTime(connection, table))
    ? placeAll(connection, table, moment)
    : placeNews(connection, table, moment)
}

/** Nothing is known yet; when nothing is said twice either, every row is news and none has a history. */
async function isFirstTime(connection: DuckDBConnection, table: ContractTable): Promise<boolean> {
  const [row] = await readRows(connection, `SELECT NOT EXISTS (SELECT 1 FROM ${quoteName(table.name)}) AS first`)
  return row!.first === true
}

async function placeAll(connection: DuckDBConnection, table: ContractTable, moment: LoadMoment): Promise<TableChange> {
  const inserted = await connection.run(
    insertSql(
      table,
      moment,
      `SELECT t.*, f.name AS source_file, CAST(NULL AS TIMESTAMP) AS latest FROM ${typedName(table)} t JOIN load_files f USING (file) WHERE NOT bad`,
    ),
  )
  return { table: table.name, added: Number(inserted.rowsChanged), superseded: 0, withdrawn: 0 }
}

async function placeNews(connection: DuckDBConnection, table: ContractTable, moment: LoadMoment): Promise<TableChange> {
  const name = quoteName(table.name)
  const news = quoteName(`news_${table.name}`)
  const known = quoteName(`known_${table.name}`)
  await connection.run(
    `CREATE TEMP TABLE ${known} AS SELECT key_id, max(known_from) AS latest FROM ${name} WHERE key_id IN (SELECT key_id FROM ${typedName(table)} WHERE NOT bad) GROUP BY key_id`,
  )
  await connection.run(`CREATE TEMP TABLE ${news} AS ${newsSql(table)}`)
  const withdrawn = await withdrawMissing(connection, table, moment)
  const told = `SELECT n.*, k.latest FROM ${news} n LEFT JOIN ${known} k USING (key_id) ORDER BY file, row`
  await connection.run(insertSql(table, moment, told))
  await closeSuperseded(connection, table, news)
  const [counted] = await readRows(
    connection,
    `SELECT CAST(count(*) AS INTEGER) AS n, CAST(count(*) FILTER (WHERE key_id IN (SELECT key_id FROM ${known})) AS INTEGER) AS again FROM ${news}`,
  )
  const superseded = Number(counted!.again)
  await connection.run(`DROP TABLE ${news}; DROP TABLE ${known}`)
  return { table: table.name, added: Number(counted!.n) - superseded, superseded, withdrawn }
}

function insertSql(table: ContractTable, moment: LoadMoment, rows: string): string {
  const names = table.columns.map((column) => quoteName(column.name)).join(', ')
  return `INSERT INTO ${quoteName(table.name)} (${names}, attributes, key_id, content_id, known_from, known_to, source_file, source_row, load)
    SELECT ${names}, attributes, key_id, content_id, ${knownFromSql(table, moment)}, NULL, source_file, row, ${moment.load} FROM (${rows})`
}

/** Each version of a fact holds until the next one was known; one that was withdrawn earlier stays withdrawn. */
async function closeSuperseded(connection: DuckDBConnection, table: ContractTable, news: string): Promise<void> {
  const name = quoteName(table.name)
  await connection.run(
    `UPDATE ${name} SET known_to = chain.next FROM (
       SELECT rowid AS id, lead(known_from) OVER (PARTITION BY key_id ORDER BY known_from, load, source_file, source_row) AS next
       FROM ${name} WHERE key_id IN (
         SELECT key_id FROM ${name} WHERE key_id IN (SELECT key_id FROM ${news}) GROUP BY key_id HAVING count(*) > 1)) chain
     WHERE ${name}.rowid = chain.id AND chain.next IS NOT NULL AND (known_to IS NULL OR chain.next < known_to)`,
  )
}

/** Rows that say something new: of files read before only keys never seen; of the others, what is not in force already. */
function newsSql(table: ContractTable): string {
  const name = quoteName(table.name)
  const given = table.columns.some((column) => column.name === 'recorded_at') ? 't.recorded_at' : 'NULL'
  return `SELECT t.*, f.name AS source_file FROM ${typedName(table)} t JOIN load_files f ON f.file = t.file
    WHERE NOT t.bad
      AND NOT (f.unchanged AND t.key_id IN (SELECT key_id FROM ${quoteName(`known_${table.name}`)}))
      AND NOT EXISTS (SELECT 1 FROM ${name} o WHERE o.key_id = t.key_id AND o.content_id = t.content_id
        AND (o.known_to IS NULL OR o.known_from = ${given}))
      AND NOT EXISTS (
        SELECT 1 FROM (SELECT key_id, source_file, arg_max(content_id, load) AS said FROM ${name} GROUP BY ALL) s
        WHERE s.key_id = t.key_id AND s.source_file = f.name AND s.said = t.content_id
          AND EXISTS (SELECT 1 FROM ${name} l WHERE l.key_id = t.key_id AND l.known_to IS NULL AND l.source_file <> f.name))
    QUALIFY row_number() OVER (PARTITION BY t.key_id, t.content_id, ${given === 'NULL' ? '1' : given} ORDER BY t.file, t.row) = 1`
}

const eventSql = (table: ContractTable): string => `coalesce(${table.fact!.eventDate.map(quoteName).join(', ')}, NULL)`

/** When a fact became known: as it says; else by its table's rule while nobody could have known better; else now. [IM9] */
function knownFromSql(table: ContractTable, { knownAt }: LoadMoment): string {
  const now = `TIMESTAMP ${quoteText(knownAt)}`
  const given = table.columns.some((column) => column.name === 'recorded_at')
    ? 'recorded_at'
    : 'CAST(NULL AS TIMESTAMP)'
  const last = `(SELECT max(known_at) FROM table_loads WHERE "table" = ${quoteText(table.name)})`
  const lag = table.fact!.recordedLagDays
  const byRule =
    lag === null
      ? `CASE WHEN ${last} IS NULL THEN TIMESTAMP '1970-01-01' ELSE ${now} END`
      : `CASE WHEN ${eventSql(table)} IS NULL THEN CASE WHEN ${last} IS NULL THEN TIMESTAMP '1970-01-01' ELSE ${now} END
              WHEN ${last} IS NULL OR CAST(${eventSql(table)} AS TIMESTAMP) + INTERVAL ${lag} DAY > ${last}
              THEN CAST(${eventSql(table)} AS TIMESTAMP) + INTERVAL ${lag} DAY ELSE ${now} END`
  return `coalesce(${given}, CASE WHEN latest IS NOT NULL THEN greatest(${now}, latest) ELSE ${byRule} END)`
}

async function withdrawMissing(
  connection: DuckDBConnection,
  table: ContractTable,
  { knownAt }: LoadMoment,
): Promise<number> {
  const { retraction } = table.fact!
  if (retraction === 'never') return 0
  const name = quoteName(table.name)
  const event = eventSql(table)
  const ranges = `SELECT f.name AS file_name, min(${event}) AS first_day, max(${event}) AS last_day FROM load_files f
    LEFT JOIN ${typedName(table)} t ON t.file = f.file AND NOT t.bad
    WHERE f."table" = ${quoteText(table.name)} AND NOT f.unchanged GROUP BY f.name`
  // What events told is all there is of it: what is told no longer is withdrawn wherever it lies.
  const isTold = `r.file_name LIKE ${quoteText(TOLD_FILES)}`
  const inRange = retraction === 'state' ? 'true' : `(${isTold} OR ${event} BETWEEN r.first_day AND r.last_day)`
  const result = await connection.run(
    `UPDATE ${name} SET known_to = greatest(known_from, TIMESTAMP ${quoteText(knownAt)}) FROM (${ranges}) r
     WHERE ${name}.known_to IS NULL AND ${name}.source_file = r.file_name AND ${inRange}
       AND ${name}.key_id NOT IN (SELECT key_id FROM ${typedName(table)})`,
  )
  return Number(result.rowsChanged)
}
