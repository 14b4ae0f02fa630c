import { expect, test } from 'vitest'
import { previewOf, readChange } from './cell-input.js'

test.each([
  ['1.200', ',', { op: 'set', quantity: 1_200_000 }],
  ['12k', ',', { op: 'set', quantity: 12_000_000 }],
  ['=1.500', ',', { op: 'set', quantity: 1_500_000 }],
  ['=+10%', ',', { op: 'scale', factor: 1_100_000 }],
  ['=-2,5%', ',', { op: 'scale', factor: 975_000 }],
  ['=*1.1', '.', { op: 'scale', factor: 1_100_000 }],
  ['=/4', '.', { op: 'scale', factor: 250_000 }],
  ['=*0', '.', { op: 'scale', factor: 0 }],
  ['=+100', '.', { op: 'add', quantity: 100_000 }],
  ['=-100', '.', { op: 'add', quantity: -100_000 }],
  ['-5', '.', { op: 'set', quantity: -5000 }],
  ['=/0', '.', null],
  ['=-150%', '.', null],
  ['soon', '.', null],
  ['', '.', null],
] as const)('[WB13] “%s”', (text, mark, change) => {
  expect(readChange(text, mark)).toEqual(change)
})

test('[WB13] a cell shows at once what it will hold', () => {
  expect(previewOf({ op: 'scale', factor: 1_100_000 }, 5000)).toBe(5500)
  expect(previewOf({ op: 'add', quantity: -100 }, 5000)).toBe(4900)
  expect(previewOf({ op: 'set', quantity: 7 }, 5000)).toBe(7)
})
