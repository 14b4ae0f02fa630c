/**
 * One risk a node: how far its demand lies from what is expected, in standard deviations of the announced error, cut in
 * strata of equal chance, each with its mean. A forecast that is wrong is wrong on all days of a window, so one number says
 * the whole path. Rule BA1 of docs/specs/balancing.md.
 */
import { assert } from '../../base/assert.js'
import { normalQuantile } from '../../demand/forecast/interval.js'
import { normalDensity } from '../safety-stock.js'

/** Twenty strata keep the sum of errors of a steady window within a per cent (`strata.test.ts`). */
export const STRATA = 20

/**
 * The mean of a standard normal in each of `count` strata of equal chance, lowest demand first. What is linear inside the
 * strata keeps its expectation exactly; a convex cost is never told larger than it is (Jensen).
 */
export function strataMeans(count: number): Float64Array {
  assert(Number.isInteger(count) && count > 0, 'there is no stratum of demand', { count })
  const means = new Float64Array(count)
  for (let stratum = 0; stratum < count; stratum++) {
    const below = stratum === 0 ? 0 : normalDensity(normalQuantile(stratum / count))
    const above = stratum === count - 1 ? 0 : normalDensity(normalQuantile((stratum + 1) / count))
    means[stratum] = (below - above) * count
  }
  return means
}

/** The deviation that demand stays below with this chance. */
export const deviationAt = (chance: number): number => normalQuantile(chance)
