import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { takeInEvents } from '../house/events/taking-in.js'
import { whenLoaded, withStore } from '../house/loading.js'
import { type Job, runJob } from '../jobs/job.js'
import { readRows } from '../store/duckdb/columns.js'
import { main } from './cli.js'

let folder: string
let said: string

beforeEach(() => {
  folder = copyOfExample('supplier-mini')
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += text
      return true
    })
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true })
})

const order = (id: string, at: string, row: object, says = 'set') => ({
  id,
  table: 'orders',
  says,
  at: `2026-11-${at}:00Z`,
  row: { line: '1', ...row },
})
const HONEY = { product_id: 'MIEL', customer_id: 'SUPER', ship_from: 'BODEGA-SCL', requested_date: '2026-12-03' }
const TOLD = [
  order('s7', '29T18:00', { order_id: '7', shipped_units: 4, shipped_date: '2026-11-29' }),
  order('o7', '28T10:00', { order_id: '7', ordered_units: 12, order_date: '2026-11-28', ...HONEY }),
  order('s8', '29T19:00', { order_id: '8', shipped_units: 5 }),
  ...['t1', 't2'].map((id, at) => ({
    id,
    table: 'sales',
    says: 'add',
    at: `2026-11-30T1${at}:00:00-03:00`,
    row: {
      date: '2026-11-30',
      product_id: 'MIEL',
      location_id: 'TIENDA-01',
      customer_id: 'SUPER',
      flow: 'SELL_OUT',
      units: 1.5,
    },
  })),
]

function post(lines: readonly unknown[]): Promise<number> {
  const file = path.join(folder, 'told.ndjson')
  fs.writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  said = ''
  return main(['events', 'post', folder, file, '--sender', 'erp', '--language', 'en'])
}

/** Rows that hold after a load, as text. */
async function loaded(sql: string): Promise<unknown[]> {
  await runJob('check', {}, (job: Job) =>
    whenLoaded(folder, job, { now: '2026-12-01T06:00:00.000Z' }, async () => null),
  )
  return withStore(folder, (store) => readRows(store.connection, sql))
}

test('[EV14] lines are told once, whoever sends them how often; those that are none are told apart', async () => {
  expect(await post([...TOLD, '{"id": ', '', { ...TOLD[0], table: 'ledger', id: 'x' }])).toBe(1)
  expect(said).toContain('6  Not JSON ("{"id": ").')
  expect(said).toContain('8  x  No events are taken of a table "ledger".')
  expect(said).toContain('Kept: 5; known already: 0; refused: 2.')
  expect(await post(TOLD)).toBe(0)
  expect(said).toContain('Kept: 0; known already: 5; refused: 0.')
  said = ''
  expect(await main(['events', 'tail', folder, '--after', '3', '--json'])).toBe(0)
  const events = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { position: number; sender: string; id: string })
  expect(events.map(({ position, sender, id }) => [position, sender, id])).toEqual([
    [4, 'erp', 't1'],
    [5, 'erp', 't2'],
  ])
  said = ''
  expect(await main(['events', 'tail', folder, '--table', 'sales', '--language', 'en'])).toBe(0)
  expect(said.split('\n')[0]).toMatch(
    /^4 {2}2026-11-30T13:00:00\.000Z {2}erp {2}add sales {2}customer_id=SUPER date=2026-11-30 .*units=1\.5/,
  )
})

test('[EV14] of a file that is another one altogether the first lines are told, and how many there are', async () => {
  const faulty = { ...TOLD[0], at: '2026-11-22T10:00:00' }
  expect(await post([...Array.from({ length: 3_000 }, () => faulty), 'x'])).toBe(1)
  const lines = said.trim().split('\n')
  expect(lines).toHaveLength(22)
  expect(lines[0]).toContain('1  No event: at is missing, or not what it should be ("{"id":"s7"')
  expect(lines[20]).toBe('and 2981 more lines that were refused')
  expect(lines[21]).toBe('Kept: 0; known already: 0; refused: 3001.')
})

test('[EV14] [EV13] a file that is not there is refused, and a folder that is no company', async () => {
  expect(await main(['events', 'post', folder, path.join(folder, 'gone'), '--language', 'en'])).toBe(2)
  expect(said).toContain('gone cannot be read')
  expect(await main(['events', 'tail', path.join(folder, 'nowhere')])).toBe(2)
})

test('[EV10] [EV12] what was told is among the facts of the next load; half an order waits until it is whole', async () => {
  await post(TOLD)
  const orders = `SELECT order_id, CAST(ordered_units AS VARCHAR) AS ordered, CAST(shipped_units AS VARCHAR) AS shipped,
    source_file AS file FROM orders WHERE known_to IS NULL ORDER BY order_id`
  const month = new Date().toISOString().slice(0, 7)
  const file = `orders/told-${month}.csv`
  const seven = { order_id: '7', ordered: '12.000', shipped: '4.000', file }
  expect(await loaded(orders)).toEqual([seven])
  said = ''
  expect(await main(['events', 'waiting', folder, '--json'])).toBe(1)
  expect(JSON.parse(said)).toEqual([
    {
      table: 'orders',
      key: { order_id: '8', line: '1' },
      lacks: ['product_id', 'customer_id', 'ordered_units'],
    },
  ])
  expect(
    await loaded(`SELECT CAST(units AS VARCHAR) AS units, CAST(recorded_at AS VARCHAR) AS recorded FROM sales
      WHERE known_to IS NULL AND date = DATE '2026-11-30' AND flow = 'SELL_OUT' AND period = 'D'`),
  ).toEqual([{ units: '3.000', recorded: '2026-11-30 14:00:00' }])
  await post([order('o8', '28T11:00', { order_id: '8', ordered_units: 5, order_date: '2026-11-28', ...HONEY })])
  expect(await loaded(orders)).toEqual([seven, { order_id: '8', ordered: '5.000', shipped: '5.000', file }])
  expect(await main(['events', 'waiting', folder])).toBe(0)
  await post([order('w7', '30T09:00', { order_id: '7' }, 'withdraw')])
  expect(await loaded(orders)).toMatchObject([{ order_id: '8' }])
})

test('[EV10] a row that was taken back holds no more, also the last one of its table and of its days', async () => {
  const sold = `SELECT CAST(date AS VARCHAR) AS date FROM sales WHERE known_to IS NULL AND source_file LIKE 'sales/told-%' ORDER BY date`
  const sale = (id: string, date: string, says = 'set', at = '10') => ({
    ...{ id, says, table: 'sales', at: `2026-11-30T${at}:00:00Z` },
    row: {
      date,
      product_id: 'MIEL',
      location_id: 'TIENDA-01',
      customer_id: 'SUPER',
      flow: 'SELL_OUT',
      ...(says === 'set' ? { units: 2 } : {}),
    },
  })
  await post([sale('a', '2026-11-28'), sale('b', '2026-11-29'), sale('c', '2026-11-30')])
  expect(await loaded(sold)).toHaveLength(3)
  await post([sale('gone', '2026-11-30', 'withdraw', '11')])
  expect(await loaded(sold)).toEqual([{ date: '2026-11-28' }, { date: '2026-11-29' }])
  await post([sale('gone a', '2026-11-28', 'withdraw', '11'), sale('gone b', '2026-11-29', 'withdraw', '11')])
  expect(await loaded(sold)).toEqual([])
  await post([sale('again', '2026-11-29', 'set', '12')])
  expect(await loaded(sold)).toEqual([{ date: '2026-11-29' }])
})

test('[EV11] taking in twice writes the same bytes, and nothing where nothing is new', async () => {
  await takeInEvents(folder)
  expect(await main(['events', 'tail', folder])).toBe(0)
  expect(await main(['events', 'waiting', folder])).toBe(0)
  expect(fs.existsSync(path.join(folder, '.rumbo', 'events.db'))).toBe(false)
  await post(TOLD)
  await takeInEvents(folder)
  const file = path.join(folder, 'orders', fs.readdirSync(path.join(folder, 'orders'))[0]!)
  const [bytes, { mtimeMs }] = [fs.readFileSync(file, 'utf8'), fs.statSync(file)]
  await takeInEvents(folder)
  expect(fs.statSync(file).mtimeMs).toBe(mtimeMs)
  // Killed while it was written, or gone.
  fs.writeFileSync(file, bytes.slice(0, 20))
  await takeInEvents(folder)
  expect(fs.readFileSync(file, 'utf8')).toBe(bytes)
})

test('[EV15] a backup has every event, and a folder that is made of it knows them', async () => {
  await post(TOLD)
  const beside = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-events-'))
  const [backup, restored] = [path.join(beside, 'taken.tar'), path.join(beside, 'again')]
  expect(await main(['backup', folder, '--to', backup])).toBe(0)
  expect(await main(['restore', backup, '--to', restored])).toBe(0)
  said = ''
  expect(await main(['events', 'tail', restored, '--json'])).toBe(0)
  expect(said.trim().split('\n')).toHaveLength(TOLD.length)
  fs.rmSync(beside, { recursive: true })
})
