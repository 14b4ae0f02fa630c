import type { DuckDBConnection } from '@duckdb/node-api'
import type { ExportTable, ExportType, ExportValues } from '../../core/plan/version.js'
import { appendColumns, quoteName, quoteText, type WrittenColumn, type WrittenType } from '../duckdb/columns.js'

/** Dates are written as day numbers and become dates when the table is selected. */
const WRITTEN: Record<ExportType, WrittenType> = {
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  DOUBLE: 'DOUBLE',
  VARCHAR: 'VARCHAR',
  DATE: 'INTEGER',
}

export async function createTable(connection: DuckDBConnection, table: ExportTable): Promise<void> {
  const columns = table.columns.map(({ name, type }) => `${quoteName(name)} ${WRITTEN[type]}`)
  await connection.run(`CREATE TABLE ${quoteName(table.name)} (${columns.join(', ')})`)
}

/** Gives how many rows were appended. */
export async function appendBatch(
  connection: DuckDBConnection,
  table: ExportTable,
  batch: readonly ExportValues[],
): Promise<number> {
  const columns: WrittenColumn[] = table.columns.map(({ name, type }, at) => ({
    name,
    type: WRITTEN[type],
    values: batch[at]!,
  }))
  await appendColumns(connection, table.name, columns)
  return batch[0]?.length ?? 0
}

export function selectTable(table: ExportTable): string {
  if (table.select !== undefined) return table.select
  const columns = table.columns.map(({ name, type, names }) => {
    const quoted = quoteName(name)
    if (names !== undefined) return `([${names.map(quoteText).join(', ')}]::VARCHAR[])[${quoted} + 1] AS ${quoted}`
    return type === 'DATE' ? `DATE '1970-01-01' + ${quoted} AS ${quoted}` : quoted
  })
  return `SELECT ${columns.join(', ')} FROM ${quoteName(table.name)}`
}
