/**
 * A change of level of one row that came to stay: found, so that what was before can be brought to what is now. Methods
 * fitted on both levels see a trend between them, and last year's season is that of the old level.
 *
 * Only what is clear: eight weeks or more on either side, nearly all of them on their own side of the middle, so that the
 * step is far larger than weeks differ. A step that comes in another year at the same date is a season, and a history that
 * cannot show another year is left as it is. Rule DM16 of docs/specs/demand.md.
 */
import { insert } from '../../base/sorted-insert.js'

export interface LevelShift {
  /** First week of the new level. */
  readonly week: number
  /** New level over the old one. */
  readonly ratio: number
}

/** Weeks on either side that a level is judged by. */
const SIDE_WEEKS_MIN = 8
const SIDE_WEEKS_MAX = 26
/** A smaller step is left to the methods; a larger one is not the same demand any more. */
const RATIO_MIN = 1.3
const RATIO_MAX = 4
/** For a normal law: a step of more than two and a half standard deviations of single weeks. */
const ON_THEIR_SIDE_MIN = 0.9
/** A step of another year that is at least half of this one in the same direction is the season's. */
const SEASON_SHARE = 0.5
const WEEKS_A_YEAR = 52

/** `flat` are weeks without their season, from the first that sold; `scratch` holds 2 × `SIDE_WEEKS_MAX` at least. */
export function findShift(flat: Float64Array, from: number, scratch: Float64Array): LevelShift | null {
  const week = likeliestWeek(flat, from)
  const step = stepAt(flat, from, week, scratch)
  if (step === null) return null
  const { before, after, leastWeeks, share } = step
  const ratio = after / before
  const size = Math.max(ratio, 1 / ratio)
  if (size < RATIO_MIN || size > RATIO_MAX || leastWeeks < SIDE_WEEKS_MIN || share < ON_THEIR_SIDE_MIN) return null
  return isSeason(flat, from, { week, ratio }, scratch) ? null : { week, ratio }
}

/** Whether another year has that step too; where none can be looked at, it may. */
function isSeason(flat: Float64Array, from: number, { week, ratio }: LevelShift, scratch: Float64Array): boolean {
  const others = [week - WEEKS_A_YEAR, week + WEEKS_A_YEAR].flatMap((at) => stepAt(flat, from, at, scratch) ?? [])
  const repeats = others.some((then) => Math.log(then.after / then.before) / Math.log(ratio) > SEASON_SHARE)
  return others.length === 0 || repeats
}

/** Where the means of either side lie furthest apart, by how many weeks say so; −1 where there are too few. */
function likeliestWeek(flat: Float64Array, from: number): number {
  const sums = new Float64Array(flat.length + 1)
  for (let at = 0; at < flat.length; at++) sums[at + 1] = sums[at]! + flat[at]!
  let best = -1
  let most = 0
  for (let week = from + SIDE_WEEKS_MIN; week <= flat.length - SIDE_WEEKS_MIN; week++) {
    const low = Math.max(from, week - SIDE_WEEKS_MAX)
    const high = Math.min(flat.length, week + SIDE_WEEKS_MAX)
    const apart = (sums[high]! - sums[week]!) / (high - week) - (sums[week]! - sums[low]!) / (week - low)
    const gain = apart * apart * (((high - week) * (week - low)) / (high - low))
    if (gain > most) {
      most = gain
      best = week
    }
  }
  return best
}

interface Step {
  readonly before: number
  readonly after: number
  /** Weeks that lie on their level's side of the middle: how many at the shorter end, and what share of all. */
  readonly leastWeeks: number
  readonly share: number
}

/** Null where either side is too short, or sold nothing. */
function stepAt(flat: Float64Array, from: number, week: number, scratch: Float64Array): Step | null {
  const low = Math.max(from, week - SIDE_WEEKS_MAX)
  const high = Math.min(flat.length, week + SIDE_WEEKS_MAX)
  if (week - low < SIDE_WEEKS_MIN || high - week < SIDE_WEEKS_MIN) return null
  const before = medianOf(flat, low, week, scratch)
  const after = medianOf(flat, week, high, scratch)
  if (!(before > 0 && after > 0)) return null
  const middle = (before + after) / 2
  const onSide = (start: number, end: number, level: number): number => {
    let count = 0
    for (let at = start; at < end; at++) if (flat[at]! > middle === level > middle) count += 1
    return count
  }
  const own = [onSide(low, week, before), onSide(week, high, after)] as const
  return { before, after, leastWeeks: Math.min(...own), share: (own[0] + own[1]) / (high - low) }
}

function medianOf(flat: Float64Array, from: number, to: number, scratch: Float64Array): number {
  for (let at = from; at < to; at++) insert(scratch, at - from, flat[at]!)
  const count = to - from
  return (scratch[(count - 1) >> 1]! + scratch[count >> 1]!) / 2
}
