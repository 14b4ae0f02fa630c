import { expect, test } from 'vitest'
import { buildSupplyWorld, type WorldGiven } from '../../../tests/support/supply-world.js'
import { allocateNotes, MEASURED_WEEKS } from '../demand/forecast-note.js'
import { stockForCycleService } from './safety-stock.js'
import { deriveSafetyStock } from './safety-stock-policy.js'

/** Every demand row errs by 30 units a week; errors of weeks are independent. */
function safetyOf(given: Partial<WorldGiven>): (place: string) => number {
  const world = buildSupplyWorld({
    locations: { plant: 'plant', dc: 'dc', shop: 'store' },
    demand: [
      { at: 'bar@dc', units: 10 },
      { at: 'bar@shop', units: 10 },
    ],
    ...given,
  })
  const { plan, company } = world
  const notes = allocateNotes(plan.rows.demand.count)
  notes.cumulativeErrorSd.forEach((_, at) => {
    notes.cumulativeErrorSd[at] = 30_000 * Math.sqrt((at % MEASURED_WEEKS) + 1)
  })
  const out = new Float64Array(plan.rows.stock.count).fill(-1)
  const { horizon, network, rows, columns } = plan
  deriveSafetyStock(
    { company, horizon, network, stockRows: rows.stock, demandRows: rows.demand, consensus: columns.consensus, notes },
    out,
  )
  return (place) => out[world.row(place)]!
}

const lanes = [
  { from: 'plant', to: 'dc', leadTimeDays: 21, leadTimeSdDays: 0 },
  { from: 'dc', to: 'shop', leadTimeDays: 7 },
]

test('[SS1] [SS3] the policy’s own figure, else none', () => {
  const safety = safetyOf({ lanes, policies: { 'bar@dc': { safetyStock: 12.5, serviceLevel: 950_000 } } })
  expect(safety('bar@dc')).toBe(12_500)
  expect(safety('bar@shop')).toBe(0)
})

test('[SS2] error of all demand downstream over lead time and review', () => {
  const safety = safetyOf({
    lanes,
    policies: {
      'bar@dc': { serviceLevel: 950_000, reviewDays: 7 },
      'bar@shop': { serviceLevel: 950_000, reviewDays: 14 },
    },
  })
  // Four weeks for the DC, of two rows; three weeks for the shop, of one.
  expect(safety('bar@dc')).toBe(Math.round(stockForCycleService(0.95, Math.sqrt(2 * 4 * 30_000 ** 2))))
  expect(safety('bar@shop')).toBe(Math.round(stockForCycleService(0.95, Math.sqrt(3 * 30_000 ** 2))))
})

test('[SS2] a lead time that varies adds its own error', () => {
  const varying = [{ ...lanes[0]!, leadTimeSdDays: 2 }, lanes[1]!]
  const safety = safetyOf({ lanes: varying, policies: { 'bar@dc': { serviceLevel: 950_000, reviewDays: 7 } } })
  const sd = Math.sqrt(2 * 4 * 30_000 ** 2 + (20_000 * 2) ** 2)
  expect(safety('bar@dc')).toBe(Math.round(stockForCycleService(0.95, sd)))
})
