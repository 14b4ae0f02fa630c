/**
 * How a forecast week is laid on its days: the group's days of the week, where the place is open.
 *
 * A day that is closed gives its share to the open days of the same week (people buy the day before); a week without an
 * open day has no demand. Weeks are counted from the plan day, as in the history.
 */
import { weekdayOf } from '../base/day.js'
import { endOfHorizon, type Horizon } from '../calendar/horizon.js'
import type { OpenByDay } from './open-by-day.js'

const DAYS_PER_WEEK = 7

export interface DayWeights {
  readonly dayCount: number
  /** By demand row: which pattern it follows. */
  readonly pattern: Int32Array
  /** Share of its week that falls on a day, at [pattern * dayCount + day − planDay]; a week adds up to one, or to zero. */
  readonly share: Float64Array
}

export function deriveDayWeights(
  horizon: Horizon,
  rowGroup: Int32Array,
  weekdayProfile: Float64Array,
  openDays?: OpenByDay,
): DayWeights {
  const dayCount = endOfHorizon(horizon) - horizon.planDay
  const pattern = new Int32Array(rowGroup.length)
  const patterns: { group: number; calendar: number }[] = []
  const known = new Map<number, number>()
  for (let row = 0; row < rowGroup.length; row++) {
    const group = rowGroup[row]!
    const calendar = openDays === undefined ? -1 : openDays.rowCalendar[row]!
    const key = (calendar + 1) * 0x100000 + group
    if (!known.has(key)) known.set(key, patterns.push({ group, calendar }) - 1)
    pattern[row] = known.get(key)!
  }
  const share = new Float64Array(patterns.length * dayCount)
  patterns.forEach(({ group, calendar }, at) => {
    const open = calendar < 0 ? undefined : openDays!.open.subarray(calendar * dayCount, (calendar + 1) * dayCount)
    const profile = weekdayProfile.subarray(group * DAYS_PER_WEEK, (group + 1) * DAYS_PER_WEEK)
    fillShares(share.subarray(at * dayCount, (at + 1) * dayCount), horizon.planDay, profile, open)
  })
  return { dayCount, pattern, share }
}

function fillShares(share: Float64Array, planDay: number, profile: Float64Array, open: Uint8Array | undefined): void {
  for (let start = 0; start < share.length; start += DAYS_PER_WEEK) {
    // The last week may reach past the horizon; what lies there is open as on any day and simply not planned.
    const weights = new Float64Array(DAYS_PER_WEEK)
    for (let day = 0; day < DAYS_PER_WEEK; day++)
      weights[day] = open?.[start + day] === 0 ? 0 : profile[weekdayOf(planDay + start + day) - 1]!
    const sum = weights.reduce((total, weight) => total + weight, 0)
    if (sum === 0) continue
    for (let day = 0; day < DAYS_PER_WEEK && start + day < share.length; day++) share[start + day] = weights[day]! / sum
  }
}

/**
 * Weekly means (in thousandths, from the plan day on) to whole thousandths per bucket. The running total is rounded, not
 * each bucket, so that any run of buckets is within half a thousandth of its forecast and nothing drifts. Days outside
 * [firstDay, endDay) have no demand.
 */
export function fillBuckets(
  weekly: Float64Array,
  horizon: Horizon,
  weights: DayWeights,
  row: number,
  life: { firstDay: number; endDay: number },
  out: Float64Array,
): void {
  const { planDay, count, days } = horizon
  const base = weights.pattern[row]! * weights.dayCount
  let day = 0
  let running = 0
  let rounded = 0
  for (let bucket = 0; bucket < count; bucket++) {
    for (const end = day + days[bucket]!; day < end; day++) {
      if (planDay + day < life.firstDay || planDay + day >= life.endDay) continue
      running += weekly[(day / DAYS_PER_WEEK) | 0]! * weights.share[base + day]!
    }
    const total = Math.round(running)
    out[row * count + bucket] = total - rounded
    rounded = total
  }
}
