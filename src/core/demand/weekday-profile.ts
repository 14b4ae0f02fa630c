/**
 * How a week's demand falls on the days of the week, by group of rows (family × country).
 *
 * A group's share of a weekday is the mean of the middle half of its weekly shares (the midmean), so that a promotion
 * Saturday or a stockout Monday does not bend it, and a group that sells in once or twice a week does not lose a day as
 * the median would. Groups with too few weeks follow the company; a company with too few weeks has equal days.
 */
import { type Day, weekdayOf } from '../base/day.js'

const DAYS_PER_WEEK = 7
/** Below this many weeks with sales a group's own shares are chance. */
const WEEKS_MIN = 8

/** `groupDays` holds the units of each group by day, the days of a group adjacent. Seven shares per group. */
export function deriveWeekdayProfile(groupDays: Float64Array, groupCount: number, firstDay: Day): Float64Array {
  const dayCount = groupCount === 0 ? 0 : groupDays.length / groupCount
  const whole = new Float64Array(dayCount)
  for (let at = 0; at < groupDays.length; at++) whole[at % dayCount]! += groupDays[at]!
  const equal = new Float64Array(DAYS_PER_WEEK).fill(1 / DAYS_PER_WEEK)
  const company = shareOfWeekdays(whole, firstDay) ?? equal
  const profile = new Float64Array(groupCount * DAYS_PER_WEEK)
  for (let group = 0; group < groupCount; group++) {
    const own = shareOfWeekdays(groupDays.subarray(group * dayCount, (group + 1) * dayCount), firstDay)
    profile.set(own ?? company, group * DAYS_PER_WEEK)
  }
  return profile
}

function shareOfWeekdays(days: Float64Array, firstDay: Day): Float64Array | null {
  const shares: Float64Array[] = Array.from({ length: DAYS_PER_WEEK }, () => new Float64Array(days.length / 7))
  let weeks = 0
  for (let start = 0; start + DAYS_PER_WEEK <= days.length; start += DAYS_PER_WEEK) {
    let total = 0
    for (let day = 0; day < DAYS_PER_WEEK; day++) total += Math.max(0, days[start + day]!)
    if (total === 0) continue
    for (let day = 0; day < DAYS_PER_WEEK; day++) shares[day]![weeks] = Math.max(0, days[start + day]!) / total
    weeks += 1
  }
  if (weeks < WEEKS_MIN) return null
  const profile = new Float64Array(DAYS_PER_WEEK)
  let sum = 0
  for (let day = 0; day < DAYS_PER_WEEK; day++) {
    const middle = midmean(shares[day]!.subarray(0, weeks))
    profile[weekdayOf(firstDay + day) - 1] = middle
    sum += middle
  }
  return sum > 0 ? profile.map((share) => share / sum) : null
}

/** Mean of what lies between the quartiles. */
function midmean(values: Float64Array): number {
  const sorted = values.slice().sort()
  const cut = Math.floor(sorted.length / 4)
  let sum = 0
  for (let at = cut; at < sorted.length - cut; at++) sum += sorted[at]!
  return sum / (sorted.length - 2 * cut)
}
