import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractTable } from '../../contract/column.js'
import type { Finding, RecognisedFile, TableCoverage } from '../../contract/import-report.js'
import type { SourceTable } from '../../contract/source-table.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { FINDINGS } from './finding-log.js'
import { typedName } from './typed-rows.js'

interface Counted {
  readonly rows: ReadonlyMap<string, number>
  readonly repeated: ReadonlyMap<string, number>
  readonly files: readonly RecognisedFile[]
}

export async function measureCoverage(
  connection: DuckDBConnection,
  tables: readonly ContractTable[],
  counted: Counted,
): Promise<TableCoverage[]> {
  const coverage: TableCoverage[] = []
  for (const table of tables) {
    const broken = await countBroken(connection, table)
    const { badRows, badValueShare } = await measureTable(connection, table, broken)
    coverage.push({
      table: table.name,
      files: counted.files.filter((file) => file.table === table.name).length,
      rows: (counted.rows.get(table.name) ?? 0) + broken,
      badRows,
      badValueShare,
      repeatedRows: counted.repeated.get(table.name) ?? 0,
    })
  }
  return coverage
}

async function countBroken(connection: DuckDBConnection, table: ContractTable): Promise<number> {
  const [row] = await readRows(
    connection,
    `SELECT CAST(count(*) AS INTEGER) AS n FROM ${FINDINGS} WHERE "table" = ${quoteText(table.name)} AND code IN ('contract.ragged_row', 'contract.unclosed_quote')`,
  )
  return Number(row!.n)
}

/**
 * A row weighs its value: the first of the table's weight columns that is filled anywhere, as an absolute number. Rows
 * that do not say theirs, and broken ones, weigh the average; without any value every row weighs the same. [IM8]
 */
async function measureTable(
  connection: DuckDBConnection,
  table: ContractTable,
  broken: number,
): Promise<{ badRows: number; badValueShare: number }> {
  let weight = 'CAST(NULL AS DOUBLE)'
  for (const name of [...table.weight].reverse())
    weight = `CASE WHEN (SELECT count(${quoteName(name)}) FROM ${typedName(table)}) > 0 THEN abs(CAST(${quoteName(name)} AS DOUBLE)) ELSE ${weight} END`
  const [row] = await readRows(
    connection,
    `SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE bad) AS DOUBLE) AS bad_n,
       coalesce(sum(w), 0) AS total, CAST(count(w) AS DOUBLE) AS weighed,
       coalesce(sum(w) FILTER (WHERE bad), 0) AS bad_total, CAST(count(w) FILTER (WHERE bad) AS DOUBLE) AS bad_weighed
     FROM (SELECT bad, ${weight} AS w FROM ${typedName(table)})`,
  )
  const rows = Number(row!.n) + broken
  const badRows = Number(row!.bad_n) + broken
  const average = Number(row!.total) > 0 ? Number(row!.total) / Number(row!.weighed) : 1
  const weighs = (total: number, weighed: number, count: number): number =>
    (Number(row!.total) > 0 ? total : weighed) + average * (count - weighed)
  const whole = weighs(Number(row!.total), Number(row!.weighed), rows)
  const bad = weighs(Number(row!.bad_total), Number(row!.bad_weighed), badRows)
  return { badRows, badValueShare: whole > 0 ? bad / whole : 0 }
}

/** Of each table and code this many are listed; the rest are counted. */
const LISTED_PER_CODE = 100

export async function collectBadRows(
  connection: DuckDBConnection,
  sources: readonly SourceTable[],
): Promise<{ badRows: Finding[]; badRowCount: number }> {
  const [count] = await readRows(
    connection,
    `SELECT CAST(count(*) AS INTEGER) AS n FROM (SELECT DISTINCT file, row FROM ${FINDINGS})`,
  )
  const rows = await readRows(
    connection,
    `SELECT * FROM ${FINDINGS} QUALIFY row_number() OVER (PARTITION BY "table", code ORDER BY file, row, "column") <= ${LISTED_PER_CODE}
     ORDER BY file, row, "column", code`,
  )
  const badRows = rows.map((found): Finding => {
    const source = sources[Number(found.file)]!
    const values = JSON.parse(String(found.more)) as Record<string, string | number>
    const excerpt = String(found.excerpt ?? '')
    return {
      code: String(found.code),
      values: { ...values, excerpt },
      table: source.table,
      file: source.file,
      sheet: source.sheet,
      row: Number(found.row),
      column: String(found.column),
      excerpt,
    }
  })
  return { badRows, badRowCount: Number(count!.n) }
}
