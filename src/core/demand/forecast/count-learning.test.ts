import { beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../base/random.js'
import { calibrate } from './calibration.js'
import { type Collection, type CollectionSettings, prepareCollection, type SeriesInput } from './collection.js'
import {
  forecastCollection,
  forecastSeries,
  type Lesson,
  learn,
  type SeriesForecast,
  type TrainedVoices,
  trainVoices,
} from './collection-forecast.js'
import { type CountLaw, isCount, learnCounts } from './count-learning.js'
import { originsOf, rehearse, type SeriesRehearsal } from './rehearsal.js'
import { errorsOf, type Rehearsed } from './series-error.js'

const random = seededRandom(23)
const SETTINGS: CollectionSettings = { horizon: 4, seasons: [], byVolume: false, levels: [0.05, 0.5, 0.95] }

/** Most periods nothing, else one to five units. */
const slow = (at: number): Float64Array =>
  Float64Array.from({ length: 40 }, (_, step) =>
    random.at(1, at, step) < 0.1 + (at % 10) / 20 ? 1 + Math.floor(5 * random.at(2, at, step) ** 2) : 0,
  )
const SLOW: SeriesInput[] = Array.from({ length: 150 }, (_, at) => ({
  id: `slow ${at}`,
  values: slow(at),
  drivers: [],
}))
const OTHERS: SeriesInput[] = [
  { id: 'unsold', values: new Float64Array(40), drivers: [] },
  { id: 'by weight', values: slow(3).map((value) => 0.9 * value), drivers: [] },
  { id: 'large', values: slow(3).map((value) => 5000 + value), drivers: [] },
]

const isWhole = ({ quantiles, sumQuantiles }: SeriesForecast): boolean =>
  [...quantiles, ...sumQuantiles].every((of) => of.every(Number.isInteger))

describe('a collection of slow movers', () => {
  let collection: Collection
  let rehearsals: SeriesRehearsal[]
  let voices: TrainedVoices
  let lesson: Lesson
  let byId: Map<string, SeriesForecast>

  beforeAll(() => {
    collection = prepareCollection([...SLOW, ...OTHERS], SETTINGS).collection
    voices = trainVoices(collection)
    rehearsals = collection.prepared.map((one) => rehearse(collection, voices.past, one))
    lesson = learn(collection, rehearsals)
    byId = forecastAll(lesson)
  })

  const forecastAll = (taught: Lesson): Map<string, SeriesForecast> =>
    new Map(
      collection.prepared.map((one, at) => [one.id, forecastSeries(collection, voices, taught, one, rehearsals[at]!)]),
    )

  test('[CF8] counts have whole quantiles, of steps and of sums; what is weighed, and what is large, has ranges', () => {
    expect(lesson.counts).not.toBeNull()
    for (const { id } of SLOW) expect(isWhole(byId.get(id)!)).toBe(true)
    const ranges = forecastAll({ ...lesson, counts: null })
    expect(SLOW.filter(({ id }) => isWhole(ranges.get(id)!))).toEqual([])
    for (const { id } of OTHERS) expect(byId.get(id)).toEqual(ranges.get(id))
    expect(isWhole(byId.get('by weight')!)).toBe(false)
  })

  test('[CF8] the sum of one step is the step, and more steps do not sell less', () => {
    for (const { id } of SLOW) {
      const { quantiles, sumQuantiles } = byId.get(id)!
      sumQuantiles.forEach((of, level) => {
        expect(of[0]).toBe(quantiles[level]![0])
        expect(of).toEqual(of.slice().sort())
      })
    }
  })

  test('[CF8] means are as they were', () => {
    const ranges = forecastAll({ ...lesson, counts: null })
    for (const [id, { mean }] of byId) expect(mean).toEqual(ranges.get(id)!.mean)
  })

  test('[CF8] the order of the series says nothing; what was learned is data and says the same elsewhere', () => {
    const backwards = { ...collection, prepared: collection.prepared.slice().reverse() }
    expect(learnCounts(backwards, rehearsedOf(backwards), lesson.calibration)).toEqual(
      learnCounts(collection, rehearsedOf(collection), lesson.calibration),
    )
    expect(forecastAll(structuredClone(lesson))).toEqual(byId)
  })

  /** One voice, the same for every series: its mean. */
  const rehearsedOf = ({ prepared }: Collection): Rehearsed[] =>
    prepared.map((one) => {
      const { origins, actual } = rehearsals[collection.prepared.indexOf(one)]!
      const mean = one.values.reduce((sum, value) => sum + value, 0) / one.values.length
      return { origins, actual, mean: actual.map(() => mean) }
    })

  test('[CF8] nine in ten of what came true lie inside, and no more than one in twenty above', () => {
    const known = SLOW.map(({ id, values }) => ({ id, values: values.subarray(0, 36), drivers: [] }))
    const { forecasts } = forecastCollection(known, SETTINGS)
    let [inside, above] = [0, 0]
    forecasts.forEach(({ quantiles: [lower, , upper] }, at) => {
      SLOW[at]!.values.subarray(36).forEach((truth, step) => {
        if (truth > upper![step]!) above += 1 / 600
        else if (truth >= lower![step]!) inside += 1 / 600
      })
    })
    expect(inside).toBeGreaterThan(0.9)
    expect(above).toBeLessThan(0.08)
  })
})

describe('counts or ranges', () => {
  const { collection } = prepareCollection(SLOW.slice(0, 100), SETTINGS)

  /** What is expected of everyone, and what comes. */
  const learnFrom = (
    taught: Collection,
    expectedOf: (series: number) => number,
    soldBy: (series: number, cell: number) => number,
  ): CountLaw | null => {
    const rehearsed = taught.prepared.map((one, series): Rehearsed => {
      const origins = originsOf(taught, one)
      const mean = new Float64Array(origins.length * SETTINGS.horizon).fill(expectedOf(series))
      return { origins, mean, actual: mean.map((_, cell) => soldBy(series, cell)) }
    })
    return learnCounts(taught, rehearsed, calibrate(taught, rehearsed.map(errorsOf)))
  }
  const few = (series: number): number => 0.3 * 1.5 ** (series % 10)
  const rare = (series: number, cell: number): number =>
    Math.floor(-few(series) * Math.log(1 - random.at(9, series, cell)))

  test('[CF8] where nobody knows more than what all sell, counts say it best', () => {
    expect(learnFrom(collection, few, rare)).not.toBeNull()
  })

  test('[CF8] where every series errs in its own way, which it showed before, ranges know more and are kept', () => {
    const own = (series: number, cell: number): number => 25 + (cell % 2 === 0 ? 1 : -1) * Math.floor(series / 4)
    const dying = (series: number, cell: number): number => (series > 90 ? 0 : own(series, cell))
    expect(learnFrom(collection, () => 25, dying)).toBeNull()
  })

  test('[CF8] where nearly all sell something, there is nothing to count', () => {
    expect(learnFrom(collection, few, (series, cell) => 1 + rare(series, cell))).toBeNull()
  })

  test('[CF8] few cells teach nothing', () => {
    expect(learnFrom({ ...collection, prepared: collection.prepared.slice(0, 30) }, few, rare)).toBeNull()
  })

  test('[CF8] a count is whole wherever it was told, and small', () => {
    const gaps = prepareCollection([{ id: '', values: Float64Array.of(1, Number.NaN, 2), drivers: [] }], SETTINGS)
    const [series] = gaps.collection.prepared
    expect(series!.values[1]).toBe(1.5)
    expect(isCount(series!, Float64Array.of(999))).toBe(true)
    expect(isCount(series!, Float64Array.of(1000))).toBe(false)
    for (const odd of [0.5, -1])
      expect(
        isCount({ ...series!, values: Float64Array.of(1, odd, 2), told: Uint8Array.of(1, 1, 1) }, new Float64Array(1)),
      ).toBe(false)
  })
})
