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

/**
 * No book prints a regression with this scale, this filter and this ridge (the sines themselves are held against one in
 * `published-examples.test.ts`). The second road writes the smoothed level as the weights that it is, and asks whether the
 * coefficients solve the normal equations of what is left: (G + 0.02 diag G) c = X'y.
 */
test('[FM6] coefficients are those of least squares under a smoothed level, written out', () => {
  const count = 60
  const price = Float64Array.from({ length: count }, (_, at) => (at % 7 === 3 ? -0.4 : 0))
  const values = price.map((log, at) => 80 * Math.exp(-log + 0.3 * Math.sin(at / 2) + 0.1 * normalAt(random, 3, at, 0)))
  const series = { values, from: 0, to: count, period: 5, drivers: [price] }
  const [alpha, size, , ...coefficients] = fourierRegression.fit(series)
  const columns = [
    (at: number) => price[at]!,
    ...[1, 2].flatMap((pair) => [
      (at: number) => Math.sin((2 * Math.PI * pair * at) / 5),
      (at: number) => Math.cos((2 * Math.PI * pair * at) / 5),
    ]),
  ]
  expect(coefficients.length).toBe(columns.length)
  /** Less the weighted mean of what was before. */
  const left = (of: (at: number) => number): number[] =>
    Array.from({ length: count - 1 }, (_, gone) => {
      const at = gone + 1
      let expected = (1 - alpha!) ** (at - 1) * of(0)
      for (let before = 1; before < at; before++) expected += alpha! * (1 - alpha!) ** (at - 1 - before) * of(before)
      return of(at) - expected
    })
  const dot = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, at) => sum + value * other[at]!, 0)
  const target = left((at) => Math.log(1 + values[at]! / size!))
  const rows = columns.map(left)
  rows.forEach((row, at) => {
    const explained = rows.reduce((sum, other, column) => sum + dot(row, other) * coefficients[column]!, 0)
    expect(explained + 0.02 * dot(row, row) * coefficients[at]!).toBeCloseTo(dot(row, target), 9)
  })
})
