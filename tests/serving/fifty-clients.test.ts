//! Fifty people at one served plan: nothing lost, totals right, answers in time, backups that are a moment of it.
import { setMaxListeners } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN } from '../../src/core/edit/intent.js'
import { planHash } from '../support/plan-hash.js'
import { type LoadWorld, makeLoadWorld } from './load-world.js'
import { clientOf, hirePlanners, type PlannerResult, percentile, planAway } from './planners.js'
import { command, type Running, served } from './served.js'

const SECONDS = Number(process.env.RUMBO_LOAD_SECONDS ?? 20)
const PEOPLE = 50

let world: LoadWorld
let server: Running
beforeAll(async () => {
  world = await makeLoadWorld(500, 20)
}, 300_000)
afterAll(async () => {
  server?.kill('SIGKILL')
  await server?.ended
  fs.rmSync(path.dirname(world.folder), { recursive: true, force: true })
})

test('fifty people edit: every change is kept, the plan is proved, and a backup is the plan at the position it names', async () => {
  const { folder, places, days } = world
  const tokens = hirePlanners(folder, PEOPLE)
  const started = await served(folder, { RUMBO_REQUESTS_PER_SECOND: '1000' })
  server = started.server
  const { url } = started
  const stop = new AbortController()
  setMaxListeners(PEOPLE * 2, stop.signal)
  const work = tokens.map((token, at) =>
    planAway(`p${at}`, clientOf(url, token), places, days, { seed: at + 1, stop: stop.signal }),
  )
  const backup = path.join(path.dirname(folder), 'backup')
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 500))
  const backed = await command('backup', folder, '--to', backup, '--json')
  expect([backed.code, backed.err]).toEqual([0, backed.err])
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 500))
  stop.abort()
  const results = await Promise.all(work)
  const all = gather(results)
  expect(all.refused).toEqual([])

  const reader = clientOf(url, tokens[0]!)
  const epoch = await reader('settled', { params: { scenario: MAIN } })
  expect(epoch.settled).toBe(epoch.numbers)
  const kept = await allEntries(reader)
  expect(kept.size).toBe(epoch.numbers)
  for (const [key, position] of all.acknowledged) expect(kept.get(key), key).toBe(position)
  const proof = await command('prove', folder, '--json')
  expect(JSON.parse(proof.out)).toMatchObject({ identity: true })

  const { journal } = JSON.parse(backed.out) as { journal: { position: number } }
  const restored = path.join(path.dirname(folder), 'restored')
  expect((await command('restore', backup, '--to', restored)).code).toBe(0)
  expect((await command('verify', restored)).code).toBe(0)
  expect(await planHash(restored)).toBe(await planHash(folder, journal.position))

  const p95 = percentile(all.milliseconds, 0.95)
  console.log(
    `${world.stockRows} stock rows, ${world.demandRows} demand rows; ${PEOPLE} people, ${SECONDS} s: ` +
      `${all.acknowledged.size} changes, ${all.conflicts} conflicts; ` +
      `p50 ${percentile(all.milliseconds, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ` +
      `p99 ${percentile(all.milliseconds, 0.99).toFixed(0)} ms; backup at ${journal.position}`,
  )
  expect(all.acknowledged.size).toBeGreaterThan(PEOPLE * SECONDS * 0.3)
})

function gather(results: readonly PlannerResult[]) {
  const acknowledged = new Map(results.flatMap((one) => [...one.acknowledged]))
  return {
    acknowledged,
    milliseconds: results.flatMap((one) => one.milliseconds),
    conflicts: results.reduce((all, one) => all + one.conflicts, 0),
    refused: [...new Set(results.flatMap((one) => one.refused))],
  }
}

async function allEntries(client: ReturnType<typeof clientOf>): Promise<Map<string, number>> {
  const kept = new Map<string, number>()
  for (let after = 0; ; ) {
    const page = await client('entries', { params: { scenario: MAIN }, query: { after, limit: 1000 } })
    for (const { key, position } of page.entries) kept.set(key, position)
    if (page.next === null) return kept
    after = page.next
  }
}
