import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { type CollectionSettings, prepareCollection, type SeriesInput } from './collection.js'
import { forecastCollection, forecastSeries, learn, trainVoices } from './collection-forecast.js'
import { launchedSeries, trainLaunchCurve, youngSteps } from './launch-voice.js'
import { atOrigins, rehearse } from './rehearsal.js'
import { viewOf } from './voices.js'

const MONTHS: CollectionSettings = { horizon: 6, seasons: [12], byVolume: false, levels: [0.05, 0.95] }
const random = seededRandom(77)

const seriesOf = (id: string, values: readonly number[]): SeriesInput => ({
  id,
  values: Float64Array.from(values),
  drivers: [],
})
const noise = (series: number, at: number): number => 1 + 0.05 * normalAt(random, 1, series, at)
const old = (count: number, length = 72): SeriesInput[] =>
  Array.from({ length: count }, (_, series) =>
    seriesOf(
      `old ${series}`,
      Array.from({ length }, (__, at) => 100 * noise(series, at)),
    ),
  )
/** Launches triple within eight months. */
const grown = (age: number): number => Math.min(1, 0.3 + 0.1 * age)
const launch = (series: number, length: number): SeriesInput =>
  seriesOf(
    `launch ${series}`,
    Array.from({ length }, (_, at) => (50 + series) * grown(at) * noise(1_000 + series, at)),
  )
const launches = (count: number, length: (at: number) => number): SeriesInput[] =>
  Array.from({ length: count }, (_, at) => launch(at, length(at)))
const collectionOf = (series: readonly SeriesInput[], settings = MONTHS) =>
  prepareCollection(series, settings).collection

describe('the launch curve of a collection', () => {
  test('[FM11] by hand: twenty launches that double after their first value', () => {
    const doubling = Array.from({ length: 20 }, (_, at) =>
      seriesOf(`launch ${at}`, [at + 1, ...new Array<number>(19).fill(2 * (at + 1))]),
    )
    const collection = collectionOf([...old(1), ...doubling, seriesOf('young', [30])])
    const curve = trainLaunchCurve(
      collection,
      collection.prepared.map(({ values }) => values),
    )!
    const out = new Float64Array(2)
    const view = viewOf(collection, curve, collection.prepared.at(-1)!, 1)!
    curve.forecast(view, curve.fit(view), out)
    // Links (20 × 3 + 3 × 2) / 23 and then (20 × 3 + 10 × that) / 30: so much of the first value is what comes after it.
    const link = (20 * 3 + 10 * ((20 * 3 + 3 * 2) / 23)) / 30
    expect(out[0]).toBeCloseTo(30 * (link - 1), 9)
  })

  test.each([
    ['nobody is young', [...old(30), ...launches(30, () => 24)], MONTHS, 0],
    ['too few began inside the collection', [...old(30), ...launches(19, () => 10)], MONTHS, 0],
    ['enough began, and some of them are young', [...old(30), ...launches(20, () => 10)], MONTHS, 20],
    ['they began too soon after the others', [...old(30, 27), ...launches(30, () => 24), ...old(1, 23)], MONTHS, 0],
    ['there is no season to say who is young', [...old(30), ...launches(30, () => 5)], { ...MONTHS, seasons: [] }, 0],
  ] as const)('[FM11] %s', (_, series, settings, launched) => {
    expect(launchedSeries(collectionOf(series, settings))?.length ?? 0).toBe(launched)
  })

  test('[FM11] young is who has not seen a short season twice, or a long one once', () => {
    expect([[], [12], [24], [52]].map((seasons) => youngSteps({ seasons }))).toEqual([0, 24, 48, 52])
  })
})

describe('shares for the young', () => {
  test('[CF9] are learned at origins where series were young', () => {
    const collection = collectionOf([...old(30), ...launches(60, (at) => 8 + (at % 40))])
    const voices = trainVoices(collection)
    const lesson = learn(
      collection,
      collection.prepared.map((one) => rehearse(collection, voices.past, one)),
    )
    const at = voices.past.findIndex(({ name }) => name === 'launchCurve')
    expect(lesson.youngPrior![at]).toBeGreaterThan(lesson.prior[at]!)
    expect(lesson.youngPrior![at]).toBeGreaterThan(0.3)
  })

  test('[CF9] the young are given theirs, the old those of the collection', () => {
    const collection = collectionOf([...old(30), ...launches(60, (at) => 8 + (at % 40))])
    const voices = trainVoices(collection)
    const rehearsals = collection.prepared.map((one) => rehearse(collection, voices.past, one))
    const only = (wanted: string): Float64Array =>
      Float64Array.from(voices.past, ({ name }) => (name === wanted ? 1 : 0))
    const lesson = { ...learn(collection, rehearsals), prior: only('naive'), youngPrior: only('launchCurve') }
    const heard = (at: number): unknown =>
      forecastSeries(collection, voices, lesson, collection.prepared[at]!, rehearsals[at]!).voices
    // Eight, 23 and 24 values, and 72.
    expect([30, 45, 46, 0].map(heard)).toEqual(
      ['launchCurve', 'launchCurve', 'naive', 'naive'].map((method) => [{ method, share: 1 }]),
    )
  })

  test('[CF9] a series of three values grows as those before it grew, and the reason says so', () => {
    const { forecasts } = forecastCollection(
      [...old(30), ...launches(60, (at) => 8 + (at % 40)), launch(100, 3)],
      MONTHS,
    )
    const { mean, voices } = forecasts.at(-1)!
    expect(voices.map(({ method }) => method)).toContain('launchCurve')
    // 75 at three months, and 150 from the seventh on; the last value alone would say 75.
    expect(mean[5]).toBeGreaterThan(105)
    expect(mean[5]).toBeLessThan(170)
  })

  test('[CF9] without launches nobody hears of it', () => {
    const { forecasts } = forecastCollection([...old(30), ...old(10, 20)].slice(0, 36), MONTHS)
    expect(forecasts.flatMap(({ voices }) => voices.map(({ method }) => method))).not.toContain('launchCurve')
  })

  test('[CF9] a rehearsal at some of its origins is that rehearsal without the others', () => {
    const collection = collectionOf(old(1))
    const { past } = trainVoices(collection)
    const whole = rehearse(collection, past, collection.prepared[0]!)
    expect(atOrigins(collection, whole, () => true)).toEqual(whole)
    const second = atOrigins(collection, whole, (origin) => origin === 1)
    const { horizon } = MONTHS
    expect([...second.origins]).toEqual([whole.origins[1]])
    expect(second.actual).toEqual(whole.actual.slice(horizon, 2 * horizon))
    past.forEach((_, voice) => {
      const from = (voice * whole.origins.length + 1) * horizon
      expect(second.forecasts.subarray(voice * horizon, (voice + 1) * horizon)).toEqual(
        whole.forecasts.subarray(from, from + horizon),
      )
    })
  })
})
