/**
 * Ranges that keep their promise without assuming a distribution: split conformal prediction (Vovk et al. 2005; Lei et
 * al. 2018). The errors a method made at rolling origins, on data it was not fitted on, say how far the truth may lie:
 * with n errors the k-th smallest, k = ⌈(n + 1) q⌉, is exceeded with chance at most 1 − q.
 */

/**
 * The offset to add to a forecast so that the truth lies below it with probability `share`; errors are actual − forecast,
 * in any order. With too few errors to be sure the worst one is stretched by what a normal law would ask.
 */
export function conformalOffset(errors: Float64Array, share: number): number {
  const count = errors.length
  if (count === 0) return 0
  const sorted = errors.slice().sort()
  if (share < 0.5) {
    const rank = Math.floor((count + 1) * share)
    return rank >= 1 ? sorted[rank - 1]! : sorted[0]! * Math.max(1, stretch(count, 1 - share))
  }
  const rank = Math.ceil((count + 1) * share)
  return rank <= count ? sorted[rank - 1]! : sorted[count - 1]! * Math.max(1, stretch(count, share))
}

/** How much farther out the wanted quantile of a normal law lies than the best that `count` errors can vouch for. */
function stretch(count: number, share: number): number {
  const vouched = count / (count + 1)
  return vouched <= 0.5 ? 2 : Math.min(2, normalQuantile(share) / Math.max(0.3, normalQuantile(vouched)))
}

/** Acklam's rational approximation, upper half only: relative error below 1.2e−9. */
export function normalQuantile(share: number): number {
  if (share === 0.5) return 0
  if (share < 0.5) return -normalQuantile(1 - share)
  if (share > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(1 - share))
    const top =
      ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
      2.938163982698783
    const bottom =
      (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
    return -top / bottom
  }
  const q = share - 0.5
  const r = q * q
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1
  return (q * top) / bottom
}
