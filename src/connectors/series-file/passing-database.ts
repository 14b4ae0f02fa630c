import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A database for the length of one piece of work, on disk so that it may be larger than memory. */
export interface PassingDatabase {
  readonly connection: DuckDBConnection
  /** Closes it and deletes its files. */
  close(): void
}

const SETTINGS = {
  threads: '2',
  memory_limit: '600MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}

export async function openPassingDatabase(name: string): Promise<PassingDatabase> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `rumbo-${name}-`))
  const instance = await DuckDBInstance.create(path.join(folder, 'passing.duckdb'), {
    ...SETTINGS,
    temp_directory: path.join(folder, 'spilled'),
  })
  const connection = await instance.connect()
  await connection.run(`SET TimeZone = 'UTC'`)
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const named = (column: string): string => `"${column.replaceAll('"', '""')}"`
