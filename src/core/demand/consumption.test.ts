import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PLAN_DAY } from '../../../tests/support/demand-world.js'
import { buildHorizon } from '../calendar/horizon.js'
import type { OpenOrder } from '../network/facts.js'
import { consumeForecast, consumeRow, WINDOW_DAYS } from './consumption.js'

const horizon = buildHorizon({ planDay: PLAN_DAY, months: 3 })

function consume(
  forecast: readonly number[],
  ordered: Readonly<Record<number, number>>,
  rules: { fenceDays: number; backwardDays: number; forwardDays: number },
): number[] {
  const orders = new Float64Array(forecast.length)
  for (const [day, units] of Object.entries(ordered)) orders[Number(day)] = units
  const demand = new Float64Array(forecast.length)
  consumeRow(Float64Array.from(forecast), orders, rules, demand)
  return [...demand]
}

const TEN_A_DAY = new Array<number>(8).fill(10)
const OWN_DAY = { fenceDays: 0, backwardDays: 0, forwardDays: 0 }

describe('golden table of docs/specs/demand.md: forecast 10 a day', () => {
  test('[OC1] inside the fence orders only', () => {
    expect(consume(TEN_A_DAY, { 0: 4 }, { ...OWN_DAY, fenceDays: 3 })).toEqual([4, 0, 0, 10, 10, 10, 10, 10])
  })

  test('[OC2] outside, without windows, the larger of orders and forecast', () => {
    expect(consume(TEN_A_DAY, { 1: 4, 2: 30 }, OWN_DAY)).toEqual([10, 10, 30, 10, 10, 10, 10, 10])
  })

  test('[OC3] an order eats its own day, then backward the nearest first, then forward', () => {
    const rules = { fenceDays: 0, backwardDays: 2, forwardDays: 2 }
    expect(consume(TEN_A_DAY, { 4: 25 }, rules)).toEqual([10, 10, 5, 0, 25, 10, 10, 10])
    expect(consume(TEN_A_DAY, { 4: 45 }, rules)).toEqual([10, 10, 0, 0, 45, 0, 5, 10])
  })

  test('[OC4] never below zero: what no forecast is left for stands as new demand', () => {
    const rules = { fenceDays: 0, backwardDays: 2, forwardDays: 2 }
    expect(consume(TEN_A_DAY, { 4: 80 }, rules)).toEqual([10, 10, 0, 0, 80, 0, 0, 10])
  })

  test('[OC1] [OC3] the fence and the windows together', () => {
    const rules = { fenceDays: 3, backwardDays: 2, forwardDays: 2 }
    expect(consume(TEN_A_DAY, { 0: 4, 2: 30, 5: 25 }, rules)).toEqual([4, 0, 30, 1, 0, 25, 10, 10])
  })
})

const orderOf = (more: Partial<OpenOrder>): OpenOrder => ({
  order: 'o',
  line: '1',
  product: 0,
  customer: 0,
  location: 0,
  orderDay: PLAN_DAY - 5,
  requestedDay: PLAN_DAY,
  promisedDay: PLAN_DAY,
  orderedUnits: 10,
  shippedUnits: 0,
  ...more,
})
const rows = { count: 2, item: Int32Array.of(0, 1), location: Int32Array.of(0, 0), customer: Int32Array.of(0, 0) }
const rulesOf = (...fenceDays: number[]) => ({ fenceDays, backwardDays: WINDOW_DAYS, forwardDays: WINDOW_DAYS })

describe('orders of a company', () => {
  const consensus = new Float64Array(2 * horizon.count).fill(10)

  test('[OC5] what was due before the plan day is backlog; it eats no forecast', () => {
    const orders = [orderOf({ requestedDay: PLAN_DAY - 3, orderedUnits: 30, shippedUnits: 12 })]
    const { openingBacklog, orderAdjustments } = consumeForecast(orders, rows, horizon, consensus, rulesOf(0, 0))
    expect([...openingBacklog]).toEqual([18, 0])
    expect(orderAdjustments.value.length).toBe(0)
  })

  test('[OC5] only what is still open counts', () => {
    const orders = [
      orderOf({ requestedDay: PLAN_DAY + 9, orderedUnits: 50, shippedUnits: 20 }),
      orderOf({ requestedDay: PLAN_DAY + 9, orderedUnits: 5, shippedUnits: 9 }),
    ]
    const { orderAdjustments } = consumeForecast(orders, rows, horizon, consensus, rulesOf(0, 0))
    expect([...orderAdjustments.start]).toEqual([0, 3, 3])
    expect([...orderAdjustments.bucket]).toEqual([7, 8, 9])
    expect([...orderAdjustments.value]).toEqual([-10, -10, 20])
  })

  test('[OC6] beyond the day buckets the forecast stands alone; an order without a row is shown', () => {
    const orders = [orderOf({ requestedDay: PLAN_DAY + 60 }), orderOf({ customer: 7 })]
    const { orderAdjustments, unmatched } = consumeForecast(orders, rows, horizon, consensus, rulesOf(0, 0))
    expect(orderAdjustments.value.length).toBe(0)
    expect(unmatched).toHaveLength(1)
  })

  test('[OC1] a row with a fence and no order has no demand inside it', () => {
    const { orderAdjustments } = consumeForecast([], rows, horizon, consensus, rulesOf(0, 2))
    expect([...orderAdjustments.start]).toEqual([0, 0, 2])
    expect([...orderAdjustments.value]).toEqual([-10, -10])
  })
})

test('[OC4] demand is never below the orders, never negative, and adds no more than the orders do', () => {
  const day = fc.nat(20)
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 10, maxLength: 28 }),
      fc.dictionary(fc.nat(9).map(String), fc.nat(60)),
      fc.record({ fenceDays: fc.nat(6), backwardDays: fc.nat(6), forwardDays: fc.nat(6) }),
      (forecast, ordered, rules) => {
        const demand = consume(forecast, ordered, rules)
        demand.forEach((units, at) => expect(units).toBeGreaterThanOrEqual(ordered[at] ?? 0))
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(demand)).toBeLessThanOrEqual(sum(forecast) + sum(Object.values(ordered)))
        if (rules.fenceDays === 0) expect(sum(demand)).toBeGreaterThanOrEqual(sum(forecast))
      },
    ),
    { seed: 7, numRuns: 300 },
  )
})
