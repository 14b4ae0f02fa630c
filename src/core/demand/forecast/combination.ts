/**
 * Several forecasts into one. Simple combinations are hard to beat (Bates & Granger 1969): the median of up to three, and
 * of more the mean without the two extremes.
 */
export function combine(forecasts: readonly Float64Array[], out: Float64Array): void {
  const count = forecasts.length
  const sorted = new Float64Array(count)
  const trimmed = count > 3 ? 1 : (count - 1) >> 1
  for (let step = 0; step < out.length; step++) {
    for (let member = 0; member < count; member++) insert(sorted, member, forecasts[member]![step]!)
    let sum = 0
    for (let at = trimmed; at < count - trimmed; at++) sum += sorted[at]!
    out[step] = sum / (count - 2 * trimmed)
  }
}

/** Insertion into sorted[0, filled): faster than any sort for a handful of numbers. */
export function insert(sorted: Float64Array, filled: number, value: number): void {
  let at = filled
  for (; at > 0 && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!
  sorted[at] = value
}
