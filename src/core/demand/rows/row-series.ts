/** A demand row as its methods see it: the season of its group taken out, and classed. */
import { classify, describePattern } from '../classification.js'
import type { DemandClass } from '../forecast-note.js'
import type { RowLaunch } from '../launch/launch-forecast.js'
import { amplitudeOf, SLOTS } from '../seasonality.js'

export interface RowSeries {
  /** Cleaned weeks, thousandths. */
  readonly units: Float64Array
  /** Seasonal factors of the row's group, by slot. */
  readonly factor: Float64Array
  readonly slots: Uint8Array
  readonly futureSlots: Uint8Array
  /** What moving holidays make of each future week; undefined without any. */
  readonly futureHolidays?: Float64Array | undefined
  /** The item's end date lies inside the horizon. */
  readonly ending: boolean
  /** What launches before it say; null where there were none. */
  readonly launch: RowLaunch | null
}

export interface FlatRow {
  readonly class: DemandClass
  /** Weeks without their season, thousandths. */
  readonly flat: Float64Array
  /** The first week with demand; the number of weeks when there is none. */
  readonly from: number
  /** Season and holidays of each future week. */
  readonly futureFactor: Float64Array
}

export function flattenRow(row: RowSeries): FlatRow {
  const { units, factor, slots, futureSlots, futureHolidays, ending } = row
  const first = units.findIndex((one) => one > 0)
  const from = first < 0 ? units.length : first
  const amplitude = amplitudeOf(units, from, units.length, factor, slots, new Float64Array(units.length))
  const factorOf = (slot: number): number => Math.max(0.05, 1 + amplitude * (factor[slot]! - 1))
  const flat = units.map((one, week) => one / factorOf(slots[week]!))
  const futureFactor = Float64Array.from(
    futureSlots,
    (slot, week) => factorOf(slot) * (futureHolidays === undefined ? 1 : futureHolidays[week]!),
  )
  let squares = 0
  for (let slot = 0; slot < SLOTS; slot++) squares += (factorOf(slot) - 1) ** 2
  const lived = flat.subarray(from)
  const hints = { seasonSize: Math.sqrt(squares / SLOTS), ending }
  return { class: classify(lived, describePattern(lived), hints), flat, from, futureFactor }
}
