/** Sums the base cube into the second one, category × country × channel of each entity; the same way as `value`. */
import { rowsOf } from '../core/plan/row-set.js'
import type { Buckets, Step } from '../core/plan/step.js'
import { BASE_LINES, type MoneyPlan, type PricedPlan } from './money-plan.js'
import { cubeRowsOf, distinct, recognisedIn } from './value-step.js'

/** Each adds up some hundred cube rows. */
const SEGMENTS_PER_PART_LEAST = 16

export const rollUpStep: Step<PricedPlan> = {
  name: 'roll up',
  reads: ['constrained'],
  writes: [],
  *phases({ money }, dirty) {
    const { count } = money.segments
    const units =
      dirty.demand === 'all'
        ? rowsOf('all', count)
        : distinct(money.segmentRowOf, cubeRowsOf(money, dirty.demand), count)
    yield { units, buckets: recognisedIn(money, dirty), partLeast: SEGMENTS_PER_PART_LEAST }
    return dirty
  },
  run: ({ money }, part, buckets) => rollUpSegments(money, part, buckets),
}

/** Recomputes the cells of these rows of the second cube in these buckets, all lines. */
function rollUpSegments(money: MoneyPlan, segmentRows: Int32Array, buckets: Buckets): void {
  sumRows(money, money.cubeUnits, money.segmentUnits, segmentRows, buckets)
  for (const line of BASE_LINES) {
    const cube = money.cubeMoney[line]
    if (cube !== null) sumRows(money, cube, money.segmentMoney[line]!, segmentRows, buckets)
  }
}

function sumRows(
  money: MoneyPlan,
  cube: Float64Array,
  sums: Float64Array,
  segmentRows: Int32Array,
  { from, to }: Buckets,
): void {
  const count = money.bucketCount
  const { memberStart, memberRow } = money.segments
  for (const segment of segmentRows) {
    const at = segment * count
    sums.fill(0, at + from, at + to)
    for (let member = memberStart[segment]!; member < memberStart[segment + 1]!; member++) {
      const source = memberRow[member]! * count
      for (let bucket = from; bucket < to; bucket++) sums[at + bucket]! += cube[source + bucket]!
    }
  }
}
