import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { Wire } from '../../tests/crash/journal-wire.js'
import { type PostgresServer, startPostgres } from '../../tests/support/postgres.js'
import { all, describeJournal, draft } from './journal.contract.js'
import { openPostgresJournal, type PostgresPlace } from './postgres-journal.js'
import { schemaOf } from './postgres-schema.js'

const server = await startPostgres()
afterAll(() => server?.remove())
let places = 0
const newPlace = (company = `Company ${++places}`): PostgresPlace => ({
  connectionString: (server as PostgresServer).connectionString,
  company,
  patienceMilliseconds: 10_000,
})

async function asAdministrator(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server!.connectionString })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

describe.skipIf(server === null)('with a PostgreSQL', () => {
  describeJournal('the journal in PostgreSQL', async () => {
    const place = newPlace()
    return {
      open: (opening) => openPostgresJournal(place, opening),
      tamper: async (statement) => {
        await asAdministrator(statement.replace(/ (entry|scenario|base) /, ` ${schemaOf(place.company)}.$1 `))
      },
    }
  })

  test('[JN5] a company may be called anything, and no two share a schema', async () => {
    const names = [
      `x"; DROP SCHEMA public CASCADE; --`,
      `'; --`,
      'Ñandú S.A.',
      'ñandu s.a.',
      'x'.repeat(300),
      '漢字',
      '',
    ]
    expect(new Set(names.map(schemaOf)).size).toBe(names.length)
    for (const name of names) {
      expect(schemaOf(name)).toMatch(/^rumbo_[a-z0-9_]{1,50}$/)
      const journal = await openPostgresJournal(newPlace(name), { mode: 'write' })
      expect(await journal.append('main', [draft('a')])).toMatchObject([{ position: 1 }])
      await journal.close()
    }
  })

  test('[JN19] a schema is its first writer’s: another company of that name neither reads, writes nor waits', async () => {
    const name = newPlace()
    const [mine, others] = [
      { ...name, owner: 'the first' },
      { ...name, owner: 'another' },
    ]
    const refused = { code: 'journal.other_company', values: { schema: schemaOf(name.company) } }
    const journal = await openPostgresJournal(mine, { mode: 'write' })
    await expect(openPostgresJournal(others, { mode: 'write', waitMilliseconds: 60_000 })).rejects.toMatchObject(
      refused,
    )
    await expect(openPostgresJournal({ ...name, owner: '' }, { mode: 'read' })).rejects.toMatchObject(refused)
    await (await openPostgresJournal(mine, { mode: 'read' })).close()
    await journal.append('main', [draft('a')])
    await journal.close()
    await expect(openPostgresJournal(others, { mode: 'write' })).rejects.toMatchObject(refused)
    const apart = await openPostgresJournal({ ...others, schema: 'plan_of_another' }, { mode: 'write' })
    expect(await apart.head()).toBe(0)
    await apart.close()
  })

  test('[JN19] what earlier editions left without an owner is the first writer’s', async () => {
    const place = newPlace()
    await (await openPostgresJournal(place, { mode: 'write' })).close()
    await (await openPostgresJournal({ ...place, owner: 'mine' }, { mode: 'write' })).close()
    const others = openPostgresJournal({ ...place, owner: 'another' }, { mode: 'read' })
    await expect(others).rejects.toMatchObject({ code: 'journal.other_company' })
  })

  test('[JN18] an answer that is lost on the way is asked for again: the entry is there once', async () => {
    const wire = await Wire.to(server!.connectionString)
    const place = { ...newPlace(), connectionString: wire.connectionString }
    const journal = await openPostgresJournal(place, { mode: 'write' })
    await journal.append('main', [draft('a')])
    // It reaches the server, and nothing comes back.
    wire.cutAfterNext('question')
    expect(await journal.append('main', [draft('b'), draft('c')])).toMatchObject([{ position: 2 }, { position: 3 }])
    expect(wire.cuts).toBe(1)
    wire.cutAfterNext('nothing')
    expect(await journal.append('main', [draft('d')])).toMatchObject([{ position: 4 }])
    expect(wire.cuts).toBe(2)
    expect(await journal.verify()).toMatchObject({ sound: true, entries: 4 })
    await journal.close()
    await wire.end()
  })

  test('[JN18] sessions ended at random while many write: every append is answered, and is there once', async () => {
    const place = newPlace()
    const journal = await openPostgresJournal(place, { mode: 'write' })
    let writing = true
    let ended = 0
    const ending = (async () => {
      while (writing) {
        await pause(60)
        ended += (await endWriters()).length
      }
    })()
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, person) => {
        const positions: number[] = []
        for (let at = 0; at < 15; at++) {
          const [entry] = await journal.append('main', [draft(`${person}-${at}`)])
          positions.push(entry!.position)
          await pause(10)
        }
        return positions
      }),
    )
    writing = false
    await ending
    expect(ended).toBeGreaterThan(2)
    expect(new Set(answers.flat()).size).toBe(180)
    expect(await journal.verify()).toMatchObject({ sound: true, entries: 180 })
    await journal.close()
  })

  test('[JN18] a writer whose place was taken writes nothing more', async () => {
    const place = { ...newPlace(), patienceMilliseconds: 300 }
    const old = await openPostgresJournal(place, { mode: 'write' })
    await old.append('main', [draft('a')])
    const waiting = openPostgresJournal(place, { mode: 'write', waitMilliseconds: 20_000 })
    await pause(200)
    await endWriters(
      `AND pid <> (SELECT pid FROM pg_stat_activity WHERE query LIKE '%advisory%' AND application_name = 'rumbo-writer' ORDER BY backend_start DESC LIMIT 1)`,
    )
    const next = await waiting
    await next.append('main', [draft('b')])
    await expect(old.append('main', [draft('c')])).rejects.toMatchObject({ code: 'journal.in_use' })
    await next.close()
    await expect(old.append('main', [draft('c')])).rejects.toMatchObject({ code: 'journal.lease_lost' })
    expect((await all(old.read(0))).map(({ key }) => key)).toEqual(['a', 'b'])
    await old.close()
  })

  test('[JN18] the term is asked for by the statement that writes, whatever became of the lock', async () => {
    const place = newPlace()
    const journal = await openPostgresJournal(place, { mode: 'write' })
    await journal.append('main', [draft('a')])
    await asAdministrator(`UPDATE ${schemaOf(place.company)}.lease SET term = term + 1`)
    const lost = { code: 'journal.lease_lost' }
    await expect(journal.append('main', [draft('b')])).rejects.toMatchObject(lost)
    await expect(journal.rebase({ version: '0001', position: 1 })).rejects.toMatchObject(lost)
    await expect(journal.openScenario({ ...SCENARIO })).rejects.toMatchObject(lost)
    expect(await journal.head()).toBe(1)
    expect(await journal.base()).toBeNull()
    expect(await journal.scenarios()).toHaveLength(1)
    await journal.close()
  })

  test('[JN18] a server that is not there is said, without the password', async () => {
    const place = {
      connectionString: 'postgres://ana:secret@127.0.0.1:1/plans',
      company: 'x',
      patienceMilliseconds: 100,
    }
    for (const mode of ['read', 'write'] as const) {
      const refused = await openPostgresJournal(place, { mode }).catch((error) => error)
      expect(refused).toMatchObject({ code: 'journal.unreachable', values: { address: '127.0.0.1:1/plans' } })
      expect(JSON.stringify(refused)).not.toContain('secret')
    }
  })

  test('[JN17] a server that would forget what it was told is refused', async () => {
    await asAdministrator('ALTER SYSTEM SET fsync = off')
    await asAdministrator('SELECT pg_reload_conf()')
    await pause(300)
    await expect(openPostgresJournal(newPlace(), { mode: 'write' })).rejects.toMatchObject({
      code: 'journal.not_durable',
    })
    await asAdministrator('ALTER SYSTEM RESET fsync')
    await asAdministrator('SELECT pg_reload_conf()')
    await pause(300)
    await (await openPostgresJournal(newPlace(), { mode: 'write' })).close()
  })

  test('[JN8] reading what was never written is refused', async () => {
    await expect(openPostgresJournal(newPlace(), { mode: 'read' })).rejects.toMatchObject({ code: 'journal.not_there' })
  })
})

const SCENARIO = { id: 's', name: 's', owner: 'ana', parent: 'main', position: 0, openedAt: '2027-03-01T09:00:00.000Z' }

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

const endWriters = (but = ''): Promise<unknown[]> =>
  asAdministrator(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rumbo-writer' ${but}`,
  )
