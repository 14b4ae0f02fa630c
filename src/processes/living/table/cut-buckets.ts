import type { BucketPart } from './calendar-columns.js'

/** No bucket is longer than a month. */
const DAYS_MOST = 31

/**
 * Adds what rows have in buckets that lie in several periods, cut by days as everywhere: the first k of D days hold
 * ⌊q × k ÷ D⌋ (ED14). Each row is cut by itself, so that rows add up to what holds them in every period; with
 * q = whole × D + rest that is whole × k + ⌊rest × k ÷ D⌋, so it is enough to count which rests there are.
 */
export function addCutBuckets(
  column: Float64Array,
  { rows, count }: { readonly rows: Int32Array; readonly count: number },
  parts: readonly BucketPart[],
  values: number[],
): void {
  const cuts = [...new Map(parts.map(({ bucket, days }) => [bucket, days]))]
  const wholes = new Float64Array(cuts.length)
  const rests = new Int32Array(cuts.length * DAYS_MOST)
  for (let at = 0; at < rows.length; at++)
    for (let cut = 0; cut < cuts.length; cut++) {
      const [bucket, days] = cuts[cut]!
      const quantity = column[rows[at]! * count + bucket]!
      if (quantity === 0) continue
      const whole = Math.floor(quantity / days)
      wholes[cut]! += whole
      rests[cut * DAYS_MOST + quantity - whole * days]! += 1
    }
  const cutOf = new Map(cuts.map(([bucket], cut) => [bucket, cut]))
  const upTo = (cut: number, days: number, of: number): number => {
    let sum = wholes[cut]! * days
    for (let rest = 1; rest < of; rest++) sum += rests[cut * DAYS_MOST + rest]! * Math.floor((rest * days) / of)
    return sum
  }
  for (const { bucket, period, before, until, days } of parts) {
    const cut = cutOf.get(bucket)!
    values[period]! += upTo(cut, until, days) - upTo(cut, before, days)
  }
}
