/** Where sensing has not helped lately, it is switched off: group by group, from what it would have been worth. */
import type { SensingWeeks } from './sensing-weeks.js'
import { switchedOn } from './value-added.js'

/** At [group][week], one week longer than the weeks: whether sensing is on when a week begins. `sensed` is by cell. */
export function groupSwitches(
  { rowCount, weekCount }: Pick<SensingWeeks, 'rowCount' | 'weekCount'>,
  came: Pick<SensingWeeks, 'sold' | 'planned'>,
  sensed: Float64Array,
  group: Int32Array,
): boolean[][] {
  const groupCount = group.reduce((most, node) => Math.max(most, node), -1) + 1
  const added = Array.from({ length: groupCount }, () => new Array<number>(weekCount + 1).fill(0))
  for (let cell = 0; cell < rowCount * weekCount; cell++) {
    const [sold, planned] = [came.sold[cell]!, came.planned[cell]!]
    if (Number.isNaN(sold) || Number.isNaN(planned)) continue
    added[group[cell % rowCount]!]![Math.floor(cell / rowCount)]! +=
      Math.abs(sold - planned) - Math.abs(sold - sensed[cell]!)
  }
  return added.map(switchedOn)
}
