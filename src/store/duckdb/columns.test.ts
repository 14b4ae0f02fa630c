import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendColumns, readColumns, writeTable } from './columns.js'
import { type Database, openDatabase } from './database.js'

let database: Database
beforeAll(async () => {
  database = await openDatabase(null)
})
afterAll(() => database.close())

test('what is written is read back, value by value, over more rows than one chunk holds', async () => {
  const rows = Array.from({ length: 5000 }, (_, row) => row)
  const doubles = Float64Array.from(rows, (row) => row * 0.25 - 100)
  const integers = Int32Array.from(rows, (row) => row * 7 - 1000)
  const texts = rows.map((row) => (row % 3 === 0 ? '' : `ítem ${row}`))
  await writeTable(database.connection, 'mixed', [
    { name: 'd', type: 'DOUBLE', values: doubles },
    { name: 'i', type: 'INTEGER', values: integers },
    { name: 'b', type: 'BIGINT', values: rows.map((row) => row * 2 ** 40) },
    { name: 't', type: 'VARCHAR', values: texts },
  ])
  const read = await readColumns(database.connection, 'SELECT * FROM mixed ORDER BY i')
  expect(read.d).toEqual(doubles)
  expect(read.i).toEqual(integers)
  expect(read.b).toEqual(Float64Array.from(rows, (row) => row * 2 ** 40))
  expect(read.t).toEqual(texts)
})

test('arrays on memory shared between workers are written like any other', async () => {
  const shared = new Float64Array(new SharedArrayBuffer(3 * 8))
  shared.set([1.5, -2, 2 ** 53 - 1])
  await writeTable(database.connection, 'shared', [{ name: 'd', type: 'DOUBLE', values: shared }])
  await appendColumns(database.connection, 'shared', [{ name: 'd', type: 'DOUBLE', values: [7] }])
  const { d } = await readColumns(database.connection, 'SELECT d FROM shared')
  expect([...(d as Float64Array)]).toEqual([1.5, -2, 2 ** 53 - 1, 7])
})

test('whole numbers of every size and sign, and nothing else, go into 64 bits', async () => {
  const numbers = [
    0,
    1,
    -1,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    2 ** 32,
    -(2 ** 32),
    2 ** 53 - 1,
    1 - 2 ** 53,
  ]
  await writeTable(database.connection, 'whole', [{ name: 'b', type: 'BIGINT', values: numbers }])
  const { b } = await readColumns(database.connection, 'SELECT b FROM whole')
  expect([...(b as Float64Array)]).toEqual(numbers)
  for (const value of [0.5, 2 ** 53, Number.NaN]) {
    const written = writeTable(database.connection, `not whole ${value}`, [
      { name: 'b', type: 'BIGINT', values: [value] },
    ])
    await expect(written).rejects.toThrow('whole number')
  }
})

test('a query without rows gives empty arrays of the right kind', async () => {
  const read = await readColumns(database.connection, `SELECT 1.0::DOUBLE AS d, 1 AS i, 'x' AS t WHERE false`)
  expect(read).toEqual({ d: new Float64Array(0), i: new Int32Array(0), t: [] })
})

test('constants are columns too', async () => {
  const read = await readColumns(
    database.connection,
    `SELECT 7 AS i, DATE '1970-01-02' AS day, true AS yes FROM range(3)`,
  )
  expect(read).toEqual({ i: Int32Array.of(7, 7, 7), day: Int32Array.of(1, 1, 1), yes: Uint8Array.of(1, 1, 1) })
})
