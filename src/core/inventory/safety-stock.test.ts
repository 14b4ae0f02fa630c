import { expect, test } from 'vitest'
import {
  expectedShortage,
  factorForFillRate,
  normalCumulative,
  protectionSd,
  stockForCycleService,
  stockForFillRate,
} from './safety-stock.js'

// DOMAIN §6.9, golden: L=3, R=1, s_e=30, d=100, s_L=.5.
const sd = protectionSd({ leadTime: 3, review: 1, errorSd: 30, demand: 100, leadTimeSd: 0.5 })

test('[SS2] error over lead time and review, and what a variable lead time adds', () => {
  expect(sd).toBeCloseTo(78.1025, 4)
  expect(protectionSd({ leadTime: 3, review: 1, errorSd: 30, demand: 100, leadTimeSd: 0 })).toBe(60)
})

test('[SS2] cycle service: α = .95 needs 128.467', () => {
  expect(stockForCycleService(0.95, sd)).toBeCloseTo(128.467, 3)
})

test('[SS4] fill rate: β = .98 with lots of 400 needs k = .889227, stock 69.4509', () => {
  expect(factorForFillRate(0.98, sd, 400)).toBeCloseTo(0.889227, 6)
  expect(stockForFillRate(0.98, sd, 400)).toBeCloseTo(69.4509, 4)
})

test('[SS4] the factor solves its own equation', () => {
  const k = factorForFillRate(0.9, 50, 120)
  expect(50 * (expectedShortage(k) - expectedShortage(k + 120 / 50))).toBeCloseTo(120 * (1 - 0.9), 9)
})

test('[SS5] safety stock is never below zero', () => {
  expect(stockForCycleService(0.3, sd)).toBe(0)
  expect(factorForFillRate(0.5, sd, 4000)).toBeLessThan(0)
  expect(stockForFillRate(0.5, sd, 4000)).toBe(0)
})

test('the unit normal: published values (Abramowitz & Stegun, table 26.1)', () => {
  expect(normalCumulative(0)).toBe(0.5)
  expect(normalCumulative(1)).toBeCloseTo(0.8413447460685429, 14)
  expect(normalCumulative(-2)).toBeCloseTo(0.0227501319481792, 14)
  expect(normalCumulative(9)).toBe(1)
})
