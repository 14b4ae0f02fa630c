/** Forecasting a file of series on the concrete files and threads. */
import { ForecastCrew } from '../engine/forecast-crew.js'
import type { Job } from '../jobs/job.js'
import { type ForecastOrder, type ForecastOutcome, forecastSeriesFile } from '../processes/forecasting/forecast-run.js'
import { checkOutputs, openForecastFile } from '../store/series/forecast-file.js'
import { openSeriesFile } from '../store/series/series-source.js'

export interface ForecastFiles {
  readonly input: string
  readonly output: string
  /** Where the shares of the methods go; null: nowhere. */
  readonly voices: string | null
}

/**
 * Where no series at all can be forecast nothing is written: what stands there from before stays.
 *
 * @throws Refusal of `store/series`
 */
export async function forecastFile(
  { input, output, voices }: ForecastFiles,
  order: ForecastOrder,
  workers: number,
  job: Job,
): Promise<ForecastOutcome> {
  checkOutputs(input, voices === null ? [output] : [output, voices])
  const source = await job.step('read series', () => openSeriesFile(input))
  const crew = new ForecastCrew(workers)
  try {
    const sink = await openForecastFile(output, { kind: source.kind, levels: order.levels, voicesFile: voices })
    try {
      const outcome = await job.step('forecast series', (report) =>
        forecastSeriesFile({ source, forecasters: crew, sink }, order, report),
      )
      if (outcome.forecast > 0) await job.step('write forecast', () => sink.finish())
      return outcome
    } finally {
      sink.close()
    }
  } finally {
    await crew.close()
    source.close()
  }
}
