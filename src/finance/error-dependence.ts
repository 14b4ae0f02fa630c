/** How far errors of rows go together, from cycles of the past: FR3 of docs/specs/finance-range.md. */

/** One past cycle: the sum of the errors that were made, of the squares that were announced, and of the errors announced. */
export interface CycleErrors {
  readonly error: number
  readonly squares: number
  readonly sum: number
}

/** Fewer say little. */
export const CYCLES_LEAST = 8

export interface Dependence {
  /** As if each two rows had this correlation. */
  readonly correlation: number
  readonly cycles: number
}

export function errorDependence(cycles: readonly CycleErrors[]): Dependence | null {
  const telling = cycles.filter(({ squares, sum }) => sum * sum > squares)
  if (telling.length < CYCLES_LEAST) return null
  const above = telling.reduce((total, { error, squares }) => total + (error * error - squares), 0)
  const most = telling.reduce((total, { sum, squares }) => total + (sum * sum - squares), 0)
  return { correlation: Math.min(1, Math.max(0, above / most)), cycles: telling.length }
}
