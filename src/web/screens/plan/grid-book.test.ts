import fc from 'fast-check'
import readWorkbook from 'read-excel-file/universal'
import { expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/universal'
import { ApiRefusal } from '../../../api/route-caller.js'
import type { TableShown } from '../../../api/wire/table.js'
import { wordsOf } from '../../words/words.js'
import { bookCells, bookOptions } from './book-cells.js'
import { type BookAsked, type GridBook, gridBook } from './grid-book.js'
import { keyFiguresFor } from './key-figures.js'
import { CELLS_MOST, wholeGrid } from './whole-grid.js'

const words = wordsOf('es', ['es-CL'])
const shown = { sees: () => true, byCustomer: true, ofCustomers: false, withPast: true }
const epoch = { scenario: 'main', numbers: 4, settled: 4 }
const table: TableShown = {
  epoch,
  currency: 'USD',
  decimals: { quantity: 3, money: 2 },
  periods: [
    { firstDay: '2026-12-28', days: 7 },
    { firstDay: '2027-01-04', days: 7 },
    { firstDay: '2027-02-01', days: 28 },
  ],
  rows: [
    { names: ['snacks', '=cmd'], values: { consensus: [0, 1500, -2000], actual: [7000, 0, 0], lastYear: [1, 2, 3] } },
  ],
  rowCount: 1,
  totals: { consensus: [0, 1500, -2000], actual: [7000, 0, 0] },
  next: null,
}
const asked: BookAsked = {
  ...{ words, title: 'Plan en unidades, Todo', subtitle: 'Plan en vigor · Todo · un.', unit: 'un.' },
  planDay: '2027-01-04',
  period: 'week',
  scope: { product: [], location: [], customer: [] },
  levels: [
    { tree: 'product', dimension: 'category' },
    { tree: 'product', dimension: 'family' },
  ],
  figures: keyFiguresFor('units', shown),
  labelOf: (_, __, name) => (name === '=cmd' ? '+Barras' : undefined),
  table,
}

async function readBack(book: GridBook) {
  const file = await writeXlsx(bookCells(book), bookOptions(book)).toBlob()
  const [sheet] = await readWorkbook(await file.arrayBuffer())
  return (sheet as unknown as { data: unknown[][] }).data
}

test('[WB26] the workbook has the whole grid: names, key figures, numbers in units, what was sold before the plan day', async () => {
  const book = gridBook(asked)
  const rows = await readBack(book)
  expect(rows.slice(0, 3).map((row) => row.filter((cell) => cell !== null))).toEqual([
    ['Plan en unidades, Todo'],
    ['Plan en vigor · Todo · un.'],
    [
      ...['Categoría', 'Familia', 'Nombre', 'Cifra (un.)'],
      ...['S53 · dic 2026 · Vendido', 'S1 · ene 2027', 'feb 2027'],
    ],
  ])
  expect(rows[3]!.slice(4)).toEqual(
    ['2026-12-28', '2027-01-04', '2027-02-01'].map((day) => new Date(`${day}T00:00:00Z`)),
  )
  const of = (at: number, group: 0 | 1) => rows[4 + group * asked.figures.length + at]
  const consensus = asked.figures.findIndex(({ measure }) => measure === 'consensus')
  expect(of(consensus, 0)).toEqual([null, null, 'Total', 'Demanda acordada', 7, 1.5, -2])
  expect(of(consensus, 1)).toEqual(['snacks', "'=cmd", "'+Barras (=cmd)", 'Demanda acordada', 7, 1.5, -2])
  // Last year's is told of the past as well; a forecast is not.
  expect(of(0, 1)!.slice(4)).toEqual([0.001, 0.002, 0.003])
  expect(of(consensus - 1, 1)!.slice(4)).toEqual([null, null, null])
  expect(rows).toHaveLength(4 + 2 * asked.figures.length)
  expect(bookOptions(book)).toMatchObject({ stickyRowsCount: 4, stickyColumnsCount: 4 })
})

test('[WB26] money is printed with the decimals of its currency', () => {
  const figures = keyFiguresFor('value', { ...shown, byCustomer: false })
  const money = { ...table, rows: [], totals: { netSales: [0, 123_45, -5] } }
  const cells = bookCells(gridBook({ ...asked, figures, table: money, unit: 'USD' }))
  expect(cells[4]!.slice(5)).toMatchObject([
    { value: 123.45, format: '#,##0.00;-#,##0.00;0', fontWeight: 'bold' },
    { value: -0.05, type: Number },
  ])
})

test('[WB26] no text of it is ever taken for a formula', () => {
  const text = fc.tuple(fc.constantFrom('', '=', '+', '-', '@', '\t'), fc.string()).map(([first, rest]) => first + rest)
  fc.assert(
    fc.property(fc.array(text, { minLength: 4, maxLength: 4 }), ([title, head, name, label]) => {
      const book = gridBook({ ...asked, title: title!, subtitle: head! })
      const row = { texts: [name!, label!], values: [1], isTotal: false }
      const texts = bookCells({ ...book, heads: [head!, name!], rows: [row] })
        .flat()
        .flatMap((cell) => (typeof cell?.value === 'string' ? [cell.value] : []))
      expect(texts.length).toBeGreaterThan(5)
      for (const each of texts) expect(each).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

test('[WB26] it is of one moment of the plan, read again where somebody changed it in between', async () => {
  const page = (offset: number, numbers: number): TableShown => ({
    ...table,
    epoch: { ...epoch, numbers },
    rows: [{ names: [`${offset}`], values: {} }],
    rowCount: 2,
    next: offset === 0 ? 1 : null,
  })
  let asks = 0
  // Changed between the first two questions only.
  const read = async (offset: number): Promise<TableShown> => page(offset, ++asks === 1 ? 1 : 2)
  const whole = await wholeGrid(read, 4, words)
  expect([whole.rows.map(({ names }) => names[0]), whole.epoch.numbers, asks]).toEqual([['0', '1'], 2, 4])
  await expect(wholeGrid(async (offset) => page(offset, ++asks), 4, words)).rejects.toThrow('web.book_moved')
})

test('[WB26] what no workbook of a browser holds is refused before it is read, with what else there is', async () => {
  let asks = 0
  const periods = Array.from({ length: 100 }, (_, at) => ({ firstDay: `2027-01-${at}`, days: 7 }))
  const read = async (): Promise<TableShown> => ({ ...table, periods, rowCount: 5000 - 1 + asks++, next: null })
  expect(CELLS_MOST).toBe(500_000)
  await expect(wholeGrid(read, 1, words)).resolves.toMatchObject({ rowCount: 4999 })
  const refused = await wholeGrid(read, 1, words).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ApiRefusal)
  expect((refused as ApiRefusal).answer).toMatchObject({
    message: 'El libro tendría 500.100 celdas; caben 500.000.',
    remedy: expect.stringContaining('CSV'),
  })
  expect(asks).toBe(2)
})
