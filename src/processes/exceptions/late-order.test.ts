import { describe, expect, it } from 'vitest'
import { buildTroubleWorld, type TroubleGiven } from '../../../tests/support/trouble-world.js'
import { QUANTITY_PER_UNIT } from '../../core/base/quantity.js'
import { detectExceptions } from './detect-exceptions.js'

const OWED: TroubleGiven = {
  planDay: '2026-09-21',
  stock: { 'bar@DC': 500 },
  customers: { shop: { backorderDays: 10 } },
  demand: [{ at: 'bar@DC', customer: 'shop', units: 10, backlog: 25 }],
  orders: [{ at: 'bar@DC', customer: 'shop', units: 25, requestedIn: -4 }],
  prices: { bar: 100 },
  costs: { bar: 60 },
}
const late = (given: TroubleGiven) =>
  detectExceptions(buildTroubleWorld(given)).filter(({ kind }) => kind === 'late_order')

describe('late orders', () => {
  it('[EX18] is worth its margin and its fine', () => {
    const [problem] = late({ ...OWED, terms: [{ customer: 'shop', fine: 30_000 }] })
    expect(problem).toMatchObject({ size: 25 * QUANTITY_PER_UNIT, value: 25 * (40 + 3), durationDays: 4 })
    expect(problem!.place).toEqual({ product: 'bar', location: 'DC', customer: 'shop', reference: 'SO-1' })
    expect(problem!.lastUsefulDay! - problem!.firstDay).toBe(10)
  })

  it('[EX18] is late only after the days the contract still allows', () => {
    const within = (days: number) => late({ ...OWED, terms: [{ customer: 'shop', onTimeAfterDays: days }] }).length
    expect([within(3), within(4)]).toEqual([1, 0])
  })

  it('[EX18] orders of one customer for one item at one place are one trouble', () => {
    const orders = [...OWED.orders!, { at: 'bar@DC', customer: 'shop', units: 5, requestedIn: -6 }]
    expect(late({ ...OWED, orders })).toMatchObject([{ size: 30 * QUANTITY_PER_UNIT, place: { reference: 'SO-2' } }])
  })

  it('[EX18] an order for today is not late', () => {
    expect(late({ ...OWED, orders: [{ at: 'bar@DC', customer: 'shop', units: 25, requestedIn: 0 }] })).toEqual([])
  })
})
