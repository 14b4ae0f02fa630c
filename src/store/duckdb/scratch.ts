import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A DuckDB that lives in memory and goes away with its owner: for exports and proofs. */
export interface Scratch {
  readonly connection: DuckDBConnection
  close(): void
}

export async function openScratch(): Promise<Scratch> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text as an SQL literal, for the statements that take no parameters (COPY, file names). */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
