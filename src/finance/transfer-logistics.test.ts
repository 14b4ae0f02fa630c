import { expect, it } from 'vitest'
import { amount } from '../../tests/support/money-world.js'
import { buildSupplyWorld } from '../../tests/support/supply-world.js'
import { plainMemory } from './memory.js'
import { pricePlan } from './priced-plan.js'
import { transferLogistics } from './transfer-logistics.js'

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
  const set = (place: string, units: number[]) =>
    units.forEach((receipt, bucket) => {
      plan.columns.receipts[row(place) * plan.horizon.count + bucket] = receipt * 1000
    })
  set('bar@store', [4, 0, 8, 0, 1])
  set('bar@plant', [100, 0, 0, 0, 0])
  const money = pricePlan(plan, company, { memory: plainMemory })
  const atomsPerPeso = 10 ** money.currencies[0]!.atomDecimals
  const freight = transferLogistics(plan, company, money).map(({ month, amount: cost, ...of }) => ({
    month,
    pesos: cost / atomsPerPeso,
    ...of,
  }))
  const where = { line: 'transferLogistics', entity: 0, country: 'CL', account: -1, family: 0 }
  // Three quarters from the plant at 2.50, one quarter from the hub at 3.
  expect(freight).toEqual([
    { ...where, month: 0, pesos: 3 * 2.5 + 1 * 3 },
    { ...where, month: 1, pesos: (6 + 0.75) * 2.5 + (2 + 0.25) * 3 },
  ])
})
