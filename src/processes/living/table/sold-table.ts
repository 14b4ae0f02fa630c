/** What was sold, as tables of one plan tell it. */
import { deriveSoldHistory, type SoldHistory } from '../../../core/demand/sold-history.js'
import type { SalesFacts } from '../../../core/network/facts.js'
import type { Query, SoldMeasure, SoldTold } from '../living-plan.js'
import type { Viewer } from '../viewer.js'
import { isSold } from './table-measures.js'
import type { Past, Periods } from './table-periods.js'
import type { Asked } from './table-rows.js'

interface Known {
  readonly sold: SoldHistory
  /** What else it was made from. */
  readonly from: readonly unknown[]
}

// Gathered when somebody first asks: the facts of a plan are those of its version, whatever people do.
const known = new WeakMap<SalesFacts, Known>()

/** Null where nobody asks for it. */
export function pastOf({ plan, company, facts }: Asked, { measures }: Query): Past | null {
  if (!measures.some(isSold)) return null
  const { weekStart } = company.settings
  const from = [plan.rows, plan.horizon, company.locations, weekStart]
  const before = known.get(facts.sales)
  if (before?.from.every((each, at) => each === from[at])) return { sold: before.sold, weekStart }
  const { horizon, rows } = plan
  const weeksEnd = horizon.firstDay[horizon.atomCount]
  const sold = deriveSoldHistory(facts.sales, rows.demand, {
    planDay: horizon.planDay,
    weekStart,
    ownLocation: Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1)),
    borders: weeksEnd === undefined ? [horizon.planDay] : [horizon.planDay, weeksEnd],
  })
  known.set(facts.sales, { sold, from })
  return { sold, weekStart }
}

/** Units of some rows of the history by period. */
export function sumSold(
  { units, pieces }: SoldHistory,
  measure: SoldMeasure,
  rows: Int32Array,
  periods: Periods,
): number[] {
  const sums = new Float64Array(pieces)
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * pieces
    for (let piece = 0; piece < pieces; piece++) sums[piece]! += units[first + piece]!
  }
  return inPeriods(sums, measure, periods)
}

function inPeriods(sums: Float64Array, measure: SoldMeasure, { pieces }: Periods): number[] {
  return pieces[measure].map(({ from, to }) => {
    let sum = 0
    for (let piece = from; piece < to; piece++) sum += sums[piece]!
    return sum
  })
}

export function tellSold({ sold }: Past, { measures }: Query, viewer: Viewer, periods: Periods): SoldTold {
  const { from, until, nowhere } = sold
  if (!viewer.everything || nowhere.every((units) => units === 0)) return { from, until }
  const told = measures.filter(isSold).map((measure) => [measure, inPeriods(nowhere, measure, periods)])
  return { from, until, nowhere: Object.fromEntries(told) }
}
