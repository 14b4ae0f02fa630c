import { seededRandom } from '../core/base/random.js'

/** Above the solver's dual tolerance of 1e-7, so that the difference between two columns is seen. */
export const TIE_SPACING = 1e-6

const TIE_STREAM = 1
const random = seededRandom(20_260_101)

/**
 * The costs with tiny ordered ones on top, always against the column: of two columns that are equally good the earlier
 * is taken. Ranks alone would not decide between *sets* of columns (in a transport model every 2 × 2 exchange adds up
 * to the same rank), so each rank carries a fraction of its own; it depends on the position only.
 */
export function breakTies(cost: Float64Array, sense: 'minimise' | 'maximise', spacing: number): Float64Array {
  if (spacing === 0) return cost
  const against = sense === 'minimise' ? spacing : -spacing
  return cost.map((given, column) => given + against * (column + random.at(TIE_STREAM, column, 0)))
}
