/** What sensing is worth: its error beside that of the plan it moves, over the same cells. */
import { seededRandom } from '../../base/random.js'

/** Of one series over some weeks, in units of any kind. */
export interface PairedErrors {
  readonly unsensed: number
  readonly sensed: number
  readonly sold: number
}

export interface Interval {
  readonly low: number
  readonly high: number
}

const DRAWS = 2000
const COVERAGE = 0.95
const STREAM = 6

/** WMAPE sensed less unsensed (below zero is better), each drawn anew from the same series in pairs (Efron 1979). */
export function bootstrapDifference(errors: readonly PairedErrors[], seed: number): Interval | null {
  if (!errors.some(({ sold }) => sold > 0)) return null
  const random = seededRandom(seed)
  const differences = new Float64Array(DRAWS)
  for (let draw = 0; draw < DRAWS; draw++) {
    let difference = 0
    let sold = 0
    for (let at = 0; at < errors.length; at++) {
      const one = errors[Math.floor(random.at(STREAM, draw, at) * errors.length)]!
      difference += one.sensed - one.unsensed
      sold += one.sold
    }
    differences[draw] = sold > 0 ? difference / sold : 0
  }
  differences.sort()
  const tail = (1 - COVERAGE) / 2
  return { low: differences[Math.floor(tail * DRAWS)]!, high: differences[Math.ceil((1 - tail) * DRAWS) - 1]! }
}

/** So many weeks in a row worse than the plan, and sensing is switched off. */
export const SWITCH_WEEKS = 4

/**
 * By week: whether sensing is on when it begins. It goes off after four weeks in a row in which it would have been worse
 * than the plan, and comes back when it would have been better over the last four. Weeks in which it said nothing, null
 * or 0, say nothing of it.
 */
export function switchedOn(valueAdded: readonly (number | null)[]): boolean[] {
  let isOn = true
  const told: number[] = []
  return valueAdded.map((value) => {
    const now = isOn
    if (value !== null && value !== 0) {
      told.push(value)
      const last = told.slice(-SWITCH_WEEKS)
      const lost = last.length === SWITCH_WEEKS && last.every((one) => one < 0)
      const won = last.reduce((sum, one) => sum + one, 0) > 0
      isOn = isOn ? !lost : won
    }
    return now
  })
}
