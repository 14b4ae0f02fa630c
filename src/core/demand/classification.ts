/**
 * What kind of demand a row has, because that decides who may forecast it (DOMAIN §6.1; Syntetos, Boylan & Croston 2005).
 *
 * ADI is periods / non-zero periods; CV² is the squared coefficient of variation of the non-zero sizes (sample standard
 * deviation). That is the one definition used here; the literature has two. Callers cut off the periods before the first
demand, in which the item was not there to be asked for.
 */
import type { DemandClass } from './forecast-note.js'

export const ADI_CUT = 1.32
export const CV2_CUT = 0.49
/** Fewer observations since the first demand: new. */
export const NEW_WEEKS = 13
/** As long without demand: dead. */
export const DEAD_WEEKS = 26
/** Recent quarter against the half year before it: below this share the item is on its way out. */
const DECLINE_SHARE = 0.25
const RECENT_WEEKS = 13
const BEFORE_WEEKS = 26
/** A season counts when it moves demand by this much (root mean square) and was found reliable. */
const SEASON_SIZE_MIN = 0.1

export interface DemandPattern {
  /** Periods per period with demand; 0 when there is none. */
  adi: number
  cv2: number
}

export function describePattern(values: Float64Array): DemandPattern {
  let count = 0
  let sum = 0
  for (const value of values) {
    if (value <= 0) continue
    count += 1
    sum += value
  }
  if (count === 0) return { adi: 0, cv2: 0 }
  const mean = sum / count
  let squares = 0
  for (const value of values) if (value > 0) squares += (value - mean) ** 2
  const variance = count > 1 ? squares / (count - 1) : 0
  return { adi: values.length / count, cv2: variance / (mean * mean) }
}

export interface ClassificationHints {
  /** Root mean square of the row's seasonal factors less one; 0 without a season. */
  seasonSize: number
  /** The item's end date lies inside the horizon. */
  ending: boolean
}

/** `values` from the first demand on, season taken out. */
export function classify(values: Float64Array, pattern: DemandPattern, hints: ClassificationHints): DemandClass {
  if (pattern.adi === 0 || isEmpty(values, values.length - DEAD_WEEKS)) return 'dead'
  if (values.length < NEW_WEEKS) return 'new'
  if (hints.ending || isDeclining(values)) return 'endOfLife'
  if (pattern.adi > ADI_CUT) return pattern.cv2 > CV2_CUT ? 'lumpy' : 'intermittent'
  if (hints.seasonSize >= SEASON_SIZE_MIN) return 'seasonal'
  return pattern.cv2 > CV2_CUT ? 'erratic' : 'smooth'
}

function isEmpty(values: Float64Array, from: number): boolean {
  if (from < 0) return false
  for (let at = from; at < values.length; at++) if (values[at]! > 0) return false
  return true
}

function isDeclining(values: Float64Array): boolean {
  const recentFrom = values.length - RECENT_WEEKS
  const beforeFrom = recentFrom - BEFORE_WEEKS
  if (beforeFrom < 0) return false
  let recent = 0
  let before = 0
  for (let at = beforeFrom; at < values.length; at++) {
    if (at < recentFrom) before += values[at]!
    else recent += values[at]!
  }
  return recent / RECENT_WEEKS < (DECLINE_SHARE * before) / BEFORE_WEEKS
}
