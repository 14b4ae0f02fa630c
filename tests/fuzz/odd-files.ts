import { writeParquet } from '../support/parquet.js'
import { type WorkbookCell, writeWorkbook } from '../support/workbook.js'
import type { Dice } from './damage.js'

/** Cells that a spreadsheet can hold and a table should not. */
const ODD_CELLS: readonly WorkbookCell[] = [
  null,
  '',
  ' ',
  true,
  0,
  -1,
  1e300,
  2 ** 53,
  0.1 + 0.2,
  '1,5',
  '#REF!',
  '=1+1',
  'x'.repeat(5000),
  '<b>&amp;</b>',
  new Date(Date.UTC(1901, 0, 1)),
  new Date(Date.UTC(2026, 0, 5)),
  new Date(Date.UTC(9999, 11, 31)),
]

/** A workbook that opens, with cells, rows and sheets that nobody expects. */
export async function oddWorkbook(path: string, rows: readonly (readonly WorkbookCell[])[], dice: Dice): Promise<void> {
  const damaged = rows.map((row) => [...row])
  for (let blow = dice.below(6); blow >= 0; blow--) {
    const row = damaged[dice.below(damaged.length)]!
    row[dice.below(row.length + 3)] = dice.pick(ODD_CELLS)
  }
  for (const row of damaged) for (let at = 0; at < row.length; at++) row[at] ??= null
  const sheet = dice.pick(['stock', 'Stock', 'stock-2', 'Sheet1', 'sales', 'Hoja 1'])
  const others = dice.pick<Record<string, WorkbookCell[][]>>([{}, { products: [['product_id']] }, { notes: [[null]] }])
  await writeWorkbook(path, { ...others, [sheet]: dice.below(10) === 0 ? [] : damaged })
}

/** Values of every kind that Parquet can carry, where a product, a date, an amount and a currency are asked for. */
const PRODUCTS = [
  `'P100'`,
  `NULL`,
  `[1,2]`,
  `{'a': 1}`,
  `42`,
  `'x'::BLOB`,
  `uuid()`,
  `MAP {'a': 1}`,
  `repeat('P', 3000)`,
]
const DATES = [
  `DATE '2025-01-01'`,
  `DATE '5000-01-01'`,
  `DATE '0044-03-15 (BC)'`,
  `'infinity'::DATE`,
  `TIMESTAMP '2025-01-01 12:34:56.789'`,
  `TIMESTAMPTZ '2025-01-01 12:00:00+03'`,
  `'2025-01-01'`,
  `20250101`,
  `INTERVAL 3 DAY`,
  `TIME '12:00'`,
]
const AMOUNTS = [
  `3450.5`,
  `3450.5::DOUBLE`,
  `'NaN'::DOUBLE`,
  `'-infinity'::FLOAT`,
  `1e300::DOUBLE`,
  `170141183460469231731687303715884105727::HUGEINT`,
  `99999999999999999999999999999999999999::DECIMAL(38,0)`,
  `-1::TINYINT`,
  `true`,
  `'3.450,5'`,
  `NULL::INTEGER`,
]
const NAMES = [
  'product_id',
  'valid_from',
  'amount',
  'currency',
  'Product ID',
  'AMOUNT',
  'row',
  'file_row_number',
  'ñ"x',
]

/** A Parquet file that opens, with types and names that nobody expects. */
export async function oddParquet(path: string, dice: Dice): Promise<void> {
  const names = ['product_id', 'valid_from', 'amount', 'currency']
  if (dice.below(3) === 0) names[dice.below(4)] = dice.pick(NAMES)
  const kinds = [dice.pick(PRODUCTS), dice.pick(DATES), dice.pick(AMOUNTS), dice.pick([`'CLP'`, `'XXX'`, `1`])]
  const values = kinds.map((value, at) => `${value} AS "${names[at]!.replaceAll('"', '""')}"`)
  const rows = dice.pick(['', '', ' WHERE false', ' FROM range(3000)'])
  try {
    await writeParquet(path, `SELECT ${values.join(', ')}${rows}`)
  } catch {
    // The same name twice, or a type that Parquet has no word for: nothing to try.
    await writeParquet(path, `SELECT ${values[0]}${rows}`)
  }
}
