//! What is looked at and where it hangs: each viewer gets their own part of a table, of a tree and of what is found.
import { tableFromIPC } from '@uwdata/flechette'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld } from '../../tests/support/api-world.js'

const MAIN = { scenario: 'main' }

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld()
})
afterEach(() => world.close())

test('a table is the viewer’s own: its total is the total of what they see', async () => {
  const ask = async (user: string) =>
    world.client(user)('query', { params: MAIN, body: { measures: ['consensus'], by: ['item'] } })
  const whole = await ask('demand')
  expect(whole.totals.consensus).toEqual([1_320_000, 1_358_000, 1_396_000])
  expect(whole.periods[0]).toEqual({ firstDay: '2027-01-01', days: 31 })
  expect((await ask('chile')).totals.consensus![0]).toBe(750_000)
  expect((await ask('partner')).rows.map(({ names }) => names)).toEqual([['oat-bar'], ['almonds'], ['still']])
})

test('[AP24] what a name means, as far as the caller sees something of it', async () => {
  const ways = async (user: string, tree: 'product' | 'customer', ...end: string[]) =>
    (await world.client(user)('nodes', { params: MAIN, query: { tree, end } })).ways.map((way) => way.join('/'))
  expect(await ways('demand', 'product', 'oat-bar')).toEqual(['snacks/bars/oat-bar'])
  expect(await ways('demand', 'customer', 'retail')).toEqual(['CL/retail', 'PE/retail'])
  expect(await ways('chile', 'customer', 'retail')).toEqual(['CL/retail'])
  expect(await ways('chile', 'customer', 'inka')).toEqual([])
  const page = await world.client('demand')('nodes', {
    params: MAIN,
    query: { tree: 'customer', end: 'retail', limit: 1 },
  })
  expect(page).toEqual({ ways: [['CL', 'retail']], count: 2 })
})

test('[AP46] nodes are found by parts of their names, of what the caller sees', async () => {
  const { nodes } = await world.client('demand')('search', { params: MAIN, query: { text: 'oat' } })
  expect(nodes).toEqual([{ tree: 'product', way: ['snacks', 'bars', 'oat-bar'], label: 'OAT-BAR', level: '3' }])
  const peru = await world.client('peru')('search', { params: MAIN, query: { text: 'CL' } })
  expect(peru.nodes).toEqual([])
})

test('[AP44] a tree is opened node by node, as far as the caller sees something in a part of the plan', async () => {
  const open = (user: string, query: { tree: 'product' | 'customer'; [more: string]: unknown }) =>
    world.client(user)('tree', { params: MAIN, query })
  const names = async (...asked: Parameters<typeof open>) => (await open(...asked)).nodes.map(({ name }) => name)
  expect(await names('demand', { tree: 'product' })).toEqual(['snacks', 'drinks'])
  expect((await open('demand', { tree: 'product', at: 'snacks' })).nodes).toEqual([
    { name: 'bars', label: 'BARS', level: '2', leaves: 1, isLeaf: false },
    { name: 'nuts', label: 'NUTS', level: '2', leaves: 1, isLeaf: false },
  ])
  expect(await names('demand', { tree: 'customer', at: ['CL', 'retail'] })).toEqual(['mega', 'sur'])
  expect(await names('demand', { tree: 'customer', at: ['CL', 'retail'], product: ['drinks'] })).toEqual(['mega'])
  expect(await names('peru', { tree: 'customer', at: ['CL'] })).toEqual([])
  const first = await open('demand', { tree: 'product', limit: 1 })
  expect([first.nodes.length, first.count, first.next]).toEqual([1, 2, 1])
  expect((await open('demand', { tree: 'product', limit: 1, after: 1 })).next).toBeNull()
})

test('[AP10] a table is an Arrow stream that other programs read', async () => {
  const query = { measures: ['consensus'], by: ['item'], period: 'month' }
  const response = await world.ask('demand', 'POST', '/api/v1/plans/main/export', { query, format: 'arrow' })
  expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()), { useDate: true })
  expect(table.names).toEqual(['item', 'first_day', 'days', 'consensus'])
  const [first] = table.toArray() as { item: string; first_day: Date; consensus: number }[]
  expect(first).toMatchObject({ first_day: new Date('2027-01-01') })
  const csv = await (await world.ask('demand', 'POST', '/api/v1/plans/main/export', { query, format: 'csv' })).text()
  const lines = csv.trim().split('\r\n').slice(1)
  expect(table.numRows).toBe(lines.length)
  expect(lines[0]).toBe(`${first!.item},2027-01-01,31,${first!.consensus}`)
})
