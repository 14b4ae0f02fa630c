/**
 * Numbers in as few bytes as hold them exactly. A plan's quantities are whole thousandths, most of them small, many of
 * them zero or whole units, so a block of whole numbers is divided by what divides all of them and written in the
 * narrowest width that holds the quotients; a block of zeroes takes no room, and one with anything else (fractions,
 * −0, not a number, beyond 32 bits) keeps its eight bytes a number as they are. Every bit comes back.
 */

const BLOCK = 4096
/** Width and divisor, before the numbers of a block; every block begins on a border of eight bytes. */
const HEAD_BYTES = 8
const NARROW = { 1: Int8Array, 2: Int16Array, 4: Int32Array } as const
type NarrowWidth = keyof typeof NARROW
/** Bytes a number: none where all are zero, eight where they are kept as they are. */
type Width = 0 | NarrowWidth | 8
type Packed = Uint8Array<ArrayBuffer>

interface Shape {
  readonly width: Width
  readonly divisor: number
}
const RAW: Shape = { width: 8, divisor: 1 }

/** Bytes that so many numbers take at most. */
export const mostPackedBytes = (count: number): number =>
  Math.ceil(count / BLOCK) * HEAD_BYTES + count * Float64Array.BYTES_PER_ELEMENT

/** Writes the numbers from the start of `packed`, which begins on a border of eight bytes; gives the bytes written. */
export function packNumbers(values: Float64Array, packed: Packed): number {
  const whole = new Int32Array(BLOCK)
  let at = packed.byteOffset
  for (let from = 0; from < values.length; from += BLOCK)
    at = packBlock(values.subarray(from, from + BLOCK), whole, packed.buffer, at)
  return at - packed.byteOffset
}

/** The way back, into numbers that are still zero. */
export function unpackNumbers(packed: Packed, values: Float64Array): void {
  let at = packed.byteOffset
  for (let from = 0; from < values.length; from += BLOCK)
    at = unpackBlock(packed.buffer, at, values.subarray(from, from + BLOCK))
}

/** Gives where the next block begins. */
function packBlock(values: Float64Array, whole: Int32Array, buffer: ArrayBuffer, at: number): number {
  const { width, divisor } = readWhole(values, whole) ? shapeOf(whole, values.length) : RAW
  new Uint32Array(buffer, at, 2).set([width, divisor])
  const start = at + HEAD_BYTES
  if (width === 8) new Float64Array(buffer, start, values.length).set(values)
  else if (width !== 0) divideInto(new NARROW[width](buffer, start, values.length), whole, divisor)
  return start + paddedBytes(values.length, width)
}

function unpackBlock(buffer: ArrayBuffer, at: number, values: Float64Array): number {
  const [width, divisor] = new Uint32Array(buffer, at, 2) as unknown as [Width, number]
  const start = at + HEAD_BYTES
  if (width === 8) values.set(new Float64Array(buffer, start, values.length))
  else if (width !== 0) multiplyInto(values, new NARROW[width](buffer, start, values.length), divisor)
  return start + paddedBytes(values.length, width)
}

const paddedBytes = (count: number, width: Width): number => Math.ceil((count * width) / 8) * 8

/** False when there is a number that 32 bits do not hold; −0 is one, for it would come back as 0. */
function readWhole(values: Float64Array, whole: Int32Array): boolean {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    const cut = value | 0
    if (cut !== value || Object.is(value, -0)) return false
    whole[at] = cut
  }
  return true
}

/** The greatest divisor of all the numbers, and the width that holds their quotients. */
function shapeOf(whole: Int32Array, count: number): Shape {
  let divisor = 0
  let least = 0
  let greatest = 0
  for (let at = 0; at < count; at++) {
    const value = whole[at]!
    if (value < least) least = value
    if (value > greatest) greatest = value
    if (divisor !== 1 && value !== 0 && (divisor === 0 || value % divisor !== 0))
      divisor = greatestCommonDivisor(divisor, Math.abs(value))
  }
  const fits = (limit: number): boolean => least / divisor >= -limit && greatest / divisor < limit
  if (divisor === 0) return { width: 0, divisor: 1 }
  return { width: fits(2 ** 7) ? 1 : fits(2 ** 15) ? 2 : 4, divisor }
}

function greatestCommonDivisor(a: number, b: number): number {
  while (a !== 0) [a, b] = [b % a, a]
  return b
}

function divideInto(narrow: Int8Array | Int16Array | Int32Array, whole: Int32Array, divisor: number): void {
  for (let at = 0; at < narrow.length; at++) narrow[at] = whole[at]! / divisor
}

function multiplyInto(values: Float64Array, narrow: Int8Array | Int16Array | Int32Array, divisor: number): void {
  for (let at = 0; at < narrow.length; at++) values[at] = narrow[at]! * divisor
}
