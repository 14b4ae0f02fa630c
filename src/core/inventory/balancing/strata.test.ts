import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedShortage, normalCumulative } from '../safety-stock.js'
import { deviationAt, STRATA, strataMeans } from './strata.js'

const strata = strataMeans(STRATA)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** E[(D − stock)+] of demand with mean 0 and deviation 1, over the strata. */
const shortage = (stock: number): number => mean(Array.from(strata, (deviation) => Math.max(0, deviation - stock)))

test('[BA1] strata are ascending and symmetric, and their mean is that of the law', () => {
  expect([...strata].sort((a, b) => a - b)).toEqual([...strata])
  expect(Math.abs(mean([...strata]))).toBeLessThan(1e-12)
  strata.forEach((deviation, at) => {
    expect(deviation + strata[STRATA - 1 - at]!).toBeCloseTo(0, 8)
  })
})

test('[BA1] a loss is never told larger than the closed form, and at the borders of the strata it is the same', () => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (stock) => {
      expect(shortage(stock)).toBeLessThanOrEqual(expectedShortage(stock) + 1e-9)
      expect(expectedShortage(stock) - shortage(stock)).toBeLessThan(0.011)
    }),
  )
  for (let border = 1; border < STRATA; border++) {
    const stock = deviationAt(border / STRATA)
    expect(shortage(stock)).toBeCloseTo(expectedShortage(stock), 7)
  }
})

test('[BA1] the n-th unit is worth margin × P(D ≥ n), to within a stratum', () => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (unit) => {
      const chance = strata.filter((deviation) => deviation >= unit).length / STRATA
      expect(Math.abs(chance - (1 - normalCumulative(unit)))).toBeLessThanOrEqual(1 / STRATA)
    }),
  )
})
