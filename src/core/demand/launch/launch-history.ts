/**
 * Which demand rows began inside the history: launches that others can be compared with. A row counts when its launch day
 * lies there, or when it was silent at first for longer than the gaps of its own demand explain.
 */
import { NEW_WEEKS } from '../classification.js'
import { DAYS_PER_WEEK, type DemandHistory } from '../history.js'
import type { RowLife } from '../lifecycle.js'
import { type Seasonality, SLOTS, slotsOfWeeks } from '../seasonality.js'

/** Weeks of age that are told apart. */
export const CURVE_WEEKS = 52
/** Silent weeks from the start of the history on, and mean gaps between demands, that make a beginning. */
const QUIET_WEEKS = 13
const QUIET_GAPS = 4
/** Facts may come so long before the launch day that was promised. */
const EARLY_WEEKS = 4

/** Rows that began inside the history and are not new any more. */
export interface Launches {
  readonly count: number
  readonly row: Int32Array
  readonly item: Int32Array
  readonly group: Int32Array
  /** Weeks lived since the first demand, at most CURVE_WEEKS. */
  readonly weeks: Int32Array
  /** Demand without season at [launch * CURVE_WEEKS + age]. */
  readonly units: Float64Array
}

export interface LaunchGiven {
  readonly history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'endDay'>
  /** Cleaned weeks at [row * weekCount + week]. */
  readonly units: Float64Array
  readonly rowGroup: Int32Array
  readonly seasonality: Seasonality
  readonly life: RowLife
}

export function findLaunches(
  { history, units, rowGroup, seasonality, life }: LaunchGiven,
  rowItem: Int32Array,
): Launches {
  const { rowCount, weekCount, firstDay } = history
  const rows: number[] = []
  const starts: number[] = []
  for (let row = 0; row < rowCount; row++) {
    const launchWeek = Math.floor((life.firstDay[row]! - firstDay) / DAYS_PER_WEEK)
    const start = startOf(units.subarray(row * weekCount, (row + 1) * weekCount), launchWeek)
    if (start < 0 || livedUntil(history, life, row) - start < NEW_WEEKS) continue
    rows.push(row)
    starts.push(start)
  }
  const slots = slotsOfWeeks(firstDay, weekCount)
  const flat = new Float64Array(rows.length * CURVE_WEEKS)
  const weeks = Int32Array.from(rows, (row, at) => Math.min(CURVE_WEEKS, livedUntil(history, life, row) - starts[at]!))
  rows.forEach((row, at) => {
    const factor = seasonality.factor.subarray(rowGroup[row]! * SLOTS)
    for (let age = 0; age < weeks[at]!; age++) {
      const week = starts[at]! + age
      flat[at * CURVE_WEEKS + age] = units[row * weekCount + week]! / factor[slots[week]!]!
    }
  })
  return {
    count: rows.length,
    row: Int32Array.from(rows),
    item: Int32Array.from(rows, (row) => rowItem[row]!),
    group: Int32Array.from(rows, (row) => rowGroup[row]!),
    weeks,
    units: flat,
  }
}

/** Week of the first demand, or −1 where the row did not begin inside the history. */
function startOf(weeks: Float64Array, launchWeek: number): number {
  const first = weeks.findIndex((units) => units > 0)
  if (first <= 0) return -1
  if (launchWeek > 0) return first >= launchWeek - EARLY_WEEKS ? first : -1
  if (first < QUIET_WEEKS) return -1
  let sold = 0
  for (let week = first; week < weeks.length; week++) if (weeks[week]! > 0) sold += 1
  return first * sold >= QUIET_GAPS * (weeks.length - first) ? first : -1
}

/** Weeks of the history in which the row may have had demand. */
function livedUntil({ weekCount, firstDay }: LaunchGiven['history'], { endDay }: RowLife, row: number): number {
  return Math.min(weekCount, Math.floor((endDay[row]! - firstDay) / DAYS_PER_WEEK))
}
