import { assertExact } from '../core/base/assert.js'
import { spreadOverDays } from './daily-balance.js'
import { exactProduct } from './exact-product.js'
import type { MoneyHorizon, RateTable } from './money-plan.js'

/** What has to be known of the stock rows to value them. */
export interface StockHolding {
  readonly count: number
  readonly bucketCount: number
  /** Quantities at the end of each bucket, below zero = owed to customers: [row × bucketCount + bucket]. */
  readonly closing: Float64Array
  readonly opening: Float64Array
  /** Unit standard cost per stock row, in millionths of the owner's currency. */
  readonly cost: RateTable
  /** Position of the owning legal entity; −1 = somebody else's (a retailer's store, consigned). */
  readonly owner: Int32Array
  /** `productDivisor` of the owner's currency, per owner. */
  readonly divisor: Float64Array
}

/** Money atoms of each owner's currency; `closing` at [owner × bucketCount + bucket]. */
export interface StockValue {
  readonly ownerCount: number
  readonly bucketCount: number
  readonly opening: Float64Array
  readonly closing: Float64Array
  /** The part of the change that comes from a new standard cost: opening quantity × change of cost. */
  readonly revaluation: Float64Array
}

/**
 * Stock at standard cost by who owns it. A quantity that is owed is not stock, so a row below zero is worth nothing,
 * not less than nothing; what is owed shows as a shortage. A row whose owner is somebody else is seen, never valued.
 */
export function valueStock(holding: StockHolding, ownerCount: number): StockValue {
  const { bucketCount, cost } = holding
  const opening = new Float64Array(ownerCount)
  const closing = new Float64Array(ownerCount * bucketCount)
  const revaluation = new Float64Array(ownerCount * bucketCount)
  for (let row = 0; row < holding.count; row++) {
    const owner = holding.owner[row]!
    if (owner < 0) continue
    const divisor = holding.divisor[owner]!
    const rate = cost.rowOf[row]!
    const start = cost.start[rate]!
    const step = cost.varies[rate]!
    let unitCost = cost.values[start]!
    let quantity = Math.max(0, holding.opening[row]!)
    opening[owner]! += exactProduct(quantity, unitCost, divisor)
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const nextCost = cost.values[start + step * bucket]!
      const at = owner * bucketCount + bucket
      if (nextCost !== unitCost) {
        revaluation[at]! += exactProduct(quantity, nextCost, divisor) - exactProduct(quantity, unitCost, divisor)
        unitCost = nextCost
      }
      quantity = holding.closing[row * bucketCount + bucket]!
      if (quantity > 0) closing[at]! += exactProduct(quantity, unitCost, divisor)
      else quantity = 0
    }
  }
  for (const value of closing) assertExact(value, 'stock value')
  return { ownerCount, bucketCount, opening, closing, revaluation }
}

/**
 * The stock of one owner at the end of each day. Inside a bucket of several days the value moves evenly from one
 * closing to the next, as billing does, so that averages of stock, receivables and payables are taken alike.
 */
export function stockByDay(
  horizon: MoneyHorizon,
  value: Pick<StockValue, 'bucketCount' | 'opening' | 'closing'>,
  owner: number,
  days: number,
): Float64Array {
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
