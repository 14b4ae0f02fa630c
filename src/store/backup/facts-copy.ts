/**
 * The facts taken while another process may be writing them. Only one process can open a database of DuckDB that
 * somebody writes, so the file is not opened but copied, and the copy opened.
 *
 * Why that is sound: what is committed is in the log beside the file until a checkpoint has brought it into its place.
 * A checkpoint writes only into blocks that nobody refers to, and refers to them at last, in the header. So a file and
 * a log that were copied while the header stayed the same are what a power cut would leave, and the database opens
 * that as it does after one. Where the header did change, the copy is made again; and nothing is taken before all of
 * it has been read.
 */
import fs from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import { quoteName, readRows } from '../duckdb/columns.js'
import { factsPath, openDatabase, readingSoundly } from '../duckdb/database.js'
import { type OnBytes, piecesOf, writeNew } from '../file-pieces.js'
import { unlessGone } from './company-files.js'

/** The last load that facts know, and the digest of what was loaded. */
export interface FactsMark {
  readonly load: number
  readonly digest: string
}

/** The main header and the two that checkpoints write in turn. */
const HEADER_BYTES = 3 * 4096
/** Of the log, and of those that a checkpoint makes where others go on writing or a kill left it. */
const LOGS = ['.wal', '.wal.checkpoint', '.wal.recovery']
const PATIENCE_MILLISECONDS = 60_000
const RETRY_MILLISECONDS = 100

/**
 * Copies the facts of a folder into one database file without a log. Null when nothing was ever loaded.
 * @throws Refusal `contract.store_unreadable` naming the folder's file; `backup.facts_restless`
 */
export async function copyFacts(folder: string, target: string, onBytes?: OnBytes): Promise<FactsMark | null> {
  const source = factsPath(folder)
  const until = performance.now() + PATIENCE_MILLISECONDS
  for (;;) {
    const header = await headerOf(source)
    if (header === null) return null
    if (await copyBeside(source, target, header, onBytes)) return openCopy(source, target)
    if (performance.now() >= until) throw new Refusal('backup.facts_restless', { file: source })
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
  }
}

/**
 * Copies logs and file; false when a checkpoint came between. The logs first: big changes are written into free blocks of
 * the file and a log refers to them, so the file has to be the later one.
 */
async function copyBeside(source: string, target: string, header: Buffer, onBytes?: OnBytes): Promise<boolean> {
  for (const ending of ['', ...LOGS]) await fs.rm(target + ending, { force: true })
  const logs = await logsOf(source)
  for (const { ending } of logs) await copyThere(source + ending, target + ending, onBytes)
  await copyThere(source, target, onBytes)
  const sameLogs = (await logsOf(source)).map(({ mark }) => mark).join() === logs.map(({ mark }) => mark).join()
  return sameLogs && ((await headerOf(source))?.equals(header) ?? false)
}

/** What went away meanwhile leaves nothing, and is seen by what it left. */
async function copyThere(source: string, target: string, onBytes?: OnBytes): Promise<void> {
  const copied = await writeNew(target, piecesOf(source), onBytes).catch(unlessGone(null))
  if (copied === null) await fs.rm(target, { force: true })
}

/** Takes the log into the copy and reads all of it. */
async function openCopy(source: string, target: string): Promise<FactsMark | null> {
  try {
    return await readingSoundly(target, async () => {
      const database = await openDatabase(target)
      try {
        await database.connection.run('CHECKPOINT')
        await readEverything(database.connection)
        return await markOf(database.connection)
      } finally {
        database.close()
      }
    })
  } catch (error) {
    if (error instanceof Refusal && 'reason' in error.values)
      throw new Refusal(error.code, { file: source, reason: error.values.reason! })
    throw error
  }
}

/** Every block carries a checksum, which is looked at when it is read. */
async function readEverything(connection: DuckDBConnection): Promise<void> {
  const tables = await readRows(connection, 'SELECT table_name AS name FROM duckdb_tables() WHERE NOT temporary')
  for (const { name } of tables) await connection.run(`SELECT max(hash(t)) FROM ${quoteName(String(name))} t`)
}

async function markOf(connection: DuckDBConnection): Promise<FactsMark | null> {
  const [there] = await readRows(connection, `SELECT 1 AS there FROM duckdb_tables() WHERE table_name = 'loads'`)
  if (there === undefined) return null
  const [last] = await readRows(connection, 'SELECT load, digest FROM loads ORDER BY load DESC LIMIT 1')
  return last === undefined ? null : { load: Number(last.load), digest: String(last.digest) }
}

async function headerOf(file: string): Promise<Buffer | null> {
  const read: Uint8Array[] = []
  try {
    for await (const piece of piecesOf(file, 0, HEADER_BYTES)) read.push(Buffer.from(piece))
    return Buffer.concat(read)
  } catch (error) {
    return unlessGone(null)(error as NodeJS.ErrnoException)
  }
}

/** The logs that are there, and what changes when one of them is replaced. */
async function logsOf(file: string): Promise<{ ending: string; mark: string }[]> {
  const found: { ending: string; mark: string }[] = []
  for (const ending of LOGS) {
    const stat = await fs.stat(file + ending).catch(unlessGone(null))
    if (stat !== null) found.push({ ending, mark: `${ending} ${stat.ino}` })
  }
  return found
}
