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
import { byMean, type CountCell, type CountTables, fitCountTables } from './count-law.js'
import { type CountLaw, countsAround, isCount, learnCounts } from './count-learning.js'
import { originsOf, rehearse, type SeriesRehearsal } from './rehearsal.js'
import { errorsOf, type Rehearsed, restlessnessSold } from './series-error.js'

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

describe('what is said of one series', () => {
  // 3, 1, 3, 1 …: the mean step is 2 and a little, of which the first step from nothing to 3 makes the difference.
  const values = Float64Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 3 : 1))
  const series = { id: '', values, from: 0, told: new Uint8Array(40).fill(1), drivers: [] }
  const LEVEL = [0.5]
  const cell = (step: number, mean: number, restless: number, sold: number): CountCell => ({
    step,
    mean,
    restless,
    sold,
  })
  const tables = (cells: CountCell[]): CountTables => fitCountTables(cells.slice().sort(byMean), 3, LEVEL, 1)!
  const many = (one: CountCell): CountCell[] => new Array<CountCell>(15).fill(one)

  test('[CF8] mean step since the first sale, which is a step itself; of the newest sixty', () => {
    const soldFrom = (...values: number[]): number => restlessnessSold({ ...series, values: Float64Array.from(values) })
    expect(soldFrom(0, 0, 4, 2, 2)).toBe((4 + 2 + 0) / 3)
    expect(soldFrom(7)).toBe(7)
    expect(soldFrom(...new Array<number>(20).fill(0), 500, ...new Array<number>(60).fill(1))).toBe(499 / 60)
    expect(soldFrom(500, ...new Array<number>(61).fill(1))).toBe(0)
    expect(restlessnessSold({ ...series, values: Float64Array.of(0, 4, 100) }, 2)).toBe(4)
  })

  test('[CF8] a sum is as restless as the series is for one period', () => {
    // Mean step 2.05 and one unit more, against 1 and one more: 1.525 for every sum. 3.05 / 4 would be 0.76.
    const single = tables(many(cell(0, 1, 1, 1)))
    const summed = tables([...many(cell(0, 3, 0.76, 0)), ...many(cell(0, 3, 1.525, 8))])
    const { sumQuantiles } = countsAround({ single, summed }, series, Float64Array.of(1, 1, 1), 1)
    expect([...sumQuantiles[0]!]).toEqual([1, 6, 8])
  })

  test('[CF8] the sum of one step is that step, and none falls below the one before', () => {
    const single = tables(many(cell(0, 1, 1, 4)))
    const summed = tables([...many(cell(0, 1, 1, 9)), ...many(cell(1, 2, 1, 6)), ...many(cell(2, 3, 1, 3))])
    const { quantiles, sumQuantiles } = countsAround({ single, summed }, series, Float64Array.of(1, 1, 1), 1)
    expect([...quantiles[0]!]).toEqual([4, 4, 4])
    expect([...sumQuantiles[0]!]).toEqual([4, 6, 6])
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

  test('[CF8] sums are learned of series as restless as they are for one period', () => {
    const { single, summed } = learnFrom(collection, few, rare)!
    const leastOf = ([first]: CountTables): number => Math.min(...first!.restless)
    expect(leastOf(summed) / leastOf(single)).toBeGreaterThan(0.8)
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

  test('[CF8] what had sold nothing before an origin has no part', () => {
    const unsold = { id: '', values: new Float64Array(40), from: 0, told: new Uint8Array(40).fill(1), drivers: [] }
    const more = { ...collection, prepared: [...collection.prepared, ...new Array<typeof unsold>(20).fill(unsold)] }
    expect(learnFrom(more, few, rare)).toEqual(learnFrom(collection, few, rare))
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
