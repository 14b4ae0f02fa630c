/**
 * How much of a day's sales is known so many days later, learnt from the two clocks of the facts: what was known of days
 * that have long been told in full. Late tills make last week look weak; what is known is divided by it.
 */
import type { Day } from '../../base/day.js'

/** Units of one place on one day, in force from one morning until another (of which they are no more). */
export interface KnownSales {
  /** Tills of one place are as late as each other; those of another may not be. −1 where none is named. */
  readonly place: Int32Array
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
  /** By age in days (at 1: on the morning after), from 0 to 1: of all places, and of those that say enough. */
  readonly share: Float64Array
  readonly byPlace: ReadonlyMap<number, Float64Array>
  /** Days that it was learnt from; 0 where none says when it was told, and everything counts as whole. */
  readonly days: number
}

/** Only what was known on the morning of `morning` teaches, of days that were mature by then. */
export function learnCompleteness({ place, day, from, until, units }: KnownSales, morning: Day): Completeness {
  const all = new AgeSums()
  const places = new Map<number, AgeSums>()
  for (let at = 0; at < day.length; at++) {
    if (day[at]! + MATURE_DAYS > morning || !(units[at]! > 0)) continue
    const own = places.get(place[at]!) ?? new AgeSums()
    places.set(place[at]!, own)
    for (const sums of [all, own]) sums.add(day[at]!, from[at]!, until[at]!, units[at]!)
  }
  const byPlace = [...places].flatMap(([of, sums]): [number, Float64Array][] => {
    const share = sums.share()
    return share === null ? [] : [[of, share]]
  })
  const share = all.share()
  return {
    share: share ?? new Float64Array(MATURE_DAYS + 1).fill(1),
    byPlace: new Map(byPlace),
    days: share === null ? 0 : all.days.size,
  }
}

/** Units known by age. */
class AgeSums {
  readonly days = new Set<Day>()
  private readonly known = new Float64Array(MATURE_DAYS + 1)

  add(day: Day, from: Day, until: Day, units: number): void {
    this.days.add(day)
    const end = Math.min(MATURE_DAYS + 1, until - day)
    for (let age = Math.max(1, from - day); age < end; age++) this.known[age]! += units
  }

  /** Null where too few days speak. */
  share(): Float64Array | null {
    const whole = this.known[MATURE_DAYS]!
    if (this.days.size < DAYS_MIN || !(whole > 0)) return null
    return this.known.map((units) => Math.min(1, units / whole))
  }
}

/** Share of a day's sales at a place that is known on a morning; 1 for days that are mature. */
export function shareKnown({ share, byPlace }: Completeness, place: number, day: Day, morning: Day): number {
  if (morning - day >= MATURE_DAYS) return 1
  return (byPlace.get(place) ?? share)[Math.max(1, morning - day)]!
}
