//! The lease, fought for by processes that are killed: who waits has it within a second of the holder's death, and whoever
//! lost it writes nothing more. [JN8] [JN18]
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { openPostgresJournal } from '../../src/journal/postgres-journal.js'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { Kept } from './journal-kept.js'
import { pause, send } from './journal-load.js'
import { type JournalPlace, openJournal } from './journal-place.js'
import { Wire } from './journal-wire.js'
import { Writing } from './journal-writing.js'

const deaths = Math.ceil(Number(process.env.RUMBO_CRASH ?? 32) / 4)
const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))
const TAKEOVER_MILLISECONDS = 1_000
const LONGEST_LOAD_MILLISECONDS = 300

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'lease-'))
const found = await startPostgres()
const server = found as PostgresServer
afterAll(async () => {
  await found?.remove()
  fs.rmSync(room, { recursive: true, force: true })
})

test(`[JN8] ${deaths} holders killed while others wait: SQLite`, () => fight({ file: path.join(room, 'journal.db') }))

test.skipIf(found === null)(`[JN8] ${deaths} holders killed while others wait: PostgreSQL`, () =>
  fight({ connectionString: server.connectionString, company: 'Lease' }),
)

async function fight(place: JournalPlace): Promise<void> {
  const kept = new Kept()
  let run = 0
  const join = (): Writing => new Writing({ place, run: run++ }, kept.hear)
  const all = new Set([join(), join()])
  let holder = await firstOf(all)
  const times: number[] = []
  for (let death = 0; death < deaths; death++) {
    all.add(join())
    await Promise.all([...all].map(({ started }) => started))
    await pause(random.at(1, death, 0) * LONGEST_LOAD_MILLISECONDS)
    all.delete(holder.writing)
    const killed = performance.now()
    const [next] = await Promise.all([firstOf(all), holder.writing.kill()])
    // One who had it before the other was dead has it by a mistake.
    expect(next.since).toBeGreaterThanOrEqual(killed)
    times.push(next.since - killed)
    holder = next
  }
  for (const one of all) await one.kill()
  console.info(`taken over after ${times.map(Math.round).sort((a, b) => a - b)} ms`)
  expect(Math.max(...times)).toBeLessThan(TAKEOVER_MILLISECONDS)
  const journal = await openJournal(place, { mode: 'write', waitMilliseconds: TAKEOVER_MILLISECONDS })
  await kept.expectAll(journal, 'after all of them')
  for (let at = 0; at < run; at++) await kept.expectAgain(journal, at, `of ${at}`)
  await journal.close()
}

async function firstOf(all: Iterable<Writing>): Promise<{ writing: Writing; since: number }> {
  return Promise.race([...all].map(async (writing) => ({ writing, since: await writing.holding })))
}

test.skipIf(found === null)('[JN8] who waits for hours waits through a restart of the server too', async () => {
  const place = { connectionString: server.connectionString, company: 'Restart', patienceMilliseconds: 3_000 }
  const first = await openPostgresJournal(place, { mode: 'write' })
  const waiting = openPostgresJournal(place, { mode: 'write', waitMilliseconds: Number.POSITIVE_INFINITY })
  // Longer than there is patience with a server that is not there.
  await pause(place.patienceMilliseconds + 500)
  await server.kill()
  await server.start()
  const next = await waiting
  const batch = { run: 0, person: 0, turn: 0 }
  await send(next, batch, () => undefined)
  await expect(send(first, { ...batch, turn: 1 }, () => undefined)).rejects.toMatchObject({ code: 'journal.in_use' })
  await next.close()
  await first.close()
})

test.skipIf(found === null)(
  '[JN18] a writer cut off from the network: its place is taken, and it writes nothing more',
  async () => {
    const wire = await Wire.to(server.connectionString)
    const place = { connectionString: server.connectionString, company: 'Cut off', patienceMilliseconds: 500 }
    const kept = new Kept()
    const off = await openPostgresJournal({ ...place, connectionString: wire.connectionString }, { mode: 'write' })
    await send(off, { run: 0, person: 0, turn: 0 }, kept.hear)
    wire.hold()
    const lost = send(off, { run: 0, person: 0, turn: 1 }, () => undefined).catch((error) => error)
    const waiting = openPostgresJournal(place, { mode: 'write', waitMilliseconds: 10_000 })
    await pause(300)
    // What the server does of itself when nothing has come for 25 seconds.
    const ended = performance.now()
    await endOldestWriter()
    const next = await waiting
    expect(performance.now() - ended).toBeLessThan(TAKEOVER_MILLISECONDS)
    for (let turn = 0; turn < 3; turn++) await send(next, { run: 1, person: 0, turn }, kept.hear)
    // What it sent arrives late, at a session that is not there any more.
    wire.letGo()
    expect(await lost).toMatchObject({ code: 'journal.in_use' })
    await kept.expectEntries(next, 'while the other is there')
    await next.close()
    await expect(send(off, { run: 0, person: 0, turn: 2 }, () => undefined)).rejects.toMatchObject({
      code: 'journal.lease_lost',
    })
    const reader = await openPostgresJournal(place, { mode: 'read' })
    await kept.expectAll(reader, 'afterwards')
    await reader.close()
    await off.close()
    await wire.end()
  },
)

async function endOldestWriter(): Promise<void> {
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rumbo-writer'
    ORDER BY backend_start LIMIT 1`)
  await client.end()
}
