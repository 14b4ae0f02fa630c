import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'

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
