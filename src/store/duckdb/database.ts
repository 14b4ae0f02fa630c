import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'

export interface Database {
  readonly connection: DuckDBConnection
  close(): void
}

const SETTINGS: Record<string, string> = {
  threads: '2',
  memory_limit: '4GB',
  // Nothing is fetched from the network, ever: what is needed is built in.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}

/** Where a company's facts are kept. */
export const factsPath = (folder: string): string => join(folder, '.rumbo', 'facts.duckdb')

/** Opens (or makes) a database file; `null` is one in memory. One process at a time can write to a file. */
export async function openDatabase(path: string | null): Promise<Database> {
  if (path !== null) mkdirSync(dirname(path), { recursive: true })
  let instance: DuckDBInstance
  try {
    // What does not fit in memory goes beside the file, or to where the system keeps passing things.
    const settings = path === null ? { ...SETTINGS, temp_directory: join(tmpdir(), `rumbo-${process.pid}`) } : SETTINGS
    instance = await DuckDBInstance.create(path ?? ':memory:', settings)
  } catch (error) {
    const text = String(error)
    if (/lock/i.test(text)) throw new Refusal('contract.folder_in_use', { file: path ?? '' })
    throw new Refusal('contract.store_unreadable', { file: path ?? '', reason: text.slice(0, 200) })
  }
  const connection = await instance.connect()
  await connection.run(`SET TimeZone = 'UTC'`)
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** All or nothing: what `work` did is kept only when it returns. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION')
  try {
    const result = await work()
    await connection.run('COMMIT')
    return result
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}
