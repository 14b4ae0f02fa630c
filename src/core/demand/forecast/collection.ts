/** A collection of series of one frequency, made ready to be forecast, and what could not be. */
import { carryDriver, fillGaps } from './gaps.js'

export interface SeriesInput {
  readonly id: string
  /** NaN where nothing is known. */
  readonly values: Float64Array
  /** Known ahead: each as long as `values` and the horizon together. */
  readonly drivers: readonly Float64Array[]
}

export interface CollectionSettings {
  readonly horizon: number
  /** Seasons in steps, the shortest first; empty without one. */
  readonly seasons: readonly number[]
  /** Errors count in units sold, not each series the same. */
  readonly byVolume: boolean
  /** Of each quantile that is asked for: how much of the truth lies below it, ascending, between 0 and 1. */
  readonly levels: readonly number[]
}

export interface PreparedSeries {
  readonly id: string
  readonly values: Float64Array
  /** Index of the first number. */
  readonly from: number
  /** 1 where the number was given, 0 where it was filled in. */
  readonly told: Uint8Array
  readonly drivers: readonly Float64Array[]
}

export interface Collection extends CollectionSettings {
  readonly prepared: readonly PreparedSeries[]
}

/** Why a series has no forecast. */
export interface SeriesRefusal {
  readonly id: string
  readonly reason: 'no_numbers' | 'drivers_too_short'
}

export function prepareCollection(
  series: readonly SeriesInput[],
  settings: CollectionSettings,
): { collection: Collection; refusals: SeriesRefusal[] } {
  const refusals: SeriesRefusal[] = []
  const prepared = series.flatMap(({ id, values, drivers }) => {
    const filled = fillGaps(values, settings.seasons[0] ?? 1)
    const short = drivers.some((driver) => driver.length < values.length + settings.horizon)
    if (filled === null || short) {
      refusals.push({ id, reason: filled === null ? 'no_numbers' : 'drivers_too_short' })
      return []
    }
    const told = Uint8Array.from(values, (value) => (Number.isFinite(value) ? 1 : 0))
    return [{ id, values: filled.values, from: filled.from, told, drivers: drivers.map(carryDriver) }]
  })
  return { collection: { ...settings, prepared }, refusals }
}
