/**
 * A forecast is a proposal (SPINE 5): kept until it moves materially. One more day of facts moves every weekly mean a
 * little, and every order behind it; nobody is served by that. Rules PV13 and PV14 of docs/specs/plan-versions.md.
 */
import { spread } from '../../core/base/largest-remainder.js'
import type { Horizon } from '../../core/calendar/horizon.js'
import { type ForecastNotes, protectionErrorSd } from '../../core/demand/forecast-note.js'
import type { Company } from '../../core/network/company.js'
import type { Rows } from '../../core/plan/plan.js'
import { demandRowsBefore, type PlanBefore } from './plan-before.js'

/** What is acted upon soon: the longest lead times and their orders. */
const NEAR_DAYS = 56
/** A move is material from half of what the forecast may be wrong by, within these shares of what was kept. */
const ERROR_PART = 0.5
const LEAST_SHARE = 0.05
const MOST_SHARE = 0.25

/** Buckets of the new horizon that lie in one bucket of the old, and the share of it that is still to come. */
interface Nest {
  readonly old: number
  readonly from: number
  readonly end: number
  readonly daysLeft: number
  readonly days: number
}

/** Puts the old forecast back where the new one says the same; gives the number of rows it kept. */
export function keepForecast(
  given: {
    company: Company
    horizon: Horizon
    rows: Rows
    notes: ForecastNotes
    baseline: Float64Array
    /** By row: 1 where people say otherwise of its history than they did. */
    toldAnew?: Uint8Array
  },
  before: PlanBefore,
): number {
  const { company, horizon, rows, notes, baseline, toldAnew } = given
  const earlier = demandRowsBefore(company, rows, before)
  const nests = nestBuckets(horizon, before.plan.horizon)
  const near = horizon.firstDay.findIndex((day) => day >= horizon.planDay + NEAR_DAYS)
  const kept = new Float64Array(horizon.count)
  let count = 0
  for (let row = 0; row < rows.count; row++) {
    if (earlier[row]! < 0 || toldAnew?.[row] === 1) continue
    const fresh = baseline.subarray(row * horizon.count, (row + 1) * horizon.count)
    carry(before, earlier[row]!, nests, fresh, kept)
    const error = protectionErrorSd(notes, row, NEAR_DAYS)
    if (isMaterial(fresh, kept, near < 0 ? horizon.count : near, error)) continue
    fresh.set(kept)
    count++
  }
  return count
}

function nestBuckets(now: Horizon, old: Horizon): Nest[] {
  const nests: Nest[] = []
  let bucket = 0
  for (let at = 0; at < old.count; at++) {
    const end = old.firstDay[at]! + old.days[at]!
    if (end <= now.planDay) continue
    const from = bucket
    while (bucket < now.count && now.firstDay[bucket]! < end) bucket++
    const daysLeft = end - Math.max(now.planDay, old.firstDay[at]!)
    nests.push({ old: at, from, end: bucket, daysLeft, days: old.days[at]! })
  }
  return nests
}

/** The old forecast on the new horizon: to the thousandth, in the new one's shape where a bucket has opened. */
function carry(
  before: PlanBefore,
  row: number,
  nests: readonly Nest[],
  fresh: Float64Array,
  out: Float64Array<ArrayBuffer>,
): void {
  const { columns, horizon } = before.plan
  out.set(fresh)
  for (const { old, from, end, daysLeft, days } of nests) {
    const whole = columns.baseline[row * horizon.count + old]!
    const total = daysLeft === days ? whole : Math.round((whole * daysLeft) / days)
    if (end - from === 1) out[from] = total
    else if (end > from) spread(total, fresh.subarray(from, end), out.subarray(from, end))
  }
}

function isMaterial(fresh: Float64Array, kept: Float64Array, near: number, error: number): boolean {
  let [freshNear, keptNear, freshAll, keptAll] = [0, 0, 0, 0]
  for (let bucket = 0; bucket < fresh.length; bucket++) {
    freshAll += fresh[bucket]!
    keptAll += kept[bucket]!
    if (bucket !== near - 1) continue
    freshNear = freshAll
    keptNear = keptAll
  }
  if (keptNear <= 0 || keptAll <= 0) return freshAll !== keptAll
  const share = Math.min(MOST_SHARE, Math.max(LEAST_SHARE, (ERROR_PART * error) / keptNear))
  return Math.abs(freshNear - keptNear) > share * keptNear || Math.abs(freshAll - keptAll) > share * keptAll
}
