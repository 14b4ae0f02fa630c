//! A server killed under load, again and again: what it acknowledged is there, nothing is in part, and it opens at once.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import { type LoadWorld, makeLoadWorld } from './load-world.js'
import { clientOf, hirePlanners, planAway } from './planners.js'
import { command, served } from './served.js'

const KILLS = Math.max(4, Math.round(Number(process.env.RUMBO_CRASH ?? 40) / 10))

let world: LoadWorld
beforeAll(async () => {
  world = await makeLoadWorld(40, 10)
}, 300_000)
afterAll(() => fs.rmSync(path.dirname(world.folder), { recursive: true, force: true }))

test(`[LP15] [JN1] killed ${KILLS} times, it has every change that it acknowledged, whole`, async () => {
  const { folder, places, days } = world
  const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))
  const tokens = hirePlanners(folder, 8)
  const acknowledged = new Map<string, number>()
  for (let kill = 0; kill < KILLS; kill++) {
    const { server, url } = await served(folder)
    const stop = new AbortController()
    const work = tokens.map((token, at) =>
      planAway(`k${kill}-${at}`, clientOf(url, token), places, days, {
        seed: 100 * kill + at,
        stop: stop.signal,
        everyMs: 30,
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 200 + random.at(1, kill, 0) * 1500))
    server.kill('SIGKILL')
    await server.ended
    stop.abort()
    for (const result of await Promise.all(work))
      for (const [key, position] of result.acknowledged) acknowledged.set(key, position)
    const journal = await openSqliteJournal(path.join(folder, '.rumbo', 'journal.db'), { mode: 'read' })
    expect(await journal.verify()).toMatchObject({ sound: true })
    const kept = new Map<string, number>()
    for await (const { key, position, intents } of journal.read(0)) {
      expect(intents).toHaveLength(1)
      kept.set(key, position)
    }
    await journal.close()
    for (const [key, position] of acknowledged) expect(kept.get(key), key).toBe(position)
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS * 5)
  const proof = await command('prove', folder, '--json')
  expect(JSON.parse(proof.out)).toMatchObject({ identity: true })
  console.log(`${KILLS} kills, ${acknowledged.size} acknowledged changes, all there`)
})
