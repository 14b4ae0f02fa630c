/**
 * Typed arrays to and from DuckDB, chunk by chunk, without a box around each value. A vector's memory belongs to its
 * chunk, so it is copied out at once; nulls are not looked at: `coalesce` them in SQL (text keeps its nulls as '').
 */
import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { assert } from '../../core/base/assert.js'

export type Column = Float64Array | Int32Array | Uint8Array | string[]

export type WrittenType = 'DOUBLE' | 'INTEGER' | 'BIGINT' | 'VARCHAR'

export interface WrittenColumn {
  readonly name: string
  readonly type: WrittenType
  readonly values: ArrayLike<number> | ArrayLike<string>
}

const TYPES: Record<WrittenType, DuckDBType> = { DOUBLE, INTEGER, BIGINT, VARCHAR }

/** Creates the table (replacing nothing: it must not exist) and fills it. BIGINT takes whole numbers below 2^53. */
export async function writeTable(
  connection: DuckDBConnection,
  name: string,
  columns: readonly WrittenColumn[],
  kind: 'TABLE' | 'TEMP TABLE' = 'TABLE',
): Promise<void> {
  const definition = columns.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ')
  await connection.run(`CREATE ${kind} ${quoteName(name)} (${definition})`)
  // Where temporary tables lie, also beside a database that is only read.
  await appendColumns(connection, name, columns, kind === 'TEMP TABLE' ? 'temp' : undefined)
}

/** Appends rows to a table (of an attached database, if one is named) whose columns are these, in this order. */
export async function appendColumns(
  connection: DuckDBConnection,
  name: string,
  columns: readonly WrittenColumn[],
  attached?: string,
): Promise<void> {
  const rowCount = columns[0]?.values.length ?? 0
  for (const column of columns)
    assert(column.values.length === rowCount, 'columns differ in length', { name: column.name })
  const appender = await connection.createAppender(name, null, attached)
  const chunk = DuckDBDataChunk.create(columns.map((column) => TYPES[column.type]))
  const size = duckdb.vector_size()
  for (let start = 0; start < rowCount; start += size) {
    const count = Math.min(size, rowCount - start)
    chunk.reset()
    chunk.rowCount = count
    columns.forEach((column, at) => fillVector(duckdb.data_chunk_get_vector(chunk.chunk, at), column, start, count))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

function fillVector(vector: duckdb.Vector, column: WrittenColumn, start: number, count: number): void {
  if (column.type === 'VARCHAR') {
    const texts = column.values as ArrayLike<string>
    for (let row = 0; row < count; row++) duckdb.vector_assign_string_element(vector, row, texts[start + row]!)
    return
  }
  const part = wholeVector(column, start, count)
  duckdb.copy_data_to_vector(vector, 0, part.buffer as ArrayBuffer, part.byteOffset, part.byteLength)
}

/** The rows as the vector's own bytes; shared memory is copied, because the engine takes only plain buffers. */
function wholeVector(column: WrittenColumn, start: number, count: number): Float64Array | Int32Array {
  const values = column.values as ArrayLike<number>
  if (column.type === 'BIGINT') return halves(values, start, count)
  const plain = values as Float64Array | Int32Array
  const fits = column.type === 'DOUBLE' ? values instanceof Float64Array : values instanceof Int32Array
  if (fits && plain.buffer instanceof ArrayBuffer) return plain.subarray(start, start + count)
  const part = column.type === 'DOUBLE' ? new Float64Array(count) : new Int32Array(count)
  for (let row = 0; row < count; row++) part[row] = values[start + row]!
  return part
}

const HALF = 2 ** 32

/** Whole numbers as 64 bits each, lower half first: a BigInt for every cell would take ten times as long. */
function halves(values: ArrayLike<number>, start: number, count: number): Int32Array {
  const part = new Int32Array(count * 2)
  for (let row = 0; row < count; row++) {
    const value = values[start + row]!
    assert(Number.isSafeInteger(value), 'not a whole number below 2^53', { value })
    part[2 * row] = value | 0
    part[2 * row + 1] = Math.floor(value / HALF)
  }
  return part
}

/**
 * The result of a query as one array per column: DOUBLE → Float64Array, INTEGER and DATE (days since 1970) → Int32Array,
 * UTINYINT and BOOLEAN → Uint8Array, BIGINT → Float64Array (whole numbers below 2^53), VARCHAR → string[].
 */
export async function readColumns(connection: DuckDBConnection, sql: string): Promise<Record<string, Column>> {
  const result = await connection.stream(sql)
  const names = result.columnNames()
  const types = result.columnTypes().map((type) => type.typeId)
  const parts: Column[][] = names.map(() => [])
  for await (const columns of partsOf(result, types)) columns.forEach((column, at) => parts[at]!.push(column))
  return Object.fromEntries(names.map((name, at) => [name, join(parts[at]!, types[at]!)]))
}

/** The same, some thousand rows at a time: for what is too long to stand in memory as it is read. */
export async function* readChunks(connection: DuckDBConnection, sql: string): AsyncGenerator<Record<string, Column>> {
  const result = await connection.stream(sql)
  const names = result.columnNames()
  const types = result.columnTypes().map((type) => type.typeId)
  for await (const columns of partsOf(result, types))
    yield Object.fromEntries(names.map((name, at) => [name, columns[at]!]))
}

async function* partsOf(result: DuckDBResult, types: readonly DuckDBTypeId[]): AsyncGenerator<Column[]> {
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return
    yield types.map((type, at) => copyVector(chunk, at, type, chunk.rowCount))
  }
}

function copyVector(chunk: DuckDBDataChunk, at: number, type: DuckDBTypeId, count: number): Column {
  if (type === DuckDBTypeId.VARCHAR)
    return chunk.getColumnValues(at).map((value) => (value === null ? '' : String(value)))
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, at)
  const bytes = (width: number): ArrayBuffer => {
    const data = duckdb.vector_get_data(vector, count * width)
    return data.buffer.slice(data.byteOffset, data.byteOffset + count * width) as ArrayBuffer
  }
  switch (type) {
    case DuckDBTypeId.DOUBLE:
      return new Float64Array(bytes(8))
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.DATE:
      return new Int32Array(bytes(4))
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.BOOLEAN:
      return new Uint8Array(bytes(1))
    case DuckDBTypeId.BIGINT:
      return Float64Array.from(new BigInt64Array(bytes(8)), Number)
    default:
      assert(false, 'a column of this type is not read as an array', { type: DuckDBTypeId[type] })
  }
}

/** Lets go of the parts, so that columns do not all stand in memory twice. */
function join(parts: Column[], type: DuckDBTypeId): Column {
  if (type === DuckDBTypeId.VARCHAR) return (parts as string[][]).flat()
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const whole =
    type === DuckDBTypeId.INTEGER || type === DuckDBTypeId.DATE
      ? new Int32Array(length)
      : type === DuckDBTypeId.UTINYINT || type === DuckDBTypeId.BOOLEAN
        ? new Uint8Array(length)
        : new Float64Array(length)
  let start = 0
  for (const part of parts) {
    whole.set(part as Float64Array, start)
    start += part.length
  }
  parts.length = 0
  return whole
}

/** Rows as objects, for tables small enough to box. Text stays text; every other type must be cast in SQL first. */
export async function readRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<Record<string, string | number | boolean | null>[]> {
  const reader = await connection.runAndReadAll(sql)
  return reader.getRowObjects() as Record<string, string | number | boolean | null>[]
}

/** Names and texts inside a statement; a NUL would end it. */
export const quoteName = (name: string): string => `"${name.replaceAll('\0', ' ').replaceAll('"', '""')}"`
export const quoteText = (text: string): string => `'${text.replaceAll('\0', ' ').replaceAll("'", "''")}'`
