import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, put, SMALLEST } from '../../tests/support/company-folder.js'
import { writeParquet } from '../../tests/support/parquet.js'
import { writeWorkbook } from '../../tests/support/workbook.js'
import type { CheckReport } from '../contract/import-report.js'
import { formatDay } from '../core/base/day.js'
import { checkFolder, loadFolder, openStore } from '../store/company-folder.js'
import { readRows } from '../store/duckdb/columns.js'
import { readCompany } from '../store/read-company.js'
import { readFacts } from '../store/read-facts.js'
import { openCompanySources } from './company-sources.js'

const open = openCompanySources
const found = ({ faults, badRows }: CheckReport): string[] =>
  [...faults, ...badRows].map(({ file, row, column, code }) => `${file} ${row} ${column} ${code}`)

/** `2026-01-31 P1 12.5 net 1234.56`, by date. */
async function salesOf(folder: string): Promise<string[]> {
  const report = await loadFolder(folder, { open, knownAt: '2026-02-01' })
  expect(found(report)).toEqual([])
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    const { sales } = await readFacts(store, company)
    return Array.from(
      { length: sales.count },
      (_, row) =>
        `${formatDay(sales.day[row]!)} ${company.products[sales.product[row]!]!.id} ${sales.units[row]! / 1000} net ${sales.netAmount[row]! / 1e6}`,
    ).sort()
  } finally {
    store.close()
  }
}

const LOCAL = 'date;product_id;units;net_amount\n31/01/2026;Ñ1;12,5;1.234,56\n01/02/2026;Ñ1;3;7,5\n'
const PRODUCTS = 'product_id,family\nÑ1,Snacks\n'
const READ = ['2026-01-31 Ñ1 12.5 net 1234.56', '2026-02-01 Ñ1 3 net 7.5']

test('[IM4][IM5] a file as a local spreadsheet writes it, in every encoding it may come in', async () => {
  const encodings: Record<string, Uint8Array> = {
    'utf-8': Buffer.from(LOCAL),
    'utf-8 with a mark': Buffer.from(`\uFEFF${LOCAL}`),
    'latin-1': Buffer.from(LOCAL, 'latin1'),
    'utf-16': Buffer.from(`\uFEFF${LOCAL}`, 'utf16le'),
    'other line ends': Buffer.from(LOCAL.replaceAll('\n', '\r\n')),
  }
  for (const [name, sales] of Object.entries(encodings)) {
    const folder = folderWith({ ...SMALLEST, 'products.csv': PRODUCTS, 'sales.csv': sales })
    expect([name, await salesOf(folder)]).toEqual([name, READ])
    const { files } = await checkFolder(folder, { open })
    expect(files.find(({ table }) => table === 'sales')).toMatchObject({
      delimiter: ';',
      decimal: ',',
      dates: 'dmy',
      rows: 2,
    })
  }
})

test('[IM4] the two readers of text files give the same rows', async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, row) => `${formatDay(18_000 + row)},P1,"${row}.25",${row % 7 === 0 ? '' : '"a ""b"", c"'}`,
  )
  const regular = `date,product_id,units,Comment\n${rows.join('\n')}\n`
  // A blank line and a quoted line end: the same rows, but only our own reader may be trusted with them.
  const irregular = regular.replace('\n', '\n\n')
  const read = async (sales: string): Promise<unknown> => {
    const folder = folderWith({ ...SMALLEST, 'sales.csv': sales })
    expect((await loadFolder(folder, { open, knownAt: '2026-02-01' })).loaded).toBe(true)
    const store = await openStore(folder)
    const all = await readRows(
      store.connection,
      'SELECT CAST(date AS VARCHAR) AS date, CAST(units AS VARCHAR) AS units, attributes FROM sales ORDER BY date',
    )
    store.close()
    return all
  }
  expect((await openCompanySources(folderWith({ 'sales.csv': regular }))).tables[0]!.plain).toBe(true)
  expect((await openCompanySources(folderWith({ 'sales.csv': irregular }))).tables[0]!.plain).toBe(false)
  expect(await read(regular)).toEqual(await read(irregular))
})

test('[IM4] a bad row is named by its line, whichever reader met it', async () => {
  const sales = 'date,product_id,units\n2026-01-01,P1,1\n2026-01-02,P1,2\n2026-01-03,NOPE,3\n'
  expect(found(await checkFolder(folderWith({ ...SMALLEST, 'sales.csv': sales }), { open })).slice(-1)).toEqual([
    'sales.csv 4 product_id contract.unknown_reference',
  ])
  const blank = sales.replace('P1,1\n', 'P1,1\n\n')
  expect(found(await checkFolder(folderWith({ ...SMALLEST, 'sales.csv': blank }), { open })).slice(-1)).toEqual([
    'sales.csv 5 product_id contract.unknown_reference',
  ])
})

test('[IM5] what company.yaml declares about a file is taken without asking', async () => {
  const sales = 'date,product_id,units\n03/04/2026,P1,1.234\n'
  const ask = folderWith({ ...SMALLEST, 'sales.csv': sales })
  expect(found(await checkFolder(ask, { open }))).toEqual([
    'sales.csv 2 units contract.ambiguous_number',
    'sales.csv 2 date contract.ambiguous_date',
  ])
  put(ask, { 'company.yaml': `${SMALLEST['company.yaml']}files: {"sales*.csv": {decimal: ",", dates: mdy}}\n` })
  expect(await salesOf(ask)).toEqual(['2026-03-04 P1 1234 net 0'])
})

test('[IM5] what is below a thousand by nature needs no asking', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'locations.csv': 'location_id,kind,country,latitude,longitude\nDC1,dc,CL,-33.456,-70.648\n',
  })
  expect(found(await checkFolder(folder, { open }))).toEqual([])
})

test('[IM3][IM6] the typed cells of a workbook need no recognition', async () => {
  const folder = folderWith(SMALLEST)
  await writeWorkbook(join(folder, 'sales-2.xlsx'), [
    ['Date', 'Product ID', 'Units', 'Net amount'],
    [new Date(Date.UTC(2026, 0, 31)), 'P1', 1.234, 1234.5],
    [null, null, null, null],
    ['2026-02-01', 'P2', 3, 7],
  ])
  expect(await salesOf(folder)).toEqual([
    '2026-01-01 P1 10 net 0',
    '2026-01-02 P1 12 net 0',
    '2026-01-02 P2 5 net 0',
    '2026-01-31 P1 1.234 net 1234.5',
    '2026-02-01 P2 3 net 7',
  ])
})

test('[IM3] a workbook may hold many tables, one a sheet', async () => {
  const folder = folderWith({ 'company.yaml': SMALLEST['company.yaml']! })
  await writeWorkbook(join(folder, 'everything.xlsx'), {
    products: [
      ['product_id', 'family'],
      ['P1', 'Snacks'],
    ],
    locations: [
      ['location_id', 'kind', 'country'],
      ['DC1', 'dc', 'CL'],
    ],
    'sales-2026': [
      ['date', 'product_id', 'units'],
      ['2026-01-31', 'P1', 5],
      ['2026-02-01', 'P9', 5],
    ],
    notes: [['nothing of ours']],
  })
  const report = await checkFolder(folder, { open })
  expect(report.badRows).toMatchObject([
    { table: 'sales', file: 'everything.xlsx', sheet: 'sales-2026', row: 3, column: 'product_id' },
  ])
})

test('[IM3][IM6] Parquet is read with its own types, several files in a folder of the table’s name', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'sales/readme.txt.bak': 'no table',
    'sales/2026-02.csv': 'date,product_id,units,net_amount\n2026-02-01,P2,3,7\n',
  })
  await writeParquet(
    join(folder, 'sales/2026-01.parquet'),
    `SELECT DATE '2026-01-31' AS date, 'P1' AS product_id, 1.234::DOUBLE AS units, 1234.5::DECIMAL(18,2) AS net_amount, 'x' AS extra`,
  )
  expect((await salesOf(folder)).filter((line) => !line.endsWith('net 0'))).toEqual([
    '2026-01-31 P1 1.234 net 1234.5',
    '2026-02-01 P2 3 net 7',
  ])
  const { notices, files } = await checkFolder(folder, { open })
  expect(
    notices.filter(({ code }) => code === 'contract.attribute_kept').map(({ file, column }) => `${file} ${column}`),
  ).toEqual(['sales/2026-01.parquet extra'])
  expect(files.filter(({ table }) => table === 'sales').map(({ file }) => file)).toEqual([
    'sales/2026-01.parquet',
    'sales/2026-02.csv',
    'sales.csv',
  ])
})

test('[IM4] UTF-16 without its mark, or a NUL anywhere, is an odd file and no accident', async () => {
  const wide = folderWith({ ...SMALLEST, 'products.csv': Buffer.from(SMALLEST['products.csv']!, 'utf16le') })
  expect((await checkFolder(wide, { open })).faults.map(({ code }) => code)).toContain('contract.missing_column')
  const nul = folderWith({ ...SMALLEST, 'products.csv': 'product_id,family,No\0te\nP1,Sna\0cks,a\nP2,Snacks,b\n' })
  const report = await checkFolder(nul, { open })
  expect(found(report)).toEqual([])
  expect(report.notices.map(({ column }) => column)).toContain('No te')
})
