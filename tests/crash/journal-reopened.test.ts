//! How soon a journal whose writer was killed is there again: opened, and every entry read with its digest worked out.
//! The bar is 2 s at 50,000 entries: held to the time of the processor, because other work may run beside it; the time of
//! the clock is printed. docs/benchmarks.md
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { type JournalPlace, openJournal } from './journal-place.js'
import { Writing } from './journal-writing.js'

const ENTRIES = 50_000
const BAR_MILLISECONDS = 2_000

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'reopened-'))
const server = await startPostgres()
afterAll(async () => {
  await server?.remove()
  fs.rmSync(room, { recursive: true, force: true })
})

test('[JN1] 50,000 entries in SQLite, after kill -9', () => reopen('SQLite', { file: path.join(room, 'journal.db') }))

test.skipIf(server === null)('[JN1] 50,000 entries in PostgreSQL, after kill -9', () =>
  reopen('PostgreSQL', { connectionString: (server as PostgresServer).connectionString, company: 'Reopened' }),
)

async function reopen(name: string, place: JournalPlace): Promise<void> {
  const times: string[] = []
  for (let run = 0; run < 3; run++) {
    const writing = new Writing({ place, run: 0, entries: ENTRIES, waitMilliseconds: 5_000 }, () => undefined)
    await writing.done
    await writing.kill()
    const started = performance.now()
    const used = process.cpuUsage()
    const journal = await openJournal(place, { mode: 'write', waitMilliseconds: 1_000 })
    const opened = performance.now()
    let entries = 0
    for await (const _ of journal.read(0)) entries++
    const read = performance.now()
    const { user, system } = process.cpuUsage(used)
    const busy = Math.round((user + system) / 1_000)
    times.push(`open ${Math.round(opened - started)} ms, read ${Math.round(read - opened)} ms, busy ${busy} ms`)
    expect(entries).toBeGreaterThanOrEqual(ENTRIES)
    expect(busy).toBeLessThan(BAR_MILLISECONDS)
    await journal.close()
  }
  console.info(`${name}: ${times.join('; ')}`)
}
