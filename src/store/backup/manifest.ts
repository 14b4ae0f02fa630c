/** What a backup says of itself, and how that is kept so that one changed byte of it is seen. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { Refusal } from '../../core/base/refusal.js'
import type { FileDigest } from '../file-pieces.js'

export interface KeptFile extends FileDigest {
  /** Path inside the company folder, with forward slashes. */
  readonly file: string
}

/** Something of the folder that is not in the backup although somebody may miss it. */
export interface LeftOut {
  readonly file: string
  readonly why: 'version' | 'link' | 'changing'
}

export interface Manifest {
  readonly format: 1
  /** Version of the program. */
  readonly program: string
  /** Name of the folder that was taken. */
  readonly folder: string
  readonly takenAt: string
  /** The last entry that is in it; null where nobody has edited yet. */
  readonly journal: { readonly position: number; readonly digest: string } | null
  readonly versions: readonly { readonly id: string; readonly hash: string }[]
  readonly live: string | null
  readonly record: string | null
  /** The last load that the facts know, and the digest of what was loaded; null before the first. */
  readonly facts: { readonly load: number; readonly digest: string } | null
  /** So many people have accounts; null where there are none. */
  readonly users: number | null
  readonly leftOut: readonly LeftOut[]
  /** In the order in which they are restored. */
  readonly files: readonly KeptFile[]
}

export const MANIFEST = 'manifest.json'

export function manifestText(manifest: Manifest): string {
  const text = JSON.stringify(manifest, null, 1)
  return `${JSON.stringify({ sha256: digestOf(text) })}\n${text}\n`
}

/** @throws Refusal `backup.no_backup`, `backup.other_format`, `backup.damaged` naming the manifest */
export function readManifest(text: string, place: string): Manifest {
  const [head = '', ...rest] = text.split('\n')
  const said = parse(head) as { sha256?: unknown } | null
  if (typeof said?.sha256 !== 'string') throw new Refusal('backup.no_backup', { place })
  const manifest = parse(rest.join('\n')) as Manifest | null
  // Whatever was changed, it is not what would be written for what it says.
  if (manifest === null || manifestText(manifest) !== text) throw new Refusal('backup.damaged', { file: MANIFEST })
  if (manifest.format !== 1) throw new Refusal('backup.other_format', { format: String(manifest.format) })
  if (!manifest.files.every(({ file }) => staysInside(file))) throw new Refusal('backup.damaged', { file: MANIFEST })
  return manifest
}

export const bytesOfFiles = (files: readonly { readonly bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A name from a manifest is never a way to another folder. */
const staysInside = (file: string): boolean =>
  path.resolve(path.sep, 'in', file).startsWith(path.resolve(path.sep, 'in', '_').slice(0, -1))

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
