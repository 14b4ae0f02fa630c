/** Axes that are read easily: they begin, end and are marked at round numbers. */

/** The next of 1, 2, 5 × 10^n. */
export function niceStep(atLeast: number): number {
  if (!(atLeast > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(atLeast))
  return power * ([1, 2, 5].find((step) => step * power >= atLeast) ?? 10)
}

export interface AxisRange {
  readonly min: number
  readonly max: number
  readonly interval: number
}

export function niceRange(low: number, high: number, marks = 4): AxisRange {
  const interval = niceStep((high - low) / marks)
  const min = Math.floor(low / interval) * interval
  return { min, max: Math.max(Math.ceil(high / interval) * interval, min + interval), interval }
}

/** As much as stands in a height at the scale of another axis; more only where that would not hold what is drawn. */
export function rangeAtScale(
  values: readonly number[],
  height: number,
  perPixel: number,
): { min: number; max: number } {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const spare = Math.max(0, height * perPixel - (high - low))
  if (low < 0 && high > 0) return { min: low - spare / 2, max: high + spare / 2 }
  return low < 0 ? { min: low - spare, max: 0 } : { min: 0, max: Math.max(high + spare, Number.MIN_VALUE) }
}
