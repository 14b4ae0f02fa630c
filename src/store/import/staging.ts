import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractColumn, ContractTable } from '../../contract/column.js'
import type { SourceTable } from '../../contract/source-table.js'
import { findColumn, findTable, normaliseHeader } from '../../contract/tables.js'
import { quoteName, quoteText, readRows } from '../duckdb/columns.js'
import { stageDelimited } from '../duckdb/delimited-table.js'
import type { FindingLog } from './finding-log.js'

/** A file as an all-text table of its own: column `row`, then `c0`, `c1`, … in the order of the headers. */
export interface StagedFile {
  readonly index: number
  readonly source: SourceTable
  readonly table: ContractTable
  readonly name: string
  /** Cell expression (trimmed, NULL when empty) of each column of the contract that the file has. */
  readonly cells: ReadonlyMap<string, { column: ContractColumn; cell: string }>
  /** Headers the contract does not know, kept as attributes. */
  readonly attributes: readonly { header: string; cell: string }[]
}

/** Reads a file into a temporary table; null, with a fault logged, when it cannot be read or its columns do not do. */
export async function stageFile(
  connection: DuckDBConnection,
  source: SourceTable,
  index: number,
  log: FindingLog,
): Promise<StagedFile | null> {
  const table = findTable(source.table)!
  const name = `staged_${index}`
  try {
    const headers = await stageRows(connection, source, index, name, log)
    const mapped = mapHeaders(table, headers, source, log)
    if (mapped === null) return null
    return { index, source, table, name, ...mapped }
  } catch {
    log.fault(source, 'contract.unreadable_file', { file: source.file })
    return null
  }
}

async function stageRows(
  connection: DuckDBConnection,
  source: SourceTable,
  index: number,
  name: string,
  log: FindingLog,
): Promise<readonly string[]> {
  const { batches, headers } = source
  if (batches === null || headers === null) return stageParquet(connection, source, name)
  const file = { ...source, headers, batches }
  await stageDelimited(connection, name, file, (broken) => log.badRow(index, source.table, broken))
  return headers
}

/** Typed values become the text a CSV with a decimal point would have; row 2 is the first, as in every other file. */
async function stageParquet(
  connection: DuckDBConnection,
  source: SourceTable,
  name: string,
): Promise<readonly string[]> {
  const file = `read_parquet(${quoteText(source.path)}, file_row_number = true)`
  const described = await readRows(
    connection,
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${file})`,
  )
  const cells = described.map(({ column_name, column_type }, at) => {
    const column = quoteName(String(column_name))
    const text = `CAST(${column} AS VARCHAR)`
    const fraction = /^(DOUBLE|FLOAT|DECIMAL)/.test(String(column_type))
    return `${fraction ? `CASE WHEN contains(${text}, '.') AND NOT contains(${text}, 'e') THEN ${text} || '0' ELSE ${text} END` : text} AS c${at}`
  })
  await connection.run(
    `CREATE TEMP TABLE ${name} AS SELECT CAST(file_row_number + 2 AS INTEGER) AS row, ${cells.join(', ')} FROM ${file}`,
  )
  return described.map((row) => String(row.column_name))
}

type Mapped = Pick<StagedFile, 'cells' | 'attributes'>

function mapHeaders(
  table: ContractTable,
  headers: readonly string[],
  source: SourceTable,
  log: FindingLog,
): Mapped | null {
  const cells = new Map<string, { column: ContractColumn; cell: string }>()
  const attributes: { header: string; cell: string }[] = []
  let sound = true
  headers.forEach((header, at) => {
    const cell = `nullif(trim(c${at}), '')`
    const column = findColumn(table, normaliseHeader(header))
    if (column === null) {
      const plain = header.trim() || `column_${at + 1}`
      attributes.push({
        header: attributes.some((other) => other.header === plain) ? `${plain}_${at + 1}` : plain,
        cell,
      })
    } else if (cells.has(column.name)) {
      log.fault(source, 'contract.duplicate_column', { file: source.file, column: column.name })
      sound = false
    } else cells.set(column.name, { column, cell })
  })
  for (const column of table.columns)
    if (column.required && !cells.has(column.name)) {
      log.fault(source, 'contract.missing_column', { file: source.file, column: column.name, table: table.name })
      sound = false
    }
  return sound ? { cells, attributes } : null
}
