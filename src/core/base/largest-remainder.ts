import { assert, assertExact } from './assert.js'

/**
 * Splits a whole total into whole parts in proportion to whole, non-negative weights: floors first, then one more to
 * the biggest remainders (tie: bigger weight, then earlier position). The parts always add up to the total. All-zero
 * weights count as equal ones. A negative total is split as its absolute value and the sign restored.
 *
 * DOMAIN §6.12; Hamilton's method. Exact: where total × weight would pass 2^53 the product is taken in BigInt.
 *
 * @example spread(100, [1, 1, 1])  // [34, 33, 33]
 */
export function spread(
  total: number,
  weights: ArrayLike<number>,
  out = new Float64Array(weights.length),
): Float64Array {
  const count = weights.length
  assert(count > 0, 'nothing to spread over')
  assertExact(total, 'total')
  let sum = 0
  let largest = 0
  let smallest = Infinity
  for (let part = 0; part < count; part++) {
    const weight = weights[part]!
    assert(weight >= 0, 'a weight is negative', { part, weight })
    sum += weight
    if (weight > largest) largest = weight
    if (weight < smallest) smallest = weight
  }
  assertExact(sum, 'sum of weights')
  if (largest === smallest) return spreadEvenly(total, count, out)
  const weightOf = (part: number): number => weights[part]!
  const magnitude = Math.abs(total)
  const remainders = new Float64Array(count)
  let left = magnitude
  for (let part = 0; part < count; part++) {
    const product = magnitude * weightOf(part)
    let floor: number
    if (product <= Number.MAX_SAFE_INTEGER) {
      floor = Math.floor(product / sum)
      remainders[part] = product - floor * sum
      // The rounded quotient of two exact whole numbers can land one above the true floor.
      if (remainders[part]! < 0) {
        floor -= 1
        remainders[part]! += sum
      }
    } else {
      const exact = BigInt(magnitude) * BigInt(weightOf(part))
      floor = Number(exact / BigInt(sum))
      remainders[part] = Number(exact % BigInt(sum))
    }
    out[part] = floor
    left -= floor
  }
  if (left > 0) {
    const order = Array.from({ length: count }, (_, part) => part)
    order.sort((a, b) => remainders[b]! - remainders[a]! || weightOf(b) - weightOf(a) || a - b)
    for (let taken = 0; taken < left; taken++) out[order[taken]!]! += 1
  }
  if (total < 0) for (let part = 0; part < count; part++) if (out[part] !== 0) out[part] = -out[part]!
  return out
}

/** Equal weights: all get the floor, and the first ones what is left. */
function spreadEvenly(total: number, count: number, out: Float64Array): Float64Array {
  const magnitude = Math.abs(total)
  const left = magnitude % count
  const floor = (magnitude - left) / count
  for (let part = 0; part < count; part++) {
    const share = part < left ? floor + 1 : floor
    out[part] = total < 0 && share !== 0 ? -share : share
  }
  return out
}
