/** Where a convex function is least along a line, from its slope. */

/** A function that still falls after so many steps falls for ever. */
export const STEP_MAX = 1e12
const TRIALS_MAX = 100

/** The step at which the slope is no more than this share of the first one; `STEP_MAX` where there is none. */
export function leastStep(slopeAt: (step: number) => number, flatShare: number): number {
  const first = slopeAt(0)
  if (!(first < 0)) return 1
  const flat = -flatShare * first
  let low = 0
  let high = 1
  let lowSlope = first
  let highSlope = slopeAt(1)
  while (highSlope < -flat && high < STEP_MAX) {
    low = high
    lowSlope = highSlope
    high *= 8
    highSlope = slopeAt(high)
  }
  if (highSlope <= flat) return highSlope < -flat ? STEP_MAX : high
  for (let trial = 0; trial < TRIALS_MAX; trial++) {
    // The chord where it is quick, the middle every third time where it is not.
    const share = trial % 3 === 2 ? 0.5 : lowSlope / (lowSlope - highSlope)
    const middle = low + (high - low) * share
    const slope = slopeAt(middle)
    if (Math.abs(slope) <= flat) return middle
    if (slope < 0) {
      low = middle
      lowSlope = slope
    } else {
      high = middle
      highSlope = slope
    }
  }
  return low > 0 ? low : high
}
