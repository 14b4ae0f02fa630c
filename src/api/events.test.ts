import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf } from '../../tests/support/api-world.js'
import { Refusal } from '../core/base/refusal.js'

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

const sale = (id: string, row: Record<string, string | number> = {}) => ({
  id,
  table: 'sales',
  at: '2026-12-01T09:30:00-03:00',
  row: { date: '2026-12-01', product_id: 'oat-bar', location_id: 'S1', flow: 'SELL_OUT', units: 3, ...row },
})

test('[EV7] [EV13] each event has its own answer; a refused one says why and takes no other with it', async () => {
  const client = world.client('administrator', 'es')
  const { events } = await client('postEvents', {
    body: { events: [sale('1'), sale('2', { units: '3,5' }), sale('3'), sale('1'), sale('1', { units: 4 })] },
  })
  expect(events).toEqual([
    { id: '1', state: 'kept', position: 1 },
    expect.objectContaining({ id: '2', state: 'refused', code: 'events.not_a_value' }),
    { id: '3', state: 'kept', position: 2 },
    { id: '1', state: 'known', position: 1 },
    expect.objectContaining({ id: '1', state: 'refused', code: 'events.id_reused' }),
  ])
  expect(events[1]!.message).toBe('"3,5" no es un valor de sales.units (quantity).')
  expect(events[1]!.remedy).toContain('punto')
})

test('[EV13] whoever sees the whole company reads on from where they were', async () => {
  await world.client('administrator')('postEvents', { body: { events: [sale('1'), sale('2'), sale('3')] } })
  const client = world.client('executive')
  const first = await client('factEvents', { query: { limit: 2 } })
  expect(first).toMatchObject({ last: 3, next: 2 })
  expect(first.events[0]).toMatchObject({
    ...{ position: 1, id: '1', sender: 'administrator', table: 'sales', says: 'set' },
    ...{ at: '2026-12-01T12:30:00.000Z', recordedAt: '2026-12-01T12:30:00.000Z', knownAt: '2026-12-01T08:00:00.000Z' },
  })
  expect((await client('factEvents', { query: { after: first.next } })).events.map(({ id }) => id)).toEqual(['3'])
  expect(await client('factEvents', { query: { after: 3 } })).toMatchObject({ events: [], next: 3 })
  expect(await client('factEvents', { query: { table: 'stock' } })).toMatchObject({ events: [], last: 3 })
})

test('[EV13] [EV9] nobody else reads them or tells them, and not more than a thousand at once', async () => {
  for (const user of ['chile', 'viewer', 'supply', 'partner'])
    expect((await refusalOf(world.client(user)('factEvents', {}))).status).toBe(403)
  expect((await refusalOf(world.client('executive')('postEvents', { body: { events: [sale('1')] } }))).status).toBe(403)
  const many = Array.from({ length: 1001 }, (_, at) => sale(String(at)))
  expect((await refusalOf(world.client('administrator')('postEvents', { body: { events: many } }))).answer.code).toBe(
    'api.invalid',
  )
  expect((await world.client('executive')('factEvents', {})).last).toBe(0)
})

test.each([
  ['a moment without a zone', { at: '2026-12-01T09:30:00' }],
  ['no id', { id: '' }],
  ['a list for a cell', { row: { date: [] } }],
])('[EV3] %s is refused with its place, and nothing is kept', async (_, wrong) => {
  const body = { events: [sale('1'), { ...sale('2'), ...wrong }] }
  const { answer } = await refusalOf(world.client('administrator')('postEvents', { body: body as never }))
  expect(answer.code).toBe('api.invalid')
  expect(answer.issues![0]!.at).toMatch(/^body\.events\.1\./)
  expect((await world.client('executive')('factEvents', {})).last).toBe(0)
})

test('[EV5] an inbox that has ended is told so that senders try again later', async () => {
  const gone = openApiWorld({
    events: {
      ...world.ports.events,
      post: async () => {
        throw new Refusal('events.inbox_ended', {})
      },
    },
  })
  expect((await refusalOf(gone.client('administrator')('postEvents', { body: { events: [sale('1')] } }))).status).toBe(
    503,
  )
  gone.close()
})

test('a standby takes no events', async () => {
  const standby = openApiWorld({ phase: () => 'standby' })
  expect(
    (await refusalOf(standby.client('administrator')('postEvents', { body: { events: [sale('1')] } }))).answer.code,
  ).toBe('living.standby')
  standby.close()
})
