import type { DuckDBConnection } from '@duckdb/node-api'
import type { ContractColumn } from '../contract/column.js'
import { findTable } from '../contract/tables.js'
import { type Column, quoteName, readColumns, readRows } from './duckdb/columns.js'

/** One row of a master table, asked by column: numbers scaled and whole, dates as days, months counted from year 0. */
export interface MasterRow {
  text(column: string): string | null
  requiredText(column: string): string
  number(column: string): number | null
  requiredNumber(column: string): number
  flag(column: string): boolean
}

/** Every row of a master table in the order it was stored; none when the folder has no such table. */
export async function readMaster<Of>(
  connection: DuckDBConnection,
  name: string,
  toRecord: (row: MasterRow) => Of,
): Promise<Of[]> {
  const table = findTable(name)!
  const [exists] = await readRows(
    connection,
    `SELECT CAST(count(*) AS INTEGER) AS n FROM information_schema.tables WHERE table_name = '${name}' AND table_catalog = current_database()`,
  )
  if (Number(exists!.n) === 0) return []
  const selected = table.columns.map((column) => `${numberSql(column)} AS ${quoteName(column.name)}`)
  const columns = await readColumns(connection, `SELECT ${selected.join(', ')} FROM ${quoteName(name)}`)
  const count = columns[table.columns[0]!.name]!.length
  return Array.from({ length: count }, (_, row) => toRecord(rowOf(columns, row)))
}

function rowOf(columns: Record<string, Column>, row: number): MasterRow {
  const text = (column: string): string | null => (columns[column]![row] as string) || null
  const number = (column: string): number | null => {
    const value = columns[column]![row] as number
    return Number.isNaN(value) ? null : value
  }
  return {
    text,
    requiredText: (column) => text(column) ?? '',
    number,
    requiredNumber: (column) => number(column) ?? 0,
    flag: (column) => number(column) === 1,
  }
}

/** Below 2^50 the nearest double times the scale rounds to the exact whole number. */
const SCALE: Partial<Record<ContractColumn['type'], number>> = {
  quantity: 1000,
  price: 1_000_000,
  share: 1_000_000,
  decimal: 1_000_000,
}

/**
 * Money as whole millionths. Up to 10^9 the product of doubles rounds to the exact whole number; larger totals go by way
 * of whole numbers, which costs ten times as much.
 */
export const millionthsSql = (amount: string): string =>
  `CASE WHEN abs(${amount}) < 1000000000 THEN round(CAST(${amount} AS DOUBLE) * 1000000)
     ELSE CAST(CAST(CAST(${amount} AS DECIMAL(38,6)) * 1000000 AS HUGEINT) AS DOUBLE) END`

/** Units as whole thousandths. */
export const thousandthsSql = (units: string): string => `round(CAST(${units} AS DOUBLE) * 1000)`

/** A column as whole numbers in a double, NaN where nothing is given; text as it is. */
export function numberSql(column: ContractColumn, missing = `'NaN'::DOUBLE`): string {
  const name = quoteName(column.name)
  const filled = (value: string): string => `coalesce(CAST(${value} AS DOUBLE), ${missing})`
  const scale = SCALE[column.type]
  if (scale !== undefined) return filled(`round(CAST(${name} AS DOUBLE) * ${scale})`)
  if (column.type === 'amount' || column.type === 'money') return filled(millionthsSql(name))
  if (column.type === 'integer' || column.type === 'boolean') return filled(`CAST(${name} AS INTEGER)`)
  if (column.type === 'date') return filled(`${name} - DATE '1970-01-01'`)
  if (column.type === 'month') return filled(`year(${name}) * 12 + month(${name}) - 1`)
  return `coalesce(CAST(${name} AS VARCHAR), '')`
}
