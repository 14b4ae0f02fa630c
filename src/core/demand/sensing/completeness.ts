/**
 * How much of a day's sales is known so many days later, learnt from the two clocks of the facts: what was known of days
 * that have long been told in full. Late tills make last week look weak; what is known is divided by it.
 */
import type { Day } from '../../base/day.js'

/** Units of one day, in force from one morning until another (of which they are no more). */
export interface KnownSales {
  readonly day: Int32Array
  /** The first morning on which they were known. */
  readonly from: Int32Array
  /** The first morning on which something else was; `STILL_KNOWN` while they hold. */
  readonly until: Int32Array
  /** Thousandths. */
  readonly units: Float64Array
}

export const STILL_KNOWN = 2 ** 31 - 1
/** After so many days a day counts as told in full. */
export const MATURE_DAYS = 28
/** Fewer days with sales say nothing of lateness. */
const DAYS_MIN = 14
/** A day of which less than this is usually known says nothing yet. */
export const COMPLETENESS_MIN = 0.35

export interface Completeness {
  /** By age in days (at 1: on the morning after), from 0 to 1. */
  readonly share: Float64Array
  /** Days that it was learnt from; 0 where none says when it was told, and everything counts as whole. */
  readonly days: number
}

/** Only what was known on the morning of `morning` teaches, of days that were mature by then. */
export function learnCompleteness({ day, from, until, units }: KnownSales, morning: Day): Completeness {
  const known = new Float64Array(MATURE_DAYS + 1)
  const days = new Set<Day>()
  for (let at = 0; at < day.length; at++) {
    const mature = day[at]! + MATURE_DAYS
    if (mature > morning || !(units[at]! > 0)) continue
    days.add(day[at]!)
    const first = Math.max(1, from[at]! - day[at]!)
    const end = Math.min(MATURE_DAYS + 1, until[at]! - day[at]!)
    for (let age = first; age < end; age++) known[age]! += units[at]!
  }
  const whole = known[MATURE_DAYS]!
  if (days.size < DAYS_MIN || !(whole > 0)) return { share: new Float64Array(MATURE_DAYS + 1).fill(1), days: 0 }
  return { share: known.map((sum) => Math.min(1, sum / whole)), days: days.size }
}

/** Share of a day's sales that is known on a morning; 1 for days that are mature. */
export const shareKnown = ({ share }: Completeness, day: Day, morning: Day): number =>
  morning - day >= MATURE_DAYS ? 1 : share[Math.max(1, morning - day)]!
