import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { GuardedPlan } from '../access/guarded-plan.js'
import { listen } from './event-reader.js'
import { EventStreams, openEventStream } from './event-stream.js'
import { JobBoard } from './job-board.js'
import { API_SETTINGS } from './ports.js'
import { PresenceBoard } from './presence-board.js'
import { STREAM_EVENTS, type StreamEvent } from './wire/event.js'

const change = (quantity: number, location: string[] = ['CL']) => ({
  kind: 'quantity' as const,
  op: 'set' as const,
  quantity,
  box: { location, from: '2027-01-01', until: '2027-02-01' },
})

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld({ settings: { ...API_SETTINGS, requestBurst: 1e6, heartbeatMs: 30 } })
})
afterEach(() => world.close())

interface Told {
  id: string | undefined
  event: string
  data: {
    kind?: string
    epoch?: { numbers: number; settled: number; scenario: string }
    entry?: { position: number } | null
  }
}

/** Reads events as a browser does. */
class Listener {
  private text = ''
  readonly beats: string[] = []
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>

  constructor(response: Response) {
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    this.reader = response.body!.getReader()
  }

  static async open(user: string, last?: number): Promise<Listener> {
    const headers = {
      authorization: `Bearer ${world.token(user)}`,
      ...(last === undefined ? {} : { 'last-event-id': `${last}` }),
    }
    return new Listener(await world.send(new Request(`${URL_OF_TESTS}/api/v1/events`, { headers })))
  }

  /** The next event, or null when the stream has ended. */
  async next(): Promise<Told | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await this.reader.read()
        if (done) return null
        this.text += new TextDecoder().decode(value)
        continue
      }
      const block = this.text.slice(0, end)
      this.text = this.text.slice(end + 2)
      if (block.startsWith(':')) this.beats.push(block)
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
      if (fields.event === undefined) continue
      return { id: fields.id, event: fields.event, data: JSON.parse(fields.data!) }
    }
  }

  async take(count: number): Promise<Told[]> {
    const told: Told[] = []
    while (told.length < count) told.push((await this.next())!)
    return told
  }

  close(): Promise<void> {
    return this.reader.cancel()
  }
}

let keys = 0
const commit = (user: string, quantity: number, location?: string[], scenario = 'main') =>
  world.client(user)('commit', {
    params: { scenario },
    body: { key: `event-key-${keys++}`, seen: 9999, reason: { code: 'data' }, intents: [change(quantity, location)] },
  })

test('[AP12] a change is told with its numbers first and settled after', async () => {
  const listener = await Listener.open('chile')
  expect(await listener.next()).toMatchObject({ event: 'here', data: { epoch: { numbers: 0 } } })
  await commit('demand', 1000)
  const [numbers, settled] = await listener.take(2)
  expect(numbers).toMatchObject({ id: '1', data: { kind: 'numbers', entry: { position: 1, actor: 'demand' } } })
  expect(settled).toMatchObject({ id: undefined, data: { kind: 'settled', entry: null, epoch: { settled: 1 } } })
  await listener.close()
})

test('[AP12] of a change that is not theirs somebody learns the epoch, of a scenario that is not theirs nothing', async () => {
  const [listener, blind] = [await Listener.open('chile'), await Listener.open('viewer')]
  await Promise.all([listener.next(), blind.next()])
  const { id } = await world.client('demand')('openScenario', { body: { name: 'Quiet' } })
  await commit('demand', 1000, ['CL'], id)
  await commit('demand', 2000, ['PE'])
  expect(await listener.next()).toMatchObject({ event: 'scenario', data: { kind: 'opened' } })
  expect((await listener.take(3)).map(({ data }) => [data.epoch!.scenario, data.entry?.position ?? null])).toEqual([
    [id, 1],
    [id, null],
    ['main', null],
  ])
  expect((await blind.next())!.data).toMatchObject({ epoch: { scenario: 'main' }, entry: { position: 2 } })
  await Promise.all([listener.close(), blind.close()])
})

/** As the typed client gives it, each event held against what is declared of it. */
async function* heard(user: string, after?: number): AsyncGenerator<StreamEvent, void> {
  for await (const told of listen({ url: URL_OF_TESTS, token: world.token(user), fetch: world.send }, after)) {
    expect(STREAM_EVENTS[told.event].parse(told.data)).toEqual(told.data)
    yield told
  }
}

test('[AP12] [AP23] the life of a scenario is told to those who see scenarios, and to nobody else', async () => {
  const [ana, blind] = [heard('chile'), heard('viewer')]
  await Promise.all([ana.next(), blind.next()])
  const open = async (from: string, name: string) =>
    (await world.client('demand')('openScenario', { body: { from, name } })).id
  const outer = await open('main', 'What if')
  const inner = await open(outer, 'And if')
  const dropped = await open('main', 'No')
  const executive = world.client('executive')
  await executive('mergeScenario', { params: { scenario: inner }, body: {} })
  await executive('mergeScenario', { params: { scenario: outer }, body: {} })
  await world.client('demand')('dropScenario', { params: { scenario: dropped } })
  const told: unknown[] = []
  for await (const { event, data } of ana) {
    if (event === 'scenario') told.push([data.kind, data.scenario.id, data.by])
    if (told.length === 6) break
  }
  expect(told).toEqual([
    ['opened', outer, 'demand'],
    ['opened', inner, 'demand'],
    ['opened', dropped, 'demand'],
    ['merged', inner, 'executive'],
    ['promoted', outer, 'executive'],
    ['dropped', dropped, 'demand'],
  ])
  await commit('demand', 2000)
  expect((await blind.next()).value).toMatchObject({ event: 'changed', data: { entry: { position: 1 } } })
  await blind.return()
})

test('[AP23] whoever comes back is told which scenarios are open', async () => {
  const { id } = await world.client('demand')('openScenario', { body: { name: 'Quiet' } })
  const here = async (user: string) => (await heard(user).next()).value
  expect(await here('chile')).toMatchObject({ event: 'here', data: { scenarios: [{ id, name: 'Quiet' }] } })
  expect(await here('viewer')).toMatchObject({ event: 'here', data: { scenarios: [] } })
})

test('[AP13] the typed client goes on after the entry it was told last, and ends with the server', async () => {
  for (let at = 1; at <= 3; at++) await commit('demand', at * 1000)
  const told: unknown[] = []
  for await (const { event, id } of heard('chile', 1)) {
    told.push(`${event} ${id}`)
    if (event === 'here') world.app.endStreams()
  }
  expect(told).toEqual(['changed 2', 'changed 3', 'here null'])
  await expect(heard('nobody').next()).rejects.toThrow()
})

test('[AP13] coming back gives everything missed, once and in order, and then what is new', async () => {
  for (let at = 1; at <= 5; at++) await commit('demand', at * 1000, at === 3 ? ['PE'] : ['CL'])
  const listener = await Listener.open('chile', 1)
  const during = commit('demand', 6000)
  const told = await listener.take(6)
  await during
  expect(told.filter(({ id }) => id !== undefined).map(({ id }) => id)).toEqual(['2', '4', '5', '6'])
  expect(told.filter(({ event }) => event === 'here')).toHaveLength(1)
  await listener.close()
})

test('[AP13] somebody who missed a thousand reads the page again', async () => {
  for (let at = 1; at <= 1001; at++) await commit('demand', at)
  const listener = await Listener.open('chile', 0)
  expect((await listener.next())!.event).toBe('reload')
  await listener.close()
})

test('[AP13] whoever looks while the plan goes over to another version reads everything again', async () => {
  const listener = await Listener.open('chile')
  await listener.next()
  await world.client('administrator')('followLive', {})
  expect((await listener.take(2)).map(({ event }) => event)).toEqual(['changed', 'reload'])
  // An entry of which somebody may read nothing is no other version.
  await commit('demand', 1000, ['PE'])
  expect((await listener.take(2)).map(({ event }) => event)).toEqual(['changed', 'changed'])
  await listener.close()
})

test('[AP14] there is a heartbeat, and the stream of somebody who lost their rights ends', async () => {
  const listener = await Listener.open('chile')
  await listener.next()
  const waiting = listener.next()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(listener.beats.length).toBeGreaterThan(0)
  world.accounts.removeUser('chile', { actor: 'boss', origin: 'test' })
  expect(await waiting).toBeNull()
})

test('[AP14] an edit after the rights were lost is not told', async () => {
  const listener = await Listener.open('chile')
  await listener.next()
  const none = { roles: ['viewer' as const], scopes: [{ location: ['PE'] }], measures: null, processes: null }
  world.accounts.users.grant('chile', none, { actor: 'boss', origin: 'test' })
  await commit('demand', 1000, ['CL'])
  expect((await listener.next())!.data.entry).toBeNull()
  await listener.close()
})

test('[AP15] a client that does not read is cut off', async () => {
  const plan = new GuardedPlan(memoryLivingPlan())
  const viewer = { actor: 'x', scopes: [], measures: new Set<never>(), may: new Set(['read' as const]) }
  let open = 0
  const streams = new EventStreams((count) => {
    open = count
  })
  const jobs = new JobBoard(Date.now, () => undefined)
  const presence = new PresenceBoard(Date.now)
  openEventStream(streams, { plan, jobs, presence, language: 'en', viewer: () => viewer, after: null, heartbeatMs: 1 })
  expect(open).toBe(1)
  await expect.poll(() => open, { timeout: 20_000 }).toBe(0)
})

test('[AP18] a server that stops ends its streams', async () => {
  const listener = await Listener.open('chile')
  await listener.next()
  world.app.endStreams()
  expect(await listener.next()).toBeNull()
})
