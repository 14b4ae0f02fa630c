import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, put, SMALLEST } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import type { LoadReport } from '../contract/import-report.js'
import { formatDay } from '../core/base/day.js'
import type { Facts } from '../core/network/facts.js'
import { checkFolder, loadFolder, openStore, readLoadReport } from './company-folder.js'
import { readAttributes, readCompany } from './read-company.js'
import { readFacts } from './read-facts.js'

const open = openCompanySources
const load = (folder: string, knownAt: string): Promise<LoadReport> => loadFolder(folder, { open, knownAt })

async function factsOf(folder: string, asKnownAt?: string): Promise<Facts> {
  const store = await openStore(folder)
  try {
    return await readFacts(store, await readCompany(store), asKnownAt === undefined ? {} : { asKnownAt })
  } finally {
    store.close()
  }
}

/** `2026-01-01 P1 10` for each sale, products by their position. */
const salesText = ({ sales }: Facts): string[] =>
  Array.from(
    { length: sales.count },
    (_, row) => `${formatDay(sales.day[row]!)} ${sales.product[row]} ${sales.units[row]! / 1000}`,
  )

test('a folder without company.yaml is refused and nothing is left behind', async () => {
  const folder = folderWith({ 'products.csv': 'product_id,family\nP1,Snacks\n' })
  const report = await load(folder, '2026-01-05')
  expect(report.loaded).toBe(false)
  expect(report.faults.map(({ code }) => code)).toContain('contract.no_company_file')
  expect(existsSync(join(folder, '.rumbo'))).toBe(false)
})

test('[IM2] a fault changes nothing: what was loaded before is still there', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  put(folder, { 'sales.csv': 'date,product_id\n2026-01-01,P1\n' })
  const report = await load(folder, '2026-01-06')
  expect(report.faults.map(({ code }) => code)).toEqual(['contract.missing_column'])
  expect(salesText(await factsOf(folder))).toEqual(['2026-01-01 0 10', '2026-01-02 0 12', '2026-01-02 1 5'])
})

test('[IM2] a workbook that cannot be opened refuses a folder that was loaded before', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  put(folder, { 'stock.xlsx': '' })
  const report = await load(folder, '2026-01-06')
  expect(report.faults.map(({ code }) => code)).toEqual(['contract.unreadable_file'])
})

test('[IM10] the same folder again changes nothing, and is not even read into the facts', async () => {
  const folder = folderWith(SMALLEST)
  const first = await load(folder, '2026-01-05')
  expect(first.changes).toEqual([{ table: 'sales', added: 3, superseded: 0, withdrawn: 0 }])
  const before = await factsOf(folder)
  const second = await load(folder, '2026-01-06')
  expect(second).toMatchObject({ loaded: true, unchanged: true, changes: [] })
  const after = await factsOf(folder)
  expect(after.id).toBe(before.id)
  expect(after.sales).toEqual(before.sales)
})

test('[IM10] the same rows in another file, another order and another format change nothing', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  rmSync(join(folder, 'sales.csv'))
  put(folder, {
    'sales-again.csv': 'units;product_id;date\n5,0;P2;02/01/2026\n12,0;P1;02/01/2026\n10,0;P1;31/12/2025\n',
  })
  const report = await load(folder, '2026-01-06')
  // One date differs, so one row is news; the local dates and decimal commas of the others say what was known.
  expect(report.changes).toEqual([{ table: 'sales', added: 1, superseded: 0, withdrawn: 0 }])
})

test('[IM11] a restated row supersedes, and what was known before stays askable', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05T06:00:00Z')
  put(folder, { 'sales.csv': SMALLEST['sales.csv']!.replace('P1,12', 'P1,15') })
  const report = await load(folder, '2026-01-12T06:00:00Z')
  expect(report.changes).toEqual([{ table: 'sales', added: 0, superseded: 1, withdrawn: 0 }])
  expect(salesText(await factsOf(folder))).toContain('2026-01-02 0 15')
  expect(salesText(await factsOf(folder, '2026-01-11T23:00:00Z'))).toContain('2026-01-02 0 12')
  expect(salesText(await factsOf(folder, '2026-01-12T06:00:00Z'))).toContain('2026-01-02 0 15')
})

test('[IM11] restated twice, and back again, every state can be asked for', async () => {
  const folder = folderWith(SMALLEST)
  const units = ['12', '15', '12']
  for (const [week, said] of units.entries()) {
    put(folder, { 'sales.csv': SMALLEST['sales.csv']!.replace('P1,12', `P1,${said}`) })
    await load(folder, `2026-01-0${5 + week}T06:00:00Z`)
  }
  for (const [week, said] of units.entries())
    expect(salesText(await factsOf(folder, `2026-01-0${5 + week}T07:00:00Z`))).toContain(`2026-01-02 0 ${said}`)
  expect(salesText(await factsOf(folder))).toHaveLength(3)
})

test('[IM11] an older file that is still in the folder does not take a restatement back', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  put(folder, { 'sales-fixed.csv': 'date,product_id,units\n2026-01-02,P1,15\n' })
  await load(folder, '2026-01-06')
  // A product more: everything is read again, and the first file still says 12.
  put(folder, { 'products.csv': `${SMALLEST['products.csv']}P3,Snacks\n` })
  await load(folder, '2026-01-07')
  expect(salesText(await factsOf(folder))).toContain('2026-01-02 0 15')
  // The old file gains a row; its old statement of the restated one is no news.
  put(folder, { 'sales.csv': `${SMALLEST['sales.csv']}2026-01-03,P1,9\n` })
  const report = await load(folder, '2026-01-08')
  expect(report.changes).toEqual([{ table: 'sales', added: 1, superseded: 0, withdrawn: 0 }])
  expect(salesText(await factsOf(folder))).toContain('2026-01-02 0 15')
})

test('[IM9] a sale is known the day after it happened; one that turns up later is known when it turned up', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05T06:00:00Z')
  expect(salesText(await factsOf(folder, '2026-01-02T00:00:00Z'))).toEqual(['2026-01-01 0 10'])
  put(folder, { 'sales.csv': `${SMALLEST['sales.csv']}2026-01-03,P1,9\n2026-01-06,P1,7\n` })
  await load(folder, '2026-01-12T06:00:00Z')
  expect(salesText(await factsOf(folder, '2026-01-08T00:00:00Z'))).toEqual([
    '2026-01-01 0 10',
    '2026-01-02 0 12',
    '2026-01-06 0 7',
    '2026-01-02 1 5',
  ])
  expect(salesText(await factsOf(folder, '2026-01-12T06:00:00Z'))).toContain('2026-01-03 0 9')
})

test('[IM9] recorded_at says when a fact became known, whatever the day of the load', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'sales.csv':
      'date,product_id,units,recorded_at\n2026-01-01,P1,10,2026-01-02 08:00\n2026-01-01,P1,11,2026-01-04 08:00\n',
  })
  await load(folder, '2026-01-05')
  expect(salesText(await factsOf(folder, '2026-01-03'))).toEqual(['2026-01-01 0 10'])
  expect(salesText(await factsOf(folder))).toEqual(['2026-01-01 0 11'])
})

test('[IM12] what a newer edition of a file leaves out inside its own dates is withdrawn', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  put(folder, { 'sales.csv': 'date,product_id,units\n2026-01-02,P1,12\n2026-01-03,P1,4\n' })
  const report = await load(folder, '2026-01-06')
  expect(report.changes).toEqual([{ table: 'sales', added: 1, superseded: 0, withdrawn: 1 }])
  // 2026-01-01 is before the first date of the new edition: history, not a correction.
  expect(salesText(await factsOf(folder))).toEqual(['2026-01-01 0 10', '2026-01-02 0 12', '2026-01-03 0 4'])
  expect(salesText(await factsOf(folder, '2026-01-05T12:00:00Z'))).toContain('2026-01-02 1 5')
})

test('[IM12] a withdrawn fact that is said again holds again', async () => {
  const folder = folderWith(SMALLEST)
  await load(folder, '2026-01-05')
  const without = SMALLEST['sales.csv']!.replace('2026-01-02,P2,5\n', '')
  put(folder, { 'sales.csv': without })
  await load(folder, '2026-01-06')
  put(folder, { 'sales.csv': SMALLEST['sales.csv']! })
  await load(folder, '2026-01-07')
  expect(salesText(await factsOf(folder))).toContain('2026-01-02 1 5')
  expect(salesText(await factsOf(folder, '2026-01-06T12:00:00Z'))).not.toContain('2026-01-02 1 5')
})

test('[IM12] an order that the newest extract no longer lists is no longer open', async () => {
  const customers = 'id\nC1\n'
  const header = 'order_id,line,product_id,customer_id,ordered_units,requested_date\n'
  const folder = folderWith({
    ...SMALLEST,
    'customers.csv': customers,
    'orders.csv': `${header}A,1,P1,C1,10,2026-01-09\nB,1,P1,C1,4,2026-01-09\n`,
  })
  await load(folder, '2026-01-05')
  put(folder, { 'orders.csv': `${header}B,1,P1,C1,4,2026-01-09\n` })
  await load(folder, '2026-01-06')
  expect((await factsOf(folder)).orders.map(({ order }) => order)).toEqual(['B'])
  expect((await factsOf(folder, '2026-01-05T12:00:00Z')).orders.map(({ order }) => order)).toEqual(['A', 'B'])
})

test('[IM7] bad rows are set aside and listed, and the rest of the load goes through', async () => {
  const rows = Array.from({ length: 200 }, (_, row) => `2026-01-01,P1,${row === 0 ? 10 : ''}`.replace(/,$/, `,${1}`))
  const dates = rows.map((row, at) => row.replace('2026-01-01', formatDay(20454 + at)))
  const folder = folderWith({
    ...SMALLEST,
    'sales.csv': `date,product_id,units\n${dates.join('\n')}\n2026-02-30,P1,1\n2026-01-01,NOPE,2\n`,
  })
  const report = await load(folder, '2026-01-05')
  expect(report.loaded).toBe(true)
  expect(report.badRows.map(({ file, row, column, excerpt, code }) => ({ file, row, column, excerpt, code }))).toEqual([
    { file: 'sales.csv', row: 202, column: 'date', excerpt: '2026-02-30', code: 'contract.bad_date' },
    { file: 'sales.csv', row: 203, column: 'product_id', excerpt: 'NOPE', code: 'contract.unknown_reference' },
  ])
  expect(report.coverage.find(({ table }) => table === 'sales')).toMatchObject({ rows: 202, badRows: 2 })
  expect((await factsOf(folder)).sales.count).toBe(200)
})

test('[IM8] past the tolerated share of value the load is refused, however few the rows', async () => {
  const dates = Array.from({ length: 199 }, (_, at) => `${formatDay(20454 + at)},P1,1`)
  const folder = folderWith({
    ...SMALLEST,
    'sales.csv': `date,product_id,units\n${dates.join('\n')}\n2026-01-01,NOPE,100\n`,
  })
  const report = await load(folder, '2026-01-05')
  expect(report.loaded).toBe(false)
  expect(report.faults).toMatchObject([
    { code: 'contract.too_many_bad_rows', values: { rows: 1, share: '33.4%', limit: '2.00%' } },
  ])
})

test('[IM8] strict refuses any bad row', async () => {
  const dates = Array.from({ length: 199 }, (_, at) => `${formatDay(20454 + at)},P1,1`)
  const folder = folderWith({
    ...SMALLEST,
    'sales.csv': `date,product_id,units\n${dates.join('\n')}\n2026-01-01,NOPE,1\n`,
  })
  expect((await checkFolder(folder, { open })).ok).toBe(true)
  const strict = await checkFolder(folder, { open, strict: true })
  expect(strict.faults.map(({ code }) => code)).toEqual(['contract.strict'])
})

test('[IM7] a bad record is unknown to those who name it', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'products.csv': 'product_id,family,launch_date\nP1,Snacks,\nP2,Snacks,soon\n',
  })
  const report = await checkFolder(folder, { open })
  expect(report.badRows.map(({ table, row, code }) => `${table} ${row} ${code}`)).toEqual([
    'products 3 contract.bad_date',
    'sales 4 contract.unknown_reference',
  ])
})

test('columns nobody knows are kept as attributes', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'products.csv': 'product_id,family,Flavour,Shelf\nP1,Snacks,honey,\nP2,Snacks,,\n',
  })
  const report = await load(folder, '2026-01-05')
  expect(report.notices.filter(({ code }) => code === 'contract.attribute_kept').map(({ column }) => column)).toEqual([
    'Flavour',
    'Shelf',
  ])
  const store = await openStore(folder)
  expect(await readAttributes(store, 'products')).toEqual(new Map([['P1', { Flavour: 'honey' }]]))
  expect((await readLoadReport(store))?.coverage).toEqual(report.coverage)
  store.close()
})

test('a store that is no store is refused with its name, and left as it is', async () => {
  const folder = folderWith({ ...SMALLEST, '.rumbo/facts.duckdb': 'not a database '.repeat(1000) })
  await expect(load(folder, '2026-01-05')).rejects.toMatchObject({ code: 'contract.store_unreadable' })
  expect(existsSync(join(folder, '.rumbo/facts.duckdb'))).toBe(true)
})

test('a file of nothing but broken rows is said so in a moment', async () => {
  const folder = folderWith({ ...SMALLEST, 'sales.csv': `date,product_id,units\n${'2026-01-01,P1\n'.repeat(200_000)}` })
  const report = await checkFolder(folder, { open })
  expect(report.badRowCount).toBe(200_000)
  expect(report.badRows).toHaveLength(100)
  expect(report.faults.map(({ code }) => code)).toEqual(['contract.too_many_bad_rows'])
})

test('[IM2] the same fault does not hide behind bad rows of the tables that depend on it', async () => {
  const folder = folderWith({ ...SMALLEST, 'products.csv': 'product_id\nP1\n' })
  const report = await checkFolder(folder, { open })
  expect([...report.faults, ...report.badRows].map(({ code }) => code)).toEqual(['contract.missing_column'])
})
