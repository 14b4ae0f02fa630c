import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { calibrate } from './calibration.js'
import { type CollectionSettings, type PreparedSeries, prepareCollection } from './collection.js'
import { forecastCollection, forecastSeries, type Lesson, type SeriesForecast } from './collection-forecast.js'
import { fillGaps } from './gaps.js'
import { naive, naive2, seasonalNaive } from './naive.js'
import { oldestOriginOf, originsOf, rehearse, type SeriesRehearsal } from './rehearsal.js'
import { errorAtOrigin, errorOf } from './series-error.js'
import { collectionShares, seriesShares } from './shares.js'

const random = seededRandom(51)
const WEEKS: CollectionSettings = { horizon: 4, seasons: [], byVolume: false, levels: [0.05, 0.5, 0.95] }

const NOBODY = { ...WEEKS, prepared: [] }

const noisy = (series: number, count: number, level = 100): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => Math.max(0, level + (level / 10) * normalAt(random, 1, series, at)))
const inputs = (count: number, length: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `item ${at}`, values: noisy(at, length), drivers: [] }))

function expectSound({ mean, quantiles, sumQuantiles }: SeriesForecast): void {
  for (const figures of [mean, ...quantiles, ...sumQuantiles])
    for (const value of figures) {
      expect(Number.isFinite(value)).toBe(true)
      expect(value).toBeGreaterThanOrEqual(0)
    }
  const [lower, middle, upper] = quantiles
  mean.forEach((value, step) => {
    expect(lower![step]).toBeLessThanOrEqual(value * (1 + 1e-9))
    expect(upper![step]).toBeGreaterThanOrEqual(value * (1 - 1e-9))
    expect(lower![step]).toBeLessThanOrEqual(middle![step]!)
    expect(middle![step]).toBeLessThanOrEqual(upper![step]!)
  })
}

test('[FM1] the last value, with its season where the season is significant', () => {
  const say = (method: typeof naive, values: number[], period: number): number[] => {
    const series = { values: Float64Array.from(values), from: 0, to: values.length, period }
    const out = new Float64Array(2)
    method.forecast(series, method.fit(series), out)
    return [...out]
  }
  expect(say(naive, [5, 7], 1)).toEqual([7, 7])
  expect(say(naive2, [5, 7], 1)).toEqual([7, 7])
  const wave = Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 10 : 30))
  const [low, high] = say(naive2, wave, 2)
  expect(low).toBeCloseTo(10, 6)
  expect(high).toBeCloseTo(30, 6)
})

describe('what a collection may hold', () => {
  test('[CF1] gaps are filled from one season before, else from the line between neighbours; the start is cut off', () => {
    const filled = fillGaps(Float64Array.of(Number.NaN, 4, Number.NaN, 8, Number.NaN), 1)!
    expect(filled).toEqual({ values: Float64Array.of(Number.NaN, 4, 6, 8, 8), from: 1, gaps: 2 })
    expect(fillGaps(Float64Array.of(1, 2, Number.NaN, 4), 2)!.values[2]).toBe(1)
  })

  test('[CF2] a series without a number, or whose drivers end too early, is refused by its name', () => {
    const { forecasts, refusals } = forecastCollection(
      [
        { id: 'empty', values: new Float64Array(0), drivers: [] },
        { id: 'unknown', values: new Float64Array(9).fill(Number.NaN), drivers: [] },
        { id: 'short driver', values: noisy(1, 9), drivers: [new Float64Array(10)] },
        { id: 'fine', values: noisy(2, 9), drivers: [] },
      ],
      WEEKS,
    )
    expect(refusals).toEqual([
      { id: 'empty', reason: 'no_numbers' },
      { id: 'unknown', reason: 'no_numbers' },
      { id: 'short driver', reason: 'drivers_too_short' },
    ])
    expect(forecasts.map(({ id }) => id)).toEqual(['fine'])
  })

  test('[CF3] odd series among sound ones: numbers for all, none negative', () => {
    const odd: Record<string, ArrayLike<number>> = {
      constant: new Float64Array(60).fill(7),
      zero: new Float64Array(60),
      'one point': [5],
      'two points': [5, 6],
      gaps: noisy(1, 60).map((value, at) => (at % 5 === 0 ? Number.NaN : value)),
      negative: noisy(2, 60).map((value) => 100 - 2 * value),
      huge: noisy(3, 60, 1e15),
      endless: [1, 2, Number.POSITIVE_INFINITY, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      rare: Float64Array.from({ length: 60 }, (_, at) => (at % 9 === 0 ? 3 : 0)),
      dying: Float64Array.from({ length: 60 }, (_, at) => (at < 40 ? 50 : 0)),
      jump: Float64Array.from({ length: 60 }, (_, at) => (at < 50 ? 1 : 1e6)),
    }
    const series = Object.entries(odd).map(([id, values]) => ({ id, values: Float64Array.from(values), drivers: [] }))
    for (const byVolume of [false, true])
      for (const seasons of [[], [12], [7, 28]]) {
        const settings = { ...WEEKS, seasons, byVolume }
        const { forecasts, refusals } = forecastCollection([...series, ...inputs(10, 60)], settings)
        expect(refusals).toEqual([])
        forecasts.forEach(expectSound)
        expect([...forecasts.find(({ id }) => id === 'zero')!.mean]).toEqual([0, 0, 0, 0])
        for (const mean of forecasts.find(({ id }) => id === 'constant')!.mean) expect(mean / 7).toBeCloseTo(1, 1)
      }
  })

  test('[CF3] the same collection gives the same numbers', () => {
    expect(forecastCollection(inputs(12, 40), WEEKS)).toEqual(forecastCollection(inputs(12, 40), WEEKS))
  })
})

describe('who is heard', () => {
  const evidence = (errors: readonly number[], origins: number, able = errors.map(() => true)): SeriesRehearsal => ({
    able,
    origins: Int32Array.from({ length: origins }, (_, at) => 20 - at),
    actual: new Float64Array(origins * 4).fill(100),
    forecasts: Float64Array.from(errors.flatMap((error) => new Array<number>(origins * 4).fill(100 + error))),
  })

  test('[CF4] a series is rehearsed from its second half, by what was known before', () => {
    const { collection } = prepareCollection(inputs(1, 60), WEEKS)
    const series = collection.prepared[0]!
    const origins = originsOf(collection, series)
    expect(origins[0]).toBe(56)
    expect(oldestOriginOf(collection, series)).toBe(origins.at(-1))
    expect(origins.at(-1)).toBeGreaterThanOrEqual(30)
    const { forecasts, actual } = rehearse(collection, [naive], series)
    expect(forecasts[0]).toBe(series.values[55])
    expect(actual[0]).toBe(series.values[56])
  })

  test('[CF4] two seasons lie before the origins where the newest can have them; else one, where half of them can; else none', () => {
    const startsOf = (length: number, seasons: number[], horizon = 4): number[] => {
      const { collection } = prepareCollection(inputs(1, length), { ...WEEKS, horizon, seasons })
      return [...originsOf(collection, collection.prepared[0]!)].sort((a, b) => a - b)
    }
    // Eight wanted, two steps apart. Without two seasons: the fourth newest of 63 weeks is 53, of 62 it is 52.
    expect(startsOf(120, [52])).toEqual([106, 108, 110, 112, 114, 116])
    expect(startsOf(109, [52])).toEqual([105])
    expect(startsOf(108, [52])).toEqual([90, 92, 94, 96, 98, 100, 102, 104])
    expect(startsOf(63, [52])).toEqual([53, 55, 57, 59])
    expect(startsOf(62, [52])).toEqual([44, 46, 48, 50, 52, 54, 56, 58])
    expect(startsOf(39, [12], 12)).toEqual([27])
  })

  test('[CF4] on a long series there are up to eight, all in its newest eighth', () => {
    const { collection } = prepareCollection(inputs(1, 1000), { ...WEEKS, horizon: 28, seasons: [7, 365] })
    const origins = originsOf(collection, collection.prepared[0]!)
    expect(origins.length).toBe(8)
    expect(origins.at(-1)).toBeGreaterThanOrEqual(875)
    const short = prepareCollection(inputs(1, 300), { ...WEEKS, horizon: 28, seasons: [7] }).collection
    expect(originsOf(short, short.prepared[0]!).length).toBe(3)
  })

  test('[CF5] voices that err to opposite sides are put together; a hopeless one is not heard', () => {
    const many = Array.from({ length: 400 }, () => evidence([10, -10, 90], 4))
    const shares = collectionShares(NOBODY, many, 3)
    expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 12)
    expect(shares[0]).toBeCloseTo(0.5, 1)
    expect(shares[1]).toBeCloseTo(0.5, 1)
    expect(shares[2]).toBe(0)
  })

  test('[CF5] what one origin says moves the shares of a series little, what many say moves them far', () => {
    const prior = Float64Array.of(0.5, 0.5)
    const few = seriesShares(NOBODY, evidence([5, 15], 1), prior)
    const lots = seriesShares(NOBODY, evidence([5, 15], 8), prior)
    expect(few[0]).toBeGreaterThan(0.5)
    expect(lots[0]).toBeGreaterThan(few[0]! + 0.1)
  })

  test('[CF5] a voice that cannot speak leaves its share to the others', () => {
    expect([...seriesShares(NOBODY, evidence([5, 5], 1, [true, false]), Float64Array.of(0.5, 0.5))]).toEqual([1, 0])
    expect([...seriesShares(NOBODY, evidence([5, 5], 1), new Float64Array(0))]).toEqual([0.5, 0.5])
  })

  test('[CF6] the reason names voices, shares and origins', () => {
    const [first] = forecastCollection(inputs(12, 40), WEEKS).forecasts
    expect(first!.origins).toBeGreaterThan(2)
    expect(first!.voices.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThan(0.9)
    expect(seasonalNaive.minimumLength(12)).toBe(12)
  })
})

describe('ranges', () => {
  test('[CF7] the error of a series leans on how restless it is while it has few origins', () => {
    const profile = Float64Array.of(1, 2)
    // Nothing measured: the restlessness. One origin of two steps, exactly twice the profile: 2 once, 1 one and a half times.
    expect(errorOf(new Float64Array(0), 3, profile)).toBe(3)
    expect(errorOf(Float64Array.of(2, -4), 1, profile)).toBeCloseTo((2 + 1.5) / 2.5, 12)
  })

  test('[CF7] offsets are those that hold the wanted share, for steps and for sums', () => {
    const { collection } = prepareCollection(inputs(600, 30), { ...WEEKS, horizon: 2 })
    const errors = collection.prepared.map((_, series) =>
      Float64Array.from({ length: 4 }, (__, at) => 10 * normalAt(random, 3, series, at)),
    )
    const { single, summed } = calibrate(collection, errors)
    const [lower, , upper] = single as [Float64Array, Float64Array, Float64Array]
    const sumUpper = summed[2]!
    expect(upper[0]! / -lower[0]!).toBeGreaterThan(0.8)
    expect(upper[0]! / -lower[0]!).toBeLessThan(1.25)
    // Independent errors: a sum of two is √2 times as wide.
    expect(sumUpper[1]! / upper[0]!).toBeGreaterThan(1.15)
    expect(sumUpper[1]! / upper[0]!).toBeLessThan(1.75)
  })

  test('[CF7] where newer origins were worse than older ones, ranges are a fifth wider at most; never narrower', () => {
    // Level and mean step are the same at every origin.
    const even = Float64Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 90 : 110))
    const series = Array.from({ length: 200 }, (_, at) => ({ id: `even ${at}`, values: even, drivers: [] }))
    const { collection } = prepareCollection(series, { ...WEEKS, horizon: 1 })
    const spreading = (newest: number, oldest: number): Float64Array[] =>
      collection.prepared.map((_, series) =>
        Float64Array.from({ length: 4 }, (__, at) => (at < 2 ? newest : oldest) * normalAt(random, 5, series, at)),
      )
    const upperOf = (errors: Float64Array[]): number => calibrate(collection, errors).single[2]![0]!
    const swapped = (errors: Float64Array[]): Float64Array[] =>
      errors.map((of) => Float64Array.of(...of.slice(2), ...of.slice(0, 2)))
    const worse = spreading(30, 10)
    expect(upperOf(worse) / upperOf(swapped(worse))).toBeCloseTo(1.2, 9)
    const alike = spreading(10, 10)
    expect(upperOf(alike) / upperOf(swapped(alike))).toBeGreaterThan(0.9)
    expect(upperOf(alike) / upperOf(swapped(alike))).toBeLessThan(1.1)
  })

  test('[CF7] what came after an origin has no part in how wrong one was said to be at it', () => {
    const calm = Float64Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? 90 : 110))
    const [before, after] = [0, 1].map((jumps) => ({
      id: '',
      values: calm.map((value, at) => (jumps === 1 && at >= 20 ? 50 * value : value)),
      from: 0,
      told: new Uint8Array(30).fill(1),
      drivers: [],
    }))
    const profile = Float64Array.of(1, 1)
    const at = (series: PreparedSeries, left: number): number =>
      errorAtOrigin(series, Int32Array.of(24, 20), Float64Array.of(8, -8, 300, 300), profile, left)
    // Alone of one origin the series was as restless as it had been: 20 a step.
    const alone = (series: PreparedSeries): number =>
      errorAtOrigin(series, Int32Array.of(20), Float64Array.of(300, 300), profile, 0)
    expect([alone(before!), alone(after!)]).toEqual([20, 20])
    // The error of the other origin is as large as it would have been at the level of this one: a third, at most.
    expect(at(before!, 1)).toBeCloseTo((8 + 1.5 * 20) / 2.5, 12)
    expect(at(after!, 1)).toBeCloseTo((8 / 3 + 1.5 * 20) / 2.5, 12)
  })

  test('[CF7] who was restless only after the origins was calm at all of them', () => {
    const { collection } = prepareCollection(
      [0, 1].map((jumps) => ({
        id: `${jumps}`,
        values: Float64Array.from({ length: 30 }, (_, at) =>
          at === 29 && jumps === 1 ? 1e6 : at % 2 === 0 ? 90 : 110,
        ),
        drivers: [],
      })),
      { ...WEEKS, horizon: 1 },
    )
    const errors = collection.prepared.map((one) => new Float64Array(originsOf(collection, one).length).fill(10))
    // Off by ten where a step is twenty.
    expect([...calibrate(collection, errors).profile]).toEqual([0.5])
  })

  test('[CF7] errors of the past are as large as they would be today', () => {
    const values = Float64Array.from({ length: 12 }, (_, at) => (at < 8 ? 100 : 200))
    const { collection } = prepareCollection([{ id: 'grown', values, drivers: [] }], { ...WEEKS, horizon: 1 })
    const lesson: Lesson = {
      prior: Float64Array.of(1),
      youngPrior: null,
      lift: 1,
      counts: null,
      calibration: {
        profile: Float64Array.of(1),
        usualRestlessness: 0,
        single: [0, 0, 1].map((offset) => Float64Array.of(offset)),
        summed: [0, 0, 1].map((offset) => Float64Array.of(offset)),
        sumDeviation: Float64Array.of(0.5),
        unsold: { single: [], summed: [] },
      },
    }
    const rehearsal = {
      origins: Int32Array.of(8),
      forecasts: Float64Array.of(190),
      actual: Float64Array.of(200),
      able: [true],
    }
    const voices = { past: [naive], now: [naive] }
    const said = forecastSeries(collection, voices, lesson, collection.prepared[0]!, rehearsal, 3)
    // Ten at half of today's level are twenty; the mean step is 100 / 11, and counts for one origin and a half.
    const unit = (20 + 1.5 * (100 / 11)) / 2.5
    expect(said.quantiles[2]![0]).toBeCloseTo(200 + unit, 9)
    expect(said.sumDeviation[0]).toBeCloseTo(unit / 2, 9)
    // Means go on beyond what was rehearsed, ranges do not; the error of the rehearsal is that of what was said.
    expect([said.mean.length, said.quantiles[2]!.length, said.rehearsedError]).toEqual([3, 1, 10])
  })

  test('[CF7] what has sold nothing yet may begin, as often and as much as others like it did', () => {
    // Half of those that had sold nothing four steps ago have begun since.
    const begun = Array.from({ length: 30 }, (_, at) => ({
      id: `begun ${at}`,
      values: Float64Array.from({ length: 40 }, (__, step) => (step < 36 ? 0 : 20 + at)),
      drivers: [],
    }))
    const unsold = begun.map((_, at) => ({ id: `unsold ${at}`, values: new Float64Array(40), drivers: [] }))
    const { forecasts } = forecastCollection([...begun, ...unsold, ...inputs(20, 40)], WEEKS)
    const { mean, quantiles, sumQuantiles } = forecasts.find(({ id }) => id === 'unsold 0')!
    expect([...mean]).toEqual([0, 0, 0, 0])
    expect([...quantiles[0]!]).toEqual([0, 0, 0, 0])
    // 60 series at 8 origins each. One step ahead 30 of them had begun, at 20, 21 … 49: the 24th largest is 26. Four
    // steps ahead the origin two steps before sees them too: each size twice.
    expect([quantiles[2]![0], quantiles[2]![3]]).toEqual([26, 38])
    // Of the first two steps together, 40 to 98 at one origin.
    expect(sumQuantiles[2]![1]).toBe(52)
  })

  test('[CF7] what began to sell says nothing about the ranges of what always sold', () => {
    const begun = Array.from({ length: 30 }, (_, at) => ({
      id: `begun ${at}`,
      values: Float64Array.from({ length: 40 }, (__, step) => (step < 38 ? 0 : 1000)),
      drivers: [],
    }))
    const { collection } = prepareCollection([...inputs(40, 40), ...begun], WEEKS)
    const errors = collection.prepared.map((series, at) =>
      Float64Array.from({ length: 4 * originsOf(collection, series).length }, (_, cell) =>
        at < 40 ? 10 * normalAt(random, 7, at, cell) : cell < 4 ? 1000 : 0,
      ),
    )
    const alone = { ...collection, prepared: collection.prepared.slice(0, 40) }
    const [upper, upperAlone] = [calibrate(collection, errors), calibrate(alone, errors.slice(0, 40))].map(
      ({ single, profile }) => single[2]![0]! / profile[0]!,
    )
    expect(upper! / upperAlone!).toBeLessThan(1.3)
  })

  test('[CF7] of one value the range is as wide as it usually is at that level', () => {
    const { forecasts } = forecastCollection(
      [...inputs(30, 40), { id: 'one', values: Float64Array.of(50), drivers: [] }],
      WEEKS,
    )
    const [lower, , upper] = forecasts.at(-1)!.quantiles
    expect(upper![0]! - lower![0]!).toBeGreaterThan(5)
    expect(upper![0]! - lower![0]!).toBeLessThan(60)
  })

  test('[CF7] nine in ten of what comes true lie inside', () => {
    const held = inputs(150, 44)
    const { forecasts } = forecastCollection(
      held.map(({ id, values }) => ({ id, values: values.subarray(0, 40), drivers: [] })),
      WEEKS,
    )
    let inside = 0
    forecasts.forEach(({ quantiles }, at) => {
      const [lower, , upper] = quantiles as [Float64Array, Float64Array, Float64Array]
      for (let step = 0; step < 4; step++) {
        const truth = held[at]!.values[40 + step]!
        if (truth >= lower[step]! && truth <= upper[step]!) inside += 1
      }
    })
    expect(inside / 600).toBeGreaterThan(0.86)
    expect(inside / 600).toBeLessThan(0.95)
  })
})
