/** Shares in whole packs; what is less than a pack goes to the largest child (DOMAIN §6.12). */
import { spreadLarge } from '../base/large-spread.js'
import type { Quantity } from '../base/quantity.js'
import type { Rows } from '../plan/plan.js'

/** `total` over the first `count` weights in whole packs, what is left to the biggest weight (tie: the earlier). */
export function spreadPacks(
  total: Quantity,
  pack: Quantity,
  weights: Float64Array,
  count: number,
  out: Float64Array,
): void {
  const packs = Math.floor(total / pack)
  spreadLarge(packs, weights, count, out)
  let largest = 0
  for (let part = 0; part < count; part++) {
    out[part]! *= pack
    if (weights[part]! > weights[largest]!) largest = part
  }
  out[largest]! += total - packs * pack
}

/** `total` over products as it comes, then over each product's rows in its own packs. Rows are item-major. */
export function spreadProductPacks(
  plan: { readonly rows: Pick<Rows, 'item'>; readonly packUnits: Float64Array },
  rows: Int32Array,
  total: Quantity,
  weights: Float64Array,
  out: Float64Array,
): void {
  const { item } = plan.rows
  const starts: number[] = []
  const productWeights: number[] = []
  rows.forEach((row, at) => {
    if (at === 0 || item[row] !== item[rows[at - 1]!]) {
      starts.push(at)
      productWeights.push(0)
    }
    productWeights[productWeights.length - 1]! += weights[at]!
  })
  const shares = new Float64Array(starts.length)
  spreadLarge(total, Float64Array.from(productWeights), starts.length, shares)
  starts.forEach((start, product) => {
    const end = starts[product + 1] ?? rows.length
    const pack = plan.packUnits[item[rows[start]!]!]!
    const own = weights.subarray(start, end)
    if (pack > 0) spreadPacks(shares[product]!, pack, own, end - start, out.subarray(start, end))
    else spreadLarge(shares[product]!, own, end - start, out.subarray(start, end))
  })
}
