/** What moving holidays do to the weeks of every demand row, in the past and in the future: a table that is only read. */
import type { DemandHistory } from '../history.js'

/** Data only, so that it crosses to a worker. */
export interface HolidayFactors {
  /** Weeks of the history and those to come, without a gap. */
  readonly weekCount: number
  /** By demand row: which line of `factor` it follows. */
  readonly rowPattern: Int32Array
  /** How many times a plain week's demand a week has, at [pattern * weekCount + week]; 1 away from holidays. */
  readonly factor: Float64Array
}

/** The factor of a row in a week of the history (0 = its first) or after it. */
export function holidayFactor({ weekCount, rowPattern, factor }: HolidayFactors, row: number, week: number): number {
  return factor[rowPattern[row]! * weekCount + week]!
}

/** The history as if no holiday had been, for whoever learns from it. Not whole numbers. */
export function withoutHolidays(
  { rowCount, weekCount, units }: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'units'>,
  holidays: HolidayFactors,
): Float64Array {
  const plain = units.slice()
  for (let row = 0; row < rowCount; row++)
    for (let week = 0; week < weekCount; week++) plain[row * weekCount + week]! /= holidayFactor(holidays, row, week)
  return plain
}

/** Totals as rows: each node follows the rows below it, by what they sold. `tell` names every pair of node and row. */
export function mixHolidays(
  { weekCount, factor, rowPattern }: HolidayFactors,
  nodeCount: number,
  tell: (add: (node: number, row: number, sold: number) => void) => void,
): HolidayFactors {
  const patternCount = factor.length / weekCount
  const weights = new Float64Array(nodeCount * patternCount)
  tell((node, row, sold) => {
    weights[node * patternCount + rowPattern[row]!]! += sold
  })
  const mixed = new Float64Array(nodeCount * weekCount).fill(1)
  for (let node = 0; node < nodeCount; node++) {
    const own = weights.subarray(node * patternCount, (node + 1) * patternCount)
    const whole = own.reduce((sum, weight) => sum + weight, 0)
    if (whole <= 0) continue
    for (let week = 0; week < weekCount; week++) {
      let beyond = 0
      own.forEach((weight, pattern) => {
        beyond += weight * (factor[pattern * weekCount + week]! - 1)
      })
      mixed[node * weekCount + week] = 1 + beyond / whole
    }
  }
  return { weekCount, rowPattern: Int32Array.from({ length: nodeCount }, (_, node) => node), factor: mixed }
}
