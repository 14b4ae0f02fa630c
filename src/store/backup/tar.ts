/**
 * A backup as one file that any `tar` unpacks (POSIX ustar, with pax records where a name or a size needs them). The
 * same files give the same bytes, so where each file lies, and every byte around it, follows from names and sizes.
 */
import fs from 'node:fs/promises'
import { type OnBytes, type Pieces, piecesOf, writeBytes } from '../file-pieces.js'

const BLOCK = 512
/** Password hashes are in a backup. */
const OWNER_ALONE = 0o600
const NAME_BYTES = 100
/** What eleven octal digits hold. */
const OCTAL_SIZE = 8 ** 11

export interface TarEntry {
  readonly name: string
  readonly bytes: number
}

/** The bytes before an entry's content. */
export function headOf({ name, bytes }: TarEntry): Buffer {
  if (Buffer.byteLength(name) <= NAME_BYTES && bytes < OCTAL_SIZE) return header(name, bytes, '0')
  const records = Buffer.from(paxRecord('path', name) + paxRecord('size', String(bytes)))
  return Buffer.concat([
    header('pax', records.length, 'x'),
    records,
    padding(records.length),
    header('long', bytes % OCTAL_SIZE, '0'),
  ])
}

/** The zeroes after so many bytes of content. */
export const padding = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK)

/** The zeroes that end an archive. */
export const END = Buffer.alloc(2 * BLOCK)

/** The size that the first header of an archive says; null when it is not the header of a file called so. */
export async function sizeOfFirst(file: string, name: string): Promise<number | null> {
  const handle = await fs.open(file, 'r')
  try {
    const head = Buffer.alloc(BLOCK)
    await handle.read(head, 0, BLOCK, 0)
    const bytes = Number.parseInt(head.subarray(124, 136).toString('latin1'), 8)
    return Number.isSafeInteger(bytes) && header(name, bytes, '0').equals(head) ? bytes : null
  } finally {
    await handle.close()
  }
}

/** Writes an archive of these entries. `pieces` gives what each of them holds. */
export async function writeTar(
  target: string,
  entries: readonly TarEntry[],
  pieces: (entry: TarEntry) => Pieces,
  onBytes: OnBytes,
): Promise<void> {
  const to = await fs.open(target, 'wx', OWNER_ALONE)
  try {
    for (const entry of entries) {
      await writeBytes(to, headOf(entry))
      for await (const piece of pieces(entry)) {
        await writeBytes(to, piece)
        onBytes(piece.length)
      }
      await writeBytes(to, padding(entry.bytes))
    }
    await writeBytes(to, END)
  } finally {
    await to.close()
  }
}

/** Whether an archive has exactly these bytes at a place. */
export async function hasBytes(file: string, at: number, expected: Buffer): Promise<boolean> {
  const found: Uint8Array[] = []
  for await (const piece of piecesOf(file, at, expected.length)) found.push(Buffer.from(piece))
  return Buffer.concat(found).equals(expected)
}

function header(name: string, bytes: number, type: '0' | 'x'): Buffer {
  const head = Buffer.alloc(BLOCK)
  head.write(name, 0, NAME_BYTES, 'utf8')
  head.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'latin1')
  head.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  head.write(`${'0'.repeat(11)}\0`, 136, 'latin1')
  head.write(' '.repeat(8), 148, 'latin1')
  head.write(type, 156, 'latin1')
  head.write('ustar\0' + '00', 257, 'latin1')
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return head
}

/** `<length> name=value\n`, the length counting its own digits. */
function paxRecord(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  let length = bytes
  while (String(length).length + bytes !== length) length = bytes + String(length).length
  return length + rest
}
