/**
 * What demand would have been on a plain week: known lifts and moving holidays taken out, what was not on the shelf put
 * back, wild weeks brought to what their neighbours say.
 *
 * Four corrections in this order, each recorded and reversible, each made once per cell and reason:
 * 1. *lift*: a promotion or event with a known uplift is divided out, because its layer will put it back (DM8);
 * 2. *holiday*: what a moving holiday does to the weeks around it is divided out, because the forecast puts it where the
 *    holiday will be (DM11, DM12);
 * 3. *stockout*: demand seen on the open days is scaled up to the whole week (DOMAIN §6.5, DM9), not for customers who
 *    wait: what they could not get they bought the week after;
 * 4. *outlier*: a Hampel filter on the seasonally adjusted row (DM10). Three in a row on the same side are no outlier but
 *    a new level.
 */
import { weekdayOf } from '../../base/day.js'
import { insert } from '../../base/sorted-insert.js'
import type { RowRange } from '../baseline.js'
import { DAYS_PER_WEEK, type DemandHistory } from '../history.js'
import { type HolidayFactors, holidayFactor } from '../holiday/holiday-factors.js'
import { type Seasonality, SLOTS, slotsOfWeeks } from '../seasonality.js'
import {
  type CorrectionBook,
  type CorrectionReason,
  type Corrections,
  type OverriddenWeeks,
  openCorrections,
} from './corrections.js'
import { findShift } from './level-shift.js'

export interface CleaningInput {
  readonly history: DemandHistory
  readonly rowGroup: Int32Array
  readonly seasonality: Seasonality
  /** Known lifts: row r has the entries [start[r], start[r + 1]); a week's demand was `factor` times a plain one's. */
  readonly lifts?: { readonly start: Int32Array; readonly week: Int32Array; readonly factor: Float64Array }
  readonly holidays?: HolidayFactors
  /** By row: 1 where what cannot ship waits, so that a stockout loses nothing. */
  readonly backorder?: Uint8Array
  /** Weeks that people leave as they were sold (HC7). */
  readonly overridden?: OverriddenWeeks
}

/** A week open for less than this share says too little to scale up; its neighbours speak for it. */
const OPEN_SHARE_MIN = 0.35
/** Scaling up stops at this many times what the neighbours sold. */
const UNCONSTRAINED_MAX = 1.5
/** Weeks on either side that are asked what is normal. */
const NEIGHBOURS = 6
/** Robust standard deviations, and share of normal, that a week must be off to be an outlier. */
const OUTLIER_DEVIATIONS = 4
const OUTLIER_SHARE = 0.5
/** More of a row's weeks than this are not outliers but what its demand is like: unlisted promotions, bulk buyers. */
const OUTLIERS_SHARE_MAX = 0.05
/** As many in a row on one side are a change of level. */
const SHIFT_WEEKS = 3
/** Rows with fewer weeks, or with more empty weeks than DOMAIN §6.1 allows a smooth one, are left to their methods. */
const FILTER_WEEKS_MIN = 8
const BUSY_SHARE_MIN = 1 / 1.32
const MAD_TO_SD = 1.4826
/** A row that changes its level more often has none. */
const SHIFTS_MAX = 3

/** Writes the cleaned weeks of the rows of `range` into `units` (whole history × rows) and gives what was changed. */
export function cleanRows(input: CleaningInput, range: RowRange, units: Float64Array): Corrections {
  const { history, seasonality } = input
  const { weekCount } = history
  const book = openCorrections(input.overridden)
  const slots = slotsOfWeeks(history.firstDay, weekCount)
  const factor = new Float64Array(weekCount)
  const scratch = createScratch(weekCount)
  for (let row = range.from; row < range.to; row++) {
    const base = row * weekCount
    const values = units.subarray(base, base + weekCount)
    values.set(history.units.subarray(base, base + weekCount))
    for (let week = 0; week < weekCount; week++) {
      if (values[week]! < 0) correct(values, row, week, 0, 'outlier', book)
      factor[week] = seasonality.factor[input.rowGroup[row]! * SLOTS + slots[week]!]!
    }
    const first = values.findIndex((value) => value > 0)
    if (first < 0) continue
    removeLifts(input, row, values, book)
    removeHolidays(input, row, values, book)
    if (input.backorder?.[row] !== 1) unconstrain(input, row, values, factor, first, scratch, book)
    if (weekCount - first < FILTER_WEEKS_MIN) continue
    filterOutliers(input, row, values, factor, first, scratch, book)
    if (isBusy(values, first)) levelShifts(row, values, factor, first, scratch, book)
  }
  return book.close()
}

interface Scratch {
  sorted: Float64Array
  normal: Float64Array
  side: Int8Array
  flat: Float64Array
}

const createScratch = (weekCount: number): Scratch => ({
  sorted: new Float64Array(Math.max(weekCount, 64)),
  normal: new Float64Array(weekCount),
  side: new Int8Array(weekCount),
  flat: new Float64Array(weekCount),
})

function correct(
  values: Float64Array,
  row: number,
  week: number,
  after: number,
  reason: CorrectionReason,
  book: CorrectionBook,
): void {
  const whole = Math.round(after)
  if (whole === values[week]!) return
  if (book.add(row, week, values[week]!, whole, reason)) values[week] = whole
}

function removeLifts({ lifts }: CleaningInput, row: number, values: Float64Array, book: CorrectionBook): void {
  if (lifts === undefined) return
  for (let entry = lifts.start[row]!; entry < lifts.start[row + 1]!; entry++) {
    const week = lifts.week[entry]!
    if (lifts.factor[entry]! > 0) correct(values, row, week, values[week]! / lifts.factor[entry]!, 'lift', book)
  }
}

function removeHolidays({ holidays }: CleaningInput, row: number, values: Float64Array, book: CorrectionBook): void {
  if (holidays === undefined) return
  for (let week = 0; week < values.length; week++) {
    const factor = holidayFactor(holidays, row, week)
    if (factor !== 1) correct(values, row, week, values[week]! / factor, 'holiday', book)
  }
}

function unconstrain(
  input: CleaningInput,
  row: number,
  values: Float64Array,
  factor: Float64Array,
  first: number,
  scratch: Scratch,
  book: CorrectionBook,
): void {
  const { history, rowGroup } = input
  const marks = history.stockoutDays.subarray(row * history.weekCount, (row + 1) * history.weekCount)
  flatten(values, factor, scratch.flat)
  for (let week = first; week < history.weekCount; week++) {
    if (marks[week] === 0) continue
    const open = openShare(history, rowGroup[row]!, marks[week]!)
    const normal = neighbourMedian(scratch, week, first, values.length, marks) * factor[week]!
    const seen = values[week]!
    const scaled = open >= OPEN_SHARE_MIN ? Math.min(seen / open, Math.max(seen, normal * UNCONSTRAINED_MAX)) : normal
    if (scaled > seen) correct(values, row, week, scaled, 'stockout', book)
  }
}

/** Share of a week's demand that falls on days with stock, by the group's days of the week. */
function openShare(history: DemandHistory, group: number, marks: number): number {
  let share = 0
  for (let day = 0; day < DAYS_PER_WEEK; day++)
    if ((marks & (1 << day)) === 0)
      share += history.weekdayProfile[group * DAYS_PER_WEEK + weekdayOf(history.firstDay + day) - 1]!
  return share
}

function flatten(values: Float64Array, factor: Float64Array, flat: Float64Array): void {
  for (let week = 0; week < values.length; week++) flat[week] = values[week]! / factor[week]!
}

/** Median of the seasonally adjusted neighbours, without those marked as stockouts; 0 when nobody is left. */
function neighbourMedian(scratch: Scratch, week: number, from: number, to: number, marks?: Uint8Array): number {
  let count = 0
  for (let near = Math.max(from, week - NEIGHBOURS); near < Math.min(to, week + NEIGHBOURS + 1); near++)
    if (near !== week && (marks === undefined || marks[near] === 0))
      insert(scratch.sorted, count++, scratch.flat[near]!)
  return medianOf(scratch.sorted, count)
}

const medianOf = (sorted: Float64Array, count: number): number =>
  count === 0 ? 0 : (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2

function filterOutliers(
  input: CleaningInput,
  row: number,
  values: Float64Array,
  factor: Float64Array,
  first: number,
  scratch: Scratch,
  book: CorrectionBook,
): void {
  if (!isBusy(values, first)) {
    capSizes(row, values, first, scratch, book)
    return
  }
  const marks = input.history.stockoutDays.subarray(row * values.length, (row + 1) * values.length)
  flatten(values, factor, scratch.flat)
  let found = 0
  for (let week = first; week < values.length; week++) {
    scratch.side[week] = sideOf(scratch, week, first, values.length)
    if (scratch.side[week] !== 0) found += 1
  }
  if (found > Math.max(SHIFT_WEEKS, OUTLIERS_SHARE_MAX * (values.length - first))) return
  for (let week = first; week < values.length; week++) {
    const side = scratch.side[week]!
    // A low week without stock has been dealt with, or belongs to a customer who waits.
    if (side === 0 || (side < 0 && marks[week] !== 0) || isShift(scratch.side, week, first)) continue
    correct(values, row, week, scratch.normal[week]! * factor[week]!, 'outlier', book)
  }
}

function isBusy(values: Float64Array, first: number): boolean {
  let busy = 0
  for (let week = first; week < values.length; week++) if (values[week]! > 0) busy += 1
  return busy >= BUSY_SHARE_MIN * (values.length - first)
}

/** Brings what was before a lasting change of level to the level of now, the latest change last. */
function levelShifts(
  row: number,
  values: Float64Array,
  factor: Float64Array,
  first: number,
  scratch: Scratch,
  book: CorrectionBook,
): void {
  flatten(values, factor, scratch.flat)
  const ratio = scratch.normal.fill(1)
  let until = 0
  for (let count = 0; count < SHIFTS_MAX; count++) {
    const shift = findShift(scratch.flat, first, scratch.sorted)
    if (shift === null) break
    until = Math.max(until, shift.week)
    for (let week = first; week < shift.week; week++) {
      scratch.flat[week]! *= shift.ratio
      ratio[week]! *= shift.ratio
    }
  }
  for (let week = first; week < until; week++) correct(values, row, week, values[week]! * ratio[week]!, 'shift', book)
}

/** −1 or 1 when a week is an outlier below or above its neighbours, whose median is left in `normal`. */
function sideOf(scratch: Scratch, week: number, from: number, to: number): -1 | 0 | 1 {
  const median = neighbourMedian(scratch, week, from, to)
  scratch.normal[week] = median
  const off = scratch.flat[week]! - median
  if (Math.abs(off) <= OUTLIER_SHARE * median) return 0
  let count = 0
  let sum = 0
  for (let near = Math.max(from, week - NEIGHBOURS); near < Math.min(to, week + NEIGHBOURS + 1); near++) {
    if (near === week) continue
    const distance = Math.abs(scratch.flat[near]! - median)
    insert(scratch.sorted, count++, distance)
    sum += distance
  }
  // More than half of the neighbours equal: their mean distance still says how far they stray.
  const deviation = medianOf(scratch.sorted, count) * MAD_TO_SD || (sum / Math.max(1, count)) * 1.2533
  if (Math.abs(off) <= OUTLIER_DEVIATIONS * deviation) return 0
  return off > 0 ? 1 : -1
}

function isShift(side: Int8Array, week: number, first: number): boolean {
  let from = week
  while (from > first && side[from - 1] === side[week]) from--
  let to = week
  while (to + 1 < side.length && side[to + 1] === side[week]) to++
  return to - from + 1 >= SHIFT_WEEKS
}

/** With many empty weeks only the sizes can be judged: one beyond six deviations and four medians comes down to that. */
function capSizes(row: number, values: Float64Array, first: number, scratch: Scratch, book: CorrectionBook): void {
  let count = 0
  for (let week = first; week < values.length; week++)
    if (values[week]! > 0) insert(scratch.sorted, count++, values[week]!)
  if (count < 6) return
  const median = medianOf(scratch.sorted, count)
  count = 0
  for (let week = first; week < values.length; week++)
    if (values[week]! > 0) insert(scratch.sorted, count++, Math.abs(values[week]! - median))
  const limit = Math.max(4 * median, median + 6 * MAD_TO_SD * medianOf(scratch.sorted, count))
  for (let week = first; week < values.length; week++)
    if (values[week]! > limit) correct(values, row, week, limit, 'outlier', book)
}
