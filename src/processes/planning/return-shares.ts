import { SHARE_WHOLE, type Share } from '../../core/base/quantity.js'
import type { DemandPlan } from './demand-planning.js'

/**
 * Share of what is sold that comes back, learned by family and country over the whole history: a single row returns too
 * seldom to speak for itself.
 */
export function learnReturnShares({ history, groups }: Pick<DemandPlan, 'history' | 'groups'>): (row: number) => Share {
  const sold = new Float64Array(groups.groupCount)
  const returned = new Float64Array(groups.groupCount)
  const { rowCount, weekCount, units } = history
  for (let row = 0; row < rowCount; row++) {
    const group = groups.rowGroup[row]!
    for (let week = 0; week < weekCount; week++) sold[group]! += units[row * weekCount + week]!
    for (let at = history.returned.start[row]!; at < history.returned.start[row + 1]!; at++)
      returned[group]! += history.returned.units[at]!
  }
  return (row) => {
    const group = groups.rowGroup[row]!
    return sold[group]! <= 0 ? 0 : Math.min(SHARE_WHOLE, Math.round((returned[group]! / sold[group]!) * SHARE_WHOLE))
  }
}
