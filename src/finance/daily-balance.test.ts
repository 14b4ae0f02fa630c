import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDay } from '../core/base/day.js'
import {
  addBalances,
  closingInBuckets,
  closingInMonths,
  rollBalance,
  spreadOverDays,
  sumInBuckets,
  sumInMonths,
} from './daily-balance.js'
import type { MoneyHorizon } from './money-plan.js'
import type { PaymentTerms } from './payment-terms.js'

const planDay = parseDay('2026-11-23')! // a Monday; eight days of November are left

/** Two days, the rest of November, December whole. */
const horizon: MoneyHorizon = {
  planDay,
  count: 4,
  firstDay: Int32Array.of(planDay, planDay + 1, planDay + 2, planDay + 8),
  days: Uint8Array.of(1, 1, 6, 31),
  month: Uint16Array.of(0, 0, 0, 1),
  monthCount: 2,
}
const DAYS = 39
const bills = (perBucket: number[]) => spreadOverDays(horizon, perBucket, new Float64Array(DAYS))
const pays = (days: number, more: Partial<PaymentTerms> = {}, delayDays = 0, transitDays = 0) => ({
  terms: { paymentTermsDays: days, termsBasis: 'invoice' as const, payWeekday: null, ...more },
  transitDays,
  delayDays,
})

describe('spreading a bucket over its days', () => {
  it('[WC3] is even, by largest remainder: 20 over six days is 4, 4, 3, 3, 3, 3', () => {
    expect([...bills([5, 0, 20, 0]).slice(0, 8)]).toEqual([5, 0, 4, 4, 3, 3, 3, 3])
    expect([...bills([0, 0, -20, 0]).slice(2, 8)]).toEqual([-4, -4, -3, -3, -3, -3])
  })

  it('[WC3] folds back into the same buckets and months', () => {
    const daily = bills([5, 7, 20, 100])
    expect([...sumInBuckets(horizon, daily)]).toEqual([5, 7, 20, 100])
    expect([...sumInMonths(horizon, daily)]).toEqual([32, 100])
  })
})

describe('rolling a balance', () => {
  it('[WC4] collects each day’s bills when their terms say: opening + billed − settled = closing', () => {
    const balance = rollBalance(planDay, bills([100, 50, 0, 0]), pays(3), [])
    expect([...balance.settled.slice(0, 6)]).toEqual([0, 0, 0, 100, 50, 0])
    expect([...balance.closing.slice(0, 6)]).toEqual([100, 150, 150, 50, 0, 0])
    expect([...closingInBuckets(horizon, balance.closing)]).toEqual([100, 150, 0, 0])
    expect([...closingInMonths(horizon, balance.closing)]).toEqual([0, 0])
  })

  it('[WC4] adds the transit for terms that count from the receipt, and the delay a party is known for', () => {
    const fromReceipt = rollBalance(planDay, bills([100, 0, 0, 0]), pays(3, { termsBasis: 'receipt' }, 0, 2), [])
    expect(fromReceipt.settled[5]).toBe(100)
    const late = rollBalance(planDay, bills([100, 0, 0, 0]), pays(3, {}, 4), [])
    expect(late.settled[7]).toBe(100)
  })

  it('[WC5] settles open bills on their due day, overdue ones on the first pay day, and keeps what is due later', () => {
    const open = [
      { dueDay: planDay + 2, openAmount: 30 },
      { dueDay: planDay - 40, openAmount: 20 },
      { dueDay: planDay + 400, openAmount: 10 },
    ]
    const balance = rollBalance(planDay, bills([0, 0, 0, 0]), pays(30, { payWeekday: 5 }), open)
    expect([balance.opening, balance.overdue]).toEqual([60, 20])
    expect(balance.settled[2]).toBe(30)
    expect(balance.settled[4]).toBe(20) // the Friday
    expect(balance.closing[DAYS - 1]).toBe(10)
  })

  it('[WC5] gives an overdue bill of a late payer the rest of its delay first', () => {
    const balance = rollBalance(planDay, bills([0, 0, 0, 0]), pays(30, {}, 5), [{ dueDay: planDay - 2, openAmount: 9 }])
    expect(balance.settled[3]).toBe(9)
  })

  it('[WC4] rolls exactly for any bills, terms and open items, and adds up over parties', () => {
    const party = fc.record({
      billed: fc.array(fc.integer({ min: -1e6, max: 1e9 }), { minLength: 4, maxLength: 4 }),
      days: fc.nat(90),
      basis: fc.constantFrom('invoice' as const, 'receipt' as const, 'month_end' as const),
      payWeekday: fc.option(fc.integer({ min: 1, max: 7 })),
      delay: fc.nat(20),
      open: fc.array(fc.record({ dueDay: fc.integer({ min: -60, max: 90 }), openAmount: fc.nat(1e6) })),
    })
    fc.assert(
      fc.property(fc.array(party, { maxLength: 4 }), (parties) => {
        const balances = parties.map((each) =>
          rollBalance(
            planDay,
            bills(each.billed),
            pays(each.days, { termsBasis: each.basis, payWeekday: each.payWeekday }, each.delay, 2),
            each.open.map((bill) => ({ ...bill, dueDay: planDay + bill.dueDay })),
          ),
        )
        const total = addBalances(balances, planDay, DAYS)
        const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)
        const opened = parties.flatMap((each) => each.open).reduce((a, bill) => a + bill.openAmount, 0)
        const billed = parties.flatMap((each) => each.billed).reduce((a, b) => a + b, 0)
        expect(total.opening).toBe(opened)
        expect(total.closing[DAYS - 1]).toBe(opened + billed - sum(total.settled))
        for (let day = 1; day < DAYS; day++)
          expect(total.closing[day]).toBe(total.closing[day - 1]! + total.billed[day]! - total.settled[day]!)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
