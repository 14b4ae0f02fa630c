/** Files read and written a piece at a time, digested on the way, and forced to disk together. */
import { createHash } from 'node:crypto'
import fs, { type FileHandle } from 'node:fs/promises'
import path from 'node:path'

const PIECE_BYTES = 1 << 20

/** A file as it passes by. Each piece is used before the next one is asked for. */
export type Pieces = AsyncIterable<Uint8Array>

export interface FileDigest {
  readonly bytes: number
  readonly sha256: string
}

/** Told of every piece that has passed; throws to stop. */
export type OnBytes = (bytes: number) => void

/** What a file holds from a byte on, so many bytes of it at most. */
export async function* piecesOf(file: string, from = 0, most = Number.POSITIVE_INFINITY): Pieces {
  const handle = await fs.open(file, 'r')
  try {
    const room = Buffer.allocUnsafe(Math.min(PIECE_BYTES, most))
    for (let left = most, at = from; left > 0; ) {
      const { bytesRead } = await handle.read(room, 0, Math.min(room.length, left), at)
      if (bytesRead === 0) return
      yield room.subarray(0, bytesRead)
      left -= bytesRead
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

export async function digestOf(pieces: Pieces, onBytes?: OnBytes): Promise<FileDigest> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
    onBytes?.(piece.length)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Writes a file where there is none, with the folders above it. `syncTree` forces it to disk. */
export async function writeNew(target: string, pieces: Pieces, onBytes?: OnBytes): Promise<FileDigest> {
  await fs.mkdir(path.dirname(target), { recursive: true })
  const to = await fs.open(target, 'wx')
  try {
    return await digestOf(through(pieces, to), onBytes)
  } finally {
    await to.close()
  }
}

export async function* piecesIn(content: Uint8Array | string): Pieces {
  yield typeof content === 'string' ? Buffer.from(content) : content
}

/** Writes each piece before it hands it on. */
async function* through(pieces: Pieces, to: FileHandle): Pieces {
  for await (const piece of pieces) {
    await writeBytes(to, piece)
    yield piece
  }
}

export async function writeBytes(to: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await to.write(bytes, done)).bytesWritten
}

/** A disk forces many files in hardly more time than one, if it is asked for them together. */
const SYNCED_TOGETHER = 16

/** Forces a file, or a folder with everything in it and every list of names, to disk. */
export async function syncTree(place: string): Promise<void> {
  if ((await fs.stat(place)).isDirectory()) {
    const inside = await fs.readdir(place, { withFileTypes: true })
    const files = inside.filter((entry) => !entry.isDirectory()).map(({ name }) => path.join(place, name))
    for (let from = 0; from < files.length; from += SYNCED_TOGETHER)
      await Promise.all(files.slice(from, from + SYNCED_TOGETHER).map(syncEntry))
    for (const entry of inside) if (entry.isDirectory()) await syncTree(path.join(place, entry.name))
  }
  await syncEntry(place)
}

/** Forces one file, or a folder's list of names, to disk. */
export async function syncEntry(entry: string): Promise<void> {
  const handle = await fs.open(entry, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
