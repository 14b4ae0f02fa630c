import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { GuardedPlan } from '../access/guarded-plan.js'
import { dayOf } from '../core/base/day.js'
import type { Intent } from '../core/edit/intent.js'
import type { Changed } from '../processes/living/change-kinds.js'
import type { AnswerOf } from './declaration.js'
import { ROUTE_LIST, type Routes } from './declarations.js'
import { API_SETTINGS } from './ports.js'
import { addressOf } from './route-caller.js'
import { STREAM_EVENTS } from './wire/event.js'

const MAIN = { scenario: 'main' }
const reason = { code: 'promotion', note: 'two for one' }
const JANUARY = { from: '2027-01-01', until: '2027-02-01' }
const set = (quantity: number, location: string[] = ['CL']) => ({
  kind: 'quantity' as const,
  op: 'set' as const,
  quantity,
  box: { location, ...JANUARY },
})
let keys = 0
const key = (): string => `test-key-${keys++}`

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

test('[AP1] every declared route is in the document, and every route of the document is declared', async () => {
  const document = (await world.client(null)('openapi', {})) as unknown as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; summary: string; responses: object }>>
  }
  const published = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  )
  expect(published.sort()).toEqual(ROUTE_LIST.map(([name, { method, path }]) => `${name} ${method} ${path}`).sort())
  expect(document.openapi).toBe('3.1.0')
})

test('[AP1] [AP23] the document says what every event of the stream holds', async () => {
  const { paths } = (await world.client(null)('openapi', {})) as unknown as {
    paths: Record<string, { get: { responses: { 200: { content: Record<string, { schema: { anyOf: object[] } }> } } } }>
  }
  const { schema } = paths['/api/v1/events']!.get.responses[200].content['text/event-stream']!
  const names = schema.anyOf.map((event) => (event as { properties: { event: { enum: string[] } } }).properties.event)
  expect(names.flatMap((name) => name.enum)).toEqual(Object.keys(STREAM_EVENTS))
})

test('[AP1] what is declared is served, and nothing else', async () => {
  for (const [, { method, path }] of ROUTE_LIST) {
    const address = addressOf(path, {
      scenario: 'main',
      position: 1,
      user: 'x',
      token: 'x',
      version: 'x',
      to: 'x',
      job: 'x',
    })
    const answer = await world.ask(null, method.toUpperCase(), address)
    if (answer.status === 404) expect(await answer.json()).not.toMatchObject({ code: 'api.not_found' })
    else await answer.body?.cancel()
  }
  const nowhere = await world.ask('executive', 'GET', '/api/v1/nowhere')
  expect(nowhere.status).toBe(404)
  expect(await nowhere.json()).toMatchObject({ code: 'api.not_found' })
  expect((await world.ask('executive', 'DELETE', '/api/v1/plans/main/query')).status).toBe(404)
}, 20_000)

test('[AP2] a refusal speaks the language of the browser, else of the company', async () => {
  const said = async (language?: string): Promise<string> =>
    (await refusalOf(world.client(null, language)('whoAmI', {}))).answer.message
  expect(await said('pt-BR,pt;q=0.9')).toBe('Ninguém entrou, ou a sessão terminou.')
  expect(await said('de, en;q=0.5')).toBe('Nobody is signed in, or the session is over.')
  expect(await said()).toBe('Nadie ha iniciado sesión, o la sesión terminó.')
})

test('[AP2] what is wrong in itself is told field by field', async () => {
  const body = { measures: ['consensus', 'secrets'], by: ['item'], from: '2027-02-31' }
  const { status, answer } = await refusalOf(world.client('demand')('query', { params: MAIN, body: body as never }))
  expect(status).toBe(422)
  expect(answer.code).toBe('api.invalid')
  expect(answer.issues!.map(({ at }) => at)).toEqual(['body.measures.1', 'body.from'])
  expect(answer.remedy).not.toBe('')
})

test('[AP2] a fault of ours says nothing of itself', async () => {
  const broken = openApiWorld({ versions: { ...world.ports.versions, list: async () => JSON.parse('{') } })
  const { status, answer } = await refusalOf(broken.client('executive')('versions', {}))
  expect(status).toBe(500)
  expect(Object.keys(answer).sort()).toEqual(['code', 'message', 'remedy', 'requestId'])
  broken.close()
})

test('[AP3] whoever is not allowed learns nothing, not even that their request is wrong', async () => {
  const answer = await world.ask('viewer', 'POST', '/api/v1/users', 'this is no JSON')
  expect(await answer.json()).toMatchObject({ code: 'access.not_allowed' })
  expect((await world.ask(null, 'POST', '/api/v1/users', 'this is no JSON')).status).toBe(401)
})

test('[AP5] a body that is too long is not read, whatever it says of its length', async () => {
  const small = openApiWorld({ settings: { ...API_SETTINGS, bodyBytes: 2 ** 20 } })
  const long = JSON.stringify({ intents: [], padding: 'x'.repeat(2 ** 20) })
  const answer = await small.ask('demand', 'POST', '/api/v1/plans/main/preview', long)
  expect(answer.status).toBe(413)
  let pulled = 0
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 2 ** 16
      controller.enqueue(new Uint8Array(2 ** 16))
    },
  })
  const headers = { authorization: `Bearer ${small.token('demand')}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit
  expect((await small.send(new Request(`${URL_OF_TESTS}/api/v1/plans/main/preview`, init))).status).toBe(413)
  expect(pulled).toBeLessThan(3 * 2 ** 20)
  expect((await small.ask('demand', 'POST', '/api/v1/plans/main/preview')).status).toBe(415)
  small.close()
})

test('[AP5] a caller who asks too often waits, and the others do not', async () => {
  const slow = openApiWorld({ settings: { ...API_SETTINGS, requestsPerSecond: 10, requestBurst: 5 } })
  const ask = (user: string) => slow.ask(user, 'GET', '/api/v1/plans/main/epoch')
  for (let at = 0; at < 5; at++) expect((await ask('demand')).status).toBe(200)
  const held = await ask('demand')
  expect(held.status).toBe(429)
  expect(held.headers.get('retry-after')).toBe('1')
  expect((await ask('chile')).status).toBe(200)
  slow.forward(200)
  expect((await ask('demand')).status).toBe(200)
  slow.close()
})

test('[AP47] a change is sent with questions, which are answered behind it; one that is refused does not undo it', async () => {
  const box = { location: ['CL'], from: '2027-01-01', until: '2027-02-01' }
  const asked = (measures: ('consensus' | 'grossMargin')[]) => ({ measures, by: ['country' as const], totals: false })
  const { entry, tables } = await world.client('demand')('commit', {
    params: MAIN,
    body: {
      key: 'with-questions',
      seen: 0,
      reason: { code: 'data' },
      intents: [{ kind: 'quantity', op: 'add', quantity: 7000, box }],
      tables: [asked(['consensus']), asked(['grossMargin'])],
    },
  })
  expect(tables).toHaveLength(2)
  expect(tables![0]).toEqual(await world.client('demand')('query', { params: MAIN, body: asked(['consensus']) }))
  expect(tables![0]!.epoch.numbers).toBe(entry.position)
  // Planners of demand do not see margins.
  expect(tables![1]).toBeNull()
  const undone = await world.client('demand')('undo', {
    params: { scenario: 'main', position: entry.position },
    body: { key: 'undone-with-questions', seen: entry.position, tables: [asked(['consensus'])] },
  })
  expect(undone.tables![0]!.epoch.numbers).toBe(undone.entry.position)
})

test('[AP7] pages of a table and of entries follow one another and end', async () => {
  const client = world.client('demand')
  const names: string[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const body = { measures: ['consensus' as const], by: ['item' as const, 'customer' as const], offset, limit: 2 }
    const page: AnswerOf<Routes['query']> = await client('query', { params: MAIN, body })
    names.push(...page.rows.map((row) => row.names.join()))
    offset = page.next
  }
  expect(new Set(names).size).toBe(6)
  for (let at = 1; at <= 5; at++)
    await client('commit', { params: MAIN, body: { key: key(), seen: at - 1, reason, intents: [set(at)] } })
  const positions: number[] = []
  let after: number | null = 0
  while (after !== null) {
    const page: AnswerOf<Routes['entries']> = await client('entries', { params: MAIN, query: { after, limit: 2 } })
    positions.push(...page.entries.map(({ position }) => position))
    after = page.next
  }
  expect(positions).toEqual([1, 2, 3, 4, 5])
})

test('[AP8] a change is previewed, made once under its key, and says what it moved', async () => {
  const client = world.client('chile')
  const preview = await client('preview', { params: MAIN, body: { intents: [set(1_000_000)] } })
  const year = { before: 750_000 + 773_000 + 796_000, after: 1_000_000 + 773_000 + 796_000 }
  expect(preview.moved).toEqual([{ measure: 'consensus', ...year, currency: '' }])
  const body = { key: key(), seen: 0, reason, intents: [set(1_000_000)] }
  const first = await client('commit', { params: MAIN, body })
  const again = await client('commit', { params: MAIN, body })
  expect(again.entry).toEqual(first.entry)
  expect(first.entry).toMatchObject({ position: 1, actor: 'chile', at: '2026-12-01T08:00:00.000Z', reason })
  expect(first.entry.intents[0]).toMatchObject({ box: { location: ['CL'], customer: [], ...JANUARY } })
  expect(await client('epoch', { params: MAIN })).toEqual({ scenario: 'main', numbers: 1, settled: 1 })
})

test('[AP8] somebody else’s later change is in the way, and shown to those who may read it', async () => {
  const first = { key: key(), seen: 0, reason, intents: [set(1000)] }
  await world.client('executive')('epoch', { params: MAIN })
  await world.client('demand')('commit', { params: MAIN, body: first })
  const second = { key: key(), seen: 0, reason, intents: [set(2000)] }
  const { status, answer } = await refusalOf(world.client('chile')('commit', { params: MAIN, body: second }))
  expect(status).toBe(409)
  expect(answer.conflict).toMatchObject({ position: 1, actor: 'demand', intents: [{ quantity: 1000 }] })
  await world.client('chile')('commit', { params: MAIN, body: { ...second, seen: 1 } })
  await world.client('demand')('commit', { params: MAIN, body: { key: key(), seen: 2, reason, intents: [set(9, [])] } })
  const hidden = { key: key(), seen: 2, reason, intents: [set(3000)] }
  const blind = (await refusalOf(world.client('chile')('commit', { params: MAIN, body: hidden }))).answer
  expect(blind.code).toBe('edit.hidden_conflict')
  expect(blind.conflict).toBeUndefined()
  expect(JSON.stringify(blind)).not.toContain('demand')
})

test('[AP9] an entry is taken back, and that is taken back', async () => {
  const client = world.client('chile')
  const total = async (): Promise<number> =>
    (await client('query', { params: MAIN, body: { measures: ['consensus'] } })).totals.consensus![0]!
  const before = await total()
  await client('commit', { params: MAIN, body: { key: key(), seen: 0, reason, intents: [set(1_000_000)] } })
  expect(await total()).toBe(1_000_000)
  await client('undo', { params: { ...MAIN, position: 1 }, body: { key: key(), seen: 1, reason } })
  expect(await total()).toBe(before)
  await client('undo', { params: { ...MAIN, position: 2 }, body: { key: key(), seen: 2, reason } })
  expect(await total()).toBe(1_000_000)
  const others = refusalOf(
    world.client('peru')('undo', { params: { ...MAIN, position: 1 }, body: { key: key(), seen: 3, reason } }),
  )
  expect((await others).status).toBe(404)
})

test('[AP20] records travel with dates, and come back as they were sent', async () => {
  const kept: Intent[] = []
  world.ports.plan.watch((changed) => kept.push(...(('entry' in changed && changed.entry?.intents) || [])))
  const commit = (user: string, ...intents: object[]) =>
    world.client(user)('commit', { params: MAIN, body: { key: key(), seen: 99, reason, intents: intents as never } })
  const master = { kind: 'master', from: null }
  const promotions = [
    {
      kind: 'record',
      op: 'insert',
      list: 'promotions',
      record: {
        id: 'winter',
        product: 'oat-bar',
        sellOutStart: '2027-01-04',
        sellOutEnd: '2027-01-17',
        buyInEnd: null,
      },
    },
    { ...master, list: 'promotions', key: { sellOutStart: '2027-01-04' }, field: 'sellOutEnd', op: 'add', value: 7 },
    { ...master, list: 'promotions', key: { id: 'winter' }, field: 'sellOutEnd', op: 'set', value: '2027-01-20' },
  ]
  const gone = { kind: 'record', op: 'remove', list: 'supplierCapacity', key: { month: '2027-02', product: null } }
  expect((await commit('demand', ...promotions)).entry.intents).toEqual(promotions)
  expect((await commit('supply', gone)).entry.intents).toEqual([gone])
  const monday = dayOf(2027, 1, 4)
  expect(kept).toMatchObject([
    { record: { sellOutStart: monday, sellOutEnd: monday + 13, buyInEnd: null } },
    { key: { sellOutStart: monday }, value: 7 },
    { value: monday + 16 },
    { key: { month: 2027 * 12 + 1, product: null } },
  ])
  for (const sellOutEnd of ['soon', '2027-02-30', 20_000]) {
    const wrong = { ...promotions[0], record: { id: 'x', sellOutEnd } }
    const { status, answer } = await refusalOf(commit('demand', wrong))
    expect([status, answer.issues!.map(({ at }) => at)]).toEqual([422, ['body.intents.0.sellOutEnd']])
  }
})

test('[AC6] [AC8] [AC10] records need the verb of their list and the whole company, and are seen like its changes', async () => {
  const insertion = (list: string) => ({
    params: MAIN,
    body: {
      key: key(),
      seen: 99,
      reason,
      intents: [{ kind: 'record' as const, op: 'insert' as const, list, record: {} }],
    },
  })
  const codes = async (user: string, list: string): Promise<string> =>
    (await refusalOf(world.client(user)('commit', insertion(list)))).answer.code
  expect(await codes('demand', 'prices')).toBe('access.not_allowed')
  expect(await codes('finance', 'promotions')).toBe('access.not_allowed')
  expect(await codes('supply', 'promotions')).toBe('access.not_allowed')
  expect(await codes('chile', 'promotions')).toBe('access.outside_scope')
  await world.client('finance')('commit', insertion('prices'))
  await world.client('demand')('commit', insertion('promotions'))
  const seen = async (user: string): Promise<number[]> =>
    (await world.client(user)('entries', { params: MAIN })).entries.map(({ position }) => position)
  expect(await seen('finance')).toEqual([1, 2])
  expect(await seen('demand')).toEqual([2])
  expect(await seen('chile')).toEqual([])
})

test('scenarios are opened, compared with the plan, merged and dropped', async () => {
  const chief = world.client('executive')
  const ana = world.client('demand')
  const opened = await ana('openScenario', { body: { name: 'What if' } })
  const params = { scenario: opened.id }
  await ana('commit', { params, body: { key: key(), seen: 0, reason, intents: [set(1_000_000)] } })
  const query = { measures: ['consensus' as const] }
  const beside = await ana('compare', { params, body: { query } })
  expect(beside.here.totals.consensus![0]! - beside.there.totals.consensus![0]!).toBe(250_000)
  expect((await chief('scenarios', {})).scenarios.map(({ name }) => name)).toEqual(['What if'])
  expect(await chief('mergeScenario', { params, body: {} })).toMatchObject({ merged: true })
  expect((await chief('scenarios', {})).scenarios).toEqual([])
  const second = await ana('openScenario', { body: { name: 'Another' } })
  await ana('dropScenario', { params: { scenario: second.id } })
  expect((await refusalOf(ana('epoch', { params: { scenario: second.id } }))).status).toBe(404)
})

test('problems come in the language of the caller, why and history for a cell', async () => {
  const { problems } = await world.client('demand', 'en')('problems', { params: MAIN })
  expect(problems[0]).toMatchObject({ rank: 1, kind: 'shortage', units: '12', value: '610', firstDay: '2027-01-08' })
  const cell = { params: MAIN, body: { measure: 'consensus' as const, ...JANUARY } }
  expect((await world.client('chile')('why', cell)).parts[0]!.value).toBe(750_000)
  expect((await world.client('chile')('history', cell)).changes).toEqual([])
})

test('[AP10] a table for other programs: one line a row and month, decimals, one epoch, with an entity tag', async () => {
  const address = '/api/v1/plans/main/table?measures=consensus,netSales&by=item&by=customer&location=CL&format=csv'
  const first = await world.ask('chile', 'GET', address)
  const text = await first.text()
  expect(text.split('\r\n').slice(0, 3)).toEqual([
    'item,customer,first_day,days,consensus,netSales',
    'oat-bar,mega-1,2027-01-01,31,100,300',
    'oat-bar,mega-1,2027-02-01,28,110,330',
  ])
  expect(first.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const tag = first.headers.get('etag')!
  const again = (user: string) =>
    world.send(
      new Request(URL_OF_TESTS + address, {
        headers: { authorization: `Bearer ${world.token(user)}`, 'if-none-match': tag },
      }),
    )
  expect((await again('chile')).status).toBe(304)
  expect((await again('demand')).status).toBe(200)
  const body = { key: key(), seen: 0, reason, intents: [set(1000)] }
  await world.client('chile')('commit', { params: MAIN, body })
  expect((await again('chile')).status).toBe(200)
  const json = await world.ask('chile', 'GET', address.replace('csv', 'json'))
  expect(((await json.json()) as object[])[0]).toMatchObject({ item: 'oat-bar', first_day: '2027-01-01' })
})

test('[AP10] planned anew, a table has another entity tag, also where nobody has changed anything', async () => {
  const memory = memoryLivingPlan()
  let tell = (_: Changed): void => undefined
  const watch: typeof memory.watch = (listener) => {
    tell = listener
    return memory.watch(listener)
  }
  const own = openApiWorld({ plan: new GuardedPlan({ ...memory, watch }) })
  const address = '/api/v1/plans/main/table?measures=consensus'
  const tag = async () => (await own.ask('chile', 'GET', address)).headers.get('etag')
  const before = await tag()
  expect(await tag()).toBe(before)
  tell({ kind: 'settled', epoch: await memory.epoch('main'), entry: null })
  expect(await tag()).toBe(before)
  tell({ kind: 'numbers', epoch: await memory.epoch('main'), entry: null })
  expect(await tag()).not.toBe(before)
  own.close()
})

test('[AP11] a live token opens live tables by address or password, and nothing else', async () => {
  const secret = world.token('chile', 'live')
  const address = '/api/v1/plans/main/table?measures=consensus'
  const ask = (path: string, headers: Record<string, string> = {}) =>
    world.send(new Request(URL_OF_TESTS + path, { headers }))
  expect((await ask(`${address}&token=${secret}`)).status).toBe(200)
  const basic = `Basic ${Buffer.from(`anybody:${secret}`).toString('base64')}`
  expect((await ask(address, { authorization: basic })).status).toBe(200)
  const unknown = await ask(address)
  expect(unknown.status).toBe(401)
  expect(unknown.headers.get('www-authenticate')).toContain('Basic')
  for (const path of ['/api/v1/session', '/api/v1/plans/main/entries', '/api/v1/tokens'])
    expect(await (await ask(path, { authorization: `Bearer ${secret}` })).json()).toMatchObject({
      code: 'api.live_token',
    })
  expect((await ask(`/api/v1/session?token=${world.token('chile')}`)).status).toBe(401)
})
