import { expect, test } from 'vitest'
import { buildCapitalWorld } from '../../tests/support/capital-world.js'
import { monthOf, parseDay } from '../core/base/day.js'
import { receiptsFrom } from '../core/supply/supply-state.js'
import { readMovements, roomForMovements } from './stock-movements.js'

test('a supplier who can give no more is not booked for more: what came from whom is what the plan gave', () => {
  const { plan, row } = buildCapitalWorld({
    planDay: '2026-09-21',
    locations: { dc: 'dc' },
    suppliers: ['mill', 'refinery'],
    lanes: [
      { from: 'mill', to: 'dc', share: 500_000 },
      { from: 'refinery', to: 'dc', share: 500_000 },
    ],
    supplierCapacity: [
      {
        supplier: 'mill',
        product: 'bar',
        family: null,
        month: monthOf(parseDay('2026-09-01')!),
        units: 20_000,
        committed: null,
      },
    ],
    demand: [{ at: 'bar@dc', units: 10 }],
  })
  const first = plan.network.sourceStart[row('bar@dc')]!
  const from = [first, first + 1].map((source) => [...receiptsFrom(plan, row('bar@dc'), source)])
  const sum = (quantities: readonly number[] = []): number => quantities.reduce((total, units) => total + units, 0)
  // Half of ten days of ten each; the mill has twenty units for all of September.
  expect(from.map(sum)).toEqual([20_000, 50_000])
  const arrived = plan.columns.receipts.subarray(row('bar@dc') * 10, (row('bar@dc') + 1) * 10)
  expect([...arrived]).toEqual(from[0]!.map((units, bucket) => units + from[1]![bucket]!))
})

test('what a place sends, makes of its goods and throws away are told apart', () => {
  const { plan, row } = buildCapitalWorld({
    planDay: '2026-09-21',
    products: ['bar', 'oats'],
    locations: { plant: 'plant', shop: 'store' },
    suppliers: ['mill'],
    lanes: [
      { from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 20 },
      { from: 'plant', to: 'shop', product: 'oats', leadTimeDays: 0 },
    ],
    recipes: [{ at: 'bar@plant', component: 'oats', per: 1 }],
    stock: { 'oats@plant': 100 },
    lots: [{ at: 'oats@plant', units: 60, expiresIn: 1 }],
    // An order under way draws 8 on the second day, beside 3 for what the plan makes.
    firmNeeds: { 'oats@plant': [0, 8] },
    demand: [
      { at: 'bar@plant', units: [0, 3, 3] },
      { at: 'oats@shop', units: [5, 5, 5] },
    ],
  })
  const moves = roomForMovements(plan.horizon.count)
  readMovements(plan, row('oats@plant'), moves)
  const units = (quantities: Float64Array): number[] => Array.from(quantities.slice(0, 3), (each) => each / 1000)
  expect(units(moves.toProduction)).toEqual([0, 11, 3])
  expect(units(moves.toOtherRows)).toEqual([5, 5, 5])
  expect(units(moves.expired)).toEqual([0, 39, 0])
  expect(moves.unexplained.every((quantity) => quantity === 0)).toBe(true)
})
