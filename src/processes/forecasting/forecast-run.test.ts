import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../core/base/random.js'
import { type CollectionSettings, prepareCollection, type SeriesInput } from '../../core/demand/forecast/collection.js'
import { forecastSeries, learn, trainVoices } from '../../core/demand/forecast/collection-forecast.js'
import { rehearse } from '../../core/demand/forecast/rehearsal.js'
import type { ForecastRecord, ReadSeries, VoiceRecord } from '../../core/demand/forecast/series-records.js'
import type { Forecasters, SeriesSource } from './forecast-ports.js'
import { type ForecastOrder, type ForecastOutcome, forecastSeriesFile } from './forecast-run.js'

const random = seededRandom(3)
const ORDER: ForecastOrder = {
  frequency: 'W',
  horizon: 3,
  seasons: null,
  byVolume: false,
  levels: [0.1, 0.9],
  gapsAreZero: false,
}

function noisy(id: string, count: number, seed: number): ReadSeries {
  const times = Float64Array.from({ length: count }, (_, at) => at + 1)
  const values = times.map((at) => 100 + 10 * normalAt(random, 1, seed, at))
  return { id, times, values, drivers: [], bad: null }
}

const SERIES = [
  ...Array.from({ length: 12 }, (_, at) => noisy(`series ${String(at).padStart(2, '0')}`, 40, at)),
  { ...noisy('wrong', 9, 90), bad: { column: 'y', text: 'abc', row: 7 } as const },
  { ...noisy('double', 9, 91), times: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 7, 8) },
  { ...noisy('nothing', 2, 92), values: Float64Array.of(Number.NaN, Number.NaN) },
]

const sourceOf = (series: readonly ReadSeries[]): SeriesSource => ({
  kind: 'count',
  seriesCount: series.length,
  drivers: [],
  sample: async (most) => series.slice(0, most),
  async *batches() {
    for (let at = 0; at < series.length; at += 4) yield series.slice(at, at + 4)
  },
})

/** One thread; batches that were given later may be done earlier. */
function onOneThread(width: number): Forecasters & { learnedFrom: string[]; settings: CollectionSettings[] } {
  let forecastOf: (series: readonly SeriesInput[]) => Awaited<ReturnType<Forecasters['forecast']>>
  const learnedFrom: string[] = []
  const settings: CollectionSettings[] = []
  let given = 0
  return {
    width,
    learnedFrom,
    settings,
    async learn(sample, asked) {
      learnedFrom.push(...sample.map(({ id }) => id))
      settings.push(asked)
      const { collection } = prepareCollection(sample, asked)
      const voices = trainVoices(collection)
      const lesson = learn(
        collection,
        collection.prepared.map((one) => rehearse(collection, voices.past, one)),
      )
      forecastOf = (series) => {
        const { collection: batch, refusals } = prepareCollection(series, asked)
        const forecasts = batch.prepared.map((one) =>
          forecastSeries(collection, voices, lesson, one, rehearse(collection, voices.past, one)),
        )
        return { forecasts, refusals }
      }
    },
    async forecast(series) {
      await new Promise((resolve) => setTimeout(resolve, given++ % 2 === 0 ? 8 : 0))
      return forecastOf(series)
    },
  }
}

async function run(series: readonly ReadSeries[], order = ORDER, width = 3) {
  const rows: ForecastRecord[] = []
  const voices: VoiceRecord[] = []
  const fractions: number[] = []
  const forecasters = onOneThread(width)
  const sink = {
    async add(more: readonly ForecastRecord[], heard: readonly VoiceRecord[]) {
      rows.push(...more)
      voices.push(...heard)
    },
  }
  const outcome: ForecastOutcome = await forecastSeriesFile(
    { source: sourceOf(series), forecasters, sink },
    order,
    (fraction) => fractions.push(fraction),
  )
  return { rows, voices, outcome, fractions, forecasters }
}

test('[FF2] rows come in the order of names and steps, however many batches are under way', async () => {
  const { rows, fractions } = await run(SERIES)
  expect(rows.map(({ id, time }) => `${id} ${time}`)).toEqual(
    SERIES.slice(0, 12).flatMap(({ id }) => [41, 42, 43].map((time) => `${id} ${time}`)),
  )
  expect(rows).toEqual((await run(SERIES, ORDER, 1)).rows)
  expect(fractions.at(-1)).toBe(1)
})

test('[FF3] what cannot be forecast is told with the reason and where it was seen; nothing is learned from it', async () => {
  const { outcome, forecasters } = await run(SERIES)
  expect(outcome).toMatchObject({ series: 15, forecast: 12 })
  expect(outcome.refused).toEqual([
    { id: 'wrong', reason: 'bad_cell', cell: { column: 'y', text: 'abc', row: 7 } },
    { id: 'double', reason: 'two_values', time: 7 },
    { id: 'nothing', reason: 'no_numbers' },
  ])
  expect(forecasters.learnedFrom).not.toContain('wrong')
  expect(forecasters.learnedFrom).not.toContain('double')
})

test('[TG2] a step without a row is zero where that is asked for', async () => {
  const gappy = {
    ...noisy('gappy', 40, 1),
    times: Float64Array.from({ length: 40 }, (_, at) => at * 2 + (at === 0 ? 1 : 0)),
  }
  const [filled, zeros] = await Promise.all(
    [false, true].map(async (gapsAreZero) => (await run([gappy], { ...ORDER, gapsAreZero })).rows),
  )
  expect(zeros![0]!.mean).toBeLessThan(0.8 * filled![0]!.mean)
})

test('[TG4] seasons are those that the median series has seen twice, or what was asked', async () => {
  const long = [noisy('a', 110, 1), noisy('b', 110, 2), noisy('c', 20, 3)]
  expect((await run(long)).outcome.seasons).toEqual([52])
  expect((await run(SERIES)).outcome.seasons).toEqual([])
  expect((await run(SERIES, { ...ORDER, seasons: [4] })).forecasters.settings[0]!.seasons).toEqual([4])
})

test('[CF6] every forecast comes with who was heard', async () => {
  const { voices } = await run(SERIES)
  const shares = voices.filter(({ id }) => id === 'series 00').reduce((sum, { share }) => sum + share, 0)
  expect(shares).toBeGreaterThan(0.9)
})
