/**
 * One risk a node: how far its demand lies from what is expected, in standard deviations of the announced error, cut in
 * layers of equal chance, each with its mean. A forecast that is wrong is wrong on all days of a window, so one number says
 * the whole path. Rule BA1 of docs/specs/balancing.md.
 */
import { assert } from '../../base/assert.js'
import { normalQuantile } from '../../demand/forecast/interval.js'
import { normalCumulative, normalDensity } from '../safety-stock.js'

/** Twenty layers keep the sum of errors of a steady window within a per cent (`strata.test.ts`). */
export const STRATA = 20

/**
 * The mean of a standard normal in each of `count` layers of equal chance, lowest demand first. What is linear inside the
 * layers keeps its expectation exactly; a convex cost is never told larger than it is (Jensen).
 */
export function strataMeans(count: number): Float64Array {
  assert(Number.isInteger(count) && count > 0, 'there is no layer of demand', { count })
  const means = new Float64Array(count)
  for (let layer = 0; layer < count; layer++) {
    const below = layer === 0 ? 0 : normalDensity(normalQuantile(layer / count))
    const above = layer === count - 1 ? 0 : normalDensity(normalQuantile((layer + 1) / count))
    means[layer] = (below - above) * count
  }
  return means
}

/** The layer boundary sought: the deviation that demand stays below with this chance. */
export const deviationAt = (chance: number): number => normalQuantile(chance)

/** Chance that demand stays below a deviation. */
export const chanceBelow = (deviation: number): number => normalCumulative(deviation)
