import { DOUBLE, DuckDBDataChunk, DuckDBInstance, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api'
import { type ColumnTable, EMPTY_DAY, type TableColumn } from '../../core/base/column-table.js'

const CHUNK_ROWS = 2048

/**
 * Writes one table as Parquet through DuckDB, which holds it in memory: dates as DATE, decimals as DECIMAL, words as
 * text. Rows keep their order, so equal tables give equal files.
 */
export async function writeParquetFile(path: string, table: ColumnTable): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'true', threads: '2' })
  const connection = await instance.connect()
  try {
    const types = table.columns.map(staged)
    const names = table.columns.map((column, at) => `c${at} ${sqlType(column)}`)
    await connection.run(`create table staged (${names.join(', ')})`)
    const appender = await connection.createAppender('staged')
    for (let start = 0; start < table.count; start += CHUNK_ROWS) {
      const size = Math.min(CHUNK_ROWS, table.count - start)
      const chunk = DuckDBDataChunk.create(types, size)
      table.columns.forEach((column, at) => chunk.setColumnValues(at, cells(column, start, size)))
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
    for (const [at, column] of table.columns.entries())
      if (column.kind === 'words') await loadWords(connection, at, column.words)
    const joins = table.columns.flatMap((column, at) =>
      column.kind === 'words' ? [`left join words${at} on staged.c${at} = words${at}.code`] : [],
    )
    await connection.run(
      `copy (select ${table.columns.map(finished).join(', ')} from staged ${joins.join(' ')} order by staged.rowid)
       to '${path.replaceAll("'", "''")}' (format parquet, compression zstd)`,
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>

async function loadWords(connection: Connection, at: number, dictionary: readonly string[]): Promise<void> {
  await connection.run(`create table words${at} (code integer, word varchar)`)
  const appender = await connection.createAppender(`words${at}`)
  for (let start = 0; start < dictionary.length; start += CHUNK_ROWS) {
    const size = Math.min(CHUNK_ROWS, dictionary.length - start)
    const chunk = DuckDBDataChunk.create([INTEGER, VARCHAR], size)
    chunk.setColumnValues(
      0,
      Array.from({ length: size }, (_, row) => start + row),
    )
    chunk.setColumnValues(1, dictionary.slice(start, start + size))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

const staged = (column: TableColumn): DuckDBType =>
  column.kind === 'text' ? VARCHAR : column.kind === 'decimals' ? DOUBLE : INTEGER
const sqlType = (column: TableColumn): string =>
  column.kind === 'text' ? 'varchar' : column.kind === 'decimals' ? 'double' : 'integer'

/** Whole numbers of 10^-scale divide and round back exactly, being below 2^53. */
function finished(column: TableColumn, at: number): string {
  const name = `"${column.name}"`
  if (column.kind === 'words') return `words${at}.word as ${name}`
  if (column.kind === 'days') return `date '1970-01-01' + staged.c${at} as ${name}`
  if (column.kind === 'text') return `nullif(staged.c${at}, '') as ${name}`
  return `cast(staged.c${at} / ${10 ** column.scale} as decimal(18, ${column.scale})) as ${name}`
}

function cells(column: TableColumn, start: number, size: number): (string | number | null)[] {
  const out = new Array<string | number | null>(size)
  if (column.kind === 'text') for (let row = 0; row < size; row++) out[row] = column.values[start + row]!
  else if (column.kind === 'words')
    for (let row = 0; row < size; row++) out[row] = column.codes[start + row]! < 0 ? null : column.codes[start + row]!
  else if (column.kind === 'days')
    for (let row = 0; row < size; row++)
      out[row] = column.values[start + row] === EMPTY_DAY ? null : column.values[start + row]!
  else
    for (let row = 0; row < size; row++)
      out[row] = Number.isNaN(column.values[start + row]!) ? null : column.values[start + row]!
  return out
}
