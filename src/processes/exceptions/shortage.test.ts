import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { formatDay } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { detectExceptions } from './detect-exceptions.js'

const PRICES = { prices: { bar: 100 }, costs: { bar: 60 } }
const shortagesOf = (given: TroubleGiven) =>
  detectExceptions(buildTroubleWorld(given)).filter((problem) => problem.kind === 'shortage')

/** 10 a day, stock for three days, an order from the supplier takes eight. */
const THIN: TroubleGiven = {
  planDay: '2026-09-21',
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'DC', leadTimeDays: 8 }],
  customers: { anyone: { unfilled: 'cancel' } },
  stock: { 'bar@DC': 30 },
  demand: [{ at: 'bar@DC', units: 10 }],
  ...PRICES,
}

describe('shortages', () => {
  it('[EX6] is what the constrained plan does not ship, at net price less standard cost', () => {
    const [shortage] = shortagesOf(THIN)
    // Days 3 to 7: 50 units at 100 − 60.
    expect(shortage).toMatchObject({ size: 50 * QUANTITY_PER_UNIT, value: 2000, currency: 'CLP', durationDays: 5 })
    expect(formatDay(shortage!.firstDay)).toBe('2026-09-24')
  })

  it('[EX6] adds the fine of the contract to each unit', () => {
    const [shortage] = shortagesOf({ ...THIN, terms: [{ customer: 'anyone', fine: 50_000 }] })
    expect(shortage!.value).toBe(50 * (40 + 5))
  })

  it('[EX6] had to be decided the lead time before the first impact', () => {
    const [shortage] = shortagesOf(THIN)
    expect(shortage!.lastUsefulDay).toBe(shortage!.firstDay - 8)
    expect(shortage!.why.code).toBe('problem.shortage_lead_time')
  })

  it('[EX7] customers who wait are in time while the shipment falls inside the days they allow', () => {
    const waiting = { ...THIN, customers: { anyone: { unfilled: 'backorder' as const } } }
    expect(shortagesOf(waiting)[0]!.size).toBe(50 * QUANTITY_PER_UNIT)
    const patient = (days: number) =>
      shortagesOf({ ...waiting, terms: [{ customer: 'anyone', onTimeAfterDays: days }] })[0]?.size ?? 0
    // The order comes on day 8: with two days of grace the units of days 6 and 7 are in time.
    expect(patient(2)).toBe(30 * QUANTITY_PER_UNIT)
    expect(patient(5)).toBe(0)
  })

  it('[EX8] orders that are late already are not counted again', () => {
    const late = { ...THIN, demand: [{ at: 'bar@DC', units: 10, backlog: 20 }] }
    // 30 in stock: 20 go to the backlog, 10 to the first day; days 1 to 7 go without.
    expect(shortagesOf(late)[0]!.size).toBe(70 * QUANTITY_PER_UNIT)
  })

  it('[EX9] a source that ran out is the cause of what its places lack', () => {
    const fed: TroubleGiven = {
      ...THIN,
      locations: { DC: 'dc', SHOP: 'store' },
      lanes: [
        { from: 'mill', to: 'DC', leadTimeDays: 8 },
        { from: 'DC', to: 'SHOP', leadTimeDays: 1 },
      ],
      stock: { 'bar@DC': 0, 'bar@SHOP': 30 },
      demand: [{ at: 'bar@SHOP', units: 10 }],
    }
    const [shortage] = shortagesOf(fed)
    expect(shortage!.rootCause).toBe('shortage:bar@DC')
    expect(shortage!.why).toMatchObject({ code: 'problem.shortage_source', values: { cause: 'bar@DC' } })
  })

  it('[EX9] what was missing before the source fell behind is the row’s own lead time', () => {
    const fed: TroubleGiven = {
      ...THIN,
      locations: { DC: 'dc', SHOP: 'store' },
      suppliers: ['mill'],
      lanes: [
        { from: 'mill', to: 'DC', leadTimeDays: 9 },
        { from: 'DC', to: 'SHOP', leadTimeDays: 8 },
      ],
      stock: { 'bar@DC': 10, 'bar@SHOP': 0 },
      demand: [{ at: 'bar@SHOP', units: 10 }],
    }
    // Days 0 to 7 nothing can come from anywhere; on days 8 and 9 the centre sends 10 of 20.
    const [shortage] = shortagesOf(fed)
    expect(shortage).toMatchObject({ size: 90 * QUANTITY_PER_UNIT, rootCause: 'shortage:bar@SHOP' })
  })

  it('[EX10] an order that must leave this week is no loss yet: five in a hundred of a week', () => {
    const ready = { ...THIN, horizon: { days: 28 }, stock: { 'bar@DC': 120 } }
    const [shortage] = shortagesOf(ready)
    // Runs out on day 12, the order takes 8 days; a week is 70 units at 40.
    expect(shortage).toMatchObject({ value: Math.round(70 * 40 * 0.05), size: 70 * QUANTITY_PER_UNIT })
    expect(shortage!.lastUsefulDay! - buildTroubleWorld(ready).plan.horizon.planDay).toBe(4)
  })

  it('[EX6] a place with enough has none', () => {
    expect(shortagesOf({ ...THIN, stock: { 'bar@DC': 1000 } })).toEqual([])
  })

  it('[EX7] agrees with a queue that is served unit by unit', () => {
    const units = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }), (asked, stock, grace) => {
        const world = buildTroubleWorld({
          ...THIN,
          customers: { anyone: { unfilled: 'backorder' } },
          terms: [{ customer: 'anyone', onTimeAfterDays: grace }],
          stock: { 'bar@DC': stock },
          demand: [{ at: 'bar@DC', units: asked }],
        })
        const found = detectExceptions(world).find(
          ({ kind, why }) => kind === 'shortage' && why.code !== 'problem.shortage_undecided',
        )
        const shipped = Array.from(world.plan.columns.constrained, (value) => value / QUANTITY_PER_UNIT)
        expect((found?.size ?? 0) / QUANTITY_PER_UNIT).toBe(lateInQueue(asked, shipped, grace))
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})

/** Each unit asked for stands in a queue with its day; a shipment serves the head of it. Who still waits is late. */
function lateInQueue(asked: readonly number[], shipped: readonly number[], grace: number): number {
  const queue = asked.flatMap((units, day) => Array.from({ length: units }, () => day))
  let late = 0
  shipped.forEach((units, day) => {
    for (const wanted of queue.splice(0, units)) if (day > wanted + grace) late++
  })
  return late + queue.length
}
