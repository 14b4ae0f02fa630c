import { createHash, type Hash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../core/base/refusal.js'
import type {
  ExportedTable,
  ExportTable,
  ExportValues,
  KeptFile,
  PlanOfRecord,
  Version,
  VersionOrigin,
  VersionStore,
} from '../../core/plan/version.js'
import { quoteName, quoteText } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { readJsonFile, replaceFile } from '../durable-file.js'
import { digestOf, piecesOf, syncEntry, syncTree } from '../file-pieces.js'
import { isRunning } from '../running-process.js'
import { appendBatch, createTable, selectTable } from './export-table.js'

const MANIFEST = 'version.json'
/** A version that is being written; the number of the process that does follows. */
const STRAY = '.freezing-'
/** Names of those that this process is writing. */
const writing = new Set<string>()

/**
 * Versions as folders under `.rumbo/versions/`: one Parquet file a table and a manifest. A version is written beside its
 * place and renamed into it when everything is on disk, and the pointer to the live one moves last: whoever reads
 * follows the pointer, so a killed freeze leaves a stray folder and nothing half visible [PV2].
 */
export interface FolderVersionStore extends VersionStore {
  folderOf(id: string): string
  /** Everything that was ever signed, the plan of record first. */
  signed(): Promise<readonly PlanOfRecord[]>
}

/** The plan of record with those that it took the place of, newest first. */
type SignedRecord = PlanOfRecord & { readonly earlier?: readonly PlanOfRecord[] }

export function folderVersionStore(rumboFolder: string): FolderVersionStore {
  const versions = path.join(rumboFolder, 'versions')
  const folderOf = (id: string): string => path.join(versions, id)
  const pointer = (name: string): string => path.join(rumboFolder, `${name}.json`)

  /** Whoever asks may name anything: only what is a name of a folder here can be a version. */
  const find = async (id: string): Promise<Version | null> =>
    id === path.basename(id) && /^[^.]/.test(id) ? readJsonFile<Version>(path.join(folderOf(id), MANIFEST)) : null
  const list = async (): Promise<Version[]> => {
    const names = (await readFolder(versions)).filter((name) => !name.startsWith('.')).sort()
    const found = await Promise.all(names.map(find))
    return found.filter((version) => version !== null)
  }
  const live = async (): Promise<Version | null> => {
    const at = await readJsonFile<{ version: string }>(pointer('live'))
    return at === null ? null : find(at.version)
  }
  const sameAs = async (hash: string): Promise<Version | null> => {
    for (const version of await list())
      if (version.hash === hash && (await isWhole(folderOf(version.id), version))) return version
    return null
  }

  const signed = (): Promise<PlanOfRecord[]> => readSigned(pointer('record'))
  return {
    folderOf,
    find,
    list,
    live,
    signed,
    record: async () => (await signed())[0] ?? null,
    async sign(record) {
      if ((await find(record.version)) === null) throw new Refusal('plan.no_version', { version: record.version })
      await replaceFile(pointer('record'), JSON.stringify({ ...record, earlier: await signed() }, null, 2))
    },
    async freeze(origin, tables, frozenAt, also) {
      await fs.mkdir(versions, { recursive: true })
      await clearStrays(versions)
      // In one step: nobody may see it before it is known to be written.
      const stray = mkdtempSync(path.join(versions, `${STRAY}${process.pid}-`))
      writing.add(path.basename(stray))
      try {
        const { hash, exported } = await exportTables(origin, tables, stray)
        const standing = origin.kind === 'cycle' ? await live() : await sameAs(hash)
        if (standing?.hash === hash && (await isWhole(folderOf(standing.id), standing))) {
          await fs.rm(stray, { recursive: true })
          return standing
        }
        await also?.(stray)
        const frozen = { ...origin, hash, frozenAt, tables: exported, files: await digestsOf(stray) }
        const version = await moveIn(stray, versions, frozen)
        if (origin.kind === 'cycle') await replaceFile(pointer('live'), JSON.stringify({ version: version.id }))
        return version
      } finally {
        writing.delete(path.basename(stray))
      }
    },
    hashOf(origin, tables) {
      const hash = hashOfOrigin(origin)
      for (const table of tables) {
        hash.update(table.name)
        for (const batch of table.batches()) for (const values of batch) hash.update(bytesOf(values))
      }
      return hash.digest('hex')
    },
  }
}

async function readSigned(file: string): Promise<PlanOfRecord[]> {
  const at = await readJsonFile<SignedRecord>(file)
  if (at === null) return []
  const { earlier = [], ...record } = at
  return [record, ...earlier]
}

async function exportTables(
  origin: VersionOrigin,
  tables: readonly ExportTable[],
  folder: string,
): Promise<{ hash: string; exported: ExportedTable[] }> {
  const hash = hashOfOrigin(origin)
  const scratch = await openDatabase(null)
  const exported: Promise<ExportedTable>[] = []
  try {
    // A lookup leaves rows in the order they were handed over while they are never the side that is hashed; so nothing
    // sorts 70 million of them again.
    await scratch.connection.run(`SET disabled_optimizers = 'join_order,build_side_probe_side'`)
    const writer = await scratch.connect()
    for (const [at, table] of tables.entries()) {
      const rows = await fill(scratch.connection, table, hash)
      // A table is written by the database while the next one is handed over; no third one waits in memory.
      await exported[at - 1]
      const lookedUp = tables.some(
        ({ select }) => select !== undefined && select !== table.select && names(select, table),
      )
      const written = write(writer, table, rows, folder, lookedUp)
      // Whoever waits for it hears of a failure; until then it must not look like nobody cares.
      written.catch(() => undefined)
      exported.push(written)
    }
    return { hash: hash.digest('hex'), exported: await Promise.all(exported) }
  } finally {
    await Promise.allSettled(exported)
    scratch.close()
  }
}

/** Writes the file of a table, which then goes unless others are joined to it. */
async function write(
  connection: DuckDBConnection,
  table: ExportTable,
  rows: number,
  folder: string,
  keep: boolean,
): Promise<ExportedTable> {
  const file = `${table.name}.parquet`
  const target = quoteText(path.join(folder, file))
  await connection.run(
    `COPY (${selectTable(table)}) TO ${target} (FORMAT parquet, COMPRESSION snappy, PRESERVE_ORDER true)`,
  )
  if (!keep) await connection.run(`DROP TABLE ${quoteName(table.name)}`)
  return { name: table.name, file, rows }
}

const names = (select: string, { name }: ExportTable): boolean => new RegExp(`\\b${name}\\b`).test(select)

async function fill(connection: DuckDBConnection, table: ExportTable, hash: Hash): Promise<number> {
  await createTable(connection, table)
  hash.update(table.name)
  let rows = 0
  for (const batch of table.batches()) {
    for (const values of batch) hash.update(bytesOf(values))
    rows += await appendBatch(connection, table, batch)
  }
  return rows
}

const hashOfOrigin = (origin: VersionOrigin): Hash => createHash('sha256').update(JSON.stringify(origin))

const bytesOf = (values: ExportValues): Uint8Array | string =>
  values instanceof Int32Array || values instanceof Float64Array
    ? new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    : JSON.stringify(values)

async function nextId(versions: string, origin: VersionOrigin): Promise<string> {
  const taken = (await readFolder(versions)).map((name) => Number.parseInt(name, 10)).filter(Number.isInteger)
  const number = String(Math.max(0, ...taken) + 1).padStart(4, '0')
  return `${number}-${origin.kind}`
}

/** What killed freezes left; one that is still at work keeps its own. */
async function clearStrays(versions: string): Promise<void> {
  const strays = (await readFolder(versions)).filter((name) => name.startsWith(STRAY) && !isAtWork(name))
  await Promise.all(strays.map((name) => fs.rm(path.join(versions, name), { recursive: true, force: true })))
}

function isAtWork(stray: string): boolean {
  const writer = Number.parseInt(stray.slice(STRAY.length), 10)
  if (!Number.isInteger(writer) || writer === process.pid) return writing.has(stray)
  return isRunning(writer)
}

/** Renames a finished version into its place, under the next free number: another process may take that first. */
async function moveIn(stray: string, versions: string, frozen: Omit<Version, 'id'>): Promise<Version> {
  for (;;) {
    const version: Version = { ...frozen, id: await nextId(versions, frozen) }
    await fs.writeFile(path.join(stray, MANIFEST), JSON.stringify(version, null, 2))
    await syncTree(stray)
    try {
      await fs.rename(stray, path.join(versions, version.id))
      await syncEntry(versions)
      return version
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

async function filesOf(folder: string): Promise<KeptFile[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  const written = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      return { file: path.relative(folder, file).split(path.sep).join('/'), bytes: (await fs.stat(file)).size }
    })
  return (await Promise.all(written)).sort((a, b) => (a.file < b.file ? -1 : 1))
}

async function digestsOf(folder: string): Promise<KeptFile[]> {
  const files: KeptFile[] = []
  for (const { file } of await filesOf(folder))
    files.push({ file, ...(await digestOf(piecesOf(path.join(folder, file)))) })
  return files
}

/** Whether every file of a version is there in its full length. */
export async function isWhole(folder: string, { files = [] }: Version): Promise<boolean> {
  const found = new Map((await filesOf(folder)).map(({ file, bytes }) => [file, bytes]))
  return files.every(({ file, bytes }) => found.get(file) === bytes)
}

async function readFolder(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
