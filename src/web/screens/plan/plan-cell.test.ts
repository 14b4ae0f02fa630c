import { expect, test } from 'vitest'
import { bareText } from './plan-cell.js'

test.each([
  [16_414_887_500, 0, '16414887500'],
  [1000, 0, '1000'],
  [-20, 0, '-20'],
  [0, 0, '0'],
  [12_345_500, 3, '12345,5'],
  [12_000_000, 3, '12000'],
  [-1, 3, '-0,001'],
] as const)('[WB14] %d with %d decimals is copied as %s', (value, decimals, text) => {
  expect(bareText(value, decimals, ',')).toBe(text)
})
