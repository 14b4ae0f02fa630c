import { spreadOverDays } from './daily-balance.js'
import { exactProduct } from './exact-product.js'
import type { MoneyHorizon, RateTable } from './money-plan.js'

/** Money atoms of each owner's currency; `closing` at [owner × bucketCount + bucket]. */
export interface StockValue {
  readonly bucketCount: number
  readonly opening: Float64Array
  readonly closing: Float64Array
}

/** A stock row to value: quantities at the end of each bucket at [row × bucketCount + bucket], below zero = owed. */
export interface StockHolding {
  readonly row: number
  readonly bucketCount: number
  readonly opening: number
  readonly closing: Float64Array
  /** Unit standard cost per stock row, in millionths of the owner's currency, and `productDivisor` of that. */
  readonly cost: RateTable
  readonly divisor: number
}

/**
 * Adds a row's stock at standard cost to `value[closingAt + bucket]`, and what a new cost did to the stock that was there
 * to `value[revaluationAt + bucket]`. A quantity that is owed is not stock, so a row below zero is worth nothing, not less
 * than nothing; what is owed shows as a shortage.
 */
export function addStockValue(
  { row, bucketCount, opening, closing, cost, divisor }: StockHolding,
  value: Float64Array,
  closingAt: number,
  revaluationAt: number,
  from = 0,
): void {
  const rate = cost.rowOf[row]!
  const start = cost.start[rate]!
  const step = cost.varies[rate]!
  const before = row * bucketCount + from - 1
  let unitCost = cost.values[start + step * Math.max(0, from - 1)]!
  let quantity = Math.max(0, from === 0 ? opening : closing[before]!)
  for (let bucket = from; bucket < bucketCount; bucket++) {
    const nextCost = cost.values[start + step * bucket]!
    if (nextCost !== unitCost) {
      value[revaluationAt + bucket]! +=
        exactProduct(quantity, nextCost, divisor) - exactProduct(quantity, unitCost, divisor)
      unitCost = nextCost
    }
    quantity = closing[row * bucketCount + bucket]!
    if (quantity > 0) value[closingAt + bucket]! += exactProduct(quantity, unitCost, divisor)
    else quantity = 0
  }
}

/**
 * The stock of one owner at the end of each day. Inside a bucket of several days the value moves evenly from one
 * closing to the next, as billing does, so that averages of stock, receivables and payables are taken alike.
 */
export function stockByDay(horizon: MoneyHorizon, value: StockValue, owner: number, days: number): Float64Array {
  const changes = new Float64Array(value.bucketCount)
  let before = value.opening[owner]!
  for (let bucket = 0; bucket < value.bucketCount; bucket++) {
    const after = value.closing[owner * value.bucketCount + bucket]!
    changes[bucket] = after - before
    before = after
  }
  const daily = spreadOverDays(horizon, changes, new Float64Array(days))
  let balance = value.opening[owner]!
  for (let day = 0; day < days; day++) {
    balance += daily[day]!
    daily[day] = balance
  }
  return daily
}
