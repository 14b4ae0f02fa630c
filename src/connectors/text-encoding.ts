import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

export interface TextFile {
  readonly digest: string
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16le'
  readonly bytes: number
  /** The first characters, decoded. */
  readonly sample: string
}

const SAMPLE_BYTES = 65_536

/**
 * Reads a file once for its digest and its encoding: UTF-16 by its byte order mark, UTF-8 when every byte fits, else
 * Latin-1, in which every byte means something.
 */
export async function inspectText(path: string, declared: 'utf-8' | 'latin-1' | undefined): Promise<TextFile> {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let valid = true
  let bytes = 0
  const head: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (bytes < SAMPLE_BYTES) head.push(chunk.subarray(0, SAMPLE_BYTES - bytes))
    bytes += chunk.length
    if (valid) valid = accepts(utf8, chunk)
  }
  if (valid) valid = accepts(utf8)
  const start = Buffer.concat(head)
  const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : (declared ?? (valid ? 'utf-8' : 'latin-1'))
  return { digest: hash.digest('hex'), encoding, bytes, sample: decoder(encoding).decode(start, { stream: true }) }
}

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
