import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import { MEMORY_MONTHS, memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { GuardedPlan } from '../access/guarded-plan.js'
import type { Box } from '../core/edit/box.js'
import type { Query, Table } from '../processes/living/living-plan.js'

const MAIN = { scenario: 'main' }
const JANUARY = { from: '2027-01-01', until: '2027-02-01' }
const SET = { kind: 'quantity' as const, op: 'set' as const, quantity: 1000, box: { location: ['CL'], ...JANUARY } }
let keys = 0
const key = (): string => `test-key-${keys++}`

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

const about = (text: string, more: { answers?: number; resolves?: boolean; product?: string[] } = {}) => {
  const { product = [], ...rest } = more
  return {
    params: MAIN,
    body: { key: key(), comment: { box: { product, location: ['CL'], ...JANUARY }, text, ...rest } },
  }
}

test('[ED93] [AP19] comments are said about a part of the plan, answered, and read by those who see it', async () => {
  const first = await world.client('chile')('addComment', about('Is this the promotion?'))
  await world.client('chile')('addComment', about('And this?'))
  await world.client('demand')('addComment', about('It is.', { answers: first.position }))
  const read = async (user: string) => (await world.client(user)('comments', { params: MAIN })).entries
  expect((await read('chile')).map(({ comment, thread }) => [comment!.text, thread])).toEqual([
    ['Is this the promotion?', 1],
    ['And this?', 2],
    ['It is.', 1],
  ])
  expect(await read('peru')).toEqual([])
  expect((await refusalOf(world.client('demand')('addComment', about('?', { answers: 77 })))).status).toBe(404)
})

test('[AP19] threads are asked for by the part of the plan they begin in, open or settled, in pages', async () => {
  const ana = world.client('demand')
  const bars = await ana('addComment', about('Bars?', { product: ['snacks', 'bars'] }))
  await ana('addComment', about('Water?', { product: ['drinks'] }))
  await ana('addComment', about('An answer about more.', { answers: bars.position }))
  const read = async (query: object): Promise<unknown[]> =>
    (await ana('comments', { params: MAIN, query })).entries.map(({ position }) => position)
  expect(await read({})).toEqual([1, 2, 3])
  expect(await read({ product: ['snacks', 'bars', 'oat-bar'] })).toEqual([1, 3])
  expect(await read({ product: 'drinks' })).toEqual([2])
  expect(await read({ location: 'PE' })).toEqual([])
  expect(await read({ from: '2027-01-31', until: '2027-02-15' })).toEqual([1, 2, 3])
  expect(await read({ from: '2027-02-01' })).toEqual([])
  expect(await read({ until: '2027-01-01' })).toEqual([])
  const settled = await ana('addComment', about('', { answers: 3, resolves: true }))
  expect(await read({ state: 'resolved' })).toEqual([1, 3, settled.position])
  expect(await read({ state: 'open' })).toEqual([2])
  await ana('addComment', about('Not yet.', { answers: 1, resolves: false }))
  expect(await read({ state: 'open' })).toEqual([1, 2, 3, 4, 5])
  const page = await ana('comments', { params: MAIN, query: { limit: 2 } })
  expect([page.entries.map(({ thread, resolved }) => [thread, resolved]), page.next]).toEqual([
    [
      [1, false],
      [2, false],
    ],
    2,
  ])
  expect(await read({ after: 4 })).toEqual([5])
  for (const wrong of [about(''), about('', { resolves: true })])
    expect((await refusalOf(ana('addComment', wrong))).answer.code).toBe('api.invalid')
})

test('[ED90] [ED92] reasons are offered in the language of the caller; one that says nothing needs words', async () => {
  const { reasons } = await world.client('demand', 'pt')('reasons', {})
  expect(reasons[0]).toEqual({ code: 'promotion', label: 'Promoção', needsNote: false })
  expect(reasons.at(-1)).toMatchObject({ code: 'other', needsNote: true })
  const commit = (given?: { code: string; note?: string }) =>
    world.client('chile')('commit', {
      params: MAIN,
      body: { key: key(), seen: 99, intents: [SET], ...(given === undefined ? {} : { reason: given }) },
    })
  expect((await refusalOf(commit({ code: 'whim' }))).answer.code).toBe('edit.unknown_reason')
  expect((await refusalOf(commit({ code: 'other' }))).answer.code).toBe('edit.reason_note')
  expect((await commit({ code: 'other', note: 'A test.' })).entry.reason).toEqual({ code: 'other', note: 'A test.' })
  expect((await commit()).entry.reason).toEqual({ code: 'none', note: '' })
})

test('[AP45] a table asked for marks and for what was sold tells of them, with the open threads that the caller may read', async () => {
  const memory = memoryLivingPlan()
  const asked: { query: Query; threads: readonly Box[] }[] = []
  const plan = new GuardedPlan({
    ...memory,
    async query(query, viewer, threads = []) {
      asked.push({ query, threads })
      const table = (await memory.query({ ...query, measures: ['consensus'] }, viewer)) as Table
      const [first, ...others] = table.rows
      const sold = { from: MEMORY_MONTHS[0]!, until: MEMORY_MONTHS[1]!, nowhere: { actual: [0, 5, 0] } }
      return { ...table, rows: [{ ...first!, locked: [0, 1, 2], comments: [1, 0, 0] }, ...others], sold }
    },
  })
  const own = openApiWorld({ plan })
  const ana = own.client('demand')
  const first = await ana('addComment', about('Why?'))
  await ana('addComment', about('Bars?', { product: ['snacks', 'bars'] }))
  await ana('addComment', about('', { answers: first.position, resolves: true }))
  const body = {
    measures: ['consensus' as const, 'actual' as const],
    by: ['item' as const],
    marks: true,
    totals: false,
  }
  const table = await ana('query', { params: MAIN, body })
  expect(table.rows[0]).toMatchObject({ locked: [0, 1, 2], comments: [1, 0, 0] })
  expect(table.rows[0]).not.toHaveProperty('edited')
  expect(table.sold).toEqual({ from: '2027-01-01', until: '2027-02-01', nowhere: { actual: [0, 5, 0] } })
  await own.client('peru')('query', { params: MAIN, body })
  await ana('query', { params: MAIN, body: { ...body, at: 2 } })
  await ana('query', { params: MAIN, body: { ...body, marks: false } })
  const told = asked.map(({ query, threads }) => [
    query.totals,
    query.marks,
    threads.map(({ product }) => product.at(-1)),
  ])
  expect(told).toEqual([
    [false, true, ['bars']],
    [false, true, []],
    [false, true, [undefined, 'bars']],
    [false, false, []],
  ])
  own.close()
})

test('[AP72] whoever is named finds it among what they may read; one’s own words name nobody', async () => {
  const named = async (user: string): Promise<unknown[]> =>
    (await world.client(user)('comments', { params: MAIN, query: { names: 'me' } })).entries.map(
      ({ comment }) => comment!.text,
    )
  await world.client('demand')('addComment', about('@chile, @peru and @demand: is this right?'))
  await world.client('demand')('addComment', about('write to chile@andina.cl'))
  expect(await named('chile')).toEqual(['@chile, @peru and @demand: is this right?'])
  expect(await named('peru')).toEqual([])
  expect(await named('demand')).toEqual([])
  expect(await named('finance')).toEqual([])
})

test('[AP72] readers of a part are those who see all of it, and a part of somebody else’s has none to tell', async () => {
  const readers = async (user: string, query: object): Promise<string[]> =>
    (await world.client(user)('readers', { params: MAIN, query })).people.map(({ user: id }) => id)
  const chile = await readers('demand', { location: 'CL' })
  expect(chile).toContain('chile')
  for (const other of ['peru', 'partner', 'demand']) expect(chile).not.toContain(other)
  expect(await readers('demand', {})).not.toContain('chile')
  expect((await refusalOf(world.client('chile')('readers', { params: MAIN, query: {} }))).answer.code).toBe(
    'access.outside_scope',
  )
  expect((await refusalOf(world.client('chile')('readers', { params: MAIN, query: { location: 'PE' } }))).status).toBe(
    404,
  )
  const { id } = await world.client('demand')('openScenario', { body: { name: 'What if' } })
  const open = await world.client('demand')('readers', { params: { scenario: id }, query: {} })
  expect(open.people.map(({ user }) => user)).not.toContain('viewer')
})

test('[AP72] a partner hears of those who said something that they read, and of no others', async () => {
  const people = async (user: string): Promise<string[]> =>
    (await world.client(user)('people', {})).people.map(({ user: id }) => id)
  expect(await people('partner')).toEqual(['partner'])
  expect(await people('viewer')).toContain('partner')
  const theirs = { customer: ['CL', 'retail', 'mega'], ...JANUARY }
  await world.client('demand')('addComment', {
    params: MAIN,
    body: { key: key(), comment: { box: theirs, text: 'Hello' } },
  })
  expect(await people('partner')).toEqual(['demand', 'partner'])
})
