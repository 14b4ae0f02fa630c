import { expect, test } from 'vitest'
import { costOfExcess, costOfShort, costPerSigma, costPerUnitOfError } from './error-cost.js'
import { normalQuantile } from './forecast/interval.js'

test('[AK9] the golden numbers of DOMAIN §5.4: Cu 4, Co 1', () => {
  expect(normalQuantile(4 / 5)).toBeCloseTo(0.841621, 6)
  expect(costPerSigma(4, 1)).toBeCloseTo(1.39981, 5)
  expect(costPerUnitOfError(4, 1)).toBeCloseTo(1.754401, 5)
})

test('[AK9] a unit too few costs its margin, less what comes back later or in another item', () => {
  expect(costOfShort({ margin: 40 })).toBe(40)
  expect(costOfShort({ margin: 40, waitingShare: 1 })).toBe(0)
  expect(costOfShort({ margin: 40, waitingShare: 0.5, lateCost: 10 })).toBe(40 - 0.5 * 30)
  expect(costOfShort({ margin: 40, substituteShare: 0.25, substituteMargin: 20 })).toBe(35)
})

test('[AK9] a unit too many is carried, marked down and lost', () => {
  expect(costOfExcess({ cost: 365, days: 7, yearlyCarry: 0.12 })).toBeCloseTo(0.84, 12)
  expect(costOfExcess({ cost: 100, days: 0, yearlyCarry: 0.12, lostShare: 1, salvage: 15 })).toBe(85)
  expect(costOfExcess({ cost: 100, days: 0, yearlyCarry: 0, markdownShare: 0.5, markdown: 30 })).toBe(15)
})

test('[AK9] an error is free where one side costs nothing', () => {
  expect(costPerUnitOfError(0, 1)).toBe(0)
  expect(costPerUnitOfError(4, 0)).toBe(0)
})
