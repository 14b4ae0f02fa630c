/** What forecasting a file of series needs of the world: where they come from, who works on them, where it goes. */
import type { CollectionSettings, SeriesInput, SeriesRefusal } from '../../core/demand/forecast/collection.js'
import type { SeriesForecast } from '../../core/demand/forecast/collection-forecast.js'
import type { ForecastRecord, ReadSeries, VoiceRecord } from '../../core/demand/forecast/series-records.js'
import type { TimeKind } from '../../core/demand/forecast/time-grid.js'

export interface SeriesSource {
  readonly kind: TimeKind
  readonly seriesCount: number
  /** Names of the columns that are known ahead. */
  readonly drivers: readonly string[]
  /** At most so many series, evenly spread over the sorted names, the first among them. */
  sample(most: number): Promise<ReadSeries[]>
  /** All series, sorted by name, so many at a time. */
  batches(size: number): AsyncIterable<ReadSeries[]>
}

/** Threads that learn from a sample and forecast any series by what they learned. */
export interface Forecasters {
  /** How many batches are worth giving at once. */
  readonly width: number
  learn(sample: readonly SeriesInput[], settings: CollectionSettings): Promise<void>
  forecast(series: readonly SeriesInput[]): Promise<{ forecasts: SeriesForecast[]; refusals: SeriesRefusal[] }>
}

export interface ForecastSink {
  add(rows: readonly ForecastRecord[], voices: readonly VoiceRecord[]): Promise<void>
}
