//! Events sent by somebody who sends everything again until it is acknowledged, into inboxes that are killed. [EV4] [EV5] [EV6]
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rowKeyOf, sumsOf } from '../../src/contract/event-check.js'
import { findTable } from '../../src/contract/tables.js'
import { seededRandom } from '../../src/core/base/random.js'
import { EVENT_SAYS, type FactEvent } from '../../src/core/event/fact-event.js'
import { tellRow } from '../../src/core/event/told-row.js'
import { SqliteInbox } from '../../src/events/sqlite-inbox.js'
import { rowsTold } from '../../src/house/events/told-rows.js'

const RUNS = Number(process.env.RUMBO_EVENT_RUNS ?? 200)
const KILLS = Number(process.env.RUMBO_CRASH ?? 25)
const SALES = findTable('sales')!
const INBOX = path.resolve(import.meta.dirname, '../../dist/events/sqlite-inbox.js')

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-events-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** A few rows told by several senders, restated, added to, taken back. */
function eventsOf(seed: number): FactEvent[] {
  const random = seededRandom(seed)
  const pick = <Of>(stream: number, at: number, from: readonly Of[]): Of =>
    from[Math.floor(random.at(stream, at, 0) * from.length)]!
  return Array.from({ length: 5 + Math.floor(random.at(0, 0, 0) * 60) }, (_, at) => ({
    id: `e${at}`,
    sender: pick(1, at, ['till', 'hub']),
    table: 'sales',
    says: pick(2, at, EVENT_SAYS),
    happenedAt: at,
    recordedAt: Math.floor(random.at(3, at, 0) * 10),
    row: {
      ...{ date: '2026-12-01', product_id: pick(4, at, ['P1', 'P2', 'P3']), location_id: '', customer_id: '' },
      ...{ flow: 'SELL_OUT', company_id: '', kind: 'sale', period: 'D' },
      ...(random.at(5, at, 0) < 0.8 ? { units: String(Math.floor(random.at(6, at, 0) * 20) - 5) } : {}),
      ...(random.at(7, at, 0) < 0.3 ? { net_amount: (random.at(8, at, 0) * 100).toFixed(2) } : {}),
    },
  }))
}

/** What events say together, row by row. */
function told(events: readonly FactEvent[]): Map<string, unknown> {
  const keys = [...new Set(events.map(({ row }) => rowKeyOf(SALES, row)))]
  const eventsAt = (key: string) => events.filter(({ row }) => rowKeyOf(SALES, row) === key)
  return new Map(keys.map((key) => [key, tellRow(eventsAt(key), sumsOf(SALES))]))
}

test(`[EV4] [EV5] [EV6] shuffled, repeated, and sent again after ends: ${RUNS} seeded runs say what the events say in order`, async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = seededRandom(seed + 1_000_000)
    const events = eventsOf(seed)
    const sent = [...events, ...events.filter((_, at) => random.at(0, at, 0) < 0.3)]
    const shuffled = sent.map((event, at) => [random.at(1, at, 0), event] as const).sort(([a], [b]) => a - b)
    const file = path.join(folder, `${seed}.db`)
    let inbox = new SqliteInbox(file, () => seed)
    for (let at = 0, turn = 0; at < shuffled.length; turn++) {
      const size = 1 + Math.floor(random.at(2, turn, 0) * 15)
      await inbox.keep(shuffled.slice(at, at + size).map(([, event]) => event))
      // The sender did not hear the answer, and sends some of it again to whoever is there next.
      const isLost = random.at(3, turn, 0) < 0.2
      if (isLost) {
        await inbox.close()
        inbox = new SqliteInbox(file, () => seed)
      }
      at += isLost ? Math.floor(size * random.at(4, turn, 0)) || 1 : size
    }
    const kept = await inbox.read(0, 10_000)
    const rows = (await rowsTold(inbox)).get('sales')!
    await inbox.close()
    expect(kept.map(({ position }) => position)).toEqual(events.map((_, at) => at + 1))
    expect(told(kept), `seed ${seed}`).toEqual(told(events))
    // Told on as they come, which nobody sees from outside.
    expect(new Map([...rows].map(([key, { row }]) => [key, row])), `seed ${seed}`).toEqual(told(events))
    fs.rmSync(file, { force: true })
  }
})

/** Keeps batch after batch for as long as it lives, and says which are acknowledged. */
const CHILD = `
const { SqliteInbox } = await import(${JSON.stringify(INBOX)})
const [file, from] = process.argv.slice(1)
const inbox = new SqliteInbox(file, Date.now)
for (let batch = Number(from); ; batch++) {
  const events = Array.from({ length: 50 }, (_, at) => ({ id: batch + '-' + at, sender: 'till', table: 'sales', says: 'set',
    happenedAt: batch, recordedAt: at, row: { product_id: 'P1', units: String(at) } }))
  await inbox.keep(events)
  process.stdout.write('kept ' + batch + '\\n')
}`

test(`[EV5] [EV8] killed ${KILLS} times, it has every batch that it acknowledged, each event once and no half batch`, async () => {
  const file = path.join(folder, 'events.db')
  const random = seededRandom(7)
  let acknowledged = -1
  for (let kill = 0; kill < KILLS; kill++) {
    // The batch that nobody heard of is sent again.
    const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, file, String(acknowledged + 1)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let fuse: NodeJS.Timeout | undefined
    child.stdout.on('data', (text: Buffer) => {
      for (const [, batch] of text.toString().matchAll(/kept (\d+)/g)) acknowledged = Number(batch)
      fuse ??= setTimeout(() => child.kill('SIGKILL'), random.at(0, kill, 0) * 60)
    })
    await new Promise((resolve) => child.once('close', resolve))
    clearTimeout(fuse)
    const inbox = new SqliteInbox(file, Date.now)
    const kept = await inbox.read(0, 1_000_000)
    await inbox.close()
    expect(kept.map(({ position }) => position)).toEqual(kept.map((_, at) => at + 1))
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length)
    expect(kept.length % 50).toBe(0)
    expect(kept.length).toBeGreaterThanOrEqual((acknowledged + 1) * 50)
    expect(kept.length).toBeLessThanOrEqual((acknowledged + 2) * 50)
  }
  console.log(`${KILLS} kills, ${acknowledged + 1} acknowledged batches, all there`)
})
