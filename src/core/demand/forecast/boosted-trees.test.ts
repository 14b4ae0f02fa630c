import { describe, expect, test } from 'vitest'
import { DEFAULT_BOOSTING, predictBoosted, trainBoosted } from './boosted-trees.js'
import { trainGlobalTrees } from './global-trees.js'
import { chance } from './tree-growth.js'

/** Demand of 2, of 8 on a deal, and twice that in the second half of the year. */
const meanOf = (deal: number, week: number): number => (deal === 1 ? 8 : 2) * (week >= 26 ? 2 : 1)

function rowsOf(count: number) {
  const values = new Float32Array(count * 2)
  const target = new Float32Array(count)
  for (let row = 0; row < count; row++) {
    const deal = chance(3, row) < 0.2 ? 1 : 0
    const week = Math.floor(chance(4, row) * 52)
    values.set([deal, week], row * 2)
    target[row] = meanOf(deal, week) * (0.5 + chance(5, row))
  }
  return { features: 2, rows: count, values, target, weight: new Float32Array(count).fill(1) }
}

describe('boosted trees', () => {
  test('[FM8] effects that multiply are found, and the sum of the forecasts is the sum of the demand', () => {
    const rows = rowsOf(4000)
    const model = trainBoosted(rows)
    for (const [deal, week] of [
      [0, 10],
      [1, 10],
      [0, 40],
      [1, 40],
    ] as const)
      expect(Math.abs(predictBoosted(model, Float32Array.of(deal, week)) / meanOf(deal, week) - 1)).toBeLessThan(0.1)
    let said = 0
    for (let row = 0; row < rows.rows; row++) said += predictBoosted(model, rows.values.subarray(2 * row, 2 * row + 2))
    expect(said / rows.target.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 2)
  })

  test('[FM8] the same rows give the same trees', () => {
    const row = Float32Array.of(1, 30)
    expect(predictBoosted(trainBoosted(rowsOf(800)), row)).toBe(predictBoosted(trainBoosted(rowsOf(800)), row))
  })

  test('[FM8] what the mean is multiplied with is taken out before the first tree', () => {
    const offset = Float32Array.of(0, Math.log(3))
    const rows = { features: 1, rows: 2, values: new Float32Array(2), target: Float32Array.of(5, 15), offset }
    const model = trainBoosted({ ...rows, weight: Float32Array.of(1, 1) }, { ...DEFAULT_BOOSTING, trees: 0 })
    expect(predictBoosted(model, new Float32Array(1))).toBeCloseTo(5, 5)
  })

  test('[FM8] an item learns from the others what a deal does, having had none itself', () => {
    const dealOf = (series: number, at: number): number => (series < 40 && chance(series, at) < 0.15 ? 1 : 0)
    const collection = Array.from({ length: 41 }, (_, series) => {
      const deal = Float64Array.from({ length: 64 }, (_, at) => (at === 60 ? 1 : dealOf(series, at)))
      return {
        values: Float64Array.from({ length: 60 }, (_, at) => (10 + series) * (deal[at] === 1 ? 3 : 1)),
        drivers: [deal],
      }
    })
    const trees = trainGlobalTrees(collection, { horizon: 4, seasons: [], rowsMax: 6000, byVolume: false })!
    const { values, drivers } = collection[40]!
    const out = new Float64Array(4)
    trees.forecast({ values, from: 0, to: 60, period: 1, drivers }, new Float64Array(0), out)
    expect(out[0]! / out[1]!).toBeGreaterThan(2.2)
    expect(out[1]! / 50).toBeCloseTo(1, 0)
  })

  /** Trees of one's own rows have no published number: three of one cut each, every cut of every feature tried. */
  test('[FM8] three cuts by hand: each the one of largest gain, its leaves a Newton step on the Poisson deviance', () => {
    const count = 40
    const values = Float32Array.from({ length: 2 * count }, (_, at) => Math.floor(5 * chance(6, at)))
    const target = Float32Array.from({ length: count }, (_, row) =>
      Math.floor((values[2 * row]! > 2 ? 9 : 3) * (values[2 * row + 1]! > 0 ? 2 : 1) * chance(7, row)),
    )
    const rows = { features: 2, rows: count, values, target, weight: new Float32Array(count).fill(1) }
    const [ridge, rate, leafWeightMin] = [2, 0.5, 70]
    const settings = { trees: 3, rate, depth: 1, leafWeightMin, ridge, rowShare: 1, featureShare: 1 }
    const model = trainBoosted(rows, settings)
    const scores = new Array<number>(count).fill(Math.log(target.reduce((sum, units) => sum + units, 0) / count))
    for (let tree = 0; tree < 3; tree++) {
      const sumOf = (chosen: (row: number) => boolean) => {
        let [slope, curve] = [0, 0]
        scores.forEach((score, row) => {
          if (!chosen(row)) return
          slope += target[row]! - Math.exp(score)
          curve += Math.exp(score)
        })
        return { slope, curve, gain: slope ** 2 / (curve + ridge), leaf: (rate * slope) / (curve + ridge) }
      }
      const cuts = [0, 1].flatMap((feature) =>
        [0, 1, 2, 3].map((edge) => {
          const isLow = (row: number): boolean => values[2 * row + feature]! <= edge
          return { isLow, low: sumOf(isLow), high: sumOf((row) => !isLow(row)) }
        }),
      )
      const best = cuts
        .filter(({ low, high }) => low.curve >= leafWeightMin && high.curve >= leafWeightMin)
        .reduce((one, other) => (other.low.gain + other.high.gain > one.low.gain + one.high.gain ? other : one))
      scores.forEach((score, row) => {
        scores[row] = score + (best.isLow(row) ? best.low.leaf : best.high.leaf)
      })
    }
    scores.forEach((score, row) =>
      expect(predictBoosted(model, values.subarray(2 * row, 2 * row + 2)) / Math.exp(score)).toBeCloseTo(1, 5),
    )
  })
})
