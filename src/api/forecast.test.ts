import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'

let world: ApiWorld
beforeAll(() => {
  world = openApiWorld()
})
afterAll(() => world.close())

const MAIN = { scenario: 'main' }
const records = (who: string, body: object) => world.client(who)('records', { params: MAIN, body: body as never })

test('[AP70] records with dates as dates, for those who may change the list and see the whole company', async () => {
  const answer = await records('finance', { list: 'prices', key: { product: 'oat-bar' } })
  expect(answer).toEqual({
    records: [{ product: 'oat-bar', list: 'prices', validFrom: '2027-01-04' }],
    count: 1,
    choices: { product: ['oat-bar'] },
  })
  await records('supply', { list: 'lanes' })
  for (const [who, list, code] of [
    ['supply', 'prices', 'access.not_allowed'],
    ['demand', 'lanes', 'access.not_allowed'],
    ['viewer', 'promotions', 'access.not_allowed'],
    ['peru', 'promotions', 'access.outside_scope'],
  ] as const) {
    const { status, answer: refused } = await refusalOf(records(who, { list }))
    expect([who, status, refused.code]).toEqual([who, 403, code])
  }
})

test('[AP70] a list that is none, a day that is none and a scenario that is not there are refused', async () => {
  expect((await refusalOf(records('finance', { list: 'settings' }))).status).toBe(422)
  const wrong = await refusalOf(records('finance', { list: 'prices', key: { validFrom: 'soon' } }))
  expect([wrong.status, wrong.answer.code]).toEqual([422, 'edit.bad_value'])
  const gone = await refusalOf(
    world.client('finance')('records', { params: { scenario: 'scenario-9' }, body: { list: 'prices' } }),
  )
  expect([gone.status, gone.answer.code]).toEqual([404, 'access.no_scenario'])
})

test('[AP71] the range of a part, days as dates; nothing of it where nothing of the part is one’s own', async () => {
  const { range } = await world.client('viewer')('demandRange', { params: MAIN, query: { location: ['PE'] } })
  expect(range).toMatchObject({ rows: 2, measuredDays: 91 })
  expect(range!.points[0]).toMatchObject({ until: '2027-02-01', days: 31, apart: { low: 8000, high: 12_000 } })
  const other = await refusalOf(world.client('peru')('demandRange', { params: MAIN, query: { location: ['CL'] } }))
  expect([other.status, other.answer.code]).toEqual([404, 'access.no_node'])
})
