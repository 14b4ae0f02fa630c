import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockOf, blockText, cellsOf, pastingsOf, rangesOf } from './selected-ranges.js'

const range = (x: number, y: number, width = 1, height = 1) => ({ x, y, width, height })
const someRange = fc
  .tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .map(([x, y, width, height]) => range(x, y, width, height))

test('[WB27] what is selected is every cell of every range, once', () => {
  const current = { cell: [9, 9], range: range(9, 9), rangeStack: [range(2, 3, 2)] } as const
  expect(rangesOf({ current })).toEqual([range(2, 3, 2), range(9, 9)])
  expect(rangesOf({})).toEqual([])
  fc.assert(
    fc.property(fc.array(someRange, { maxLength: 5 }), (ranges) => {
      const cells = [...cellsOf(ranges)].map(([column, row]) => `${column}/${row}`)
      const wanted = new Set<string>()
      for (const { x, y, width, height } of ranges)
        for (let at = 0; at < width * height; at++) wanted.add(`${x + (at % width)}/${y + Math.floor(at / width)}`)
      expect(new Set(cells)).toEqual(wanted)
      expect(cells).toHaveLength(wanted.size)
    }),
  )
})

test('[WB28] ranges of the same rows, or of the same columns, are copied as one block; others are none', () => {
  expect(blockOf([range(2, 5, 2), range(7, 5)])).toEqual({ rows: [5], columns: [2, 3, 7] })
  expect(blockOf([range(7, 9, 1, 2), range(7, 5)])).toEqual({ rows: [5, 9, 10], columns: [7] })
  // Four corners are one, too; three of them, or a step, are not.
  expect(blockOf([range(1, 1), range(3, 1), range(1, 4), range(3, 4)])).toEqual({ rows: [1, 4], columns: [1, 3] })
  expect(blockOf([range(1, 1), range(3, 1), range(1, 4)])).toBeNull()
  expect(blockOf([range(1, 1), range(2, 2)])).toBeNull()
  expect(blockOf([range(1, 1, 2), range(2, 1, 2)])).toEqual({ rows: [1], columns: [1, 2, 3] })
  expect(
    blockText([
      ['a', 'b\tc'],
      ['"d"', ''],
    ]),
  ).toBe('a\t"b\tc"\n"""d"""\t')
})

test('[WB28] one value fills what is selected, a block what it fits into, and what does not fit is refused', () => {
  const one = [['5']]
  expect(pastingsOf([range(2, 3)], one)).toEqual([{ at: { column: 2, row: 3 }, block: one }])
  expect(pastingsOf([range(2, 3, 2, 2)], one)).toEqual([
    {
      at: { column: 2, row: 3 },
      block: [
        ['5', '5'],
        ['5', '5'],
      ],
    },
  ])
  expect(pastingsOf([range(2, 3, 3), range(7, 9)], one)!.map(({ block }) => block)).toEqual([[['5', '5', '5']], one])
  const pair = [['1', '2']]
  expect(pastingsOf([range(2, 3, 4)], pair)![0]!.block).toEqual([['1', '2', '1', '2']])
  // Into one range it goes from the first cell on, whatever was selected beside it.
  expect(pastingsOf([range(2, 3, 3)], pair)).toEqual([{ at: { column: 2, row: 3 }, block: pair }])
  expect(pastingsOf([range(2, 3, 2), range(2, 6, 2, 2)], pair)!.map(({ block }) => block.length)).toEqual([1, 2])
  expect(pastingsOf([range(2, 3, 2), range(2, 6, 3)], pair)).toBeNull()
})
