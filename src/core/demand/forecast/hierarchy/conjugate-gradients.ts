/** Equations solved by products with their matrix alone (Hestenes & Stiefel 1952), scaled by its diagonal. */

const ROUNDS_MAX = 1_000

/** x of A x = −right, where `multiply` leaves A · vector in `product`; nodes of no scale stay at zero. */
export function conjugateGradients(
  right: Float64Array,
  scale: Float64Array,
  multiply: (vector: Float64Array) => void,
  product: Float64Array,
  goal: number,
): Float64Array {
  const count = right.length
  const solution = new Float64Array(count)
  const residual = right.map((value, at) => (scale[at] === 0 ? 0 : -value))
  const search = residual.map((value, at) => value * scale[at]!)
  let size = dot(residual, search)
  const enough = size * goal ** 2
  for (let round = 0; round < ROUNDS_MAX && size > enough; round++) {
    multiply(search)
    const curvature = dot(search, product)
    if (!(curvature > 0)) break
    const step = size / curvature
    let next = 0
    for (let at = 0; at < count; at++) {
      if (scale[at] === 0) continue
      solution[at]! += step * search[at]!
      residual[at]! -= step * product[at]!
      next += residual[at]! ** 2 * scale[at]!
    }
    for (let at = 0; at < count; at++) search[at] = residual[at]! * scale[at]! + (next / size) * search[at]!
    size = next
  }
  return solution
}

export const dot = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0)
