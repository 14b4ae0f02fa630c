/**
 * Forecasts a file of series that need not fit in memory: a sample teaches, then every series is forecast by what was
 * learned, batch by batch, in the order of the names. What is written does not depend on how many threads there are
 * (docs/specs/forecasting.md, FF).
 */
import type { CollectionSettings, SeriesInput, SeriesRefusal } from '../../core/demand/forecast/collection.js'
import type { SeriesForecast } from '../../core/demand/forecast/collection-forecast.js'
import type { BadCell, ForecastRecord, ReadSeries } from '../../core/demand/forecast/series-records.js'
import {
  type Frequency,
  type GridFault,
  type GridSeries,
  placeOnGrid,
  SEASONS,
  seasonsSeen,
  type TimeSteps,
  timeAt,
} from '../../core/demand/forecast/time-grid.js'
import type { Forecasters, ForecastSink, SeriesSource } from './forecast-ports.js'

export interface ForecastOrder {
  readonly frequency: Frequency
  readonly horizon: number
  /** In steps; null: the usual ones of the frequency that the series have seen twice. */
  readonly seasons: readonly number[] | null
  readonly byVolume: boolean
  readonly levels: readonly number[]
  /** A step without a row is nothing sold, not unknown. */
  readonly gapsAreZero: boolean
}

/** Why a series has no forecast, and where that was seen. */
export type RefusedSeries = { readonly id: string } & (
  | { readonly reason: SeriesRefusal['reason'] }
  | { readonly reason: GridFault; readonly time: number }
  | { readonly reason: 'bad_cell'; readonly cell: BadCell }
)

export interface ForecastOutcome {
  readonly series: number
  readonly forecast: number
  readonly refused: readonly RefusedSeries[]
  readonly seasons: readonly number[]
}

/** Series that the choice of methods is learned from. */
export const SAMPLE_SERIES = 2000
const BATCH_SERIES = 200
/** Names of refused series that are kept to be told. */
const REFUSALS_MAX = 100_000

export async function forecastSeriesFile(
  { source, forecasters, sink }: { source: SeriesSource; forecasters: Forecasters; sink: ForecastSink },
  order: ForecastOrder,
  report: (fraction: number) => void,
): Promise<ForecastOutcome> {
  const steps = { frequency: order.frequency, kind: source.kind }
  const sample = (await source.sample(SAMPLE_SERIES)).map((one) => prepare(steps, one, order))
  const sound = sample.flatMap((one) => ('input' in one ? [one.input] : []))
  const seasons = order.seasons ?? seasonsSeen(SEASONS[order.frequency], usualLength(sound))
  const { horizon, byVolume, levels } = order
  const settings: CollectionSettings = { horizon, seasons, byVolume, levels }
  await forecasters.learn(sound, settings)
  let done = 0
  let forecast = 0
  const refused: RefusedSeries[] = []
  await inOrder(
    source.batches(BATCH_SERIES),
    forecasters.width,
    async (batch) => {
      const ready = batch.map((one) => prepare(steps, one, order))
      const inputs = ready.flatMap((one) => ('input' in one ? [one.input] : []))
      return { ready, answer: await forecasters.forecast(inputs) }
    },
    async ({ ready, answer }) => {
      const grids = new Map(ready.flatMap((one) => ('input' in one ? [[one.input.id, one.grid]] : [])))
      await sink.add(
        answer.forecasts.flatMap((one) => rowsOf(steps, grids.get(one.id)!, one)),
        answer.forecasts.flatMap(({ id, voices, origins }) => voices.map((voice) => ({ id, ...voice, origins }))),
      )
      forecast += answer.forecasts.length
      done += ready.length
      for (const one of [...ready.flatMap((each) => ('refused' in each ? [each.refused] : [])), ...answer.refusals])
        if (refused.length < REFUSALS_MAX) refused.push(one)
      report(done / source.seriesCount)
    },
  )
  return { series: done, forecast, refused, seasons }
}

type Prepared = { readonly input: SeriesInput; readonly grid: GridSeries } | { readonly refused: RefusedSeries }

function prepare(steps: TimeSteps, read: ReadSeries, { gapsAreZero }: ForecastOrder): Prepared {
  const { id, bad } = read
  if (bad !== null) return { refused: { id, reason: 'bad_cell', cell: bad } }
  const placed = placeOnGrid(steps, read)
  if ('fault' in placed) return { refused: { id, reason: placed.fault, time: placed.time } }
  const { series: grid } = placed
  const values = gapsAreZero ? grid.values.map((value) => (Number.isNaN(value) ? 0 : value)) : grid.values
  return { input: { id, values, drivers: grid.drivers }, grid }
}

/** The median, so that a few short series do not take the season from all. */
function usualLength(inputs: readonly SeriesInput[]): number {
  const lengths = Float64Array.from(inputs, ({ values }) => values.length).sort()
  return lengths[lengths.length >> 1] ?? 0
}

function rowsOf(steps: TimeSteps, grid: GridSeries, { id, mean, quantiles }: SeriesForecast): ForecastRecord[] {
  return Array.from(mean, (said, step) => ({
    id,
    time: timeAt(steps, grid, grid.values.length + step),
    mean: said,
    quantiles: quantiles.map((of) => of[step]!),
  }))
}

/** Works on `width` parts at once and takes what comes of them in the order of the parts. */
async function inOrder<Part, Result>(
  parts: AsyncIterable<Part>,
  width: number,
  work: (part: Part) => Promise<Result>,
  take: (result: Result) => Promise<void>,
): Promise<void> {
  const running: Promise<Result>[] = []
  try {
    for await (const part of parts) {
      running.push(work(part))
      if (running.length >= width) await take(await running.shift()!)
    }
    while (running.length > 0) await take(await running.shift()!)
  } finally {
    // What is still running when another part failed fails for nobody.
    for (const one of running) one.catch(() => undefined)
  }
}
