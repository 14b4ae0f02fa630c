/**
 * Inputs of a plan as they were at a position, as raw columns in one file each: what is in them (JSON), the bytes of the
 * columns, and SHA-256 over all of it. Each names the digest of the entry it follows, so that it is never taken for the
 * fold of other entries.
 */
import { createHash, type Hash } from 'node:crypto'
import fs, { type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import type { InputSnapshot, InputSnapshots, NumberColumn } from '../core/edit/journal.js'
import { refusingFile } from './file-refusal.js'
import { syncEntries } from './sqlite-files.js'
import type { StoredJournal } from './stored-journal.js'

const MAGIC = Buffer.from('rumbo inputs 1\n\0')
const DIGEST_BYTES = 32
const LENGTH_BYTES = 4
const PART_BYTES = 1 << 24
/** What a save that was killed leaves; the next one removes it. */
const UNFINISHED = '.inputs.new'
/** Older ones of the same plan are removed: one to open, and one in case it is damaged. */
const KEPT = 2

const COLUMN_TYPES = { Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Uint8Array }
type ColumnType = keyof typeof COLUMN_TYPES

interface Header extends Pick<InputSnapshot, 'position' | 'scenario' | 'base'> {
  /** Of the entry at the position. */
  readonly entry: string
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly length: number }[]
}

type PlanName = Pick<InputSnapshot, 'scenario' | 'base'>

export class SnapshotFolder implements InputSnapshots {
  readonly #folder: string
  readonly #journal: Pick<StoredJournal, 'head' | 'digestAt'>

  constructor(folder: string, journal: Pick<StoredJournal, 'head' | 'digestAt'>) {
    this.#folder = folder
    this.#journal = journal
  }

  /**
   * One that cannot be written costs nothing: those before are still there, and nothing is left of it.
   * @throws Refusal `journal.unknown_position`, `journal.no_room`, `journal.cannot_write`
   */
  async save(snapshot: InputSnapshot): Promise<void> {
    const { position, scenario, base, columns } = snapshot
    const entry = await this.#journal.digestAt(position)
    if (entry === null) throw new Refusal('journal.unknown_position', { position, head: await this.#journal.head() })
    const list = [...columns].map(([name, { constructor, length }]) => ({
      name,
      type: constructor.name as ColumnType,
      length,
    }))
    const file = this.#fileAt(snapshot, position)
    await refusingFile(file, async () => {
      await fs.mkdir(this.#folder, { recursive: true })
      await writeWhole(file, { position, scenario, base, entry, columns: list }, [...columns.values()])
      await syncEntries(this.#folder)
      for (const old of (await this.#positionsOf(snapshot)).slice(KEPT)) await fs.rm(this.#fileAt(snapshot, old))
      for (const name of await fs.readdir(this.#folder))
        if (name.endsWith(UNFINISHED)) await fs.rm(path.join(this.#folder, name))
    })
  }

  /** @throws Refusal `journal.entries_lost` where a snapshot follows entries that the journal does not have any more */
  async latest(of: PlanName, until: number): Promise<InputSnapshot | null> {
    const head = await this.#journal.head()
    const newest = Math.max(0, ...(await this.#names()).map(({ position }) => position))
    if (newest > head) throw new Refusal('journal.entries_lost', { position: newest, head, folder: this.#folder })
    for (const position of await this.#positionsOf(of)) {
      if (position > until) continue
      const snapshot = await readWhole(this.#fileAt(of, position), of, await this.#journal.digestAt(position))
      if (snapshot !== null) return snapshot
    }
    return null
  }

  #fileAt(of: PlanName, position: number): string {
    return path.join(this.#folder, nameOf({ ...of, position }))
  }

  /** Newest first. */
  async #positionsOf(of: PlanName): Promise<number[]> {
    const plan = planDigest(of)
    const found = (await this.#names()).filter((name) => name.plan === plan)
    return found.map(({ position }) => position).sort((a, b) => b - a)
  }

  async #names(): Promise<{ position: number; plan: string }[]> {
    const names = await fs.readdir(this.#folder).catch(() => [])
    return names.flatMap((name) => {
      const [, position, plan] = /^(\d+)-([0-9a-f]+)\.inputs$/.exec(name) ?? []
      return position === undefined || plan === undefined ? [] : [{ position: Number(position), plan }]
    })
  }
}

const nameOf = (snapshot: PlanName & { position: number }): string =>
  `${snapshot.position}-${planDigest(snapshot)}.inputs`

function planDigest({ scenario, base }: PlanName): string {
  return createHash('sha256')
    .update(JSON.stringify([scenario, base]))
    .digest('hex')
    .slice(0, 16)
}

/** Under another name until it is whole. */
async function writeWhole(file: string, header: Header, columns: readonly NumberColumn[]): Promise<void> {
  const unfinished = `${file}.new`
  try {
    await writeParts(unfinished, header, columns)
    await fs.rename(unfinished, file)
  } catch (error) {
    await fs.rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeParts(file: string, header: Header, columns: readonly NumberColumn[]): Promise<void> {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(text.length)
  const hash = createHash('sha256')
  const handle = await fs.open(file, 'w')
  try {
    for (const part of [MAGIC, length, text, ...columns.map(bytesOf)]) await writePart(handle, hash, part)
    await writePart(handle, null, hash.digest())
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writePart(handle: FileHandle, hash: Hash | null, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const part = bytes.subarray(from, from + PART_BYTES)
    hash?.update(part)
    for (let done = 0; done < part.length; ) done += (await handle.write(part, done)).bytesWritten
  }
}

/** Null when it is not whole, or not of this plan and entry. */
async function readWhole(file: string, of: PlanName, entry: string | null): Promise<InputSnapshot | null> {
  const handle = await fs.open(file, 'r').catch(() => null)
  if (handle === null) return null
  try {
    const hash = createHash('sha256')
    const read = (bytes: number): Promise<Buffer | null> => readPart(handle, hash, Buffer.alloc(bytes))
    if (!(await read(MAGIC.length))?.equals(MAGIC)) return null
    const length = (await read(LENGTH_BYTES))?.readUInt32LE() ?? 0
    const { size } = await handle.stat()
    if (length > size) return null
    const header = parseHeader(await read(length))
    if (header === null || header.entry !== entry || header.scenario !== of.scenario || header.base !== of.base)
      return null
    const columns = new Map<string, NumberColumn>()
    for (const { name, type, length } of header.columns) {
      if (length * COLUMN_TYPES[type].BYTES_PER_ELEMENT > size) return null
      const column = new COLUMN_TYPES[type](length)
      if ((await readPart(handle, hash, bytesOf(column))) === null) return null
      columns.set(name, column)
    }
    const digest = Buffer.alloc(DIGEST_BYTES)
    if ((await readPart(handle, null, digest)) === null || !digest.equals(hash.digest())) return null
    return { position: header.position, scenario: header.scenario, base: header.base, columns }
  } finally {
    await handle.close()
  }
}

function parseHeader(text: Buffer | null): Header | null {
  try {
    const header = JSON.parse(text?.toString() ?? '') as Header
    return header.columns.every(
      ({ type, length }) => type in COLUMN_TYPES && Number.isSafeInteger(length) && length >= 0,
    )
      ? header
      : null
  } catch {
    return null
  }
}

/** The buffer, filled; null where the file ends before. */
async function readPart(handle: FileHandle, hash: Hash | null, bytes: Buffer): Promise<Buffer | null> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, from, Math.min(PART_BYTES, bytes.length - from))
    if (bytesRead === 0) return null
    hash?.update(bytes.subarray(from, from + bytesRead))
    from += bytesRead
  }
  return bytes
}

const bytesOf = (column: NumberColumn): Buffer => Buffer.from(column.buffer, column.byteOffset, column.byteLength)
