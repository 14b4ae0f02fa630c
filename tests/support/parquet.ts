import { openDatabase } from '../../src/store/duckdb/database.js'

/** Writes the rows of a query as a Parquet file, with the types the query gives them. */
export async function writeParquet(path: string, query: string): Promise<void> {
  const { connection, close } = await openDatabase(null)
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`)
  close()
}
