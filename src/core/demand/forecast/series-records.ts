/** What stands in files of series and of forecasts, as records. */
import type { DatedSeries } from './time-grid.js'

/** A cell that is not what its column says. */
export interface BadCell {
  readonly column: 'ds' | 'y' | 'driver'
  readonly text: string
  /** Of the file, the header being row 1. */
  readonly row: number
}

export interface ReadSeries extends DatedSeries {
  /** The first one met; the series is then refused. */
  readonly bad: BadCell | null
}

export interface ForecastRecord {
  readonly id: string
  readonly time: number
  readonly mean: number
  /** By level. */
  readonly quantiles: readonly number[]
}

/** How much a method was heard in the forecast of a series. */
export interface VoiceRecord {
  readonly id: string
  readonly method: string
  readonly share: number
  /** Origins at which the methods were compared. */
  readonly origins: number
}
