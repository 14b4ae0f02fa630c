import { describe, expect, test } from 'vitest'
import { prepareCollection } from './collection.js'
import { effectsOf, learnEffects, noEffects } from './driver-effects.js'
import { carryDriver } from './gaps.js'
import { trainGlobalTrees } from './global-trees.js'
import { chance } from './tree-growth.js'

const WEEKS = 80
/** Logarithms of prices from half to the full one, each week another. */
const priceOf = (series: number): Float64Array =>
  Float64Array.from({ length: WEEKS + 4 }, (_, at) => Math.log(1 - 0.5 * chance(series + 1, at)))
const ELASTICITY = -2
/** Of 40 items, each of its own size, no noise. */
const items = Array.from({ length: 40 }, (_, series) => {
  const price = priceOf(series)
  const flag = Float64Array.from({ length: WEEKS + 4 }, (__, at) => (chance(series + 50, at) < 0.2 ? 1 : 0))
  const values = Float64Array.from({ length: WEEKS }, (__, at) => (20 + series) * Math.exp(ELASTICITY * price[at]!))
  return { values, drivers: [price, flag] }
})
const teaching = { measured: [true, false], isTold: () => true, first: 8 }

describe('drivers that are measured', () => {
  test('[FM8] the slope of a price is found, whatever deals the level was made of; flags are left to the trees', () => {
    const { slopes } = learnEffects(items, teaching)
    expect(slopes[0]! / ELASTICITY).toBeCloseTo(1, 1)
    expect(slopes[1]).toBe(0)
  })

  test('[FM8] deals that last for months do not hide it: what stands still says nothing', () => {
    const lasting = items.map((_, series) => {
      const price = priceOf(series).map((__, at, weekly) => weekly[at - (at % 20)]!)
      const values = Float64Array.from({ length: WEEKS }, (__, at) => 30 * Math.exp(ELASTICITY * price[at]!))
      return { values, drivers: [price, new Float64Array(WEEKS + 4)] }
    })
    expect(learnEffects(lasting, teaching).slopes[0]! / ELASTICITY).toBeCloseTo(1, 2)
  })

  test('[FM8] cells in doubt teach nothing', () => {
    const spoilt = items.map(({ values, drivers }) => ({
      values: values.map((value, at) => (at % 9 === 0 ? value * (1 + 5 * Math.exp(drivers[0]![at]!)) : value)),
      drivers,
    }))
    const slopeWith = (isTold: (series: number, at: number) => boolean): number =>
      learnEffects(spoilt, { ...teaching, isTold }).slopes[0]!
    const careful = slopeWith((_, at) => at % 9 !== 0)
    expect(Math.abs(careful - ELASTICITY)).toBeLessThan(Math.abs(slopeWith(() => true) - ELASTICITY) / 2)
  })

  test('[FM8] a price lower than anybody has seen counts as the lowest that was', () => {
    const effects = learnEffects(items, teaching)
    const [half, tenth] = [0.5, 0.1].map((price) =>
      effectsOf(effects, [Float64Array.of(Math.log(price)), new Float64Array(1)], 1),
    )
    expect(tenth![0]! / half![0]!).toBeCloseTo(1, 1)
  })

  test('[FM8] without a measured driver nothing is multiplied', () => {
    const effects = learnEffects(items, { ...teaching, measured: [false, false] })
    expect(effects).toEqual(noEffects(2))
    expect([...effectsOf(effects, items[0]!.drivers, 3)]).toEqual([1, 1, 1])
  })

  test('[FM8] trees draw the slope to its end, not in steps', () => {
    const settings = { horizon: 4, seasons: [], rowsMax: 6000, byVolume: false }
    const trees = trainGlobalTrees(items, settings)!
    const say = (logPrice: number): number => {
      const { values, drivers } = items[7]!
      const price = drivers[0]!.slice().fill(logPrice, WEEKS)
      const out = new Float64Array(4)
      const series = { values, from: 0, to: WEEKS, period: 1, drivers: [price, drivers[1]!] }
      trees.forecast(series, new Float64Array(0), out)
      return out[0]!
    }
    for (const price of [0.52, 0.55, 0.6, 0.7, 0.85, 0.98])
      expect(say(Math.log(price)) / (27 * price ** ELASTICITY)).toBeCloseTo(1, 1)
  })
})

test('[CF1] a driver that says nothing is what it was last, before its first number what that is', () => {
  const { NaN: none } = Number
  expect([...carryDriver(Float64Array.of(none, 3, none, 5, none))]).toEqual([3, 3, 3, 5, 5])
  expect([...carryDriver(Float64Array.of(none, none))]).toEqual([0, 0])
  const gapped = { id: 'a', values: Float64Array.of(1, none, 3), drivers: [Float64Array.of(7, none, 9, 9)] }
  const { collection } = prepareCollection([gapped], { horizon: 1, seasons: [], byVolume: true, levels: [0.5] })
  expect([...collection.prepared[0]!.drivers[0]!]).toEqual([7, 7, 9, 9])
})
