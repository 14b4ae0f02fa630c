import { describe, expect, it } from 'vitest'
import { parseDay } from '../core/base/day.js'
import { stockByDay, valueStock } from './stock-value.js'

const planDay = parseDay('2026-11-23')!

describe('the value of stock', () => {
  // Two rows of owner 0, one of owner 1, one in a retailer's store. Costs in millionths, quantities in thousandths,
  // divisor 10^7 makes atoms of cents. Row 0 costs 2.00, and 2.50 from the second bucket on; the others cost 10.00.
  const holding = {
    count: 4,
    bucketCount: 2,
    opening: Float64Array.of(100_000, 5_000, 1_000, 9_000),
    closing: Float64Array.of(80_000, 60_000, /**/ -3_000, 4_000, /**/ 0, 2_000, /**/ 9_000, 9_000),
    cost: {
      rowOf: Int32Array.of(0, 1, 1, 1),
      start: Int32Array.of(0, 2),
      varies: Uint8Array.of(1, 0),
      values: Float64Array.of(2_000_000, 2_500_000, 10_000_000),
    },
    owner: Int32Array.of(0, 0, 1, -1),
    divisor: Float64Array.of(1e7, 1e7),
  }
  const value = valueStock(holding, 2)

  it('[WC1] is closing quantity at standard cost, by who owns it', () => {
    expect([...value.opening]).toEqual([200_00 + 50_00, 10_00])
    expect([...value.closing]).toEqual([160_00, 150_00 + 40_00, 0, 20_00])
  })

  it('[WC1] counts what is owed as no stock, not as less than none', () => {
    const owed = valueStock({ ...holding, closing: Float64Array.of(0, 0, -3_000, -1, 0, 0, 0, 0) }, 2)
    expect([...owed.closing]).toEqual([0, 0, 0, 0])
  })

  it('[WC1] does not own what lies in somebody else’s store', () => {
    const theirs = valueStock({ ...holding, owner: Int32Array.of(-1, -1, -1, -1) }, 2)
    expect([...theirs.closing, ...theirs.opening]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('[WC6] shows apart what a new standard cost did to the stock that was there', () => {
    expect([...value.revaluation]).toEqual([0, 40_00, 0, 0]) // 80 units × 0.50
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
    expect([...stockByDay(horizon, value, 0, 4)]).toEqual([160_00, 170_00, 180_00, 190_00])
  })
})
