/**
 * Dated values become equally spaced ones. A file says what steps its series count in; values that do not lie on such
 * steps are refused by name, because a forecast of them would look right and be wrong (docs/specs/forecasting.md, TG).
 */
import { type Day, firstDayOfMonth, monthOf } from '../../base/day.js'

/** Hour, day, week, month, quarter, year. */
export const FREQUENCIES = ['H', 'D', 'W', 'M', 'Q', 'Y'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Seconds since 1970-01-01 without a time zone, or the numbers of steps themselves. */
export type TimeKind = 'calendar' | 'count'

export interface TimeSteps {
  readonly frequency: Frequency
  readonly kind: TimeKind
}

export interface DatedSeries {
  readonly id: string
  /** Ascending. */
  readonly times: Float64Array
  /** NaN where nothing is known. */
  readonly values: Float64Array
  /** Each as long as `times`; NaN where nothing is known. */
  readonly drivers: readonly Float64Array[]
}

export interface GridSeries {
  readonly id: string
  /** From the first time to the last known value; NaN where nothing is known. */
  readonly values: Float64Array
  /** From the first time to the last. */
  readonly drivers: readonly Float64Array[]
  /** Of the first value. */
  readonly firstTime: number
  /** Whether dates of months are their last days. */
  readonly atMonthEnd: boolean
}

export type GridFault = 'two_values' | 'off_grid' | 'too_long'

const HOUR = 3600
const DAY = 86_400
/** More steps than this are a mistaken date. */
const STEPS_MAX = 1_000_000
/** So many values that never lie one step apart are counted in other steps. */
const SPARSE_VALUES = 4

const MONTHS: Partial<Record<Frequency, number>> = { M: 1, Q: 3, Y: 12 }

const dayAt = (time: number): Day => Math.floor(time / DAY)

/** The step that a time lies on, counted from the first; not whole where it lies on none. */
function stepAt({ frequency, kind }: TimeSteps, first: number, time: number): number {
  if (kind === 'count') return time - first
  const months = MONTHS[frequency]
  if (months !== undefined) return (monthOf(dayAt(time)) - monthOf(dayAt(first))) / months
  if (frequency === 'H') return (time - first) / HOUR
  return (dayAt(time) - dayAt(first)) / (frequency === 'W' ? 7 : 1)
}

/** Where it cannot be done: why, and the time at which that was seen. */
export type OnGrid = { readonly series: GridSeries } | { readonly fault: GridFault; readonly time: number }

export function placeOnGrid(steps: TimeSteps, { id, times, values, drivers }: DatedSeries): OnGrid {
  const firstTime = times[0] ?? 0
  const places = times.map((time) => stepAt(steps, firstTime, time))
  const fault = faultOf(places, values)
  if (fault !== null) return { fault: fault.fault, time: times[fault.at]! }
  const known = values.findLastIndex((value) => !Number.isNaN(value))
  const length = known < 0 ? 0 : places[known]! + 1
  const whole = times.length === 0 ? 0 : places.at(-1)! + 1
  return {
    series: {
      id,
      values: spread(places, values, length),
      drivers: drivers.map((driver) => spread(places, driver, whole)),
      firstTime,
      atMonthEnd: steps.kind === 'calendar' && times.every((time) => isMonthEnd(dayAt(time))),
    },
  }
}

function faultOf(places: Float64Array, values: Float64Array): { fault: GridFault; at: number } | null {
  let nearest = Number.POSITIVE_INFINITY
  for (let at = 0; at < places.length; at++) {
    const place = places[at]!
    if (!Number.isInteger(place)) return { fault: 'off_grid', at }
    if (place >= STEPS_MAX) return { fault: 'too_long', at }
    if (at === 0) continue
    if (place === places[at - 1]) return { fault: 'two_values', at }
    nearest = Math.min(nearest, place - places[at - 1]!)
  }
  return values.length >= SPARSE_VALUES && nearest > 1 ? { fault: 'off_grid', at: 1 } : null
}

function spread(places: Float64Array, values: Float64Array, length: number): Float64Array {
  const out = new Float64Array(length).fill(Number.NaN)
  for (let at = 0; at < places.length && places[at]! < length; at++) out[places[at]!] = values[at]!
  return out
}

const isMonthEnd = (day: Day): boolean => monthOf(day + 1) !== monthOf(day)

/** The time of a step after the first. */
export function timeAt({ frequency, kind }: TimeSteps, { firstTime, atMonthEnd }: GridSeries, step: number): number {
  if (kind === 'count') return firstTime + step
  const months = MONTHS[frequency]
  if (months === undefined) return firstTime + step * (frequency === 'H' ? HOUR : frequency === 'W' ? 7 * DAY : DAY)
  const first = dayAt(firstTime)
  const month = monthOf(first) + step * months
  const last = firstDayOfMonth(month + 1) - 1
  const dayOfMonth = first - firstDayOfMonth(monthOf(first))
  const day = atMonthEnd ? last : Math.min(last, firstDayOfMonth(month) + dayOfMonth)
  return day * DAY + (firstTime - first * DAY)
}

/** Seasons that a frequency has, in steps, the shortest first. */
export const SEASONS: Readonly<Record<Frequency, readonly number[]>> = {
  H: [24, 168],
  D: [7, 365],
  W: [52],
  M: [12],
  Q: [4],
  Y: [],
}

/** The seasons that a series of usual length has seen twice. */
export const seasonsSeen = (seasons: readonly number[], length: number): number[] =>
  seasons.filter((season) => season * 2 <= length)
