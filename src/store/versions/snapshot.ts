/**
 * A version kept ready to be opened again: its big columns of numbers packed into one file, everything else by the
 * runtime's own structured serialisation. It lies inside the version's folder and is written with it; the Parquet files
 * are the version, this is how a process gets it back into memory fast.
 */
import fs, { type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import v8 from 'node:v8'
import { crc32 } from 'node:zlib'
import { type Allocate, allocatePlain } from '../../core/plan/plan.js'
import { mostPackedBytes, packNumbers, unpackNumbers } from './number-blocks.js'

const STATE = 'state.bin'
const COLUMNS = 'columns.bin'

/** Numbers that are packed, written and read at a time. */
const PART = 1 << 18
/** Shorter columns stay in the state. */
const COLUMN_LEAST = 4096
const CHECK_BYTES = 4

/** One part of a column, in the order of the file: how long it is, and what its bytes add up to. */
interface WrittenPart {
  readonly bytes: number
  readonly check: number
}

/** Keeps any data: every long column of numbers in it, wherever it hangs, goes to the file of columns. */
export async function saveSnapshot(folder: string, state: unknown): Promise<void> {
  await fs.mkdir(folder, { recursive: true })
  const writer = new StateWriter()
  writer.writeHeader()
  writer.writeValue(state)
  writer.writeValue(await writeColumns(path.join(folder, COLUMNS), writer.columns))
  const bytes = writer.releaseBuffer()
  const check = Buffer.alloc(CHECK_BYTES)
  check.writeUInt32LE(crc32(bytes))
  await fs.writeFile(path.join(folder, STATE), [check, bytes])
}

/** Long columns in memory of this kind. Null when there is none, when it is cut short or damaged, or when another version of the runtime wrote it. */
export async function loadSnapshot<State>(folder: string, allocate = allocatePlain): Promise<State | null> {
  try {
    const kept = await fs.readFile(path.join(folder, STATE))
    const bytes = kept.subarray(CHECK_BYTES)
    if (crc32(bytes) !== kept.readUInt32LE()) return null
    const reader = new StateReader(bytes, allocate)
    reader.readHeader()
    const state = reader.readValue() as State
    await readColumns(path.join(folder, COLUMNS), reader.columns, reader.readValue() as WrittenPart[])
    return state
  } catch {
    return null
  }
}

declare module 'node:v8' {
  interface DefaultSerializer {
    _writeHostObject(view: ArrayBufferView): void
  }
  interface DefaultDeserializer {
    _readHostObject(): ArrayBufferView
  }
}

/** Serialises everything but long columns, which it only counts. */
class StateWriter extends v8.DefaultSerializer {
  readonly columns: Float64Array[] = []

  override _writeHostObject(view: ArrayBufferView): void {
    const apart = view instanceof Float64Array && view.length >= COLUMN_LEAST
    this.writeUint32(apart ? view.length : 0)
    if (apart) this.columns.push(view)
    else super._writeHostObject(view)
  }
}

/** Makes the long columns in their order, all zeroes: they are filled straight from their file. */
class StateReader extends v8.DefaultDeserializer {
  readonly columns: Float64Array[] = []

  constructor(
    state: Buffer,
    private readonly allocate: Allocate,
  ) {
    super(state)
  }

  override _readHostObject(): ArrayBufferView {
    const length = this.readUint32()
    if (length === 0) return super._readHostObject()
    const column = this.allocate(length)
    this.columns.push(column)
    return column
  }
}

function* partsOf(columns: readonly Float64Array[]): Iterable<Float64Array> {
  for (const column of columns)
    for (let from = 0; from < column.length; from += PART) yield column.subarray(from, from + PART)
}

async function writeColumns(file: string, columns: readonly Float64Array[]): Promise<WrittenPart[]> {
  const handle = await fs.open(file, 'w')
  try {
    const packed = new Uint8Array(mostPackedBytes(PART))
    const written: WrittenPart[] = []
    for (const numbers of partsOf(columns)) {
      const part = packed.subarray(0, packNumbers(numbers, packed))
      await handle.writeFile(part)
      written.push({ bytes: part.length, check: crc32(part) })
    }
    return written
  } finally {
    await handle.close()
  }
}

async function readColumns(
  file: string,
  columns: readonly Float64Array[],
  written: readonly WrittenPart[],
): Promise<void> {
  const handle = await fs.open(file, 'r')
  try {
    const packed = new Uint8Array(mostPackedBytes(PART))
    let next = 0
    for (const numbers of partsOf(columns)) {
      const { bytes, check } = written[next++]!
      const part = packed.subarray(0, bytes)
      await readWhole(handle, part)
      if (crc32(part) !== check) throw new Error(`${file} is damaged`)
      unpackNumbers(part, numbers)
    }
  } finally {
    await handle.close()
  }
}

async function readWhole(handle: FileHandle, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length; ) {
    const { bytesRead } = await handle.read(part, at, part.length - at)
    if (bytesRead === 0) throw new Error('cut short')
    at += bytesRead
  }
}
