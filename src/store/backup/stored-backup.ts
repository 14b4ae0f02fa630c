import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../../core/base/refusal.js'
import { digestOf, type OnBytes, type Pieces, piecesIn, piecesOf, writeNew } from '../file-pieces.js'
import { unlessGone } from './company-files.js'
import { MANIFEST, type Manifest, manifestText, readManifest } from './manifest.js'
import { END, hasBytes, headOf, padding, sizeOfFirst, type TarEntry, writeTar } from './tar.js'

/** The company's files inside a backup. */
export const FILES = 'files'

/** A backup that was made, in a folder or in one file. */
export interface StoredBackup {
  readonly manifest: Manifest
  /** What a file of the manifest holds; ends early, or is refused by the system, where it is cut or gone. */
  pieces(file: string): Pieces
  /** What is in it that does not belong there: names of files, or of those whose surroundings were changed. */
  strangers(): Promise<readonly string[]>
}

export const isOneFile = (place: string): boolean => place.endsWith('.tar')

/** @throws Refusal `backup.no_backup`, `backup.damaged`, `backup.other_format` */
export async function openBackup(place: string): Promise<StoredBackup> {
  const stat = await fs.stat(place).catch(() => null)
  if (stat === null) throw new Refusal('backup.no_backup', { place })
  return stat.isDirectory() ? openFolder(place) : openArchive(place)
}

/** Puts every file of a backup into a folder. @throws Refusal `backup.damaged` at the first that is not what was taken */
export async function unpackBackup(backup: StoredBackup, folder: string, onBytes: OnBytes): Promise<void> {
  for (const { file, bytes, sha256 } of backup.manifest.files) {
    const written = await writeNew(path.join(folder, file), backup.pieces(file), onBytes).catch(unlessGone(null))
    if (written?.bytes !== bytes || written.sha256 !== sha256) throw new Refusal('backup.damaged', { file })
  }
}

/** Files that are not what was taken, gone, or not of the backup, each with what it is. */
export async function faultyFiles(
  backup: StoredBackup,
  onBytes: OnBytes,
): Promise<{ file: string; fault: 'changed' | 'gone' | 'added' }[]> {
  const found: { file: string; fault: 'changed' | 'gone' | 'added' }[] = []
  for (const { file, bytes, sha256 } of backup.manifest.files) {
    const read = await digestOf(backup.pieces(file), onBytes).catch(unlessGone(null))
    if (read === null) found.push({ file, fault: 'gone' })
    else if (read.bytes !== bytes || read.sha256 !== sha256) found.push({ file, fault: 'changed' })
  }
  return [...found, ...(await backup.strangers()).map((file) => ({ file, fault: 'added' as const }))]
}

/** Whether somebody means this to be a backup. */
export async function looksLikeBackup(place: string): Promise<boolean> {
  const stat = await fs.stat(place).catch(() => null)
  return stat !== null && (stat.isFile() || (await fs.stat(path.join(place, MANIFEST)).catch(() => null)) !== null)
}

async function openFolder(place: string): Promise<StoredBackup> {
  const text = await fs.readFile(path.join(place, MANIFEST), 'utf8').catch(() => null)
  if (text === null) throw new Refusal('backup.no_backup', { place })
  const manifest = readManifest(text, place)
  return {
    manifest,
    pieces: (file) => piecesOf(path.join(place, FILES, file)),
    async strangers() {
      const known = new Set([MANIFEST, ...manifest.files.map(({ file }) => `${FILES}/${file}`)])
      return (await filesUnder(place)).filter((file) => !known.has(file))
    },
  }
}

async function openArchive(place: string): Promise<StoredBackup> {
  const bytes = await sizeOfFirst(place, MANIFEST)
  if (bytes === null) throw new Refusal('backup.no_backup', { place })
  const head = headOf({ name: MANIFEST, bytes }).length
  const said: Uint8Array[] = []
  for await (const piece of piecesOf(place, head, bytes)) said.push(Buffer.from(piece))
  const manifest = readManifest(Buffer.concat(said).toString(), place)
  const { at, end } = layOut(manifest)
  return {
    manifest,
    pieces(file) {
      const { from, bytes } = at.get(`${FILES}/${file}`)!
      return piecesOf(place, from, bytes)
    },
    async strangers() {
      const found: string[] = []
      for (const entry of entriesOf(manifest)) {
        const { from, bytes } = at.get(entry.name)!
        const head = headOf(entry)
        const sound =
          (await hasBytes(place, from - head.length, head)) && (await hasBytes(place, from + bytes, padding(bytes)))
        if (!sound) found.push(fileOf(entry))
      }
      const whole = (await hasBytes(place, end, END)) && (await fs.stat(place)).size === end + END.length
      return whole ? found : [...found, path.basename(place)]
    },
  }
}

/** Packs the company's files in a folder and their manifest into one file. */
export async function packBackup(folder: string, manifest: Manifest, target: string, onBytes: OnBytes): Promise<void> {
  const pieces = ({ name }: TarEntry): Pieces =>
    name === MANIFEST ? piecesIn(manifestText(manifest)) : piecesOf(path.join(folder, name))
  await writeTar(target, entriesOf(manifest), pieces, onBytes)
}

function entriesOf(manifest: Manifest): TarEntry[] {
  return [
    { name: MANIFEST, bytes: Buffer.byteLength(manifestText(manifest)) },
    ...manifest.files.map(({ file, bytes }) => ({ name: `${FILES}/${file}`, bytes })),
  ]
}

const fileOf = ({ name }: TarEntry): string => (name === MANIFEST ? name : name.slice(FILES.length + 1))

/** Where in an archive the content of each entry begins, and where the last one ends. */
function layOut(manifest: Manifest): { at: Map<string, { from: number; bytes: number }>; end: number } {
  const at = new Map<string, { from: number; bytes: number }>()
  let end = 0
  for (const entry of entriesOf(manifest)) {
    const from = end + headOf(entry).length
    at.set(entry.name, { from, bytes: entry.bytes })
    end = from + entry.bytes + padding(entry.bytes).length
  }
  return { at, end }
}

/** Paths of all files under a folder, with forward slashes, in order. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'))
    .sort()
}
