//! The process that writes the journal really killed, at random moments of opening, writing, branching, rebasing and
//! archiving: what was acknowledged is there, and nothing else than what was asked for. [JN1] [JN2] [JN8]
//! RUMBO_CRASH says how many, RUMBO_CRASH_SEED which.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { Kept } from './journal-kept.js'
import { pause } from './journal-load.js'
import { type JournalPlace, openJournal } from './journal-place.js'
import { Writing } from './journal-writing.js'

const kills = Number(process.env.RUMBO_CRASH ?? 20)
const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))
/** One journal outlives so many of its writers. */
const KILLS_PER_JOURNAL = 10
const LONGEST_LOAD_MILLISECONDS = 400
const LONGEST_OPENING_MILLISECONDS = 25
/** PostgreSQL has to notice that a session is gone. */
const LEASE_MILLISECONDS = 1_000

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'killed-'))
const server = await startPostgres()
afterAll(async () => {
  await server?.remove()
  fs.rmSync(room, { recursive: true, force: true })
})

describe('killed under load', () => {
  test(`[JN1] [JN2] [JN8] ${kills} writers killed: a journal in SQLite`, () =>
    killMany((at) => ({ file: path.join(room, `journal-${at}.db`) }), 0))

  test.skipIf(server === null)(`[JN1] [JN2] [JN8] ${kills} writers killed: a journal in PostgreSQL`, () =>
    killMany(
      (at) => ({ connectionString: (server as PostgresServer).connectionString, company: `Company ${at}` }),
      LEASE_MILLISECONDS,
    ),
  )
})

async function killMany(placeOf: (at: number) => JournalPlace, leaseMilliseconds: number): Promise<void> {
  const seen = { killed: 0, opening: 0, acknowledged: 0, found: 0, again: 0, anew: 0, leaseMilliseconds: 0 }
  for (let at = 0; at * KILLS_PER_JOURNAL < kills; at++) {
    const place = placeOf(at)
    const kept = new Kept()
    for (let run = 0; run < Math.min(KILLS_PER_JOURNAL, kills - at * KILLS_PER_JOURNAL); run++) {
      const told = `kill ${at * KILLS_PER_JOURNAL + run}`
      const opening = await killOne(place, { at, run }, kept)
      seen.killed += 1
      seen.opening += opening ? 1 : 0
      const before = performance.now()
      const journal = await openJournal(place, { mode: 'write', waitMilliseconds: leaseMilliseconds })
      seen.leaseMilliseconds = Math.max(seen.leaseMilliseconds, Math.round(performance.now() - before))
      const entries = await kept.expectAll(journal, told)
      const { again, anew } = await kept.expectAgain(journal, run, told)
      seen.again += again
      seen.anew += anew
      seen.found = Math.max(seen.found, entries.length)
      await journal.close()
    }
    seen.acknowledged += kept.entries
  }
  console.info(`${JSON.stringify(seen)}`)
  if (kills < 10) return
  expect(seen.acknowledged).toBeGreaterThan(kills * 20)
  expect(Math.min(seen.opening, seen.again, seen.anew)).toBeGreaterThan(0)
}

/** One in four while it opens, the first of each journal while it is made; true then. A reader looks on. */
async function killOne(place: JournalPlace, { at, run }: { at: number; run: number }, kept: Kept): Promise<boolean> {
  const opening = run % 4 === 0
  const reader = run % 3 === 2 ? await openJournal(place, { mode: 'read' }) : null
  const writing = new Writing({ place, run, waitMilliseconds: LEASE_MILLISECONDS }, kept.hear)
  const chance = random.at(1, at, run)
  if (opening) {
    await writing.started
    await pause(chance * LONGEST_OPENING_MILLISECONDS)
  } else {
    await writing.holding
    await pause(chance * LONGEST_LOAD_MILLISECONDS)
  }
  await writing.kill()
  if (reader !== null) {
    await kept.expectEntries(reader, `kill ${at}/${run}, read by who looked on`)
    await reader.close()
  }
  return opening
}
