import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../../contract/column.js'
import { findTable, idColumnOf } from '../../contract/tables.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { FINDINGS, type FindingLog } from './finding-log.js'
import { typedName } from './typed-rows.js'

/**
 * Rows that name a record nobody knows. A quarantined record is not known either, so master data is gone through until
 * nothing more falls; facts, which nothing refers to, once at the end.
 */
export async function checkReferences(
  connection: DuckDBConnection,
  tables: readonly ContractTable[],
  log: FindingLog,
): Promise<void> {
  // A table that could not be read whole is no witness: who names its records is not called bad for it.
  const unread = new Set(log.faults.map((fault) => fault.table))
  const present = new Set(tables.map((table) => table.name).filter((name) => !unread.has(name)))
  const masters = tables.filter((table) => table.fact === null)
  for (let fallen = 1; fallen > 0; ) {
    fallen = 0
    for (const table of masters) fallen += await checkTableReferences(connection, table, present, true)
  }
  for (const table of tables) if (table.fact !== null) await checkTableReferences(connection, table, present, false)
  const named = new Set([...present, ...unread])
  for (const table of tables) await noticeIgnoredReferences(connection, table, named, log)
}

async function checkTableReferences(
  connection: DuckDBConnection,
  table: ContractTable,
  present: ReadonlySet<string>,
  onlySound: boolean,
): Promise<number> {
  const found: string[] = []
  for (const column of table.columns) {
    const targets = (column.refersTo ?? []).filter((name) => present.has(name))
    if (targets.length === 0) continue
    const name = quoteName(column.name)
    const known = targets.map((target) => {
      const id = quoteName(idColumnOf(findTable(target)!))
      return `${name} NOT IN (SELECT ${id} FROM ${typedName(findTable(target)!)} WHERE NOT bad AND ${id} IS NOT NULL)`
    })
    const more = JSON.stringify({ column: column.name, targets: targets.join(', ') })
    found.push(
      `SELECT ${quoteText(table.name)}, file, row, ${quoteText(column.name)}, 'contract.unknown_reference', left(${name}, 80), ${quoteText(more)}
       FROM ${typedName(table)} WHERE ${name} IS NOT NULL AND ${onlySound ? 'NOT bad AND ' : ''}${known.join(' AND ')}`,
    )
  }
  return found.length === 0 ? 0 : await logRows(connection, table, found.join(' UNION ALL '))
}

/** Adds bad rows found by a query and marks them; how many there were. */
export async function logRows(connection: DuckDBConnection, table: ContractTable, query: string): Promise<number> {
  const inserted = await connection.run(`INSERT INTO ${FINDINGS} ${query}`)
  const found = Number(inserted.rowsChanged)
  if (found > 0)
    await connection.run(
      `UPDATE ${typedName(table)} SET bad = true
       WHERE (file, row) IN (SELECT (file, row) FROM ${FINDINGS} WHERE "table" = ${quoteText(table.name)})`,
    )
  return found
}

/** References to a table that the folder does not have are kept as text and used by nobody. */
async function noticeIgnoredReferences(
  connection: DuckDBConnection,
  table: ContractTable,
  present: ReadonlySet<string>,
  log: FindingLog,
): Promise<void> {
  for (const column of table.columns) {
    const targets = column.refersTo ?? []
    if (targets.length === 0 || targets.some((name) => present.has(name))) continue
    const [row] = await readRows(
      connection,
      `SELECT CAST(count(${quoteName(column.name)}) AS INTEGER) AS n FROM ${typedName(table)}`,
    )
    if (Number(row!.n) > 0)
      log.notice({ table: table.name, file: '', sheet: '' }, 'contract.reference_ignored', {
        table: table.name,
        column: column.name,
        targets: targets.join(', '),
      })
  }
}

export interface Duplicates {
  /** Rows repeated word for word, now counted once. */
  readonly dropped: number
  /** No two sound rows of the table share a natural key, in whatever file. */
  readonly singular: boolean
}

/**
 * The same natural key said twice with different words: in one file for facts (another file may restate), anywhere for
 * master data. Rows repeated word for word are dropped but for the first.
 */
export async function checkDuplicates(connection: DuckDBConnection, table: ContractTable): Promise<Duplicates> {
  const typed = typedName(table)
  const [any] = await readRows(
    connection,
    `SELECT EXISTS (SELECT 1 FROM ${typed} WHERE NOT bad GROUP BY key_id HAVING count(*) > 1) AS any`,
  )
  if (any!.any === false) return { dropped: 0, singular: true }
  return { dropped: await dropDuplicates(connection, table), singular: false }
}

async function dropDuplicates(connection: DuckDBConnection, table: ContractTable): Promise<number> {
  const typed = typedName(table)
  const scope = table.fact === null ? 'key_id' : 'file, key_id'
  const moment = table.columns.some((column) => column.name === 'recorded_at') ? ', recorded_at' : ''
  const twice = quoteName(`twice_${table.name}`)
  await connection.run(
    `CREATE TEMP TABLE ${twice} AS SELECT ${scope}${moment}, count(DISTINCT content_id) AS contents FROM ${typed} WHERE NOT bad GROUP BY ALL HAVING count(*) > 1`,
  )
  const same = [...scope.split(', '), ...moment.split(', ').filter(Boolean)]
    .map((name) => `a.${name} IS NOT DISTINCT FROM b.${name}`)
    .join(' AND ')
  const more = JSON.stringify({ key: table.key.join(', ') })
  const keyText = table.key.map((name) => `CAST(a.${quoteName(name)} AS VARCHAR)`).join(', ')
  await logRows(
    connection,
    table,
    `SELECT ${quoteText(table.name)}, a.file, a.row, ${quoteText(table.key[0]!)}, ${quoteText(duplicateCode(table))}, left(concat_ws(' ', ${keyText}), 80), ${quoteText(more)}
     FROM ${typed} a JOIN ${twice} b ON ${same} WHERE b.contents > 1 AND NOT a.bad`,
  )
  const [counted] = await readRows(connection, `SELECT CAST(count(*) AS INTEGER) AS n FROM ${twice} WHERE contents = 1`)
  if (Number(counted!.n) === 0) return 0
  const dropped = await connection.run(
    `DELETE FROM ${typed} WHERE (file, row) IN (
       SELECT (a.file, a.row) FROM ${typed} a JOIN ${twice} b ON ${same} WHERE b.contents = 1 AND NOT a.bad
       QUALIFY row_number() OVER (PARTITION BY ${`${scope}${moment}`
         .split(', ')
         .map((name) => `a.${name}`)
         .join(', ')} ORDER BY a.file, a.row) > 1)`,
  )
  return Number(dropped.rowsChanged)
}

const duplicateCode = (table: ContractTable): string =>
  table.name === 'prices' ? 'contract.duplicate_price' : 'contract.duplicate_key'
