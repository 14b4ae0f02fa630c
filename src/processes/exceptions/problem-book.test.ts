import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { ALL_BUCKETS } from '../../core/plan/step.js'
import { detectExceptions } from './detect-exceptions.js'
import { openProblemBook } from './problem-book.js'

/**
 * A late order and a line that is too small, each worth 320, beside an item that sells 500 thousand a week: the floor is
 * 250. The shortages that they make are worth more. A shortage of nuts is worth much less.
 */
const NEAR_THE_FLOOR: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: { days: 14 },
  locations: { PLANT: 'plant', DC: 'dc' },
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 9 }],
  customers: { anyone: { unfilled: 'cancel' } },
  resources: [
    { id: 'LINE', location: 'PLANT', hoursPerWeek: 100, overtimeHours: null, overtimeCost: null, currency: null },
  ],
  routings: [{ product: 'can', resource: 'LINE', hoursPerUnit: 1_000_000 }],
  stock: { 'bar@DC': 20, 'gold@DC': 200 },
  demand: [
    { at: 'bar@DC', units: 10 },
    { at: 'can@PLANT', units: 20 },
    { at: 'gold@DC', units: 10 },
    { at: 'nut@DC', units: 1 },
  ],
  supplyOrders: [{ product: 'bar', to: 'DC', from: 'mill', units: 8, dueIn: -1, promisedIn: 6 }],
  firmReceipts: { 'bar@DC': [0, 0, 0, 0, 0, 0, 8] },
  prices: { bar: 100, can: 8, gold: 19_250, nut: 6 },
  costs: { bar: 60, can: 4, gold: 19_000, nut: 3 },
  terms: [{ customer: 'anyone', fine: 1_000_000 }],
}

describe('a list of problems that follows the plan', () => {
  it('[EX27] what explains a shortage is told while it is worth a line itself, though nothing moved at the shortage', () => {
    const world = buildTroubleWorld(NEAR_THE_FLOOR)
    const { columns, horizon, rows } = world.plan
    const book = openProblemBook(world)
    const gold = world.company.products.findIndex(({ id }) => id === 'gold')
    const sells = rows.demand.item.indexOf(gold)
    const usual = columns.consensus.slice()
    const codes = new Map<number, string[]>()
    for (const tenths of [10, 12, 14, 19, 13, 12, 14, 11, 2, 40, 12]) {
      for (let cell = sells * horizon.count; cell < (sells + 1) * horizon.count; cell++)
        columns.consensus[cell] = (usual[cell]! * tenths) / 10
      const found = book.update(world, { demand: Int32Array.of(sells), stock: new Int32Array(0), ...ALL_BUCKETS })
      expect(found).toEqual(detectExceptions(world))
      const shortages = found.filter(({ kind, place }) => kind === 'shortage' && place.product !== 'gold')
      const told = shortages.map(({ place, why }) => `${place.product}: ${why.code}`).sort()
      codes.set(tenths, told)
    }
    expect(codes.get(12)).toEqual(['bar: problem.shortage_late_supply', 'can: problem.shortage_capacity'])
    expect(codes.get(2)).toContain('nut: problem.shortage_lead_time')
    expect(codes.get(14)).toEqual(['bar: problem.shortage_lead_time', 'can: problem.shortage_lead_time'])
  })
})
