import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cashCycle, joinPeriods, rollingCashCycle } from './cash-to-cash.js'
import {
  billingDeviations,
  daysFromMissedShipments,
  explainBalance,
  explainCashCycle,
  settlementDeviations,
  stockDeviations,
} from './cash-to-cash-causes.js'

const period = { days: 30, stockDays: 0, receivableDays: 0, payableDays: 0, costOfSales: 0, billings: 0, purchases: 0 }

describe('the plain cycle', () => {
  // 30 days: stock 700 on average against 1,000 cost of sales; receivables 952 against 1,428 billed with 19 % VAT;
  // payables 595 against 714 purchased with VAT. DIO 21, DSO 20, DPO 25, cycle 16.
  const month = {
    days: 30,
    stockDays: 700 * 30,
    receivableDays: 952 * 30,
    payableDays: 595 * 30,
    costOfSales: 1000,
    billings: 1428,
    purchases: 714,
  }

  it('[CC1] is days of stock plus days of sales less days of purchases', () => {
    const cycle = cashCycle(month)
    expect(cycle.stock.days).toBe(21)
    expect(cycle.receivables.days).toBe(20)
    expect(cycle.payables.days).toBe(25)
    expect(cycle.cashToCash).toBe(16)
  })

  it('[CC2] is null with a reason where there is nothing to divide by', () => {
    const cycle = cashCycle({ ...period, costOfSales: 5 })
    expect(cycle.stock).toEqual({ days: 0 })
    expect(cycle.receivables).toEqual({ days: null, reason: 'finance.no_billings' })
    expect(cycle.payables).toEqual({ days: null, reason: 'finance.no_purchases' })
    expect(cycle.cashToCash).toBeNull()
    expect(cashCycle(period).stock).toEqual({ days: null, reason: 'finance.no_cost_of_sales' })
  })

  it('[CC2] keeps a balance below zero and says so', () => {
    const cycle = cashCycle({ ...month, payableDays: -714 })
    expect(cycle.payables.days).toBe(-1)
    expect(cycle.negative).toEqual(['payables'])
  })

  it('[CC3] rolls over a window as the period that the window is', () => {
    const second = { ...month, stockDays: 500 * 31, days: 31, costOfSales: 900 }
    const rolled = rollingCashCycle([month, second], 2)
    expect(rolled[0]).toEqual(cashCycle(month))
    expect(rolled[1]!.stock.days).toBe((700 * 30 + 500 * 31) / 1900)
    expect(joinPeriods([month, second]).days).toBe(61)
  })
})

describe('the golden decomposition of DOMAIN §1.5', () => {
  // T = 4, D = 28, v = 1; balances plan 300 ×4, actual 320, 348, 338, 333.
  const plan = { shipments: [100, 100, 100, 100], receipts: [100, 100, 100, 100], adjustments: [0, 0, 0, 0] }
  const actual = { shipments: [90, 80, 110, 100], receipts: [100, 110, 100, 95], adjustments: [0, -2, 0, 0] }
  const week = [7, 7, 7, 7]
  const causes = explainBalance(
    {
      openingPlan: 300,
      openingActual: 310,
      closingPlan: [300, 300, 300, 300],
      closingActual: [320, 348, 338, 333],
      flowPlan: 400,
      flowActual: 380,
      deviations: stockDeviations(plan, actual),
    },
    week,
  )!
  const days = (cause: string) => causes.terms.find((term) => term.cause === cause)!.days

  it('[CC4] gives 21 days planned and 24.6657895 actual', () => {
    expect(causes.daysPlan).toBe(21)
    expect(causes.daysActual).toBeCloseTo(24.6657895, 7)
  })

  it('[CC4] gives every term of the golden test', () => {
    expect(days('opening')).toBeCloseTo(0.7, 12)
    expect(days('underShipment')).toBeCloseTo(1.75, 12)
    expect(days('overShipment')).toBeCloseTo(-0.35, 12)
    expect(days('overReceipt')).toBeCloseTo(0.525, 12)
    expect(days('underReceipt')).toBeCloseTo(-0.0875, 12)
    expect(days('adjustments')).toBeCloseTo(-0.105, 12)
    expect(days('denominator')).toBeCloseTo(1.2332895, 7)
  })

  it('[CC5] leaves no residual: 3.6657895 in all', () => {
    const sum = causes.terms.reduce((total, term) => total + term.days, 0)
    expect(sum).toBeCloseTo(3.6657895, 7)
    expect(sum).toBeCloseTo(causes.daysActual - causes.daysPlan, 12)
  })

  it('[CC5] refuses a deviation that nobody explains', () => {
    const story = {
      openingPlan: 0,
      openingActual: 0,
      closingPlan: [10],
      closingActual: [11],
      flowPlan: 1,
      flowActual: 1,
      deviations: [],
    }
    expect(() => explainBalance(story, [7])).toThrow(/not explained/)
  })

  it('[CC2] is null where plan or actual sold nothing', () => {
    const story = {
      openingPlan: 1,
      openingActual: 1,
      closingPlan: [1],
      closingActual: [1],
      flowPlan: 0,
      flowActual: 1,
      deviations: [],
    }
    expect(explainBalance(story, [7])).toBeNull()
  })
})

describe('the closed forms of DOMAIN §1.5', () => {
  it('[CC6] one point of missed adherence in a 30-day month is 0.30 day at its end', () => {
    expect(daysFromMissedShipments(30, 0.99, 30).atEnd).toBeCloseTo(0.3, 12)
  })

  it('[CC6] agrees with the decomposition of an evenly missed window, at its end and on average', () => {
    // 400 planned in 4 weeks, 90 % shipped evenly: 10 short a week, receipts on plan.
    const story = {
      openingPlan: 300,
      openingActual: 300,
      closingPlan: [300, 300, 300, 300],
      closingActual: [310, 320, 330, 340],
      flowPlan: 400,
      flowActual: 360,
      deviations: stockDeviations(
        { shipments: [100, 100, 100, 100], receipts: [100, 100, 100, 100], adjustments: [0, 0, 0, 0] },
        { shipments: [90, 90, 90, 90], receipts: [100, 100, 100, 100], adjustments: [0, 0, 0, 0] },
      ),
    }
    const causes = explainBalance(story, [7, 7, 7, 7])!
    const closed = daysFromMissedShipments(28, 0.9, 4)
    expect(closed.atEnd).toBeCloseTo((40 / 400) * 28, 12)
    expect(causes.terms.find((term) => term.cause === 'underShipment')!.days).toBeCloseTo(closed.onAverage, 12)
  })
})

describe('the whole cycle', () => {
  // One bucket of 10 days. Stock: 10 more on hand because 10 fewer shipped. Receivables: 12 less billed, 4 paid late.
  // Payables: 6 more purchased at a higher price.
  const oneBucket = [10]
  const stock = explainBalance(
    {
      openingPlan: 50,
      openingActual: 50,
      closingPlan: [50],
      closingActual: [60],
      flowPlan: 100,
      flowActual: 90,
      deviations: stockDeviations(
        { shipments: [100], receipts: [100], adjustments: [0] },
        { shipments: [90], receipts: [100], adjustments: [0] },
      ),
    },
    oneBucket,
  )!
  const receivables = explainBalance(
    {
      openingPlan: 200,
      openingActual: 200,
      closingPlan: [200],
      closingActual: [192],
      flowPlan: 120,
      flowActual: 108,
      deviations: [
        ...billingDeviations({
          planned: [120],
          atActualQuantity: [108],
          atActualPrice: [108],
          atActualTax: [108],
          billed: [108],
        }),
        ...settlementDeviations([120], [120], [116], [0]),
      ],
    },
    oneBucket,
  )!
  const payables = explainBalance(
    {
      openingPlan: 80,
      openingActual: 80,
      closingPlan: [80],
      closingActual: [86],
      flowPlan: 60,
      flowActual: 66,
      deviations: billingDeviations({
        planned: [60],
        atActualQuantity: [60],
        atActualPrice: [66],
        atActualTax: [66],
        billed: [66],
      }),
    },
    oneBucket,
  )!
  const causes = explainCashCycle(stock, receivables, payables, 10, 100_000)

  it('[CC7] leads from plan to actual by group, each cause in exactly one', () => {
    const sum = Object.values(causes.byGroup).reduce((total, days) => total + days, 0)
    expect(causes.plan + sum).toBeCloseTo(causes.actual, 12)
    expect(causes.byGroup.adherence).toBeCloseTo(1 - 1, 12) // +10 × 10 / 100 in stock, −12 × 10 / 120 in receivables
    expect(causes.byGroup.terms).toBeCloseTo(40 / 120, 12)
    expect(causes.byGroup.priceAndTax).toBeCloseTo(-1, 12)
  })

  it('[CC8] shows the cycle as executed and the cycle excluding adherence by both names', () => {
    expect(causes.asExecuted).toBeCloseTo(causes.plan + causes.byGroup.adherence, 12)
    expect(causes.excludingAdherence).toBeCloseTo(causes.actual - causes.byGroup.adherence, 12)
  })

  it('[CC9] says what cash the deviation trapped, without the effect of the denominator, and what it cost', () => {
    expect(causes.cashTrapped).toBe(10 - 12) // stock up by 10, receivables down by 12: money was set free
    expect(explainCashCycle(stock, stock, stock, 10, 100_000).cashTrapped).toBe(10)
    expect(explainCashCycle(stock, stock, stock, 10, 365_000_000).carry).toBe(100) // 36,500 % a year for 10 days
  })
})

describe('every decomposition', () => {
  const bucket = fc.record({
    days: fc.integer({ min: 1, max: 31 }),
    shipPlan: fc.nat(1e6),
    shipActual: fc.nat(1e6),
    receivePlan: fc.nat(1e6),
    receiveActual: fc.nat(1e6),
    adjust: fc.integer({ min: -1000, max: 1000 }),
    revalue: fc.integer({ min: -1000, max: 1000 }),
  })

  it('[CC5] adds up without a residual, whatever happened and however long the buckets are', () => {
    fc.assert(
      fc.property(fc.array(bucket, { minLength: 1, maxLength: 10 }), fc.nat(1e6), fc.nat(1e6), (rows, from, to) => {
        const roll = (opening: number, of: (row: (typeof rows)[0]) => number): number[] => {
          let balance = opening
          return rows.map((row) => {
            balance += of(row)
            return balance
          })
        }
        const zero = rows.map(() => 0)
        const deviations = stockDeviations(
          { shipments: rows.map((r) => r.shipPlan), receipts: rows.map((r) => r.receivePlan), adjustments: zero },
          {
            shipments: rows.map((r) => r.shipActual),
            receipts: rows.map((r) => r.receiveActual),
            adjustments: rows.map((r) => r.adjust),
            revaluation: rows.map((r) => r.revalue),
          },
        )
        const story = {
          openingPlan: from,
          openingActual: to,
          closingPlan: roll(from, (row) => row.receivePlan - row.shipPlan),
          closingActual: roll(to, (row) => row.receiveActual - row.shipActual + row.adjust + row.revalue),
          flowPlan: 1 + rows.reduce((sum, row) => sum + row.shipPlan, 0),
          flowActual: 1 + rows.reduce((sum, row) => sum + row.shipActual, 0),
          deviations,
        }
        const causes = explainBalance(
          story,
          rows.map((row) => row.days),
        )!
        const sum = causes.terms.reduce((total, term) => total + term.days, 0)
        const scale = Math.max(1, ...causes.terms.map((term) => Math.abs(term.days)))
        expect(Math.abs(sum - (causes.daysActual - causes.daysPlan)) / scale).toBeLessThan(1e-9)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
