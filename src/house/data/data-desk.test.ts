import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyOfExample } from '../../../tests/examples/rumbo-command.js'
import type { CourseDesk, DataDesk, Study } from '../../api/ports.js'
import { dayOf, formatDay } from '../../core/base/day.js'
import { runJob } from '../../jobs/job.js'
import { freshnessOf, tellBadRows } from '../../processes/import/data-report.js'
import { tellUpload } from '../../processes/import/upload.js'
import { listCompanyFiles } from '../../store/backup/company-files.js'
import { runStudy } from '../courses/study-run.js'
import { planFolder } from '../planning.js'
import { openDataDesk } from './data-desk.js'

const CONTROL = { signal: new AbortController().signal, onProgress: () => undefined }
const FREE = { despiteFaults: false, free: () => undefined }

let folder: string
let desk: DataDesk
let ahead = 0
const inside = (...parts: string[]): string => path.join(folder, ...parts)
const text = (file: string): string => fs.readFileSync(inside(file), 'utf8')

const studies: CourseDesk = {
  run: (study) => runJob('check', {}, (job) => runStudy(folder, study as Study, job)),
}
const plan = (by?: string) => runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0, by }))

beforeEach(() => {
  ahead = 0
  folder = copyOfExample('supplier-mini')
  desk = openDataDesk(folder, { courses: studies, uploadBytes: 2 ** 20, now: () => Date.now() + ahead })
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

async function* sent(...pieces: (string | Error)[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece
    yield Buffer.from(piece)
  }
}
const receive = (file: string, ...pieces: (string | Error)[]) =>
  desk.receive({ file, body: sent(...pieces), by: 'boss' })
const check = async (file: string, content: string) => desk.check((await receive(file, content)).id, CONTROL)
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code, message }: { code?: string; message: string }) => code ?? message,
  )
const waiting = (): string[] =>
  fs.existsSync(inside('.rumbo/uploads')) ? fs.readdirSync(inside('.rumbo/uploads')) : []

/** The same rows, with one that no table knows the product of. */
const withBadRow = (): string => {
  const [header, first, ...rest] = text('sales.csv').trimEnd().split('\n')
  const product = header!.split(',').indexOf('product_id')
  const bad = first!.split(',').map((cell, at) => (at === product ? 'nobody-knows' : cell))
  return `${[header, first, ...rest, bad.join(',')].join('\n')}\n`
}

test('[AP30] every table is told with its rows, its newest day and its files as they lie in the folder', async () => {
  await plan('ana')
  const told = await desk.tables()
  const one = (name: string, of = told) => of.tables.find(({ table }) => table === name)!
  const lines = text('sales.csv').trimEnd().split('\n')
  const sellOut = text('sales-sell-out.csv').trimEnd().split('\n')
  const days = [...lines.slice(1), ...sellOut.slice(1)].map((line) => /\d{4}-\d{2}-\d{2}/.exec(line)![0])
  expect(one('sales')).toMatchObject({
    kind: 'facts',
    rows: lines.length + sellOut.length - 2,
    badRows: 0,
    waiting: false,
    loadedAt: told.load!.at,
  })
  expect(formatDay(one('sales').newestDay!)).toBe(days.sort().at(-1))
  expect(one('sales').files.map(({ file, state }) => [file, state])).toEqual([
    ['sales-sell-out.csv', 'loaded'],
    ['sales.csv', 'loaded'],
  ])
  expect(one('products')).toMatchObject({ kind: 'master', newestDay: null, freshness: { state: 'untold' } })
  expect(told.tables.map(({ table }) => table)).not.toContain('recipes')

  const later = new Date(Date.now() + 5000)
  fs.utimesSync(inside('stock.csv'), later, later)
  fs.writeFileSync(inside('sales.csv'), withBadRow())
  fs.rmSync(inside('taxes.csv'))
  fs.copyFileSync(inside('prices.csv'), inside('prices-2028.csv'))
  const now = await desk.tables()
  const states = Object.fromEntries(
    now.tables.flatMap(({ files }) => files.map(({ file, state }) => [file, state] as const)),
  )
  expect(states).toMatchObject({
    'stock.csv': 'loaded',
    'sales.csv': 'changed',
    'sales-sell-out.csv': 'loaded',
    'taxes.csv': 'gone',
    'prices-2028.csv': 'new',
  })
  const isWaiting = (name: string): boolean => one(name, now).waiting
  expect(['stock', 'sales', 'taxes', 'prices'].map(isWaiting)).toEqual([false, true, true, true])
})

test('[AP30] what has nothing newer for two of its own steps is late', () => {
  const monday = dayOf(2027, 3, 1)
  const daily = [1, 2, 3, 4].map((back) => monday - back)
  expect(freshnessOf(daily, monday)).toEqual({ state: 'fresh', behindDays: 1, rhythmDays: 1 })
  expect(freshnessOf(daily.slice(1), monday)).toEqual({ state: 'late', behindDays: 2, rhythmDays: 1 })
  const weekdays = [3, 4, 5, 6, 7, 10].map((back) => monday - back)
  expect(freshnessOf(weekdays, monday)).toEqual({ state: 'fresh', behindDays: 3, rhythmDays: 3 })
  const weekly = [7, 14, 21].map((back) => monday - back)
  expect(freshnessOf(weekly, monday).state).toBe('fresh')
  expect(freshnessOf(weekly.slice(1), monday)).toEqual({ state: 'late', behindDays: 14, rhythmDays: 7 })
  expect(freshnessOf([monday + 30, monday], monday)).toMatchObject({ state: 'fresh', behindDays: 0 })
  expect(freshnessOf([monday], monday)).toEqual({ state: 'untold', behindDays: 0, rhythmDays: null })
  expect(freshnessOf([], monday).state).toBe('untold')
})

test('[AP31] loads are told newest first, with who began them and what each table got', async () => {
  expect(await desk.loads(null, 10)).toEqual([])
  await plan()
  fs.writeFileSync(inside('sales.csv'), withBadRow())
  await plan('ana')
  await plan('luis')
  const [second, first, ...more] = await desk.loads(null, 10)
  expect(more).toEqual([])
  expect([first!.load, first!.command, first!.person]).toEqual([1, 'plan', null])
  expect([second!.load, second!.command, second!.person, second!.badRows]).toEqual([2, 'plan', 'ana', 1])
  expect(first!.tables.find(({ table }) => table === 'sales')).toMatchObject({ badRows: 0, superseded: 0 })
  expect(second!.tables.find(({ table }) => table === 'sales')).toMatchObject({ badRows: 1, added: 0, withdrawn: 0 })
  expect((await desk.loads(2, 10)).map(({ load }) => load)).toEqual([1])
  expect((await desk.loads(null, 1)).map(({ load }) => load)).toEqual([2])
})

test('[AP32] bad rows are told with place and remedy, by table and code, page by page', async () => {
  expect(await codeOf(desk.badRows({ offset: 0, limit: 10 }))).toBe('data.no_load')
  fs.writeFileSync(inside('sales.csv'), withBadRow())
  await plan()
  const all = await desk.badRows({ offset: 0, limit: 10 })
  const place = { table: 'sales', file: 'sales.csv', sheet: '', column: 'product_id', excerpt: 'nobody-knows' }
  const row = text('sales.csv').trimEnd().split('\n').length
  expect(all).toMatchObject({ load: 1, whole: true, count: 1, rows: [{ ...place, row }] })
  const { code } = all.rows[0]!
  expect(all.kinds).toEqual([{ table: 'sales', code, count: 1 }])
  expect(await desk.badRows({ table: 'sales', code, offset: 0, limit: 10 })).toEqual(all)
  expect(await desk.badRows({ table: 'stock', offset: 0, limit: 10 })).toMatchObject({ count: 0, rows: [] })
  expect(await desk.badRows({ offset: 1, limit: 10 })).toMatchObject({ count: 1, rows: [] })
  for (const language of ['es', 'pt', 'en'] as const) {
    const [told] = tellBadRows(all, language).rows
    expect(told!.message).toContain('nobody-knows')
    expect(told!.remedy).not.toBe('')
  }
  fs.appendFileSync(inside('stock.csv'), '\n')
  fs.copyFileSync(inside('prices.csv'), inside('prices-again.csv'))
  await plan()
  const listed = await desk.badRows({ load: 1, offset: 0, limit: 10 })
  expect({ ...listed, load: 2 }).toEqual(await desk.badRows({ offset: 0, limit: 10 }))
  expect(await codeOf(desk.badRows({ load: 3, offset: 0, limit: 10 }))).toBe('data.no_load')
})

test('[AP33] only names of tables are taken, and none that leads anywhere else', async () => {
  const evil = [
    '../sales.csv',
    'sales-../../x.csv',
    'sales-a..b.csv',
    '.sales.csv',
    'sales.csv/x',
    'SALES.csv',
    'sales.CSV',
  ]
  const other = [
    'company.yaml',
    'nothing.csv',
    'sales',
    'sales.txt',
    'sales.xls',
    'sales-.csv',
    'sales\0.csv',
    '',
    'sales-é.csv',
  ]
  for (const name of [...evil, ...other])
    expect([name, await codeOf(receive(name, 'x'))]).toEqual([name, 'data.file_name'])
  for (const name of ['sales.csv', 'sales-2027.01.parquet', 'history_overrides.xlsx'])
    expect([name, await codeOf(receive(name, 'x'))]).toEqual([name, 'done'])
})

test('[AP33] what is too long or does not arrive whole leaves nothing', async () => {
  const half = 'x'.repeat(2 ** 19)
  expect(await codeOf(receive('sales.csv', half, half))).toBe('done')
  await desk.discard((await desk.uploads())[0]!.id)
  expect(await codeOf(receive('sales.csv', half, half, 'x'))).toBe('data.file_too_large')
  expect(await codeOf(receive('sales.csv', half, new Error('gone')))).toBe('data.upload_cut')
  expect(waiting()).toEqual([])
  for (let at = 0; at < 10; at++) await receive(`sales-${at}.csv`, 'x')
  expect(await codeOf(receive('sales.csv', 'x'))).toBe('data.too_many_uploads')
  const { files } = await listCompanyFiles(folder)
  expect(files.filter(({ file }) => file.includes('uploads'))).toEqual([])
  ahead = 24 * 3600_000
  expect(await desk.uploads()).toEqual([])
  expect(waiting()).toEqual([])
  expect(await codeOf(desk.upload('../versions'))).toBe('data.no_upload')
})

test('[AP33] ten wait at most, also of those that are sent at the same time', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `sales-${at}.csv`)
  const codes = await Promise.all(names.map((name) => codeOf(receive(name, 'x'))))
  expect(codes.sort()).toEqual([...Array<string>(2).fill('data.too_many_uploads'), ...Array<string>(10).fill('done')])
  expect(await desk.uploads()).toHaveLength(10)
})

test('[AP33] what is on its way is not taken for what a killed server left, however long it takes', async () => {
  async function* slowly(): AsyncIterable<Uint8Array> {
    yield Buffer.from('half ')
    ahead = 2 * 3600_000
    expect(await desk.uploads()).toEqual([])
    yield Buffer.from('whole')
  }
  const { bytes } = await desk.receive({ file: 'sales.csv', body: slowly(), by: 'boss' })
  expect([bytes, (await desk.uploads()).length]).toEqual([10, 1])
  const left = inside('.rumbo/uploads/upload-0123456789abcdef')
  fs.mkdirSync(left)
  fs.writeFileSync(path.join(left, 'stock.csv'), 'half')
  // Of another server: it goes on as long as something arrives.
  const [long, short] = [Date.now() / 1000 - 7200, Date.now() / 1000 + 7000]
  fs.utimesSync(left, long, long)
  fs.utimesSync(path.join(left, 'stock.csv'), short, short)
  expect([(await desk.uploads()).length, waiting().length]).toEqual([1, 2])
  ahead = 4 * 3600_000
  expect([(await desk.uploads()).length, waiting().length]).toEqual([1, 1])
})

test('[AP34] a file is checked with the rest of the folder, which stays as it is', async () => {
  const before = text('sales.csv')
  const upload = await check('sales.csv', withBadRow())
  expect(text('sales.csv')).toBe(before)
  expect(upload).toMatchObject({ table: 'sales', by: 'boss', beside: ['sales-sell-out.csv'], report: { ok: true } })
  expect(upload.replaces!.bytes).toBe(Buffer.byteLength(before))
  const told = tellUpload(upload, 'en').check!
  expect(told).toMatchObject({ ok: true, unusable: false, badRowCount: 1 })
  expect(told.rows).toBe(withBadRow().trimEnd().split('\n').length - 1)
  expect(told.badRows).toMatchObject([{ file: 'sales.csv', column: 'product_id', excerpt: 'nobody-knows' }])
  const broken = tellUpload(await check('prices.csv', 'product_id\nx\n'), 'es').check!
  expect(broken).toMatchObject({ ok: false, unusable: true })
  expect(broken.faults[0]).toMatchObject({ table: 'prices', code: 'contract.missing_column' })
  expect(broken.faults[0]!.remedy).not.toBe('')
})

test('[AP35] a confirmed file takes its place, and the one before it is kept', async () => {
  const [before, after] = [text('sales.csv'), withBadRow()]
  const { id } = await check('sales.csv', after)
  expect(await desk.confirm(id, FREE)).toMatchObject({ backup: '.rumbo/replaced/0001-sales.csv' })
  expect([text('sales.csv'), text('.rumbo/replaced/0001-sales.csv')]).toEqual([after, before])
  expect(await codeOf(desk.confirm(id, FREE))).toBe('data.no_upload')
  const again = await check('sales.csv', before)
  expect(await desk.confirm(again.id, FREE)).toMatchObject({ backup: '.rumbo/replaced/0002-sales.csv' })
  expect(text('sales.csv')).toBe(before)
  const added = await check('sales-2028.csv', before.split('\n', 1)[0]!.concat('\n'))
  expect(await desk.confirm(added.id, { ...FREE, despiteFaults: true })).toMatchObject({ backup: null })
  expect(waiting()).toEqual([])
})

test('[AP35] what was not checked, cannot be used, came too late or would be read meanwhile stays out', async () => {
  const before = text('sales.csv')
  const unchecked = await receive('sales.csv', before)
  expect(await codeOf(desk.confirm(unchecked.id, FREE))).toBe('data.not_checked')
  const unusable = await check('sales.csv', 'date\n2027-01-01\n')
  expect(await codeOf(desk.confirm(unusable.id, { ...FREE, despiteFaults: true }))).toBe('data.upload_unusable')
  const busy = await check('sales.csv', withBadRow())
  const free = (): void => {
    throw new Error('busy')
  }
  expect(await codeOf(desk.confirm(busy.id, { ...FREE, free }))).toBe('busy')
  expect(text('sales.csv')).toBe(before)
  fs.appendFileSync(inside('sales.csv'), '\n')
  expect(await codeOf(desk.confirm(busy.id, FREE))).toBe('data.file_conflict')
  expect(text('sales.csv')).toBe(`${before}\n`)
  fs.rmSync(inside('locations.csv'))
  const others = await check('sales.csv', before)
  expect(await codeOf(desk.confirm(others.id, FREE))).toBe('data.upload_has_faults')
  expect(await codeOf(desk.confirm(others.id, { ...FREE, despiteFaults: true }))).toBe('done')
})
