import { describe, expect, it } from 'vitest'
import { buildCapitalWorld } from '../../tests/support/capital-world.js'
import { parseDay } from '../core/base/day.js'
import { bookStock } from './stock-book.js'
import { addStockValue, stockByDay } from './stock-value.js'

const planDay = parseDay('2026-11-23')!

describe('the value of stock', () => {
  // Costs in millionths, quantities in thousandths, divisor 10^7 makes atoms of cents. Row 0 costs 2.00, and 2.50 from the
  // second bucket on; the others cost 10.00.
  const cost = {
    rowOf: Int32Array.of(0, 1, 1),
    start: Int32Array.of(0, 2),
    varies: Uint8Array.of(1, 0),
    values: Float64Array.of(2_000_000, 2_500_000, 10_000_000),
  }
  const closing = Float64Array.of(80_000, 60_000, /**/ -3_000, 4_000, /**/ 0, 2_000)
  const valueOf = (...rows: number[]): number[] => {
    const value = new Float64Array(4)
    for (const row of rows)
      addStockValue({ row, bucketCount: 2, opening: 100_000, closing, cost, divisor: 1e7 }, value, 0, 2)
    return [...value.subarray(0, 2)]
  }

  it('[WC1] is closing quantity at standard cost, rows added up', () => {
    expect(valueOf(0)).toEqual([160_00, 150_00])
    expect(valueOf(0, 2)).toEqual([160_00, 150_00 + 20_00])
  })

  it('[WC1] counts what is owed as no stock, not as less than none', () => {
    expect(valueOf(1)).toEqual([0, 40_00])
  })

  it('[WC1] does not own what lies in somebody else’s store', () => {
    const world = buildCapitalWorld({
      stock: { 'bar@store': 9 },
      costs: { bar: '10' },
      demand: [{ at: 'bar@store', units: 1 }],
    })
    const theirs = { ...world.money, entityOfLocation: world.money.entityOfLocation.map(() => -1) }
    const { opening, closing: value } = bookStock({ ...world, money: theirs, supplyOrders: [] })
    expect(world.capital.stock.opening[0]).toBeGreaterThan(0)
    expect(new Set([...opening, ...value])).toEqual(new Set([0]))
  })

  it('[WC6] shows apart what a new standard cost did to the stock that was there', () => {
    const value = new Float64Array(4)
    addStockValue({ row: 0, bucketCount: 2, opening: 0, closing, cost, divisor: 1e7 }, value, 0, 2)
    expect([...value.subarray(2)]).toEqual([0, 40_00]) // 80 units × 0.50
  })

  it('[WC7] moves evenly from one closing to the next inside a bucket', () => {
    const horizon = {
      planDay,
      count: 2,
      firstDay: Int32Array.of(planDay, planDay + 1),
      days: Uint8Array.of(1, 3),
      month: Uint16Array.of(0, 0),
      monthCount: 1,
    }
    const value = {
      bucketCount: 2,
      opening: Float64Array.of(250_00),
      closing: Float64Array.of(160_00, 190_00),
    }
    expect([...stockByDay(horizon, value, 0, 4)]).toEqual([160_00, 170_00, 180_00, 190_00])
  })
})
