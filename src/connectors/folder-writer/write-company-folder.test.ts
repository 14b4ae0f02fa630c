import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { type ColumnTable, days, decimals, EMPTY_DAY, tableOfRows, words } from '../../core/base/column-table.js'
import { parseDay } from '../../core/base/day.js'
import { writeCsvFile } from './csv-file.js'
import { writeParquetFile } from './parquet-file.js'
import { writeCompanyFolder } from './write-company-folder.js'

const folder = mkdtempSync(join(tmpdir(), 'rumbo-writer-'))
afterAll(() => rmSync(folder, { recursive: true }))

const table: ColumnTable = {
  name: 'sales',
  part: 'sample',
  count: 4,
  columns: [
    days('date', [parseDay('2026-01-31')!, parseDay('2024-02-29')!, EMPTY_DAY, parseDay('1969-12-31')!]),
    words('product_id', ['plain', 'with "quotes", and a comma'], Int32Array.of(0, 1, -1, 0)),
    decimals('net_amount', 2, Float64Array.of(123456, -5, Number.NaN, 900_719_925_474_099)),
    { name: 'note', kind: 'text', values: ['one\ntwo', '', 'ñandú', 'x'] },
  ],
}

test('[GE10] cells are quoted only where they must be, and empty ones stay empty', () => {
  const path = join(folder, 'sample.csv')
  writeCsvFile(path, table)
  expect(readFileSync(path, 'utf8')).toBe(
    [
      'date,product_id,net_amount,note',
      '2026-01-31,plain,1234.56,"one\ntwo"',
      '2024-02-29,"with ""quotes"", and a comma",-0.05,',
      ',,,ñandú',
      '1969-12-31,plain,9007199254740.99,x',
      '',
    ].join('\n'),
  )
})

test('[GE10] Parquet holds the same cells as CSV', async () => {
  const csv = join(folder, 'both.csv')
  const parquet = join(folder, 'both.parquet')
  writeCsvFile(csv, table)
  await writeParquetFile(parquet, table)
  const connection = await (await DuckDBInstance.create()).connect()
  const read = async (source: string): Promise<unknown[][]> => {
    const text = `select date::varchar, product_id, net_amount::decimal(18,2)::varchar, note from ${source}`
    return (await connection.runAndReadAll(text)).getRows()
  }
  const fromParquet = await read(`'${parquet}'`)
  expect(fromParquet).toEqual(await read(`read_csv('${csv}', all_varchar = true)`))
  expect(fromParquet).toHaveLength(4)
  connection.closeSync()
})

test('[GE10] a folder has one file a table part, and says what it wrote', async () => {
  const target = join(folder, 'company')
  const products = tableOfRows('products', [{ product_id: 'P1', family: 'F', name: null }])
  const written = await writeCompanyFolder(target, { companyYaml: 'name: X\n', tables: [products, table] })
  expect(written).toEqual([
    { file: 'products.csv', rows: 1 },
    { file: 'sales-sample.csv', rows: 4 },
  ])
  expect(readdirSync(target).sort()).toEqual(['.generated', 'company.yaml', 'products.csv', 'sales-sample.csv'])
  expect(readFileSync(join(target, 'products.csv'), 'utf8')).toBe('product_id,family\nP1,F\n')
})

test('[GE10] the planted trouble is written only when it is asked for', async () => {
  const target = join(folder, 'planted')
  await writeCompanyFolder(target, { companyYaml: 'name: X\n', tables: [], planted: [{ kind: 'shortage' }] })
  expect(JSON.parse(readFileSync(join(target, 'planted.json'), 'utf8'))).toEqual([{ kind: 'shortage' }])
})

test('[GE11] what an earlier writing left is replaced, what somebody else left is refused', async () => {
  const target = join(folder, 'again')
  await writeCompanyFolder(target, { companyYaml: 'name: X\n', tables: [table] })
  await writeCompanyFolder(target, { companyYaml: 'name: Y\n', tables: [] })
  expect(readdirSync(target).sort()).toEqual(['.generated', 'company.yaml'])
  mkdirSync(join(target, '.rumbo'))
  await expect(writeCompanyFolder(target, { companyYaml: 'name: Z\n', tables: [] })).rejects.toMatchObject({
    code: 'generate.folder_taken',
  })
  const foreign = join(folder, 'foreign')
  mkdirSync(foreign)
  writeFileSync(join(foreign, 'products.csv'), 'product_id,family\nreal,data\n')
  await expect(writeCompanyFolder(foreign, { companyYaml: 'name: Z\n', tables: [] })).rejects.toMatchObject({
    code: 'generate.folder_taken',
  })
  expect(readdirSync(foreign)).toEqual(['products.csv'])
})
