/**
 * When must what arrives be released? Lead times act on days, whatever the buckets (SPINE 7).
 *
 * The receipt of a bucket is taken as even over its days, each day's share is released that many days earlier, and the
 * days are gathered in the buckets they fall in. So a constant 10 a day stays 10 a day through days, split weeks and
 * months. Placing the whole release in "the bucket that holds start − lead time" would pile a month on one day at the
 * seam. Rules LT1–LT8 of docs/specs/calendar.md.
 */
import { assert } from '../base/assert.js'
import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import type { LeadTime } from '../network/supply-network.js'
import { bucketOfDay, endOfHorizon, type Horizon } from './horizon.js'

export interface LeadTimeGiven {
  /** Whole calendar days between release and receipt. */
  days: number
  /** Days on which the source can release; without it, every day. A release falls back to the previous open day. */
  openDay?: (day: Day) => boolean
}

const ALWAYS_OPEN = (): boolean => true

/** Compiles a lead time against a horizon, so that netting reads flat arrays and never a date. */
export function buildLeadTime(horizon: Horizon, given: LeadTimeGiven): LeadTime {
  const { days, openDay = ALWAYS_OPEN } = given
  assert(Number.isInteger(days) && days >= 0, 'a lead time is not a whole number of days from zero up', { days })
  const { count, planDay, firstDay } = horizon
  const start = new Int32Array(count + 1)
  const pastDueDays = new Uint16Array(count)
  const arrivalBucket = new Uint16Array(count)
  const releaseBucket: number[] = []
  const releaseDays: number[] = []
  for (let bucket = 0; bucket < count; bucket++) {
    const end = firstDay[bucket]! + horizon.days[bucket]!
    for (let day = firstDay[bucket]!; day < end; day++) {
      const release = lastOpenDay(day - days, planDay, openDay)
      if (release < planDay) pastDueDays[bucket]! += 1
      const target = Math.max(0, bucketOfDay(horizon, release))
      const last = releaseBucket.length - 1
      if (last >= start[bucket]! && releaseBucket[last] === target) releaseDays[last]! += 1
      else {
        releaseBucket.push(target)
        releaseDays.push(1)
      }
    }
    start[bucket + 1] = releaseBucket.length
    arrivalBucket[bucket] = bucketOfDay(horizon, latestRelease(horizon, bucket, openDay) + days)
  }
  return {
    days,
    start,
    releaseBucket: Uint16Array.from(releaseBucket),
    releaseDays: Uint16Array.from(releaseDays),
    pastDueDays,
    firstArrivalBucket: bucketOfDay(horizon, firstOpenDay(planDay, endOfHorizon(horizon), openDay) + days),
    arrivalBucket,
  }
}

/** The last open day not after `day`; a day before the plan day is past due already, so nothing is sought there. */
function lastOpenDay(day: Day, planDay: Day, openDay: (day: Day) => boolean): Day {
  let release = day
  while (release >= planDay && !openDay(release)) release--
  return release
}

/** The first open day not before `day`; `end` when the source stays closed for the rest of the horizon. */
function firstOpenDay(day: Day, end: Day, openDay: (day: Day) => boolean): Day {
  let release = day
  while (release < end && !openDay(release)) release++
  return release
}

/** The latest day of a bucket on which the source can release, or the first one after it when all are closed. */
function latestRelease(horizon: Horizon, bucket: number, openDay: (day: Day) => boolean): Day {
  const first = horizon.firstDay[bucket]!
  const last = first + horizon.days[bucket]! - 1
  for (let day = last; day >= first; day--) if (openDay(day)) return day
  return firstOpenDay(last + 1, endOfHorizon(horizon), openDay)
}

/**
 * Adds the releases of a receipt of `bucket` to `out[offset + release bucket]`. Exact, without allocation.
 *
 * Part k = ⌊quantity × days up to k ÷ days⌋ − ⌊quantity × days before k ÷ days⌋: whole parts, in day order, that add
 * up to the quantity, each less than one thousandth from its share. A loop that wants it in line may copy it:
 * with whole = ⌊q ÷ D⌋ and rest = q − whole × D, ⌊q × c ÷ D⌋ = whole × c + ⌊rest × c ÷ D⌋, where rest × c < D², so
 * nothing passes 2^53 for any quantity below it and BigInt is never needed.
 */
export function spreadRelease(
  quantity: Quantity,
  leadTime: LeadTime,
  bucket: number,
  out: Float64Array,
  offset = 0,
): void {
  const { start, releaseBucket, releaseDays } = leadTime
  const from = start[bucket]!
  const end = start[bucket + 1]!
  if (end - from === 1) {
    out[offset + releaseBucket[from]!]! += quantity
    return
  }
  const days = receiptDays(leadTime, bucket)
  const whole = Math.floor(quantity / days)
  const rest = quantity - whole * days
  let passed = 0
  let given = 0
  for (let entry = from; entry < end; entry++) {
    const part = releaseDays[entry]!
    passed += part
    const due = Math.floor((rest * passed) / days)
    out[offset + releaseBucket[entry]!]! += whole * part + due - given
    given = due
  }
}

/** How much of a receipt of `bucket` should have been released before the plan day: part of bucket 0's release. */
export function pastDueRelease(quantity: Quantity, leadTime: LeadTime, bucket: number): Quantity {
  const late = leadTime.pastDueDays[bucket]!
  if (late === 0) return 0
  const days = receiptDays(leadTime, bucket)
  const whole = Math.floor(quantity / days)
  return whole * late + Math.floor(((quantity - whole * days) * late) / days)
}

function receiptDays(leadTime: LeadTime, bucket: number): number {
  let days = 0
  for (let entry = leadTime.start[bucket]!; entry < leadTime.start[bucket + 1]!; entry++)
    days += leadTime.releaseDays[entry]!
  return days
}
