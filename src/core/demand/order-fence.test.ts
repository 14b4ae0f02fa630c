import { expect, test } from 'vitest'
import type { Customer, Lane, Location } from '../network/company.js'
import type { OpenOrder } from '../network/facts.js'
import { deriveFences } from './order-fence.js'

const customers = [
  { id: 'chain', parent: null },
  { id: 'north', parent: 'chain' },
  { id: 'shoppers', parent: null },
] as Customer[]
const locations = [{ id: 'dc' }, { id: 'plant' }] as Location[]
const lanes = [{ use: 'customer', from: 'dc', to: 'chain', leadTimeDays: 3 }] as Lane[]
const rows = {
  grain: 'demand' as const,
  count: 3,
  item: new Int32Array(3),
  location: Int32Array.of(0, 1, 0),
  customer: Int32Array.of(1, 1, 2),
  stockRow: new Int32Array(3),
}
const ordersOf = (customer: number, ...aheadDays: number[]): OpenOrder[] =>
  aheadDays.map((ahead) => ({ customer, orderDay: 100, requestedDay: 100 + ahead }) as OpenOrder)

test('[OC7] a customer lane says how far ahead its customers order, else the order book does, else there is no fence', () => {
  const orders = ordersOf(1, 9, 5, 7, 6, 30)
  // north from the dc: its parent’s lane; north from the plant: the lower quartile of 5, 6, 7, 9, 30; shoppers: none.
  expect([...deriveFences({ customers, locations, lanes }, orders, rows, 28)]).toEqual([3, 6, 0])
})

test('[OC7] a fence never passes the day buckets, and four orders are no habit', () => {
  expect([...deriveFences({ customers, locations, lanes: [] }, ordersOf(1, 90, 90, 90, 90, 90), rows, 28)]).toEqual([
    28, 28, 0,
  ])
  expect([...deriveFences({ customers, locations, lanes: [] }, ordersOf(1, 9, 9, 9, 9), rows, 28)]).toEqual([0, 0, 0])
})

test('[OC7] without an order book there is no fence, whatever the lanes say', () => {
  expect([...deriveFences({ customers, locations, lanes }, [], rows, 28)]).toEqual([0, 0, 0])
})
