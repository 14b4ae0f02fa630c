/**
 * Largest remainder for the many small groups of an edit: a row's share over its buckets. Remainders are counted in
 * bins, so that only the few of one bin are ever compared; a comparison that cannot be foretold costs more than the
 * arithmetic of a part.
 */

/** The most parts of a group. */
export const FEW = 256
const BINS = 32

// One per thread; no call outlives itself.
const remainders = new Float64Array(FEW)
const binOf = new Int32Array(FEW)
const bins = new Int32Array(BINS)
const doubtful = new Int32Array(FEW)

/**
 * What `spreadLarge` does, for at most `FEW` parts whose weights add up to `sum`, above zero, where total × sum is below
 * 2^53: every product is exact then.
 */
export function spreadFew(total: number, weights: Float64Array, count: number, sum: number, out: Float64Array): void {
  const inverse = 1 / sum
  const scale = BINS * inverse
  for (let bin = 0; bin < BINS; bin++) bins[bin] = 0
  let left = total
  for (let part = 0; part < count; part++) {
    const product = total * weights[part]!
    // Times the inverse is quicker than divided by the sum, and may be one off.
    let floor = Math.floor(product * inverse)
    let remainder = product - floor * sum
    for (; remainder < 0; remainder += sum) floor--
    for (; remainder >= sum; remainder -= sum) floor++
    const bin = (remainder * scale) | 0
    remainders[part] = remainder
    binOf[part] = bin
    bins[bin]! += 1
    out[part] = floor
    left -= floor
  }
  if (left > 0) handOut(left, weights, count, out)
}

/** One more to the `left` largest remainders; tie: the bigger weight, then the earlier place. */
function handOut(left: number, weights: Float64Array, count: number, out: Float64Array): void {
  let border = BINS - 1
  let wanted = left
  for (; bins[border]! < wanted; border--) wanted -= bins[border]!
  let found = 0
  for (let part = 0; part < count; part++) {
    const bin = binOf[part]!
    out[part]! += bin > border ? 1 : 0
    doubtful[found] = part
    found += bin === border ? 1 : 0
  }
  for (; wanted > 0; wanted--) out[takeLargest(found--, weights)]! += 1
}

/** Takes the largest of the doubtful parts out of their list, whose order stays. */
function takeLargest(count: number, weights: Float64Array): number {
  let best = 0
  for (let at = 1; at < count; at++) {
    const part = doubtful[at]!
    const largest = doubtful[best]!
    const more = remainders[part]! - remainders[largest]!
    if (more > 0 || (more === 0 && weights[part]! > weights[largest]!)) best = at
  }
  const taken = doubtful[best]!
  for (let at = best + 1; at < count; at++) doubtful[at - 1] = doubtful[at]!
  return taken
}
