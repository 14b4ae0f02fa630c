import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { detectExceptions } from './detect-exceptions.js'

const HOUR = 1_000_000

/** One unit takes an hour; 100 hours a week and 20 a day asked for is 40 a week too many. */
const BUSY: TroubleGiven = {
  planDay: '2026-09-21',
  horizon: { days: 14 },
  locations: { PLANT: 'plant' },
  customers: { anyone: { unfilled: 'cancel' } },
  resources: [
    { id: 'LINE', location: 'PLANT', hoursPerWeek: 100, overtimeHours: null, overtimeCost: null, currency: null },
  ],
  routings: [{ product: 'bar', resource: 'LINE', hoursPerUnit: HOUR }],
  demand: [{ at: 'bar@PLANT', units: 20 }],
  prices: { bar: 100 },
  costs: { bar: 60 },
}
const all = (given: TroubleGiven) => detectExceptions(buildTroubleWorld(given))
const overload = (given: TroubleGiven) => all(given).find(({ kind }) => kind === 'overload')

describe('overload', () => {
  it('[EX19] is worth the margin of what cannot be made when it is needed', () => {
    const problem = overload(BUSY)!
    expect(problem.place).toMatchObject({ product: 'bar', location: 'PLANT', reference: 'LINE' })
    // 280 asked for in two weeks, 200 made.
    expect(problem).toMatchObject({ size: 80 * QUANTITY_PER_UNIT, value: 80 * 40, durationDays: 14 })
    expect(problem.why.values.load).toBe('140%')
  })

  it('[EX9] shortages of what the line makes have the overload as root', () => {
    const shortage = all(BUSY).find(({ kind }) => kind === 'shortage')!
    expect(shortage).toMatchObject({ rootCause: overload(BUSY)!.id, why: { code: 'problem.shortage_capacity' } })
  })

  it('[EX19] what is made earlier instead is no trouble', () => {
    const units = [...new Array(7).fill(5), ...new Array(7).fill(20)]
    expect(overload({ ...BUSY, demand: [{ at: 'bar@PLANT', units }] })).toBeUndefined()
  })

  it('[EX19] orders already placed beyond the hours do not come, whatever the plan counts on', () => {
    const placed = { ...BUSY, demand: [{ at: 'bar@PLANT', units: 5 }], firmReceipts: { 'bar@PLANT': [0, 150] } }
    // 150 hours in a week that has 100.
    expect(overload(placed)).toMatchObject({ size: 50 * QUANTITY_PER_UNIT, value: 50 * 40 })
  })

  it('[EX19] a line with hours to spare is fine', () => {
    expect(overload({ ...BUSY, demand: [{ at: 'bar@PLANT', units: 10 }] })).toBeUndefined()
  })
})
