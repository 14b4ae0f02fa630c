import fc from 'fast-check'
import { expect, test } from 'vitest'
import { count, fade, fadeCount, logRatio, multiplierOf, noiseOf, observe } from './log-deviation.js'

test('[SE5] golden of DOMAIN §6.6: prior .10, observed .15, ratio 1.2', () => {
  const { mean, variance } = observe({ mean: 0, variance: 0.1 ** 2 }, Math.log(1.2), 0.15 ** 2)
  expect(mean / Math.log(1.2)).toBeCloseTo(0.3076923, 7)
  expect(Math.exp(mean)).toBeCloseTo(1.0577023, 7)
  expect(Math.sqrt(variance)).toBeCloseTo(0.083205, 7)
})

test('[SE6] golden of DOMAIN §6.6: strength 20, 84 sold of 70 planned', () => {
  expect(multiplierOf(count({ shape: 20, rate: 20 }, 84, 70))).toBeCloseTo(1.1555556, 7)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const log = fc.double({ min: -3, max: 3, noNaN: true })
const spread = fc.double({ min: 1e-6, max: 4, noNaN: true })

test('[SE5] what is believed lies between what was and what is seen, and is surer than both', () => {
  fc.assert(
    fc.property(log, spread, log, spread, (mean, variance, seen, noise) => {
      const after = observe({ mean, variance }, seen, noise)
      expect(after.mean).toBeGreaterThanOrEqual(Math.min(mean, seen) - 1e-9)
      expect(after.mean).toBeLessThanOrEqual(Math.max(mean, seen) + 1e-9)
      expect(after.variance).toBeLessThanOrEqual(Math.min(variance, noise))
    }),
  )
})

test('[SE5] what fades comes back to nothing known, and never beyond it', () => {
  fc.assert(
    fc.property(log, spread, share, (mean, variance, kept) => {
      const after = fade({ mean, variance: Math.min(variance, 1) }, kept, 1)
      expect(Math.abs(after.mean)).toBeLessThanOrEqual(Math.abs(mean))
      expect(after.variance).toBeLessThanOrEqual(1 + 1e-12)
    }),
  )
  expect(fade({ mean: 0.5, variance: 0.01 }, 0, 0.04)).toEqual({ mean: 0, variance: 0.04 })
})

test('[SE6] counts fade to one, and the more was planned the less one week of luck moves', () => {
  const seen = count({ shape: 20, rate: 20 }, 6, 3)
  expect(multiplierOf(fadeCount(seen, 0, 20))).toBe(1)
  expect(multiplierOf(fadeCount(seen, 0.5, 20))).toBeLessThan(multiplierOf(seen))
  expect(multiplierOf(count({ shape: 80, rate: 80 }, 6, 3))).toBeLessThan(multiplierOf(seen))
})

test('[SE5] a week without a sale has a logarithm, and few units say little', () => {
  expect(logRatio(0, 5)).toBeCloseTo(Math.log(0.5 / 5.5), 12)
  expect(noiseOf(4, 0.1)).toBeCloseTo(0.26, 12)
  expect(noiseOf(0, 0)).toBe(1)
})
