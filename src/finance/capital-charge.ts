import type { Share } from '../core/base/quantity.js'

/**
 * What the stock of a period costs in capital: Σ of its daily closings × the yearly rate ÷ 365. A memo line under the
 * P&L, in nobody's ledger. Rounded once; money atoms of the stock's currency. `capitalCost` in millionths.
 */
export function capitalCharge(dailyClosing: ArrayLike<number>, capitalCost: Share): number {
  let stockDays = 0n
  for (let day = 0; day < dailyClosing.length; day++) stockDays += BigInt(dailyClosing[day]!)
  const product = stockDays * BigInt(capitalCost)
  return portionOfBig(product, 365_000_000n)
}

function portionOfBig(product: bigint, denominator: bigint): number {
  const magnitude = product < 0n ? -product : product
  const rounded = Number((2n * magnitude + denominator) / (2n * denominator))
  return product < 0n && rounded !== 0 ? -rounded : rounded
}
