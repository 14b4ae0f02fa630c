import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { DuckDBConnection } from '@duckdb/node-api'
import { appendColumns, quoteName, quoteText, type WrittenColumn } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'

/** One column of a table on its way out; dates are day numbers, NaN is what is not known. */
export interface StreamedColumn {
  readonly name: string
  readonly type: 'VARCHAR' | 'DATE' | 'DOUBLE'
  readonly values: readonly string[] | Float64Array | Int32Array
}

const TABLE = 'streamed'

/**
 * Batches of the same columns as one Parquet file, as a stream: the file lies in a folder of its own, which goes when
 * the stream ends, however it ends.
 */
export async function streamParquet(
  batches: AsyncIterable<readonly StreamedColumn[]>,
): Promise<ReadableStream<Uint8Array>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `rumbo-parquet-${process.pid}-`))
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true })
  try {
    const file = path.join(folder, 'table.parquet')
    await writeFile(batches, file)
    const stream = fs.createReadStream(file)
    stream.once('close', remove)
    return Readable.toWeb(stream) as ReadableStream<Uint8Array>
  } catch (error) {
    remove()
    throw error
  }
}

async function writeFile(batches: AsyncIterable<readonly StreamedColumn[]>, file: string): Promise<void> {
  const { connection, close } = await openDatabase(null)
  try {
    let columns: readonly StreamedColumn[] | null = null
    for await (const batch of batches) {
      if (columns === null) await create(connection, batch)
      columns ??= batch
      await appendColumns(connection, TABLE, batch.map(asWritten))
    }
    const selected = (columns ?? []).map(({ name, type }) => selectionOf(type, quoteName(name)))
    await connection.run(
      `COPY (SELECT ${selected.join(', ')} FROM ${TABLE}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION snappy, PRESERVE_ORDER true)`,
    )
  } finally {
    close()
  }
}

const selectionOf = (type: StreamedColumn['type'], name: string): string =>
  type === 'DATE'
    ? `DATE '1970-01-01' + ${name} AS ${name}`
    : type === 'DOUBLE'
      ? `CASE WHEN isnan(${name}) THEN NULL ELSE ${name} END AS ${name}`
      : name

async function create(connection: DuckDBConnection, columns: readonly StreamedColumn[]): Promise<void> {
  const definition = columns.map((column) => `${quoteName(column.name)} ${asWritten(column).type}`)
  await connection.run(`CREATE TABLE ${TABLE} (${definition.join(', ')})`)
}

const asWritten = ({ name, type, values }: StreamedColumn): WrittenColumn => ({
  name,
  type: type === 'DATE' ? 'INTEGER' : type,
  values: values as WrittenColumn['values'],
})
