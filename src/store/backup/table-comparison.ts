/** The Parquet files of a version against the plan that it keeps ready to be opened. */
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ExportTable, Version } from '../../core/plan/version.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { appendBatch, createTable, isLookedUp, selectTable } from '../versions/export-table.js'

/** Names of the files in a version's folder whose rows are not those of `tables`, or that cannot be read. */
export async function differingFiles(
  folder: string,
  version: Pick<Version, 'tables'>,
  tables: readonly ExportTable[],
): Promise<string[]> {
  const scratch = await openDatabase(null)
  try {
    const differing: string[] = []
    for (const table of tables) {
      const { file } = version.tables.find(({ name }) => name === table.name) ?? { file: `${table.name}.parquet` }
      const expected = await rowsOf(scratch.connection, table, isLookedUp(table, tables))
      const kept = `SELECT * FROM read_parquet(${quoteText(path.join(folder, file))})`
      const found = await fingerprint(scratch.connection, kept).catch(() => null)
      if (found !== expected) differing.push(file)
    }
    return differing
  } finally {
    scratch.close()
  }
}

/** The table goes again unless others are joined to it. */
async function rowsOf(connection: DuckDBConnection, table: ExportTable, keep: boolean): Promise<string> {
  await createTable(connection, table)
  for (const batch of table.batches()) await appendBatch(connection, table, batch)
  const rows = await fingerprint(connection, selectTable(table))
  if (!keep) await connection.run(`DROP TABLE ${quoteName(table.name)}`)
  return rows
}

/** The same rows have the same one, in whatever order they stand. */
async function fingerprint(connection: DuckDBConnection, select: string): Promise<string> {
  const [row] = await readRows(
    connection,
    `SELECT concat_ws(' ', count(*), sum(CAST(hash(t) AS HUGEINT))) AS print FROM (${select}) t`,
  )
  return String(row!.print)
}
