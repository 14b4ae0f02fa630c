//! PostgreSQL itself killed while a journal is written to it, and started again: the writer waits for it and goes on, or
//! refuses with words; nothing that was acknowledged is lost, and nothing is there twice. [JN18]
//! RUMBO_CRASH says how many times, RUMBO_CRASH_SEED which.
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { openPostgresJournal } from '../../src/journal/postgres-journal.js'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { Kept } from './journal-kept.js'
import { nameOf, pause, send, writeMuch } from './journal-load.js'

const kills = Math.ceil(Number(process.env.RUMBO_CRASH ?? 48) / 4)
const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))
const LONGEST_LOAD_MILLISECONDS = 500
const LONGEST_AWAY_MILLISECONDS = 300
const PATIENT_MILLISECONDS = 60_000

const found = await startPostgres()
const server = found as PostgresServer
afterAll(() => found?.remove())

/** Ways for a server to go away; it comes back by itself after the last one. */
const WAYS = {
  'all its processes killed': async () => {
    await server.kill()
    return () => server.start()
  },
  'stopped at once': async () => {
    await server.stopAtOnce()
    return () => server.start()
  },
  'the process of the writer killed': async () => {
    await killSession()
    return async () => undefined
  },
} as const

test.skipIf(found === null)(
  `[JN18] PostgreSQL killed ${kills} times under load: the writer goes on, nothing acknowledged is lost or doubled`,
  async () => {
    const place = {
      connectionString: server.connectionString,
      company: 'Killed',
      patienceMilliseconds: PATIENT_MILLISECONDS,
    }
    const kept = new Kept()
    const seen: Record<string, number> = {}
    let journal = await openPostgresJournal(place, { mode: 'write' })
    for (let kill = 0; kill < kills; kill++) {
      const told = `kill ${kill}`
      const before = kept.entries
      const stop = new AbortController()
      const writing = writeMuch(journal, kill, kept.hear, stop.signal)
      await pause(random.at(1, kill, 0) * LONGEST_LOAD_MILLISECONDS)
      const way = Object.keys(WAYS)[kill % 3] as keyof typeof WAYS
      const comeBack = await WAYS[way]()
      await pause(random.at(1, kill, 1) * LONGEST_AWAY_MILLISECONDS)
      await comeBack()
      const back = kept.entries
      await until(() => kept.entries > back)
      stop.abort()
      // Nobody was refused: everything that was asked for is there.
      await writing
      await kept.expectAll(journal, told)
      await kept.expectAgain(journal, kill, told)
      seen[way] = (seen[way] ?? 0) + 1
      seen.acknowledged = (seen.acknowledged ?? 0) + kept.entries - before
      if (kill % 5 !== 4) continue
      await journal.close()
      journal = await openPostgresJournal(place, { mode: 'write' })
    }
    await journal.close()
    console.info(JSON.stringify(seen))
  },
)

test.skipIf(found === null)(
  '[JN18] a server that stays away is said, and the same keys go on when it is back',
  async () => {
    const place = { connectionString: server.connectionString, company: 'Away', patienceMilliseconds: 300 }
    const kept = new Kept()
    const journal = await openPostgresJournal(place, { mode: 'write' })
    for (const run of [0, 1, 2]) {
      const stop = new AbortController()
      const writing = writeMuch(journal, run, kept.hear, stop.signal).catch((error) => error)
      await pause(200)
      await server.kill()
      stop.abort()
      expect(await writing).toMatchObject({ code: 'journal.unreachable' })
      const batch = { run, person: 0, turn: 1_000 }
      await expect(send(journal, batch, kept.hear)).rejects.toMatchObject({ code: 'journal.unreachable' })
      await server.start()
      await send(journal, batch, kept.hear)
      const entries = await kept.expectAll(journal, `run ${run}`)
      expect(entries.at(-1)!.key).toContain(nameOf(batch))
      await kept.expectAgain(journal, run, `run ${run}`)
    }
    await journal.close()
  },
)

async function until(done: () => boolean): Promise<void> {
  const late = performance.now() + PATIENT_MILLISECONDS
  while (!done()) {
    if (performance.now() > late) throw new Error('nothing was acknowledged after the server came back')
    await pause(20)
  }
}

/** The server takes all its sessions down with one that was killed, and recovers. */
async function killSession(): Promise<void> {
  const client = new pg.Client({ connectionString: server.connectionString })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'rumbo-writer'`)
  for (const { pid } of rows as { pid: number }[]) process.kill(pid, 'SIGKILL')
  await client.end().catch(() => undefined)
}
