import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostPackedBytes, packNumbers, unpackNumbers } from './number-blocks.js'

const bits = (values: Float64Array): BigUint64Array =>
  new BigUint64Array(values.buffer, values.byteOffset, values.length)

function thereAndBack(values: Float64Array): { back: Float64Array; bytes: number } {
  const packed = new Uint8Array(mostPackedBytes(values.length))
  const bytes = packNumbers(values, packed)
  const back = new Float64Array(values.length)
  unpackNumbers(packed.subarray(0, bytes), back)
  return { back, bytes }
}

const EDGES = [0, -0, Number.NaN, Infinity, -Infinity, 0.5, 127, 128, -128, -129, 32_767, 32_768, -32_768, -32_769]
const LIMITS = [2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53 - 1, 5e-324, 1e308]

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(...EDGES, ...LIMITS),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
)
/** Runs of one kind of number, longer than a block: whole multiples, or anything at all. */
const run = fc.oneof(
  fc
    .tuple(fc.array(fc.integer({ min: -40_000, max: 40_000 })), fc.constantFrom(1, 6, 1000, 2 ** 20))
    .map(([factors, divisor]) => factors.map((factor) => factor * divisor + 0)),
  fc.array(number),
)
const column = fc
  .array(fc.tuple(run, fc.constantFrom(1, 300)), { maxLength: 6 })
  .map((runs) => Float64Array.from(runs.flatMap(([numbers, times]) => new Array(times).fill(numbers).flat())))

test('[PV16] any numbers come back, bit by bit, in no more room than was said', () => {
  fc.assert(
    fc.property(column, (values) => {
      const { back, bytes } = thereAndBack(values)
      expect(Buffer.compare(Buffer.from(bits(back).buffer), Buffer.from(bits(values).buffer))).toBe(0)
      expect(bytes).toBeLessThanOrEqual(mostPackedBytes(values.length))
    }),
    { seed: 20_717, numRuns: 300 },
  )
})

const HEAD = 8
const filled = (make: (at: number) => number): Float64Array => Float64Array.from({ length: 4096 }, (_, at) => make(at))

test.each([
  ['zeroes', filled(() => 0), 0],
  ['whole units, in thousandths', filled((at) => (at % 100) * 1000), 1],
  ['cases of six, some of them taken back', filled((at) => ((at % 9000) - 3000) * 6000), 2],
  ['the edges of a byte', filled((at) => (at % 2 === 0 ? 127 : -128)), 1],
  ['one above a byte', filled((at) => (at % 2 === 0 ? 128 : 1)), 2],
  ['one below a byte', filled((at) => (at % 2 === 0 ? -129 : 1)), 2],
  ['the edges of two bytes', filled((at) => (at % 2 === 0 ? 32_767 : -32_768)), 2],
  ['one above two bytes', filled((at) => (at % 2 === 0 ? 32_768 : 1)), 4],
  ['the edges of four bytes', filled((at) => (at % 2 === 0 ? 2 ** 31 - 1 : -(2 ** 31))), 4],
  ['one above four bytes', filled((at) => (at % 2 === 0 ? 2 ** 31 : 1)), 8],
  ['a fraction among them', filled((at) => (at === 7 ? 0.5 : 3)), 8],
  ['a zero with a sign', filled((at) => (at === 7 ? -0 : 0)), 8],
  ['the same far below zero', filled(() => -(2 ** 31)), 1],
])('%s: the narrowest width that holds them', (_, values, width) => {
  const { back, bytes } = thereAndBack(values)
  expect(bits(back)).toEqual(bits(values))
  expect(bytes).toBe(HEAD + values.length * width)
})
