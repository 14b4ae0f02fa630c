import { expect, test } from 'vitest'
import { numberFormat } from '../../words/number-format.js'
import { widthOfNumbers } from './number-width.js'

const { whole } = numberFormat('es-CL')
const table = (consensus: readonly number[], netSales: readonly number[] = []) => ({
  currency: 'CLP',
  totals: { consensus: [1000] },
  rows: [{ names: ['a'], values: { consensus: [...consensus], netSales: [...netSales] } }],
})

test('[WB20] columns are as wide as the longest number in them, whatever row it stands in and whatever its sign', () => {
  const widthOf = (...asked: Parameters<typeof table>): number => widthOfNumbers(table(...asked), whole)
  expect(widthOf([1_000_000])).toBe(84)
  expect(widthOf([0], [16_414_887_495])).toBeGreaterThan(14 * 7.5)
  expect(widthOf([0], [5, -16_414_887_495])).toBeGreaterThan(widthOf([0], [16_414_887_495]))
  expect(
    widthOfNumbers(table([0], [16_414_887_495]), (value, decimals) => whole(value, decimals, { scale: 'M' })),
  ).toBe(84)
})
