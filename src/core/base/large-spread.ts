/**
 * Largest remainder for groups of a million, and for a million small groups: the same parts as `spread`, to the last
 * one, without an object or a BigInt per part. Where total × weight passes 2^53 the product is held as two floating
 * numbers whose sum is exact (Dekker 1971, Veltkamp's splitting).
 */
import { assertExact } from './assert.js'
import { FEW, spreadFew } from './few-spread.js'
import { kthLargest } from './selection.js'

/** Beyond this sum of weights a remainder might pass 2^53 on its way. */
const SUM_MAX = 2 ** 50
const SPLITTER = 2 ** 27 + 1

// Room that grows to the largest group met; one per thread, and no call outlives itself.
let remainders = new Float64Array(128)
let candidates = new Float64Array(128)

/**
 * Splits a whole, non-negative total in proportion to the first `count` weights (whole, not negative, below 2^53 in
 * all) and writes the parts to `out`, which may not be `weights`. The same as `spread` of largest-remainder.ts.
 */
export function spreadLarge(total: number, weights: Float64Array, count: number, out: Float64Array): void {
  let sum = 0
  for (let part = 0; part < count; part++) sum += weights[part]!
  if (count === 1) {
    out[0] = total
    return
  }
  if (sum === 0) {
    shareEqually(total, count, out)
    return
  }
  if (count <= FEW && total * sum <= Number.MAX_SAFE_INTEGER) {
    spreadFew(total, weights, count, sum, out)
    return
  }
  assertExact(sum, 'sum of weights')
  if (remainders.length < count) {
    remainders = new Float64Array(count)
    candidates = new Float64Array(count)
  }
  const left =
    sum <= SUM_MAX ? takeFloors(total, weights, count, sum, out) : takeBigFloors(total, weights, count, sum, out)
  if (left > 0) handOut(left, weights, count, out)
}

function shareEqually(total: number, count: number, out: Float64Array): void {
  const floor = Math.floor(total / count)
  const more = total - floor * count
  for (let part = 0; part < count; part++) out[part] = part < more ? floor + 1 : floor
}

/** Floors into `out`, remainders beside them; how many ones are left to hand out. */
function takeFloors(total: number, weights: Float64Array, count: number, sum: number, out: Float64Array): number {
  const totalHigh = SPLITTER * total - (SPLITTER * total - total)
  const totalLow = total - totalHigh
  const sumHigh = SPLITTER * sum - (SPLITTER * sum - sum)
  const sumLow = sum - sumHigh
  let left = total
  for (let part = 0; part < count; part++) {
    const weight = weights[part]!
    const product = total * weight
    let floor = Math.floor(product / sum)
    let remainder: number
    if (product <= Number.MAX_SAFE_INTEGER) remainder = product - floor * sum
    else {
      const weightHigh = SPLITTER * weight - (SPLITTER * weight - weight)
      const weightLow = weight - weightHigh
      const productError =
        totalLow * weightLow - (product - totalHigh * weightHigh - totalLow * weightHigh - totalHigh * weightLow)
      const back = floor * sum
      const floorHigh = SPLITTER * floor - (SPLITTER * floor - floor)
      const floorLow = floor - floorHigh
      const backError = floorLow * sumLow - (back - floorHigh * sumHigh - floorLow * sumHigh - floorHigh * sumLow)
      remainder = product - back + (productError - backError)
    }
    for (; remainder < 0; remainder += sum) floor--
    for (; remainder >= sum; remainder -= sum) floor++
    remainders[part] = remainder
    out[part] = floor
    left -= floor
  }
  return left
}

function takeBigFloors(total: number, weights: Float64Array, count: number, sum: number, out: Float64Array): number {
  let left = total
  for (let part = 0; part < count; part++) {
    const exact = BigInt(total) * BigInt(weights[part]!)
    out[part] = Number(exact / BigInt(sum))
    remainders[part] = Number(exact % BigInt(sum))
    left -= out[part]!
  }
  return left
}

/** One more to the `left` largest remainders; tie: the bigger weight, then the earlier place. */
function handOut(left: number, weights: Float64Array, count: number, out: Float64Array): void {
  for (let part = 0; part < count; part++) candidates[part] = remainders[part]!
  const border = kthLargest(candidates, count, left)
  let needed = left
  let ties = 0
  for (let part = 0; part < count; part++) {
    const remainder = remainders[part]!
    if (remainder > border) {
      out[part]! += 1
      needed--
    } else if (remainder === border) candidates[ties++] = weights[part]!
  }
  const lightest = ties === needed ? 0 : kthLargest(candidates, ties, needed)
  let evenly = needed
  if (ties === needed) evenly = 0
  else for (let part = 0; part < count; part++) if (remainders[part] === border && weights[part]! > lightest) evenly--
  for (let part = 0; part < count; part++) {
    if (remainders[part] !== border) continue
    if (ties === needed || weights[part]! > lightest) out[part]! += 1
    else if (weights[part] === lightest && evenly > 0) {
      out[part]! += 1
      evenly--
    }
  }
}
