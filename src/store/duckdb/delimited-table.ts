import type { DuckDBConnection } from '@duckdb/node-api'
import type { BrokenRow, RowBatch } from '../../contract/source-table.js'
import { appendColumns, quoteText } from './columns.js'

/** A delimited file whose dialect has been recognised (`connectors/csv`). */
export interface DelimitedText {
  readonly path: string
  readonly delimiter: string
  readonly encoding: string
  readonly headers: readonly string[]
  /** So regular that the database may read it by itself. */
  readonly plain: boolean
  batches(): AsyncIterable<RowBatch>
}

/** Reads a file into a temporary table of text: column `row`, then `c0`, `c1`, … in the order of the headers. */
export async function stageDelimited(
  connection: DuckDBConnection,
  name: string,
  file: DelimitedText,
  onBroken: (row: BrokenRow) => void,
): Promise<void> {
  if (file.plain)
    try {
      return await stagePlainText(connection, name, file)
    } catch {
      // The two readers disagree about what is regular: ours decides.
      await connection.run(`DROP TABLE IF EXISTS ${name}`)
    }
  await stageText(connection, name, file, onBroken)
}

/** The database reads the file with the dialect we recognised, never with a guess of its own. */
async function stagePlainText(connection: DuckDBConnection, name: string, file: DelimitedText): Promise<void> {
  const { path, delimiter, encoding, headers } = file
  const columns = headers.map((_, at) => `'c${at}': 'VARCHAR'`).join(', ')
  await connection.run(
    `CREATE TEMP TABLE ${name} AS SELECT CAST(row_number() OVER () + 1 AS INTEGER) AS row, *
     FROM read_csv(${quoteText(path)}, auto_detect = false, header = true, columns = {${columns}}, delim = ${quoteText(delimiter)},
       quote = '"', escape = '"', encoding = ${quoteText(encoding)}, max_line_size = 4000000)`,
  )
}

async function stageText(
  connection: DuckDBConnection,
  name: string,
  { headers, batches }: DelimitedText,
  onBroken: (row: BrokenRow) => void,
): Promise<void> {
  const definition = headers.map((_, at) => `c${at} VARCHAR`).join(', ')
  await connection.run(`CREATE TEMP TABLE ${name} (row INTEGER, ${definition})`)
  for await (const batch of batches()) {
    for (const broken of batch.broken) onBroken(broken)
    if (batch.rows.length === 0) continue
    await appendColumns(connection, name, [
      { name: 'row', type: 'INTEGER', values: batch.rows },
      ...batch.columns.map((values, at) => ({ name: `c${at}`, type: 'VARCHAR' as const, values })),
    ])
  }
}
