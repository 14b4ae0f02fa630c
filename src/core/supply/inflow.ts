import type { LeadTime } from '../network/supply-network.js'
import type { Plan } from '../plan/plan.js'
import { addReleases, type Planned } from './requests.js'

/**
 * What a row gets over one link, when its source cannot give all in time. Orders are met in the order they were
 * planned: what leaves in the bucket it was planned to leave in arrives as planned, what leaves later arrives a whole
 * lead time after it left. Rules CN8–CN9 of docs/specs/netting.md.
 */
export interface Inflow {
  readonly source: number
  readonly leadTime: LeadTime
  /** Planned receipts by bucket, used up as they are met. */
  readonly open: Float64Array
  /** What should leave, by bucket. */
  readonly releases: Float64Array
  /** First bucket with an open order. */
  next: number
  /** Planned to have left by now, and has not. */
  owed: number
}

/** `open` and `releases` are the inflow's own to change, one bucket each, zero-filled. */
export function openInflow(
  plan: Plan,
  source: number,
  planned: Planned,
  open: Float64Array,
  releases: Float64Array,
): Inflow {
  for (let bucket = 0; bucket < open.length; bucket++) open[bucket] = planned.values[planned.base + bucket]!
  addReleases(plan, source, planned, releases)
  const leadTime = plan.network.leadTimes[plan.network.sourceLeadTime[source]!]!
  return { source, leadTime, open, releases, next: 0, owed: 0 }
}

/**
 * Books what left in `bucket` into the arrivals of the row, and into those of the source where they are kept apart.
 * What arrives past the horizon is under way at its end.
 */
export function receive(
  inflow: Inflow,
  bucket: number,
  left: number,
  arrivals: Float64Array,
  split: Float64Array | null,
): void {
  const late = Math.min(left, inflow.owed)
  inflow.owed += inflow.releases[bucket]! - left
  meet(inflow, late, inflow.leadTime.arrivalBucket[bucket]!, arrivals, split)
  meet(inflow, left - late, 0, arrivals, split)
}

/** Meets the oldest open orders; nothing arrives before bucket `earliest`. */
function meet(
  inflow: Inflow,
  quantity: number,
  earliest: number,
  arrivals: Float64Array,
  split: Float64Array | null,
): void {
  const { open } = inflow
  let left = quantity
  while (left > 0 && inflow.next < open.length) {
    const met = Math.min(left, open[inflow.next]!)
    const arrival = Math.max(inflow.next, earliest)
    if (met > 0 && arrival < arrivals.length) {
      arrivals[arrival]! += met
      if (split !== null) split[arrival]! += met
    }
    open[inflow.next]! -= met
    left -= met
    if (open[inflow.next] === 0) inflow.next++
  }
}
