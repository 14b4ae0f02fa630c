import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { Refusal } from '../../core/base/refusal.js'
import type { ExportTable, VersionOrigin } from '../../core/plan/version.js'
import { readColumns } from '../duckdb/columns.js'
import { openDatabase } from '../duckdb/database.js'
import { folderVersionStore } from './folder-version-store.js'

const ORIGIN: VersionOrigin = {
  kind: 'cycle',
  company: 'World',
  planDay: 20_780,
  baseCurrency: 'CLP',
  facts: 'f',
  rates: 'r',
  prices: 'p',
  calendar: 'c',
  program: '0',
  seed: 1,
  position: 0,
  rolledFrom: '',
}
const WEEK: VersionOrigin = { ...ORIGIN, kind: 'week', rolledFrom: '0001-cycle' }

const table = (quantities: readonly number[]): ExportTable => ({
  name: 'shipments',
  columns: [
    { name: 'row', type: 'INTEGER' },
    { name: 'quantity', type: 'BIGINT' },
  ],
  *batches() {
    yield [Int32Array.from(quantities.keys()), Float64Array.from(quantities)]
  },
})

const ten = [table([10, 20])]
const eleven = [table([11, 20])]
const AT = '2026-11-23T06:00:00.000Z'

const open = () => {
  const folder = folderWith({})
  return { folder, store: folderVersionStore(folder) }
}
const namesIn = (folder: string): string[] => fs.readdirSync(path.join(folder, 'versions')).sort()

test('[PV1] what is in force already stands, and nothing is written', async () => {
  const { folder, store } = open()
  const first = await store.freeze(ORIGIN, ten, AT)
  const again = await store.freeze(ORIGIN, ten, '2026-11-24T06:00:00.000Z')
  expect(again).toEqual(first)
  expect(namesIn(folder)).toEqual(['0001-cycle'])
})

test('[PV1] one cell, or one fact of the origin, makes another hash; the hash can be had without freezing', async () => {
  const { store } = open()
  const versions = [
    await store.freeze(ORIGIN, ten, AT),
    await store.freeze(ORIGIN, eleven, AT),
    await store.freeze({ ...ORIGIN, rolledFrom: '0001-cycle' }, eleven, AT),
  ]
  expect(new Set(versions.map(({ hash }) => hash)).size).toBe(3)
  expect(store.hashOf(ORIGIN, ten)).toBe(versions[0]!.hash)
  expect(store.hashOf(ORIGIN, eleven)).toBe(versions[1]!.hash)
  expect(versions.map(({ id }) => id)).toEqual(['0001-cycle', '0002-cycle', '0003-cycle'])
  expect((await store.live())?.id).toBe('0003-cycle')
})

test('[PV2] a freeze killed before its last step leaves the plan that was in force', async () => {
  const { folder, store } = open()
  await store.freeze(ORIGIN, ten, AT)
  const killed = store.freeze(ORIGIN, eleven, AT, async () => {
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect((await store.live())?.id).toBe('0001-cycle')
  expect((await store.list()).map(({ id }) => id)).toEqual(['0001-cycle'])
  expect(namesIn(folder).some((name) => name.startsWith('.freezing-'))).toBe(true)
  // The next freeze takes the stray away and is not disturbed by it.
  expect((await store.freeze(ORIGIN, eleven, AT)).id).toBe('0002-cycle')
  expect(namesIn(folder)).toEqual(['0001-cycle', '0002-cycle'])
})

test('[PV2] killed between the rename and the pointer, the version exists and the old one is in force', async () => {
  const { folder, store } = open()
  await store.freeze(ORIGIN, ten, AT)
  const pointer = fs.readFileSync(path.join(folder, 'live.json'))
  await store.freeze(ORIGIN, eleven, AT)
  fs.writeFileSync(path.join(folder, 'live.json'), pointer)
  expect((await store.live())?.id).toBe('0001-cycle')
  // Frozen again it gets a number of its own: nothing that exists is written over.
  expect((await store.freeze(ORIGIN, eleven, AT)).id).toBe('0003-cycle')
  expect((await store.live())?.id).toBe('0003-cycle')
})

test('[PV3] a frozen week never comes into force, and the same week again is the one that stands', async () => {
  const { folder, store } = open()
  const plan = await store.freeze(ORIGIN, ten, AT)
  const week = await store.freeze(WEEK, ten, AT)
  expect(week.id).toBe('0002-week')
  expect((await store.live())?.id).toBe(plan.id)
  await store.freeze({ ...ORIGIN, planDay: 20_787 }, eleven, AT)
  expect(await store.freeze(WEEK, ten, '2026-11-30T06:00:00.000Z')).toEqual(week)
  expect(namesIn(folder)).toEqual(['0001-cycle', '0002-week', '0003-cycle'])
})

test('a name that leads out of the folder is no version, of this company or another', async () => {
  const { folder, store } = open()
  await store.freeze(ORIGIN, ten, AT)
  const other = folderVersionStore(path.join(folder, 'versions', 'other'))
  await other.freeze(ORIGIN, ten, AT)
  expect(await store.find('0001-cycle')).not.toBeNull()
  for (const name of [
    'other/versions/0001-cycle',
    '../versions/0001-cycle',
    './0001-cycle',
    '0001-cycle/',
    '..',
    '.',
    '',
  ])
    expect([name, await store.find(name)]).toEqual([name, null])
})

test('what is not there cannot be signed', async () => {
  const { store } = open()
  const signing = store.sign({ version: '0009-cycle', signedBy: 'ceo', signedAt: AT, reason: 'cycle' })
  await expect(signing).rejects.toThrow(Refusal)
})

test('[PV1] a version with a file gone or cut short does not stand: the same plan is written again, whole', async () => {
  for (const damage of [
    (file: string) => fs.rmSync(file),
    (file: string) => fs.truncateSync(file, fs.statSync(file).size - 1),
  ])
    for (const file of ['shipments.parquet', 'kept/state.bin']) {
      const { folder, store } = open()
      const also = async (inside: string): Promise<void> => {
        fs.mkdirSync(path.join(inside, 'kept'))
        fs.writeFileSync(path.join(inside, 'kept', 'state.bin'), 'state')
      }
      const first = await store.freeze(ORIGIN, ten, AT, also)
      damage(path.join(store.folderOf(first.id), file))
      const again = await store.freeze(ORIGIN, ten, AT, also)
      expect(again).toMatchObject({ id: '0002-cycle', hash: first.hash })
      expect((await store.live())?.id).toBe('0002-cycle')
      expect((await store.freeze(ORIGIN, ten, AT, also)).id).toBe('0002-cycle')
      expect(namesIn(folder)).toEqual(['0001-cycle', '0002-cycle'])
    }
})

test('[PV2] a freeze clears what killed ones left, and not what another process is writing', async () => {
  const { folder, store } = open()
  const gone = 2 ** 22 + 1
  for (const writer of [gone, process.ppid])
    fs.mkdirSync(path.join(folder, 'versions', `.freezing-${writer}-abc`), { recursive: true })
  await store.freeze(ORIGIN, ten, AT)
  expect(namesIn(folder)).toEqual([`.freezing-${process.ppid}-abc`, '0001-cycle'])
})

test('many cells with their names stand in the file in the order of rows and buckets', async () => {
  const { store } = open()
  const rows = 5000
  const list = (name: string, column: string, values: readonly string[]): ExportTable => ({
    name,
    columns: [
      { name: 'row', type: 'INTEGER' },
      { name: column, type: 'VARCHAR' },
    ],
    *batches() {
      yield [Int32Array.from(values.keys()), values]
    },
  })
  const names = Array.from({ length: rows }, (_, row) => `item ${row}`)
  const flow: ExportTable = {
    ...table(Array.from({ length: rows * 100 }, (_, cell) => cell)),
    select: `SELECT r.name, d.day, f.row // 100 AS row, f.row % 100 AS bucket FROM shipments f
      JOIN names r ON r.row = f.row // 100 JOIN days d ON d.row = f.row % 100`,
  }
  const days = Array.from({ length: 100 }, (_, day) => `day ${day}`)
  const version = await store.freeze(ORIGIN, [list('names', 'name', names), list('days', 'day', days), flow], AT)
  const file = path.join(store.folderOf(version.id), 'shipments.parquet')
  const { connection, close } = await openDatabase(null)
  const read = await readColumns(connection, `FROM read_parquet('${file}')`)
  close()
  expect(read.row!.length).toBe(rows * 100)
  const misplaced = Array.from(read.name as string[]).findIndex(
    (name, cell) =>
      read.row![cell] !== Math.floor(cell / 100) ||
      read.bucket![cell] !== cell % 100 ||
      name !== names[Math.floor(cell / 100)] ||
      read.day![cell] !== days[cell % 100],
  )
  expect(misplaced).toBe(-1)
})

test('two that freeze at once both get a number', async () => {
  const { folder, store } = open()
  const both = await Promise.all(
    [ten, eleven].map((tables) =>
      store.freeze({ ...WEEK, rolledFrom: '' }, tables, AT, () => new Promise(setImmediate)),
    ),
  )
  expect(both.map(({ id }) => id).sort()).toEqual(namesIn(folder))
  for (const version of both) expect(await store.find(version.id)).toEqual(version)
})
