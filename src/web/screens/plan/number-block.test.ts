import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FAULT, readBlock, readNumber, splitBlock } from './number-block.js'

test.each([
  ['1.234,5', ',', 1234.5],
  ['1.234', ',', 1234],
  ['1,234.5', '.', 1234.5],
  ['1 234,5', ',', 1234.5],
  ['(12)', ',', -12],
  ['−5', ',', -5],
  ['12k', '.', 12_000],
  ['1,2M', ',', 1_200_000],
  ['$ 1.234', ',', 1234],
  ['S/ 3,50', ',', 3.5],
  ['', ',', null],
  ['–', ',', null],
  ['abc', ',', FAULT],
  ['12%', ',', FAULT],
  ['1.23.4', ',', FAULT],
  ['1.2345', ',', FAULT],
  ['0.123', ',', FAULT],
  ['-0.123', ',', FAULT],
  ['0.123', '.', 0.123],
] as const)('[WB14] “%s” where %s divides the fraction is %s', (text, mark, value) => {
  expect(readNumber(text, mark)).toBe(value)
})

test('[WB14] a block tells by itself how it divides the fraction, wherever it comes from', () => {
  const english = readBlock(splitBlock('1,234.5\t12\r\n1,000\t3.25\r\n'), ',')
  expect(english).toEqual({
    mark: '.',
    cells: [
      [1234.5, 12],
      [1000, 3.25],
    ],
  })
  const spanish = readBlock(splitBlock('1.234,5\t12\n1.000\t3,25'), '.')
  expect(spanish).toEqual({
    mark: ',',
    cells: [
      [1234.5, 12],
      [1000, 3.25],
    ],
  })
})

test('[WB14] where nothing tells, it is the reader’s own; a cell that contradicts is a fault, not a guess', () => {
  expect(readBlock([['1.234']], ',').cells).toEqual([[1234]])
  expect(readBlock([['1.234']], '.').cells).toEqual([[1.234]])
  expect(readBlock([['1,5', '2.5']], ',').cells).toEqual([[1.5, FAULT]])
  // Nobody writes a thousand with a nought before it.
  expect(readBlock([['-0.123', '(0.250)']], ',').cells).toEqual([[-0.123, -0.25]])
})

test('[WB14] what is copied here and pasted there is the same number', () => {
  const block = fc.array(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  })
  for (const [locale, mark] of [
    ['es-CL', ','],
    ['en-US', '.'],
  ] as const)
    fc.assert(
      fc.property(block, (rows) => {
        const write = (value: number): string =>
          (value / 1000).toLocaleString(locale, { maximumFractionDigits: 3, minimumFractionDigits: 3 })
        const text = rows.map((row) => row.map(write).join('\t')).join('\n')
        expect(readBlock(splitBlock(text), mark).cells).toEqual(rows.map((row) => row.map((value) => value / 1000)))
      }),
    )
})
