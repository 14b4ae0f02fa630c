import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { fourierRegression } from './fourier-regression.js'

const random = seededRandom(31)

test('[FM6] what a price did is what it will do: half the price, four times the units', () => {
  const count = 80
  const price = Float64Array.from({ length: count + 2 }, (_, at) =>
    (at % 9 === 0 && at < count) || at === count ? Math.log(0.5) : 0,
  )
  const values = price
    .subarray(0, count)
    .map((log, at) => 100 * Math.exp(-2 * log) * (1 + 0.05 * normalAt(random, 1, at, 0)))
  const series = { values, from: 0, to: count, period: 1, drivers: [price] }
  const out = new Float64Array(2)
  fourierRegression.forecast(series, fourierRegression.fit(series), out)
  expect(out[0]! / 400).toBeGreaterThan(0.85)
  expect(out[0]! / 400).toBeLessThan(1.15)
  expect(out[1]! / 100).toBeGreaterThan(0.85)
  expect(out[1]! / 100).toBeLessThan(1.15)
})

test('[FM6] two seasons at once: the week and a longer wave', () => {
  const meanAt = (at: number): number =>
    100 * (1 + 0.3 * Math.sin((2 * Math.PI * at) / 7)) * (1 + 0.4 * Math.cos((2 * Math.PI * at) / 90))
  const values = Float64Array.from({ length: 360 }, (_, at) => meanAt(at) + 3 * normalAt(random, 2, at, 0))
  const series = { values, from: 0, to: 360, period: 7, longPeriod: 90 }
  const out = new Float64Array(45)
  fourierRegression.forecast(series, fourierRegression.fit(series), out)
  out.forEach((mean, step) => expect(Math.abs(mean / meanAt(360 + step) - 1)).toBeLessThan(0.2))
})
