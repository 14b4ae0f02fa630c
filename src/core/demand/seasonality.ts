/**
 * The shape of a year, by group of rows (family × country): a factor per slot of seven days, mean one.
 *
 * A single row of two years has two chances to show its Christmas, both noisy; the group has many rows. So the shape is
 * learnt from the group's total, and each row only says how strongly it follows it (`amplitudeOf`). How much of the shape
 * to believe is measured, not assumed: the years of one group must agree with each other (split-half reliability,
 * Spearman–Brown), and what does not repeat is shrunk towards no season at all.
 */
import type { Day } from '../base/day.js'
import { dateOfYear } from '../calendar/moving-holidays.js'
import { lineThrough } from './forecast/method.js'
import type { DemandHistory } from './history.js'

export const SLOTS = 52
const DAYS_PER_WEEK = 7
const HALF_YEAR_DAYS = (SLOTS * DAYS_PER_WEEK) / 2
/** Two years must overlap by at least this many weeks before they are compared. */
const OVERLAP_MIN = 13
/** Below this correlation between years the season is taken for chance. */
const CORRELATION_MIN = 0.25
const FACTOR_MIN = 0.1

export interface Seasonality {
  /** At [group * SLOTS + slot]. */
  readonly factor: Float64Array
  /** How much the years of a group agree, 0 to 1; 0 = no season was found. */
  readonly reliability: Float64Array
}

/**
 * The slot of a week by the date of its middle day, the same in every year. Slots are counted from New Year in the first
 * half of the year and back from it in the second; the day between, 2 July, is with the slot before. So when a year has 53
 * weeks, the slot of the turn of the half-years takes two, not the one of Christmas.
 */
export function slotOfWeek(firstDay: Day): number {
  const date = dateOfYear(firstDay + 3)
  const fromNewYear = date > HALF_YEAR_DAYS ? date - 1 : Math.min(date, HALF_YEAR_DAYS - 1)
  return Math.floor(fromNewYear / DAYS_PER_WEEK)
}

/** Slots of `count` weeks from a first day on. */
export function slotsOfWeeks(firstDay: Day, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, week) => slotOfWeek(firstDay + week * DAYS_PER_WEEK))
}

export function noSeasonality(groupCount: number): Seasonality {
  return { factor: new Float64Array(groupCount * SLOTS).fill(1), reliability: new Float64Array(groupCount) }
}

/** `units` at [row * weekCount + week]. A group of less than a year and a quarter has no season. */
export function deriveSeasonality(
  history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay'>,
  units: Float64Array,
  rowGroup: Int32Array,
  groupCount: number,
): Seasonality {
  const { rowCount, weekCount, firstDay } = history
  const totals = new Float64Array(groupCount * weekCount)
  for (let row = 0; row < rowCount; row++) {
    const into = rowGroup[row]! * weekCount
    for (let week = 0; week < weekCount; week++) totals[into + week]! += units[row * weekCount + week]!
  }
  const seasonality = noSeasonality(groupCount)
  const slots = slotsOfWeeks(firstDay, weekCount)
  for (let group = 0; group < groupCount; group++) {
    const ratios = ratiosToTrend(totals.subarray(group * weekCount, (group + 1) * weekCount), slots)
    if (ratios === null) continue
    const reliability = agreementOfYears(ratios)
    seasonality.reliability[group] = reliability
    if (reliability === 0) continue
    fillFactors(ratios, slots, reliability, seasonality.factor.subarray(group * SLOTS, (group + 1) * SLOTS))
  }
  return seasonality
}

/**
 * Each week over the trend. Trend and season are found in turns, because a history that is not a whole number of years
 * tilts the line through it.
 */
function ratiosToTrend(total: Float64Array, slots: Uint8Array): Float64Array | null {
  const first = total.findIndex((units) => units > 0)
  if (first < 0 || total.length - first < SLOTS + OVERLAP_MIN) return null
  const factor = new Float64Array(SLOTS).fill(1)
  const flat = new Float64Array(total.length)
  const ratios = new Float64Array(total.length).fill(Number.NaN)
  for (let turn = 0; turn < 3; turn++) {
    for (let week = first; week < total.length; week++) flat[week] = total[week]! / factor[slots[week]!]!
    const { intercept, slope } = lineThrough(flat, first, total.length)
    const middle = intercept + (slope * (total.length - first - 1)) / 2
    if (middle <= 0) return null
    for (let week = first; week < total.length; week++)
      ratios[week] = total[week]! / Math.max(intercept + slope * (week - first), middle / 5)
    fillFactors(ratios, slots, 1, factor)
  }
  return ratios
}

/** Correlation of the weeks with the same weeks one year later, carried over to the mean of the years. */
function agreementOfYears(ratios: Float64Array): number {
  let count = 0
  const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0 }
  for (let week = 0; week + SLOTS < ratios.length; week++) {
    const a = ratios[week]!
    const b = ratios[week + SLOTS]!
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    count += 1
    sums.a += a
    sums.b += b
    sums.aa += a * a
    sums.bb += b * b
    sums.ab += a * b
  }
  if (count < OVERLAP_MIN) return 0
  const covariance = sums.ab - (sums.a * sums.b) / count
  const spread = Math.sqrt(
    Math.max(0, sums.aa - (sums.a * sums.a) / count) * Math.max(0, sums.bb - (sums.b * sums.b) / count),
  )
  // A spread this small is rounding of a constant series, not a season.
  if (spread < 1e-9 * count) return 0
  const correlation = covariance / spread
  return correlation < CORRELATION_MIN ? 0 : (2 * correlation) / (1 + correlation)
}

/** Mean ratio per slot, lightly smoothed with its neighbours, shrunk by its reliability, mean one. */
function fillFactors(ratios: Float64Array, slots: Uint8Array, reliability: number, factor: Float64Array): void {
  const sums = new Float64Array(SLOTS)
  const counts = new Float64Array(SLOTS)
  for (let week = 0; week < ratios.length; week++) {
    if (Number.isNaN(ratios[week]!)) continue
    sums[slots[week]!]! += ratios[week]!
    counts[slots[week]!]! += 1
  }
  const raw = sums.map((sum, slot) => (counts[slot]! > 0 ? sum / counts[slot]! : 1))
  let mean = 0
  for (let slot = 0; slot < SLOTS; slot++) {
    const before = raw[(slot + SLOTS - 1) % SLOTS]!
    const after = raw[(slot + 1) % SLOTS]!
    const smooth = 0.15 * before + 0.7 * raw[slot]! + 0.15 * after
    factor[slot] = Math.max(FACTOR_MIN, 1 + reliability * (smooth - 1))
    mean += factor[slot]! / SLOTS
  }
  for (let slot = 0; slot < SLOTS; slot++) factor[slot]! /= mean
}

/** What the rows of a group are believed to do before they are looked at: follow it, give or take a half. */
const AMPLITUDE_PRIOR = { mean: 1, variance: 0.25 }

/**
 * How strongly a row follows its group: 0 not at all, 1 as the group does, at most 2. A regression of the row's ratios to
 * trend on the group's shape, drawn to 1 by as much as the row's own noise leaves open.
 */
export function amplitudeOf(
  units: Float64Array,
  from: number,
  to: number,
  factor: Float64Array,
  slots: Uint8Array,
  scratch: Float64Array,
): number {
  if (to - from < SLOTS) return AMPLITUDE_PRIOR.mean
  for (let week = from; week < to; week++) scratch[week] = units[week]! / factor[slots[week]!]!
  const { intercept, slope } = lineThrough(scratch, from, to)
  const middle = intercept + (slope * (to - from - 1)) / 2
  if (middle <= 0) return AMPLITUDE_PRIOR.mean
  let signal = 0
  let cross = 0
  let squares = 0
  for (let week = from; week < to; week++) {
    const shape = factor[slots[week]!]! - 1
    const ratio = units[week]! / Math.max(intercept + slope * (week - from), middle / 5) - 1
    signal += shape * shape
    cross += shape * ratio
    squares += ratio * ratio
  }
  if (signal < 1e-9) return AMPLITUDE_PRIOR.mean
  const own = cross / signal
  const noise = Math.max(0, squares - own * cross) / (to - from) / signal
  const weight = noise / (noise + AMPLITUDE_PRIOR.variance)
  return Math.min(2, Math.max(0, weight * AMPLITUDE_PRIOR.mean + (1 - weight) * own))
}
