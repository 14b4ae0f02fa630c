/** Insertion into sorted[0, filled): faster than any sort for a handful of numbers. */
export function insert(sorted: Float64Array, filled: number, value: number): void {
  let at = filled
  for (; at > 0 && sorted[at - 1]! > value; at--) sorted[at] = sorted[at - 1]!
  sorted[at] = value
}
