/**
 * What a method may be given: numbers without gaps. Steps before the first number are cut off, a gap inside takes the
 * number of one season before where there is one, and else lies on the line between its neighbours; a gap at the end is
 * filled too, because the horizon begins after it.
 */

/** A series as it came, from its first number on; null where there is none. */
export interface Filled {
  readonly values: Float64Array
  /** Index of the first number. */
  readonly from: number
  /** Steps that were filled. */
  readonly gaps: number
}

/** Beyond this a square no longer fits a double. */
const SIZE_MAX = 1e150

export function fillGaps(values: Float64Array, period: number): Filled | null {
  const isNumber = (at: number): boolean => Math.abs(values[at]!) < SIZE_MAX
  let from = 0
  while (from < values.length && !isNumber(from)) from++
  if (from === values.length) return null
  const filled = values.slice()
  let gaps = 0
  for (let at = from; at < values.length; at++) {
    if (isNumber(at)) continue
    gaps += 1
    const before = at - period
    if (period > 1 && before >= from) {
      filled[at] = filled[before]!
      continue
    }
    let next = at + 1
    while (next < values.length && !isNumber(next)) next++
    filled[at] =
      next === values.length ? filled[at - 1]! : filled[at - 1]! + (values[next]! - filled[at - 1]!) / (next - at + 1)
  }
  return { values: filled, from, gaps }
}

/** A driver as it was told: where it says nothing it is what it was last, before its first number what that is, else 0. */
export function carryDriver(known: Float64Array): Float64Array {
  if (known.every(Number.isFinite)) return known
  let last = known.find(Number.isFinite) ?? 0
  return known.map((value) => {
    if (Number.isFinite(value)) last = value
    return last
  })
}
