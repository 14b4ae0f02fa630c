/** Forecasting a file of series on the concrete files and threads. */
import { checkOutput, openForecastFile } from '../connectors/series-file/forecast-file.js'
import { openSeriesFile } from '../connectors/series-file/series-source.js'
import { ForecastCrew } from '../engine/forecast-crew.js'
import type { Job } from '../jobs/job.js'
import { type ForecastOrder, type ForecastOutcome, forecastSeriesFile } from '../processes/forecasting/forecast-run.js'

export interface ForecastFiles {
  readonly input: string
  readonly output: string
  /** Where the shares of the methods go; null: nowhere. */
  readonly voices: string | null
}

/** @throws Refusal of `connectors/series-file` */
export async function forecastFile(
  { input, output, voices }: ForecastFiles,
  order: ForecastOrder,
  workers: number,
  job: Job,
): Promise<ForecastOutcome> {
  for (const file of voices === null ? [output] : [output, voices]) checkOutput(file)
  const source = await job.step('read series', () => openSeriesFile(input))
  const crew = new ForecastCrew(workers)
  try {
    const sink = await openForecastFile(output, { kind: source.kind, levels: order.levels, voicesFile: voices })
    try {
      const outcome = await job.step('forecast series', (report) =>
        forecastSeriesFile({ source, forecasters: crew, sink }, order, report),
      )
      await job.step('write forecast', () => sink.finish())
      return outcome
    } finally {
      sink.close()
    }
  } finally {
    await crew.close()
    source.close()
  }
}
