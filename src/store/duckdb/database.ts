import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'

export interface Database {
  readonly connection: DuckDBConnection
  /** Another one to the same data, for statements that run beside each other; temporary tables are each one's own. */
  connect(): Promise<DuckDBConnection>
  /** Brings what was written into its place in the file, beside whatever else is done meanwhile, and closes. */
  settle(): Promise<void>
  close(): void
}

/** As many statements as this are worth running beside each other. */
export const LANES = 2

const MEMORY_LIMIT = '4GB'
const SETTINGS: Record<string, string> = {
  threads: String(LANES),
  // Nothing is fetched from the network, ever: what is needed is built in.
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
}

/** Where a company's facts are kept. */
export const factsPath = (folder: string): string => join(folder, '.rumbo', 'facts.duckdb')

/**
 * Opens (or makes) a database file; `null` is one in memory. What passes `memoryLimit` goes to disk. Any number of processes may read a file, or one write to it.
 * @throws Refusal `contract.folder_in_use`, `contract.store_unreadable`
 */
export async function openDatabase(
  path: string | null,
  mode: 'read' | 'write' = 'write',
  memoryLimit = MEMORY_LIMIT,
): Promise<Database> {
  if (path !== null) mkdirSync(dirname(path), { recursive: true })
  let instance: DuckDBInstance
  try {
    // What does not fit in memory goes beside the file, or to where the system keeps passing things.
    const settings = path === null ? { ...SETTINGS, temp_directory: join(tmpdir(), `rumbo-${process.pid}`) } : SETTINGS
    const access = mode === 'read' ? { access_mode: 'READ_ONLY' } : {}
    instance = await DuckDBInstance.create(path ?? ':memory:', { ...settings, memory_limit: memoryLimit, ...access })
  } catch (error) {
    const text = String(error)
    if (/lock/i.test(text)) throw new Refusal('contract.folder_in_use', { file: path ?? '' })
    throw new Refusal('contract.store_unreadable', { file: path ?? '', reason: text.slice(0, 200) })
  }
  const connections: DuckDBConnection[] = []
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect()
    connections.push(connection)
    await connection.run(`SET TimeZone = 'UTC'`)
    return connection
  }
  const connection = await connect()
  const close = (): void => {
    for (const one of connections) one.closeSync()
    instance.closeSync()
  }
  let settled: Promise<void> | null = null
  // A checkpoint that cannot be made now is made by whoever opens the file next.
  const settle = async (): Promise<void> => {
    settled ??= connection.run('CHECKPOINT').then(close, close)
    return settled
  }
  return { connection, connect, settle, close }
}

/** What DuckDB says of a database that is overwritten, and of any file that is cut short, wherever it comes upon it. */
const OVERWRITTEN = /corrupt database|computed checksum|serialization error/i
const CUT_SHORT = /could not read/i

/**
 * Works with a database file. Damage that opening it does not meet is a mistake of nobody's program.
 * @throws Refusal `contract.store_unreadable`
 */
export async function readingSoundly<Of>(path: string, work: () => Promise<Of>): Promise<Of> {
  try {
    return await work()
  } catch (error) {
    const text = String(error)
    const damaged = OVERWRITTEN.test(text) || (CUT_SHORT.test(text) && text.includes(basename(path)))
    if (error instanceof Refusal || !damaged) throw error
    throw new Refusal('contract.store_unreadable', { file: path, reason: text.slice(0, 200) })
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
