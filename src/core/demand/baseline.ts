/**
 * The statistical baseline of every demand row: weekly means laid on days, days gathered in buckets.
 *
 * Each row stands alone, so a runner may cut the rows anywhere and hand the parts to workers: the same bytes for any cut.
 * What rows share (seasonality, days of the week) is prepared once, before.
 */
import type { Horizon } from '../calendar/horizon.js'
import { type DayWeights, fillBuckets } from './day-weights.js'
import type { ForecastNotes } from './forecast-note.js'
import type { DemandHistory } from './history.js'
import type { RowLife } from './lifecycle.js'

/** Rows [from, to). */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Data only, so that it crosses to a worker. */
export interface ForecastInput {
  readonly horizon: Horizon
  readonly history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'endDay'>
  /** Cleaned weekly demand at [row * weekCount + week], thousandths. */
  readonly units: Float64Array
  readonly rowGroup: Int32Array
  readonly life: RowLife
  readonly dayWeights: DayWeights
}

export interface BaselineColumns {
  /** Whole thousandths at [row * horizon.count + bucket]. */
  readonly baseline: Float64Array
  readonly notes: ForecastNotes
}

/** Fills the rows of the range, and nothing else. */
export function forecastRows(input: ForecastInput, range: RowRange, out: BaselineColumns): void {
  const { history, horizon, dayWeights, life } = input
  const weekly = new Float64Array(Math.ceil(dayWeights.dayCount / 7))
  for (let row = range.from; row < range.to; row++) {
    const end = (row + 1) * history.weekCount
    const recent = input.units.subarray(Math.max(row * history.weekCount, end - 13), end)
    weekly.fill(recent.reduce((sum, units) => sum + units, 0) / recent.length)
    fillBuckets(
      weekly,
      horizon,
      dayWeights,
      row,
      { firstDay: life.firstDay[row]!, endDay: life.endDay[row]! },
      out.baseline,
    )
  }
}
