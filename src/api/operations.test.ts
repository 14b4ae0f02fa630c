import { afterEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { openLog } from './request-log.js'

let world: ApiWorld
afterEach(() => world.close())

const intents = [
  { kind: 'quantity' as const, op: 'set' as const, quantity: 1000, box: { from: '2027-01-01', until: '2027-02-01' } },
]
const commit = (key: string) =>
  world.client('demand')('commit', {
    params: { scenario: 'main' },
    body: { key, seen: 0, reason: { code: 'data', note: 'a note nobody else reads' }, intents },
  })

test('[AP16] alive always, ready when it is', async () => {
  let ready = false
  world = openApiWorld({ phase: () => (ready ? 'ready' : 'stopping'), programVersion: '1.2.3' })
  const status = async (path: string): Promise<number> => (await world.ask(null, 'GET', path)).status
  expect(await (await world.ask(null, 'GET', '/health')).json()).toEqual({ status: 'alive', version: '1.2.3' })
  expect([await status('/ready'), await status('/api/v1/ways-in')]).toEqual([503, 503])
  ready = true
  expect([await status('/ready'), await status('/api/v1/ways-in')]).toEqual([200, 200])
})

test('[AP16] what is measured: requests by route, edits, settling, epochs, memory', async () => {
  world = openApiWorld()
  await commit('first-key')
  await world.ask(null, 'GET', '/api/v1/users/secret-name')
  const text = await (await world.ask('administrator', 'GET', '/metrics')).text()
  expect(text).toContain(
    'rumbo_request_seconds_count{route="/api/v1/plans/{scenario}/entries",method="POST",status="201"} 1',
  )
  expect(text).toContain('rumbo_edits_total 1')
  expect(text).toContain('rumbo_settle_seconds_count 1')
  expect(text).toContain('rumbo_epoch{part="settled"} 1')
  expect(text).toMatch(/rumbo_process_resident_memory_bytes \d+/)
  expect(text).not.toContain('secret-name')
})

test('[AP17] one line a request, with its id, and no secret, body or query in it', async () => {
  const lines: string[] = []
  world = openApiWorld({ log: openLog({ write: (line: string) => void lines.push(line) }) })
  await commit('first-key')
  const secret = world.token('chile', 'live')
  const table = await world.ask(null, 'GET', `/api/v1/plans/main/table?measures=consensus&token=${secret}`)
  await table.body?.cancel()
  const password = 'a password typed wrong'
  await world.ask(null, 'POST', '/api/v1/session', { user: 'demand', password })
  expect(lines).toHaveLength(3)
  const [edit, live, entrance] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(edit).toMatchObject({
    method: 'POST',
    route: '/api/v1/plans/{scenario}/entries',
    status: 201,
    actor: 'demand',
  })
  expect(live).toMatchObject({ status: 200, actor: 'chile', requestId: table.headers.get('x-request-id') })
  expect(entrance).toMatchObject({ status: 401, code: 'access.wrong_password', actor: null })
  for (const hidden of [secret, world.token('demand'), password, 'a note nobody else reads', 'measures='])
    expect(lines.join()).not.toContain(hidden)
})

test('[AP17] a fault is logged whole, under the id that the caller was told', async () => {
  const lines: string[] = []
  const broken = async () => {
    throw new Error('what really happened')
  }
  world = openApiWorld({ log: openLog({ write: (line: string) => void lines.push(line) }) })
  const versions = { ...world.ports.versions, list: broken }
  const other = openApiWorld({ versions, log: world.ports.log, accounts: world.accounts })
  const request = new Request(`${URL_OF_TESTS}/api/v1/versions`, {
    headers: { authorization: `Bearer ${world.token('executive')}` },
  })
  const { requestId } = (await (await other.send(request)).json()) as { requestId: string }
  const fault = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'fault')
  expect(fault).toMatchObject({ requestId, err: { message: 'what really happened' } })
  other.app.endStreams()
})
