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

/**
 * The newest plan made before each week and covering all of it speaks for that week. Weeks without one are left out:
 * their `planned` flag is 0.
 */
export function readPastForecast(
  plans: readonly PastPlan[],
  firstDay: Day,
  weeks: number,
  isOurs: (plan: PastPlan) => boolean,
): PastForecast {
  const end = firstDay + weeks * DAYS_PER_WEEK
  const near = plans.filter((plan) => plan.endDay > firstDay && plan.firstDay < end && isOurs(plan))
  const { snapshots, of } = gatherSnapshots(near, firstDay, weeks)
  const chosen = chooseSnapshots(snapshots, firstDay, weeks)
  const index = seriesIndex(near)
  const says = (at: number, week: number): number =>
    chosen[week] === of[at] ? daysShared(near[at]!, firstDay + week * DAYS_PER_WEEK) : 0
  const seriesOf = Int32Array.from(near, (plan, at) =>
    chosen.some((_, week) => says(at, week) > 0) ? index.add(plan) : -1,
  )
  const units = new Float64Array(index.count * weeks)
  const product = new Int32Array(index.count)
  const location = new Int32Array(index.count)
  seriesOf.forEach((series, at) => {
    if (series < 0) return
    const plan = near[at]!
    product[series] = plan.product
    location[series] = plan.location
    for (let week = 0; week < weeks; week++)
      units[series * weeks + week]! += (plan.units * says(at, week)) / (plan.endDay - plan.firstDay)
  })
  const planned = Uint8Array.from(chosen, (snapshot) => (snapshot < 0 ? 0 : 1))
  return { count: index.count, product, location, units, planned, find: index.find }
}

/** Numbers series as they come. Product and location make one whole number, so that no fact needs a text of its own. */
function seriesIndex(plans: readonly PastPlan[]) {
  const places = 2 + plans.reduce((most, { location }) => Math.max(most, location), -1)
  const seriesAt = new Map<number, number>()
  let lastKey = -1
  let lastFound = -1
  return {
    get count(): number {
      return seriesAt.size
    },
    add({ product, location }: PastPlan): number {
      const key = product * places + location + 1
      const known = seriesAt.get(key) ?? seriesAt.size
      seriesAt.set(key, known)
      return known
    },
    find(product: number, location: number): number {
      if (location + 1 >= places) return -1
      const key = product * places + location + 1
      // Facts of one item at one place come together.
      if (key !== lastKey) {
        lastKey = key
        lastFound = seriesAt.get(key) ?? -1
      }
      return lastFound
    },
  }
}

/** Days that a plan speaks for in the week that starts on a day. */
const daysShared = ({ firstDay, endDay }: PastPlan, start: Day): number =>
  Math.max(0, Math.min(endDay, start + DAYS_PER_WEEK) - Math.max(firstDay, start))

interface Snapshot {
  readonly key: string
  readonly stream: string
  readonly frozen: Day
  /** 1 for every day of the weeks asked about that it covers. */
  readonly days: Uint8Array
}

/** Snapshots by stream, and for each plan the position of its own. */
function gatherSnapshots(plans: readonly PastPlan[], firstDay: Day, weeks: number) {
  const snapshots: Snapshot[] = []
  const positions = new Map<string, Map<string, number>>()
  const of = Int32Array.from(plans, (plan) => {
    const { snapshot, stream } = plan
    const streams = positions.get(snapshot) ?? new Map<string, number>()
    positions.set(snapshot, streams)
    const at = streams.get(stream) ?? snapshots.length
    streams.set(stream, at)
    if (at === snapshots.length)
      snapshots.push({
        key: `${snapshot}\n${stream}`,
        stream,
        frozen: plan.frozenDay,
        days: new Uint8Array(weeks * DAYS_PER_WEEK),
      })
    snapshots[at]!.days.fill(1, Math.max(0, plan.firstDay - firstDay), plan.endDay - firstDay)
    return at
  })
  return { snapshots, of }
}

/** The snapshot that speaks for each week, by position; −1 = none. */
function chooseSnapshots(snapshots: readonly Snapshot[], firstDay: Day, weeks: number): number[] {
  const rank = (stream: string): number => (STREAMS.includes(stream) ? STREAMS.indexOf(stream) : STREAMS.length)
  const ordered = [...snapshots.entries()].sort(
    ([, a], [, b]) => b.frozen - a.frozen || rank(a.stream) - rank(b.stream) || (a.key < b.key ? -1 : 1),
  )
  return Array.from({ length: weeks }, (_, week) => {
    const from = week * DAYS_PER_WEEK
    const found = ordered.find(
      ([, { frozen, days }]) =>
        frozen <= firstDay + from && days.subarray(from, from + DAYS_PER_WEEK).every((day) => day === 1),
    )
    return found === undefined ? -1 : found[0]
  })
}
