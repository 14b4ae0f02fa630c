import type { PastPlan } from '../../core/network/facts.js'

/** Streams by how much they bind, the most binding first; any other comes after. */
const STREAMS = ['frozen', 'consensus', 'finance', 'sales', 'marketing', 'statistical', 'customer']
const DAYS_PER_WEEK = 7

/** What was planned for each of the last weeks, by whoever asks for (product, location). */
export interface PastForecast {
  /** By product and location (−1 = the plan named none), thousandths per week, week 0 the oldest. */
  readonly series: ReadonlyMap<number, PastSeries>
}

export interface PastSeries {
  readonly product: number
  readonly location: number
  readonly units: Float64Array
}

/** One whole number for both, so that millions of facts are matched without a text each. */
export const seriesKey = (product: number, location: number): number => product * LOCATIONS_MAX + location + 1

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
): PastForecast & { readonly planned: Uint8Array } {
  const end = firstDay + weeks * DAYS_PER_WEEK
  const near = plans.filter((plan) => plan.endDay > firstDay && plan.firstDay < end && isOurs(plan))
  const chosen = chooseSnapshots(near, firstDay, weeks)
  const series = new Map<number, PastSeries>()
  for (const plan of near) {
    const days = plan.endDay - plan.firstDay
    for (let week = 0; week < weeks; week++) {
      if (chosen[week] !== snapshotKey(plan)) continue
      const start = firstDay + week * DAYS_PER_WEEK
      const shared = Math.min(plan.endDay, start + DAYS_PER_WEEK) - Math.max(plan.firstDay, start)
      if (shared <= 0) continue
      const key = seriesKey(plan.product, plan.location)
      let found = series.get(key)
      if (found === undefined) {
        found = { product: plan.product, location: plan.location, units: new Float64Array(weeks) }
        series.set(key, found)
      }
      found.units[week]! += (plan.units * shared) / days
    }
  }
  return { series, planned: Uint8Array.from(chosen, (key) => (key === null ? 0 : 1)) }
}

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
