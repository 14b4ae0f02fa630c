import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, PEOPLE, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { ROUTE_LIST, ROUTES, type RouteName } from './declarations.js'
import { addressOf } from './route-caller.js'

/**
 * Who gets past the door of each route, written by hand beside the declarations and not from them. A route that is not
 * here fails the test.
 */
const READERS = ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive', 'partner', 'administrator']
const EVERYBODY = ['nobody', ...READERS]
const ADMINISTRATOR = ['administrator']
const PLANNERS = ['demand', 'chile', 'peru', 'supply', 'finance', 'executive']
const MONEY = ['finance', 'executive']
const DOOR: Record<RouteName, readonly string[]> = {
  waysIn: EVERYBODY,
  signIn: EVERYBODY,
  whoAmI: READERS,
  signOut: READERS,
  changePassword: READERS,
  toIdentityProvider: EVERYBODY,
  fromIdentityProvider: EVERYBODY,
  listTokens: READERS,
  makeToken: READERS,
  revokeToken: READERS,
  listUsers: ADMINISTRATOR,
  addUser: ADMINISTRATOR,
  findUser: ADMINISTRATOR,
  grantUser: ADMINISTRATOR,
  resetPassword: ADMINISTRATOR,
  endSessions: ADMINISTRATOR,
  removeUser: ADMINISTRATOR,
  readAudit: ADMINISTRATOR,
  epoch: READERS,
  settled: READERS,
  query: READERS,
  table: READERS,
  exportTable: READERS,
  nodes: READERS,
  tree: READERS,
  search: READERS,
  preview: ['demand', 'chile'],
  commit: ['demand', 'chile'],
  undo: ['demand', 'chile'],
  entries: READERS,
  nextSteps: READERS,
  position: READERS,
  staleProposals: READERS,
  entry: READERS,
  comments: READERS,
  reasons: READERS,
  addComment: ['demand', 'chile', 'supply', 'finance', 'executive', 'partner'],
  demandRange: READERS,
  records: ['finance'],
  why: READERS,
  history: READERS,
  problems: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive'],
  scenarios: READERS,
  openScenario: PLANNERS,
  dropScenario: PLANNERS,
  mergeScenario: ['executive'],
  freeze: ['executive'],
  followLive: ADMINISTRATOR,
  compare: READERS,
  versions: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive'],
  report: MONEY,
  bridge: MONEY,
  queryVersion: MONEY,
  whyVersion: MONEY,
  exceptions: ['viewer', 'demand', 'supply', 'finance', 'executive'],
  accuracy: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive', 'partner'],
  corrections: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive', 'partner'],
  correctionsFile: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive', 'partner'],
  signVersion: ['executive'],
  events: READERS,
  health: EVERYBODY,
  ready: EVERYBODY,
  metrics: ADMINISTRATOR,
  openapi: EVERYBODY,
  previewUndo: ['demand', 'chile'],
  undoAsJob: ['demand', 'chile'],
  planAsJob: ADMINISTRATOR,
  rollAsJob: ADMINISTRATOR,
  jobs: READERS,
  job: READERS,
  cancelJob: READERS,
  proveAsJob: MONEY,
  bridgeAsJob: MONEY,
  proof: ['viewer', 'demand', 'chile', 'peru', 'supply', 'finance', 'executive'],
  company: READERS,
  views: READERS,
  saveView: READERS,
  removeView: READERS,
  preferences: READERS,
  savePreferences: READERS,
  sayPresent: READERS,
  sayGone: READERS,
  dataTables: ['viewer', 'demand', 'supply', 'finance', 'executive', 'administrator'],
  dataLoads: ['viewer', 'demand', 'supply', 'finance', 'executive', 'administrator'],
  badRows: ADMINISTRATOR,
  badRowsFile: ADMINISTRATOR,
  postEvents: ADMINISTRATOR,
  factEvents: ['finance', 'executive'],
  uploadFile: ADMINISTRATOR,
  uploads: ADMINISTRATOR,
  upload: ADMINISTRATOR,
  confirmUpload: ADMINISTRATOR,
  discardUpload: ADMINISTRATOR,
}

const box = { location: ['CL'], from: '2027-01-01', until: '2027-02-01' }
const reason = { code: 'data' }
const change = { kind: 'quantity', op: 'set', quantity: 1000, box }
const grant = { roles: ['viewer'], scopes: [] }
const BODY: Partial<Record<RouteName, unknown>> = {
  signIn: { user: 'demand', password: 'wrong' },
  changePassword: { old: 'wrong', password: 'wrong' },
  makeToken: { name: 'x', kind: 'live', days: 1 },
  addUser: { id: 'x', name: 'x', grant },
  grantUser: grant,
  resetPassword: { password: 'x' },
  query: { measures: ['closing'] },
  exportTable: { query: { measures: ['closing'] }, format: 'csv' },
  preview: { intents: [change] },
  commit: { key: 'the-same-key', seen: 99, reason, intents: [change] },
  undo: { key: 'another-key', seen: 99, reason },
  undoAsJob: { key: 'fourth-key', seen: 99, reason },
  planAsJob: {},
  confirmUpload: {},
  proveAsJob: {},
  bridgeAsJob: {},
  sayPresent: {},
  saveView: { screen: 'grid' },
  savePreferences: {},
  rollAsJob: { to: '2027-01-11' },
  addComment: { key: 'third-key-1', comment: { box, text: 'x' } },
  why: { measure: 'closing', from: '2027-01-01', until: '2027-02-01' },
  queryVersion: { measures: ['closing'] },
  whyVersion: { measure: 'closing', from: '2027-01-01', until: '2027-02-01' },
  history: { measure: 'closing', from: '2027-01-01', until: '2027-02-01' },
  records: { list: 'prices' },
  openScenario: { name: 'x' },
  mergeScenario: {},
  compare: { query: { measures: ['closing'] } },
  signVersion: { reason: 'x' },
}
const PARAMS = {
  scenario: 'main',
  position: 1,
  user: 'nobody-at-all',
  token: 'none',
  version: '0001',
  to: '0002',
  job: 'none',
  name: 'sales.csv',
  upload: 'none',
}
const QUERY: Partial<Record<RouteName, Record<string, string>>> = {
  table: { measures: 'closing' },
  nodes: { tree: 'product', end: 'oat-bar' },
  tree: { tree: 'product' },
}

let world: ApiWorld
beforeAll(() => {
  world = openApiWorld()
})
afterAll(() => world.close())

const call = async (who: string, name: RouteName): Promise<{ status: number; code: string }> => {
  const { method, path } = ROUTES[name]
  const address = addressOf(path, PARAMS, QUERY[name])
  const response = await world.ask(who === 'nobody' ? null : who, method.toUpperCase(), address, BODY[name])
  const { status } = response
  if (status < 400) {
    await response.body?.cancel()
    return { status, code: '' }
  }
  return { status, code: ((await response.json()) as { code: string }).code }
}

const UNDOS: readonly RouteName[] = ['undo', 'previewUndo', 'undoAsJob']
const DOOR_CODES = ['access.sign_in', 'access.not_allowed', 'access.process', 'access.whole_company', 'access.no_node']

test.each(ROUTE_LIST.map(([name]) => name))('[AP3] %s is for those it is for', async (name) => {
  expect(DOOR[name], 'a route that nobody thought about').toBeDefined()
  const isUndo = UNDOS.includes(name)
  if (isUndo) await world.ask('demand', 'POST', '/api/v1/plans/main/entries', BODY.commit)
  const inside: string[] = []
  for (const who of ['nobody', ...Object.keys(PEOPLE)]) {
    const { status, code } = await call(who, name)
    if (who === 'nobody' && !DOOR[name].includes('nobody')) expect([status, code]).toEqual([401, 'access.sign_in'])
    // An entry of one's own is taken back by its writer; for the others here it is somebody else's.
    if (isUndo && who === 'chile') expect(code).toBe('access.not_allowed')
    if (!DOOR_CODES.includes(code) || (isUndo && who === 'chile')) inside.push(who)
  }
  const hidden = isUndo ? ['peru', 'partner'] : []
  expect(inside.filter((who) => !hidden.includes(who))).toEqual(DOOR[name])
})

test('[AP4] what is of the whole company is not for a part of it', async () => {
  for (const name of ['report', 'bridge', 'exceptions', 'queryVersion', 'whyVersion'] as const)
    expect((await call('chile', name)).code).toMatch(/access\.(whole_company|process)/)
  expect((await call('viewer', 'report')).code).toMatch(/access\.(whole_company|process)/)
})

test('[AP2] other people’s scenarios, entries, tokens and nodes are answered like what does not exist', async () => {
  const opened = await world.client('demand')('openScenario', { body: { name: 'Secret plan' } })
  const own = world.token('demand')
  const token = world.accounts.tokens.list('demand')[0]!
  expect(own).toBeDefined()
  const hidden = { ...change, box: { ...box, location: ['PE'] } }
  const body = { key: 'peru-key-1', seen: 99, reason, intents: [hidden] }
  const { entry } = await world.client('peru')('commit', { params: { scenario: 'main' }, body: body as never })
  const pairs: [method: string, theirs: string, nothing: string, body?: unknown][] = [
    ['GET', `/api/v1/plans/${opened.id}/epoch`, '/api/v1/plans/none/epoch'],
    ['GET', `/api/v1/plans/${opened.id}/entries`, '/api/v1/plans/none/entries'],
    ['POST', `/api/v1/plans/${opened.id}/query`, '/api/v1/plans/none/query', BODY.query],
    ['GET', `/api/v1/plans/${opened.id}/table?measures=closing`, '/api/v1/plans/none/table?measures=closing'],
    ['GET', `/api/v1/plans/main/entries/${entry.position}`, '/api/v1/plans/main/entries/999'],
    ['DELETE', `/api/v1/tokens/${token.id}`, '/api/v1/tokens/token-none'],
  ]
  for (const [method, theirs, nothing, sent] of pairs) {
    const [a, b] = [await world.ask('partner', method, theirs, sent), await world.ask('partner', method, nothing, sent)]
    expect([theirs, a.status]).toEqual([theirs, 404])
    expect(b.status).toBe(404)
    const [told, other] = [(await a.json()) as { code: string }, (await b.json()) as { code: string }]
    expect(told.code).toBe(other.code)
    expect(Object.keys(told)).toEqual(Object.keys(other))
  }
  const ask = async (location: string[]) => {
    const sent = { measures: ['consensus'], scope: { location } }
    const response = await world.ask('chile', 'POST', '/api/v1/plans/main/query', sent)
    const { requestId: _, ...told } = (await response.json()) as { requestId: string }
    return [response.status, told]
  }
  expect(await ask(['PE'])).toEqual(await ask(['Atlantis']))
  expect(await ask(['PE', 'lima'])).toEqual(await ask(['Atlantis', 'port']))
})

test('ids that are more than ids are only ids', async () => {
  const evil = ["x' OR 1=1 --", '../../etc/passwd', '%00', '<script>', '__proto__', 'constructor', 'x'.repeat(201)]
  for (const id of evil) {
    const user = await world.ask('administrator', 'GET', `/api/v1/users/${encodeURIComponent(id)}`)
    expect([404, 422]).toContain(user.status)
    const plan = await world.ask('demand', 'GET', `/api/v1/plans/${encodeURIComponent(id)}/epoch`)
    expect([404, 422]).toContain(plan.status)
    const body = { measures: ['consensus'], scope: { product: [id] } }
    expect([200, 404, 422]).toContain((await world.ask('chile', 'POST', '/api/v1/plans/main/query', body)).status)
  }
  const polluting = '{"measures":["consensus"],"__proto__":{"admin":true},"scope":{"__proto__":{"x":1}}}'
  expect((await world.ask('demand', 'POST', '/api/v1/plans/main/query', polluting)).status).toBe(200)
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

const PASSWORD = 'correct horse battery'
const browser = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  world.send(
    new Request(URL_OF_TESTS + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]!.split(';')[0]!
const signIn = (headers: Record<string, string> = {}, password = PASSWORD) =>
  browser('POST', '/api/v1/session', { origin: URL_OF_TESTS, ...headers }, { user: 'finance', password })

beforeEach(async () => {
  await world.accounts.resetPassword('finance', PASSWORD, { actor: 'boss', origin: 'test' }, false)
})

test('[AP6] a session is a cookie that scripts and other sites do not have', async () => {
  const entered = await signIn()
  expect(entered.headers.getSetCookie()[0]).toMatch(/^rumbo=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const cookie = cookieOf(entered)
  expect((await browser('GET', '/api/v1/session', { cookie })).status).toBe(200)
  const settings = { ...world.ports.settings, publicUrl: 'https://plan.andina.cl' }
  const secure = openApiWorld({ accounts: world.accounts, settings })
  const request = new Request(`${URL_OF_TESTS}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://plan.andina.cl' },
    body: JSON.stringify({ user: 'finance', password: PASSWORD }),
  })
  const answer = await secure.send(request)
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-rumbo=.*; HttpOnly; SameSite=Lax; Secure$/)
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000')
})

test('[AP6] with a cookie, what changes something comes from a page of ours', async () => {
  const cookie = cookieOf(await signIn())
  const make = (headers: Record<string, string>) =>
    browser('POST', '/api/v1/tokens', { cookie, ...headers }, BODY.makeToken)
  expect((await make({ origin: 'http://evil.test' })).status).toBe(403)
  expect((await make({ origin: 'null' })).status).toBe(403)
  expect((await make({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await make({})).status).toBe(403)
  expect((await make({ origin: URL_OF_TESTS })).status).toBe(201)
  expect((await signIn({ origin: 'http://evil.test' })).status).toBe(403)
  const form = await world.send(
    new Request(`${URL_OF_TESTS}/api/v1/tokens`, {
      method: 'POST',
      headers: { cookie, origin: URL_OF_TESTS, 'content-type': 'text/plain' },
      body: JSON.stringify(BODY.makeToken),
    }),
  )
  expect(form.status).toBe(415)
})

test('[AC17] a session planted in a browser is not the one that is signed in', async () => {
  const planted = cookieOf(await signIn())
  const entered = await signIn({ cookie: planted })
  expect(cookieOf(entered)).not.toBe(planted)
  expect((await browser('GET', '/api/v1/session', { cookie: planted })).status).toBe(401)
  const made = await signIn({ cookie: 'rumbo=chosen-by-an-attacker' })
  expect(cookieOf(made)).not.toContain('chosen')
  const out = await browser('DELETE', '/api/v1/session', { cookie: cookieOf(made), origin: URL_OF_TESTS })
  expect(out.status).toBe(204)
  expect((await browser('GET', '/api/v1/session', { cookie: cookieOf(made) })).status).toBe(401)
})

test('[AC20] with a password that is good once nothing is allowed but to choose another', async () => {
  await world.accounts.resetPassword('finance', 'made by the boss', { actor: 'boss', origin: 'test' }, true)
  const cookie = cookieOf(await signIn({}, 'made by the boss'))
  expect(await (await browser('GET', '/api/v1/session', { cookie })).json()).toMatchObject({ mustChangePassword: true })
  const epoch = () => browser('GET', '/api/v1/plans/main/epoch', { cookie })
  expect(await (await epoch()).json()).toMatchObject({ code: 'access.must_change_password' })
  const change = { old: 'made by the boss', password: PASSWORD }
  const done = await browser('PUT', '/api/v1/session/password', { cookie, origin: URL_OF_TESTS }, change)
  expect(done.status).toBe(204)
  expect((await epoch()).status).toBe(200)
})

test('[AC18] a token is over when it expires, is revoked or its owner goes', async () => {
  const fresh = openApiWorld()
  const ask = (secret: string) =>
    fresh.send(new Request(`${URL_OF_TESTS}/api/v1/session`, { headers: { authorization: `Bearer ${secret}` } }))
  const [short, long] = [fresh.token('viewer', 'api', 1), fresh.token('viewer', 'api', 100)]
  fresh.forward(24 * 3600_000)
  expect((await ask(short)).status).toBe(401)
  expect((await ask(long)).status).toBe(200)
  fresh.accounts.removeUser('viewer', { actor: 'boss', origin: 'test' })
  expect((await ask(long)).status).toBe(401)
  fresh.close()
})

test('[AC21] what an administrator does over the API is in the audit, with from where', async () => {
  const boss = world.client('administrator')
  const from = (await boss('readAudit', { query: { limit: 1000 } })).records.at(-1)!.position
  await boss('addUser', {
    body: { id: 'new', name: 'New', grant: { roles: ['viewer'], scopes: [] }, password: PASSWORD },
  })
  await boss('grantUser', { params: { user: 'new' }, body: { roles: ['demand'], scopes: [{}] } })
  await boss('endSessions', { params: { user: 'new' } })
  await boss('removeUser', { params: { user: 'new' } })
  const { records } = await boss('readAudit', { query: { after: from, limit: 10 } })
  expect(records.map(({ kind, actor }) => `${kind} by ${actor}`)).toEqual([
    'user added by administrator',
    'password changed by administrator',
    'grant changed by administrator',
    'sessions ended by administrator',
    'user removed by administrator',
  ])
  expect(records.every(({ origin }) => origin === 'unknown')).toBe(true)
})

test('[AP6] every answer, refused or not, says what browsers and caches may not do with it', async () => {
  for (const response of [await world.ask(null, 'GET', '/health'), await world.ask(null, 'GET', '/api/v1/users')]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
})
