/** Which files a company folder is made of, and how one that somebody may be writing is copied. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { type FileDigest, type OnBytes, piecesOf, writeNew } from '../file-pieces.js'

/** Where Rumbo keeps what is its own. */
export const OWN = '.rumbo'
export const VERSIONS = `${OWN}/versions`
/** Files that somebody sent and nobody confirmed yet. */
export const UPLOADS = `${OWN}/uploads`

/** How a file gets into a backup. */
export type TakenAs = 'pointer' | 'database' | 'facts' | 'version' | 'file'

export interface FoundFile {
  /** Path inside the company folder, with forward slashes. */
  readonly file: string
  readonly bytes: number
  readonly as: TakenAs
}

export interface CompanyFiles {
  /** In the order of their paths. */
  readonly files: readonly FoundFile[]
  readonly links: readonly string[]
}

/** What says which plan is in force and what belongs to it: taken together, at one moment. */
export const POINTERS = ['live', 'record', 'changes', 'proposals'].map((name) => `${OWN}/${name}.json`)
export const FACTS = `${OWN}/facts.duckdb`

/**
 * What is made again: what is being written, locks, the log of a database (which is taken with
 * it), the server's own note of where it listens and of its key, and what waits to be confirmed.
 */
const PASSING = /\.new$|-wal$|-shm$|\.lease$|\.duckdb\.(wal|tmp)|^\.rumbo\/(server\.json$|uploads(\/|$))/

/** Everything in a company folder that a backup has to do with. What vanishes while it is read is passed over. */
export async function listCompanyFiles(folder: string): Promise<CompanyFiles> {
  const files: FoundFile[] = []
  const links: string[] = []
  const walk = async (inside: string): Promise<void> => {
    const entries = await fs.readdir(path.join(folder, inside), { withFileTypes: true }).catch(unlessGone([]))
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (isPassing(file)) continue
      if (entry.isDirectory()) await walk(file)
      else if (!entry.isFile()) links.push(file)
      else {
        const stat = await fs.stat(path.join(folder, file)).catch(unlessGone(null))
        if (stat !== null) files.push({ file, bytes: stat.size, as: takenAs(file) })
      }
    }
  }
  await walk('')
  return { files, links }
}

/** A hidden folder among the versions is one that is being written. */
function isPassing(file: string): boolean {
  return file.startsWith(`${OWN}/`) && (PASSING.test(file) || file.startsWith(`${VERSIONS}/.`))
}

function takenAs(file: string): TakenAs {
  if (!file.startsWith(`${OWN}/`)) return 'file'
  if (POINTERS.includes(file)) return 'pointer'
  if (file === FACTS) return 'facts'
  if (file.startsWith(`${VERSIONS}/`)) return 'version'
  return file.endsWith('.db') ? 'database' : 'file'
}

/** What was read of a pointer, or null where there is none. */
export type Pointers = ReadonlyMap<string, Buffer>

export async function readPointers(folder: string): Promise<Pointers> {
  const read = new Map<string, Buffer>()
  for (const file of POINTERS) {
    const content = await fs.readFile(path.join(folder, file)).catch(unlessGone(null))
    if (content !== null) read.set(file, content)
  }
  return read
}

export const samePointers = (a: Pointers, b: Pointers): boolean =>
  a.size === b.size && [...a].every(([file, content]) => b.get(file)?.equals(content))

const MOST_COPIES = 5

/**
 * Copies a file that others may be writing: again while it changes meanwhile. Null when it is gone.
 * `settled` is false where it never held still; the copy is then what was read last.
 */
export async function copySettled(
  source: string,
  target: string,
  onBytes?: OnBytes,
): Promise<(FileDigest & { settled: boolean }) | null> {
  for (let copies = 1; ; copies++) {
    const before = await markOf(source)
    if (before === null) return null
    const copied = await writeNew(target, piecesOf(source), onBytes).catch(unlessGone(null))
    const settled = copied !== null && (await markOf(source)) === before
    if (copied !== null && (settled || copies === MOST_COPIES)) return { ...copied, settled }
    await fs.rm(target, { force: true })
  }
}

/** What changes when a file is written to or replaced; null when it is gone. */
async function markOf(file: string): Promise<string | null> {
  const stat = await fs.stat(file, { bigint: true }).catch(unlessGone(null))
  return stat === null ? null : `${stat.ino} ${stat.size} ${stat.mtimeNs}`
}

/** For a file that may be taken away at any moment. */
export const unlessGone =
  <Of>(instead: Of) =>
  (error: NodeJS.ErrnoException): Of => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead
    throw error
  }
