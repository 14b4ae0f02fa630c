import { tableFromIPC } from '@uwdata/flechette'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import { CORRECTED_DAY, keptCorrections } from '../../tests/support/corrections-world.js'
import { buildCorrections } from '../processes/corrections/corrections-report.js'
import { streamParquet } from '../store/export/parquet-stream.js'

let world: ApiWorld
beforeAll(() => {
  const empty = openApiWorld()
  const version = { id: '0001-cycle', planDay: CORRECTED_DAY }
  const versions = {
    ...empty.ports.versions,
    corrections: async (...[, query, viewer]: Parameters<typeof empty.ports.versions.corrections>) =>
      buildCorrections(keptCorrections(), version, query, viewer),
  }
  empty.close()
  world = openApiWorld({ versions, writeParquet: streamParquet })
})
afterAll(() => world.close())

const ask = (who: string, query: object = {}) => world.client(who)('corrections', { query: query as never })

test('[HC3] everybody is told of their part: sums, lines and files, and overrides where they see the whole company', async () => {
  const told = async (who: string) => {
    const { total, count, corrections, overrides } = await ask(who)
    const customers = [...new Set(corrections.map(({ customer }) => customer))].sort()
    return [total.count, total.takenOff, count, customers, overrides?.length ?? null]
  }
  expect(await told('viewer')).toEqual([4, 900_000, 5, ['mega', 'mini', 'plaza'], 1])
  expect(await told('chile')).toEqual([3, 900_000, 3, ['mega', 'mini'], null])
  expect(await told('peru')).toEqual([1, 0, 2, ['plaza'], null])
  expect(await told('partner')).toEqual([2, 800_000, 2, ['mega'], null])
  const whole = await (await world.ask('partner', 'GET', '/api/v1/corrections')).text()
  const file = await (await world.ask('partner', 'GET', '/api/v1/corrections/file')).text()
  for (const hidden of ['mini', 'plaza', 'lima', 'nut', 'tender', 'PE'])
    expect([whole.includes(hidden), file.includes(hidden)]).toEqual([false, false])
})

test('[HC3] a supplier sees no demand, and nothing of what was corrected in it', async () => {
  const grant = { roles: ['partner' as const], scopes: [{ supplier: 'farm' }], measures: null, processes: null }
  world.accounts.users.add(
    { id: 'farm', name: 'farm', email: 'farm@andina.cl', language: null, grant },
    { actor: 'boss', origin: 'test' },
  )
  for (const route of ['corrections', 'correctionsFile'] as const) {
    const { status, answer } = await refusalOf(world.client('farm')(route, { query: {} }))
    expect([status, answer.code]).toEqual([403, 'access.measure'])
  }
})

test('[AP28] [HC2] in pages, by part, reason and days', async () => {
  const first = await ask('viewer', { limit: 2 })
  expect([first.corrections.length, first.next]).toEqual([2, 2])
  const last = await ask('viewer', { after: 4, limit: 2 })
  expect([last.corrections.map(({ item }) => item), last.next]).toEqual([['oat'], null])
  const { corrections } = await ask('viewer', { customer: 'CL', reason: 'outlier', until: '2026-09-07' })
  expect(corrections).toEqual([
    {
      category: 'food',
      family: 'bars',
      item: 'oat',
      country: 'CL',
      location: 'santiago',
      customer: 'mega',
      week: '2026-08-31',
      before: 900_000,
      after: 100_000,
      reason: 'outlier',
      overridden: false,
    },
  ])
  const wrong = await refusalOf(ask('viewer', { reason: 'mood' }))
  expect([wrong.status, wrong.answer.code]).toEqual([422, 'api.invalid'])
})

test('[AP28] [HC4] all of them as CSV, Parquet and Arrow', async () => {
  const file = async (format: string): Promise<Response> =>
    world.ask('viewer', 'GET', `/api/v1/corrections/file?format=${format}`)
  const csv = await file('csv')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="rumbo-corrections.csv"')
  expect((await csv.text()).split('\r\n').slice(0, 3)).toEqual([
    'category,family,item,country,location,customer,week,sold,taken_as,corrected,reason,overridden',
    'food,bars,oat,CL,santiago,mega,2026-08-31,900,100,100,outlier,false',
    'food,bars,oat,PE,lima,plaza,2026-09-14,400,400,50,outlier,true',
  ])
  const arrow = tableFromIPC(new Uint8Array(await (await file('arrow')).arrayBuffer()))
  expect([arrow.numRows, arrow.getChild('sold')?.toArray()]).toEqual([5, Float64Array.of(900, 400, 200, 60, 20)])
  const parquet = Buffer.from(await (await file('parquet')).arrayBuffer())
  expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1'])
})

test.each([
  ['es', 'no guarda las correcciones de su historia'],
  ['pt', 'não guarda as correções do seu histórico'],
  ['en', 'does not keep the corrections of its history'],
])('[HC1] a version that keeps none says so: %s', async (language, sentence) => {
  const other = openApiWorld()
  const { status, answer } = await refusalOf(other.client('viewer', language)('corrections', { query: {} }))
  other.close()
  expect([status, answer.code]).toEqual([422, 'corrections.not_kept'])
  expect(answer.message).toContain(sentence)
  expect(answer.remedy).toContain('rumbo plan')
})
