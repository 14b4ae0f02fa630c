import { expect, it } from 'vitest'
import { amount } from '../../tests/support/money-world.js'
import { buildSupplyWorld } from '../../tests/support/supply-world.js'
import { receiptsFrom } from '../core/supply/supply-state.js'
import { plainMemory } from './memory.js'
import { pricePlan } from './priced-plan.js'
import { bookStock } from './stock-book.js'

it('[VA10] transfers cost their lane’s freight when and where they arrive; purchases do not', () => {
  const { plan, company, row } = buildSupplyWorld({
    planDay: '2026-11-29', // two days of November, then December
    horizon: { days: 5 },
    locations: { plant: 'plant', hub: 'dc', store: 'store' },
    suppliers: ['maker'],
    lanes: [
      { from: 'plant', to: 'store', costPerUnit: amount('2.5'), share: amount('0.75') },
      { from: 'hub', to: 'store', costPerUnit: amount('3'), share: amount('0.25') },
      { from: 'maker', to: 'plant', costPerUnit: amount('9') },
      { from: 'maker', to: 'hub', costPerUnit: amount('9') },
    ],
    demand: [{ at: 'bar@store', units: 1 }],
  })
  const { network } = plan
  const set = (place: string, from: readonly (readonly number[])[]) =>
    from.forEach((units, at) => {
      const receipts = receiptsFrom(plan, row(place), network.sourceStart[row(place)]! + at)
      units.forEach((receipt, bucket) => {
        receipts[bucket] = receipt * 1000
      })
    })
  // Sources by lead time and name: the hub, then the plant.
  set('bar@store', [
    [1, 0, 4, 0, 0],
    [3, 0, 4, 0, 1],
  ])
  set('bar@plant', [[100, 0, 0, 0, 0]])
  const money = pricePlan(plan, company, { memory: plainMemory })
  const atomsPerPeso = 10 ** money.currencies[0]!.atomDecimals
  const freight = bookStock({ plan, company, money, supplyOrders: [] }).fixed.map(({ month, amount: cost, ...of }) => ({
    month,
    pesos: cost / atomsPerPeso,
    ...of,
  }))
  const where = { line: 'transferLogistics', entity: 0, country: 'CL', account: -1, family: 0 }
  // What came from the plant at 2.50, what came from the hub at 3.
  expect(freight).toEqual([
    { ...where, month: 0, pesos: 3 * 2.5 + 1 * 3 },
    { ...where, month: 1, pesos: (4 + 1) * 2.5 + 4 * 3 },
  ])
})
