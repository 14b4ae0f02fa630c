//! Events posted to a server, singly and in batches, while it is killed: what was acknowledged is there, once.
import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAccounts } from '../../src/house/serving/open-company.js'
import { copyOfExample, rumbo } from '../examples/rumbo-command.js'
import { command, type Running, served } from './served.js'

let folder: string
let token: string
let server: Running | null = null

beforeEach(() => {
  folder = copyOfExample('supplier-mini')
  expect(rumbo('plan', folder).code).toBe(0)
  const accounts = openAccounts(folder)
  const by = { actor: 'console', origin: 'test' }
  const grant = { roles: ['administrator' as const], scopes: [{}], measures: null, processes: null }
  accounts.users.add({ id: 'till', name: 'till', email: null, language: null, grant }, by)
  token = accounts.makeToken({ user: 'till', name: 'test', kind: 'api', days: 1 }, by).secret
  accounts.close()
})
afterEach(async () => {
  server?.kill('SIGKILL')
  await server?.ended
  fs.rmSync(folder, { recursive: true })
})

const sale = (id: number) => ({
  id: `s${id}`,
  table: 'sales',
  says: 'add',
  at: '2026-11-30T10:00:00-03:00',
  row: {
    date: '2026-11-30',
    product_id: 'MIEL',
    location_id: 'TIENDA-01',
    customer_id: 'SUPER',
    flow: 'SELL_OUT',
    units: 1,
  },
})

async function post(url: string, ...ids: number[]): Promise<{ id: string; state: string }[]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/fact-events`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ events: ids.map(sale) }),
  })
  expect(response.status).toBe(200)
  return ((await response.json()) as { events: { id: string; state: string }[] }).events
}

test('[EV5] [EV7] [EV13] single posts and batches beside each other have answers of their own; a killed server lost none', async () => {
  let url: string
  ;({ server, url } = await served(folder))
  const alone = Array.from({ length: 200 }, (_, at) => post(url, at))
  const together = Array.from({ length: 10 }, (_, at) =>
    post(url, ...Array.from({ length: 50 }, (_, of) => 1000 + at * 50 + of)),
  )
  for (const [at, answers] of (await Promise.all(alone)).entries())
    expect(answers).toEqual([{ id: `s${at}`, state: 'kept', position: expect.any(Number) }])
  for (const answers of await Promise.all(together))
    expect(answers.map(({ state }) => state)).toEqual(Array(50).fill('kept'))
  // Nobody hears of what comes now, or does.
  const unheard = Array.from({ length: 50 }, (_, at) => post(url, 2000 + at).catch(() => null))
  server.kill('SIGKILL')
  await server.ended
  const heard = (await Promise.all(unheard)).filter((answers) => answers !== null).length
  ;({ server, url } = await served(folder))
  const again = await post(
    url,
    ...Array.from({ length: 200 }, (_, at) => at),
    ...Array.from({ length: 50 }, (_, at) => 2000 + at),
  )
  expect(again.slice(0, 200).every(({ state }) => state === 'known')).toBe(true)
  expect(again.slice(200).filter(({ state }) => state === 'known').length).toBeGreaterThanOrEqual(heard)
  const { out } = await command('events', 'tail', folder, '--json')
  const kept = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; position: number })
  expect(kept.map(({ position }) => position)).toEqual(Array.from({ length: 750 }, (_, at) => at + 1))
  expect(new Set(kept.map(({ id }) => id)).size).toBe(750)
})
