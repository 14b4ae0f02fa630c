import { expect, test } from 'vitest'
import type { TableShown } from '../../../api/wire/table.js'
import { joinTables } from './join-tables.js'

const table = (numbers: number, rows: TableShown['rows'], totals: TableShown['totals']): TableShown => ({
  epoch: { scenario: 'main', numbers, settled: numbers },
  currency: 'USD',
  decimals: { quantity: 3, money: 2 },
  periods: [{ firstDay: '2027-01-01', days: 31 }],
  rows,
  rowCount: rows.length,
  totals,
  next: null,
})

test('[WB19] demand is shown as soon as it is known, stock of the same rows when it has settled', () => {
  const numbers = table(
    7,
    [
      { names: ['a'], values: { consensus: [1] }, edited: [1] },
      { names: ['b'], values: { consensus: [2] } },
    ],
    { consensus: [3] },
  )
  expect(joinTables(numbers, undefined)).toBe(numbers)
  const stock = table(
    6,
    [
      { names: ['b'], values: { closing: [20] } },
      { names: ['a'], values: { closing: [10] } },
    ],
    { closing: [30] },
  )
  expect(joinTables(numbers, stock)).toMatchObject({
    epoch: { numbers: 7 },
    rows: [
      { names: ['a'], values: { consensus: [1], closing: [10] }, edited: [1] },
      { names: ['b'], values: { consensus: [2], closing: [20] } },
    ],
    totals: { consensus: [3], closing: [30] },
  })
})
