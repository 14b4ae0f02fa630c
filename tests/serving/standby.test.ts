//! Writers killed under load beside a standby: it takes over at once, with every change that was acknowledged, as the same plan.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MAIN } from '../../src/core/edit/intent.js'
import { type JournalPlace, readCompanyJournal } from '../../src/house/living/company-journal.js'
import { planHash } from '../support/plan-hash.js'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { type LoadWorld, makeLoadWorld } from './load-world.js'
import { clientOf, hirePlanners, planAway } from './planners.js'
import { Running, served, serverFile } from './served.js'

const KILLS = Math.max(3, Math.round(Number(process.env.RUMBO_CRASH ?? 30) / 10))
const PEOPLE = 6
/** Well above what is measured on a quiet machine. */
const TAKEOVER_MS = 5_000

const found = await startPostgres()
const postgres = found as PostgresServer
let world: LoadWorld
const running = new Set<Running>()
beforeAll(async () => {
  world = await makeLoadWorld(40, 10)
}, 300_000)
afterEach(async () => {
  for (const one of running) {
    one.kill('SIGKILL')
    await one.ended
  }
  running.clear()
})
afterAll(async () => {
  await found?.remove()
  fs.rmSync(path.dirname(world.folder), { recursive: true, force: true })
})

interface Standing {
  readonly server: Running
  readonly url: string
}

describe.each<[string, () => JournalPlace]>([
  ['SQLite', () => ({ kind: 'sqlite' })],
  ['PostgreSQL', () => ({ kind: 'postgres', url: postgres.connectionString })],
])('over %s', (kind, placeOf) => {
  const isHere = kind === 'SQLite' || found !== null

  test.skipIf(!isHere)(`[RS10] [RS15] [RS16] writers killed ${KILLS} times, the base moved between`, async () => {
    const place = placeOf()
    const folder = path.join(path.dirname(world.folder), kind)
    fs.cpSync(world.folder, folder, { recursive: true })
    const environment: Record<string, string> =
      place.kind === 'sqlite' ? {} : { RUMBO_JOURNAL_KIND: 'postgres', RUMBO_JOURNAL_URL: place.url }
    const tokens = hirePlanners(folder, PEOPLE)
    let writer: Standing = await served(folder, environment)
    running.add(writer.server)
    const ended = async (...args: string[]): Promise<{ code: number | string; out: string; err: string }> => {
      const one = new Running(args, environment)
      return { code: await one.ended, out: one.out, err: one.err }
    }
    const standBy = async (): Promise<Standing> => {
      const server = new Running(['serve', folder, '--standby'], { RUMBO_PORT: '0', ...environment })
      running.add(server)
      const [, url] = await server.says(/Standing by at (\S+): another/)
      return { server, url: url! }
    }
    const acknowledged = new Map<string, number>()
    const times: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const standby = await standBy()
      await expectReadOnly(standby, writer, tokens[0]!)
      const stop = new AbortController()
      const work = tokens.map((token, at) =>
        planAway(`${kind}-${kill}-${at}`, clientOf(writer.url, token), world.places, world.days, {
          seed: 100 * kill + at,
          stop: stop.signal,
          everyMs: 50,
        }),
      )
      await new Promise((resolve) => setTimeout(resolve, 1500))
      if (kill === 1)
        expect(await ended('plan', folder, '--workers', '1')).toMatchObject({
          code: 0,
          err: expect.not.stringContaining('→'),
        })
      // Killed in the middle of it, or quietly, at a position where its own hash is known.
      const isQuiet = kill % 2 === 1
      if (isQuiet) stop.abort()
      const results = isQuiet ? await Promise.all(work) : []
      const hash = isQuiet ? await frozenHash(writer.url, folder) : null
      const killed = performance.now()
      writer.server.kill('SIGKILL')
      await ready(standby)
      times.push(performance.now() - killed)
      stop.abort()
      for (const result of isQuiet ? results : await Promise.all(work))
        for (const [key, position] of result.acknowledged) acknowledged.set(key, position)
      running.delete(writer.server)
      writer = standby
      const taken = await frozenHash(writer.url, folder)
      expect(taken).toBe(await planHash(folder, Number.MAX_SAFE_INTEGER, place))
      if (hash !== null) expect(taken).toBe(hash)
      const kept = await keptEntries(folder, place)
      for (const [key, position] of acknowledged) expect(kept.get(key), key).toBe(position)
    }
    const proof = await ended('prove', folder, '--json')
    expect([proof.code, JSON.parse(proof.out)]).toMatchObject([0, { identity: true }])
    console.log(`${kind}: ${acknowledged.size} acknowledged; taken over after ${times.map(Math.round).join(', ')} ms`)
    expect(Math.max(...times)).toBeLessThan(TAKEOVER_MS)
  })
})

/** Read as the writer is read; changes are sent where they belong. */
async function expectReadOnly({ url }: Standing, writer: Standing, token: string): Promise<void> {
  const state = await fetch(`${url}/ready`)
  expect([state.status, await state.json()]).toEqual([503, { status: 'standby', reads: true, writes: false }])
  const client = clientOf(url, token)
  const body = { measures: ['consensus' as const], by: ['country' as const], period: 'total' as const }
  const rows = async (one: typeof client) => (await one('query', { params: { scenario: MAIN }, body })).rows
  expect(await rows(client)).toEqual(await rows(clientOf(writer.url, token)))
  const box = { from: world.days[0]!, until: world.days[1]! }
  const intents = [{ kind: 'quantity' as const, op: 'scale' as const, factor: 1_100_000, box }]
  const draft = { key: 'at-the-standby', seen: 0, reason: { code: 'customer' }, intents }
  await expect(client('commit', { params: { scenario: MAIN }, body: draft })).rejects.toMatchObject({
    status: 503,
    answer: { code: 'living.standby_of', values: { url: writer.url } },
  })
}

/** @throws Error when it ends instead, with what it said */
async function ready({ server, url }: Standing): Promise<void> {
  let isOver = false
  void server.ended.then(() => {
    isOver = true
  })
  while (!isOver) {
    if (
      await fetch(`${url}/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`it has ended: ${server.err}`)
}

/** The hash of the plan in the memory of the server that writes, as a version. */
async function frozenHash(url: string, folder: string): Promise<string> {
  const client = clientOf(url, serverFile(folder)!.key)
  return (await client('freeze', { params: { scenario: MAIN }, body: {} })).hash
}

/** Every key of the journal with its position. */
async function keptEntries(folder: string, place: JournalPlace): Promise<Map<string, number>> {
  const journal = (await readCompanyJournal(folder, place))!
  const kept = new Map<string, number>()
  for await (const { key, position } of journal.read(0)) kept.set(key, position)
  await journal.close()
  return kept
}
