import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { dayOf } from '../../core/base/day.js'
import { readRows } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { type StreamedColumn, streamParquet } from './parquet-stream.js'

const left = (): string[] =>
  fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(`rumbo-parquet-${process.pid}-`))
const batch = (name: string, day: number, amount: number): StreamedColumn[] => [
  { name: 'item', type: 'VARCHAR', values: [name] },
  { name: 'first_day', type: 'DATE', values: Int32Array.of(day) },
  { name: 'net "sales"', type: 'DOUBLE', values: Float64Array.of(amount) },
]

test('batches become one file with dates and numbers as such, and leave nothing behind', async () => {
  const before = left()
  async function* batches() {
    yield batch("l'avena", dayOf(2027, 1, 1), 12.5)
    yield batch('=1+1', dayOf(2027, 2, 1), -3)
  }
  const bytes = new Uint8Array(await new Response(await streamParquet(batches())).arrayBuffer())
  const file = path.join(folderWith({ 'table.parquet': bytes }), 'table.parquet')
  const database = await openDatabase(null)
  expect(
    await readRows(
      database.connection,
      `SELECT item, CAST(first_day AS VARCHAR) AS day, typeof(first_day) AS type, "net ""sales""" AS amount FROM '${file}'`,
    ),
  ).toEqual([
    { item: "l'avena", day: '2027-01-01', type: 'DATE', amount: 12.5 },
    { item: '=1+1', day: '2027-02-01', type: 'DATE', amount: -3 },
  ])
  database.close()
  expect(left()).toEqual(before)
})

test('what is not known is NULL', async () => {
  async function* batches() {
    yield batch('a', 1, Number.NaN)
  }
  const bytes = new Uint8Array(await new Response(await streamParquet(batches())).arrayBuffer())
  const file = path.join(folderWith({ 'table.parquet': bytes }), 'table.parquet')
  const database = await openDatabase(null)
  expect(await readRows(database.connection, `SELECT "net ""sales""" IS NULL AS unknown FROM '${file}'`)).toEqual([
    { unknown: true },
  ])
  database.close()
})

test('a reader that leaves, and a batch that fails, leave nothing behind', async () => {
  const before = left()
  async function* broken() {
    yield batch('a', 1, 1)
    throw new Error('no more')
  }
  await expect(streamParquet(broken())).rejects.toThrow('no more')
  async function* one() {
    yield batch('a', 1, 1)
  }
  await (await streamParquet(one())).cancel()
  await expect.poll(left).toEqual(before)
})
