/** Sums the base cube into the second one, category × country × channel of each entity; the same way as `value`. */
import type { Step } from '../core/plan/step.js'
import { BASE_LINES, type MoneyPlan, type PricedPlan } from './money-plan.js'
import { cubeRowsOf, distinct } from './value-step.js'

export const rollUpStep: Step<PricedPlan> = {
  name: 'roll up',
  reads: ['constrained'],
  writes: [],
  widen: (_, dirty) => dirty,
  phases: ({ money }, dirty) => [
    {
      units:
        dirty.demand === 'all'
          ? Int32Array.from({ length: money.segments.count }, (_, row) => row)
          : distinct(money.segmentRowOf, cubeRowsOf(money, dirty.demand), money.segments.count),
    },
  ],
  run: ({ money }, part) => rollUpSegments(money, part),
}

/** Recomputes the cells of these rows of the second cube, all lines and buckets. */
export function rollUpSegments(money: MoneyPlan, segmentRows: Int32Array): void {
  sumRows(money, money.cubeUnits, money.segmentUnits, segmentRows)
  for (const line of BASE_LINES) {
    const cube = money.cubeMoney[line]
    if (cube !== null) sumRows(money, cube, money.segmentMoney[line]!, segmentRows)
  }
}

function sumRows(money: MoneyPlan, from: Float64Array, to: Float64Array, segmentRows: Int32Array): void {
  const count = money.bucketCount
  const { memberStart, memberRow } = money.segments
  for (const segment of segmentRows) {
    const at = segment * count
    to.fill(0, at, at + count)
    for (let member = memberStart[segment]!; member < memberStart[segment + 1]!; member++) {
      const source = memberRow[member]! * count
      for (let bucket = 0; bucket < count; bucket++) to[at + bucket]! += from[source + bucket]!
    }
  }
}
