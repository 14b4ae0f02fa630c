import { afterAll, beforeAll, expect, test } from 'vitest'
import { measurement } from '../../tests/support/accuracy-world.js'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import { buildAccuracy } from '../processes/accuracy/accuracy-report.js'

const MEASURED = [
  measurement([
    { row: 0, actual: 10_000, statistical: 12_000 },
    { row: 1, actual: 5000, statistical: 9000 },
    { row: 2, actual: 20_000, statistical: 17_000 },
  ]),
]

let world: ApiWorld
beforeAll(() => {
  const empty = openApiWorld()
  const versions = {
    ...empty.ports.versions,
    accuracy: async (...[query, viewer]: Parameters<typeof empty.ports.versions.accuracy>) =>
      buildAccuracy(MEASURED, query, viewer),
  }
  empty.close()
  world = openApiWorld({ versions })
})
afterAll(() => world.close())

const ask = (who: string, query: object = {}) => world.client(who)('accuracy', { query: query as never })

test('[AP27] [AK11] everybody is told of their part, and money where they see margins', async () => {
  const told = async (who: string) => {
    const { total, cycles } = await ask(who)
    const { actual, error, overCost, underCost } = total.layers[3]!
    return [actual, error, overCost, underCost, cycles[0]!.unknown]
  }
  expect(await told('finance')).toEqual([35_000, 9000, 600, 3000, 3])
  expect(await told('viewer')).toEqual([35_000, 9000, null, null, 3])
  expect(await told('chile')).toEqual([15_000, 6000, null, null, null])
  expect(await told('peru')).toEqual([20_000, 3000, null, null, null])
  expect(await told('partner')).toEqual([10_000, 2000, null, null, null])
})

test('[AP27] by what is asked for', async () => {
  const { rows, by } = await ask('finance', { by: 'class,country' })
  expect(by).toEqual(['class', 'country'])
  expect(rows.map(({ names }) => names)).toEqual([
    ['lumpy', 'CL'],
    ['smooth', 'CL'],
    ['smooth', 'PE'],
  ])
  const wrong = await refusalOf(ask('finance', { by: 'colour' }))
  expect([wrong.status, wrong.answer.code]).toEqual([422, 'api.invalid'])
})

test('[AK11] a supplier sees no demand, and nothing of how well it was foreseen', async () => {
  const grant = { roles: ['partner' as const], scopes: [{ supplier: 'farm' }], measures: null, processes: null }
  world.accounts.users.add(
    { id: 'farm', name: 'farm', email: 'farm@andina.cl', language: null, grant },
    { actor: 'boss', origin: 'test' },
  )
  const { status, answer } = await refusalOf(ask('farm'))
  expect([status, answer.code]).toEqual([403, 'access.measure'])
})
