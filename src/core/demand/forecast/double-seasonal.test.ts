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

/**
 * Nobody prints numbers that could be typed: Taylor's are of four thousand half hours. So his equations 6 to 9 as he wrote
 * them, each state smoothed towards what the others leave of the demand, are the second road; his δ and ω are ours / (1 − α).
 */
test('[FM5] it is the smoothing of Taylor (2003), his way of writing it', () => {
  const values = Float64Array.from({ length: 28 * 5 + 3 }, (_, at) => 50 + meanAt(at) + 8 * normalAt(random, 2, at, 0))
  const [alpha, delta, omega, phi] = [0.1, 0.2, 0.3, 0.6]
  const mean = (of: (at: number) => number, chosen: (at: number) => boolean): number => {
    const found = Array.from({ length: 28 * 3 }, (_, at) => at).filter(chosen)
    return found.reduce((sum, at) => sum + of(at), 0) / found.length
  }
  let level = mean(
    (at) => values[at]!,
    () => true,
  )
  const first = level
  const day = DAY.map((_, part) =>
    mean(
      (at) => values[at]! - first,
      (at) => at % 4 === part,
    ),
  )
  const week = Array.from({ length: 28 }, (_, part) =>
    mean(
      (at) => values[at]! - first - day[at % 4]!,
      (at) => at % 28 === part,
    ),
  )
  let error = 0
  values.forEach((value, at) => {
    const [s, w] = [day[at % 4]!, week[at % 28]!]
    error = value - level - s - w
    level = alpha * (value - s - w) + (1 - alpha) * level
    day[at % 4] = delta * (value - level - w) + (1 - delta) * s
    week[at % 28] = omega * (value - level - s) + (1 - omega) * w
  })
  const out = new Float64Array(30)
  doubleSeasonal.forecast(
    { values, from: 0, to: values.length, period: 4, longPeriod: 28 },
    Float64Array.of(0, alpha, delta * (1 - alpha), omega * (1 - alpha), phi),
    out,
  )
  out.forEach((found, step) => {
    const at = values.length + step
    expect(found).toBeCloseTo(level + day[at % 4]! + week[at % 28]! + phi ** (step + 1) * error, 9)
  })
})
