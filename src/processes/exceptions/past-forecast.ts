import type { Day } from '../../core/base/day.js'
import type { PastPlan } from '../../core/network/facts.js'

/** Streams by how much they bind, the most binding first; any other comes after. */
const STREAMS = ['frozen', 'consensus', 'finance', 'sales', 'marketing', 'statistical', 'customer']
const DAYS_PER_WEEK = 7

/**
 * What was planned for each of some weeks, one series for each product and location (−1 = the plan named none) in the
 * order in which the plans first name them.
 */
export interface PastForecast {
  readonly count: number
  readonly product: Int32Array
  readonly location: Int32Array
  /** Thousandths at [series × weeks + week], week 0 the oldest. */
  readonly units: Float64Array
  /** 1 for a week that some plan speaks for. */
  readonly planned: Uint8Array
  /** Series of a product at a location, or −1. */
  find(product: number, location: number): number
}

/** One whole number for both, so that millions of facts are matched without a text each. */
const seriesKey = (product: number, location: number): number => product * LOCATIONS_MAX + location + 1

const LOCATIONS_MAX = 2 ** 24

/**
 * The newest plan made before each week and covering all of it speaks for that week. Weeks without one are left out:
 * their `planned` flag is 0.
 */
export function readPastForecast(
  plans: readonly PastPlan[],
  firstDay: number,
  weeks: number,
  isOurs: (plan: PastPlan) => boolean,
): PastForecast {
  const end = firstDay + weeks * DAYS_PER_WEEK
  const near = plans.filter((plan) => plan.endDay > firstDay && plan.firstDay < end && isOurs(plan))
  const chosen = chooseSnapshots(near, firstDay, weeks)
  const startOf = (week: number): Day => firstDay + week * DAYS_PER_WEEK
  const seriesAt = new Map<number, number>()
  const telling = near.filter((plan) => {
    const snapshot = snapshotKey(plan)
    if (!chosen.some((key, week) => key === snapshot && daysShared(plan, startOf(week)) > 0)) return false
    const key = seriesKey(plan.product, plan.location)
    if (!seriesAt.has(key)) seriesAt.set(key, seriesAt.size)
    return true
  })
  const count = seriesAt.size
  const units = new Float64Array(count * weeks)
  const product = new Int32Array(count)
  const location = new Int32Array(count)
  for (const plan of telling) {
    const series = seriesAt.get(seriesKey(plan.product, plan.location))!
    product[series] = plan.product
    location[series] = plan.location
    const snapshot = snapshotKey(plan)
    for (let week = 0; week < weeks; week++)
      if (chosen[week] === snapshot)
        units[series * weeks + week]! += (plan.units * daysShared(plan, startOf(week))) / (plan.endDay - plan.firstDay)
  }
  return {
    count,
    product,
    location,
    units,
    planned: Uint8Array.from(chosen, (key) => (key === null ? 0 : 1)),
    find: (item, place) => seriesAt.get(seriesKey(item, place)) ?? -1,
  }
}

/** Days that a plan speaks for in the week that starts on a day. */
const daysShared = ({ firstDay, endDay }: PastPlan, start: Day): number =>
  Math.max(0, Math.min(endDay, start + DAYS_PER_WEEK) - Math.max(firstDay, start))

const snapshotKey = (plan: PastPlan): string => `${plan.snapshot}\n${plan.stream}`

function chooseSnapshots(plans: readonly PastPlan[], firstDay: number, weeks: number): (string | null)[] {
  const covered = new Map<string, { stream: string; frozen: number; days: Uint8Array }>()
  for (const plan of plans) {
    const key = snapshotKey(plan)
    let snapshot = covered.get(key)
    if (snapshot === undefined) {
      snapshot = { stream: plan.stream, frozen: plan.frozenDay, days: new Uint8Array(weeks * DAYS_PER_WEEK) }
      covered.set(key, snapshot)
    }
    snapshot.days.fill(
      1,
      Math.max(0, plan.firstDay - firstDay),
      Math.min(weeks * DAYS_PER_WEEK, plan.endDay - firstDay),
    )
  }
  const rank = (stream: string): number => (STREAMS.includes(stream) ? STREAMS.indexOf(stream) : STREAMS.length)
  const ordered = [...covered].sort(
    ([a, first], [b, second]) =>
      second.frozen - first.frozen || rank(first.stream) - rank(second.stream) || (a < b ? -1 : 1),
  )
  return Array.from({ length: weeks }, (_, week) => {
    const from = week * DAYS_PER_WEEK
    const found = ordered.find(
      ([, { frozen, days }]) =>
        frozen <= firstDay + from && days.subarray(from, from + DAYS_PER_WEEK).every((day) => day === 1),
    )
    return found === undefined ? null : found[0]
  })
}
