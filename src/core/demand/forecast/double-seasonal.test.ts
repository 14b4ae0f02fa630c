import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { doubleSeasonal } from './double-seasonal.js'

const random = seededRandom(21)
const DAY = [5, 8, 12, 7]
/** Seven days of four parts; the sixth and seventh are quiet. */
const meanAt = (at: number): number => DAY[at % 4]! * (Math.floor(at / 4) % 7 >= 5 ? 0.5 : 1) * 10

test('[FM5] the day and the week are both continued', () => {
  const values = Float64Array.from({ length: 4 * 7 * 8 }, (_, at) => meanAt(at) + normalAt(random, 1, at, 0))
  const series = { values, from: 0, to: values.length, period: 4, longPeriod: 28 }
  const out = new Float64Array(28)
  doubleSeasonal.forecast(series, doubleSeasonal.fit(series), out)
  out.forEach((mean, step) => expect(Math.abs(mean - meanAt(values.length + step))).toBeLessThan(6))
})

test('[FM5] one step by hand: an error moves level, day and week, and echoes', () => {
  const values = Float64Array.of(10, 20, 10, 20, 10, 26)
  const out = new Float64Array(2)
  const parameters = Float64Array.of(0, 0, 0, 0, 0.5)
  doubleSeasonal.forecast({ values, from: 0, to: 6, period: 2 }, parameters, out)
  // Level 16, day ±(−6, +6): 10 and 22 are expected, the last error is 4, halved at each step.
  expect([...out]).toEqual([10 + 2, 22 + 1])
})
