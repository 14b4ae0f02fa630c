import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

export interface TextFile {
  readonly digest: string
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16le'
  readonly bytes: number
  /** The first characters, decoded. */
  readonly sample: string
  /** Says of the whole file, by its bytes, whether the database may read it by itself. */
  readonly plain: boolean
}

/** Watches the bytes of a file go by; made from its first characters. */
export interface ByteWatch {
  push(bytes: Uint8Array): void
  isPlain(encoding: string): boolean
}

const SAMPLE_BYTES = 65_536

/**
 * Reads a file once for its digest and its encoding: UTF-16 by its byte order mark, UTF-8 when every byte fits, else
 * Latin-1, in which every byte means something.
 */
export async function inspectText(
  path: string,
  declared: 'utf-8' | 'latin-1' | undefined,
  watch: (start: string) => ByteWatch,
): Promise<TextFile> {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let valid = true
  let bytes = 0
  let head: Buffer = Buffer.alloc(0)
  let watcher: ByteWatch | null = null
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (watcher === null) {
      head = Buffer.from(chunk.subarray(0, SAMPLE_BYTES))
      watcher = watch(decodeStart(head, 'latin-1'))
    }
    watcher.push(chunk)
    bytes += chunk.length
    if (valid) valid = accepts(utf8, chunk)
  }
  if (valid) valid = accepts(utf8)
  const wide = head[0] === 0xff && head[1] === 0xfe
  const encoding = wide ? 'utf-16le' : (declared ?? (valid ? 'utf-8' : 'latin-1'))
  const plain = watcher !== null && valid === (encoding === 'utf-8') && watcher.isPlain(encoding)
  return { digest: hash.digest('hex'), encoding, bytes, sample: decodeStart(head, encoding), plain }
}

const decodeStart = (start: Buffer, encoding: TextFile['encoding']): string =>
  withoutNul(decoder(encoding).decode(start, { stream: true }))

function accepts(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk ?? new Uint8Array(0), { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** `latin-1` reads as Windows-1252, its superset that every spreadsheet writes. */
export function decoder(encoding: TextFile['encoding']): TextDecoder {
  return new TextDecoder(encoding === 'latin-1' ? 'windows-1252' : encoding)
}

/** The text of a file in pieces. A byte order mark is left out; a NUL, which no text needs, becomes a blank. */
export async function* readText(path: string, encoding: TextFile['encoding']): AsyncGenerator<string> {
  const text = decoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    yield withoutNul(text.decode(chunk, { stream: true }))
  yield withoutNul(text.decode())
}

const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', ' ') : text)
