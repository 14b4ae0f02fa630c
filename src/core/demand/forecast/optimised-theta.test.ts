import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { lineThrough } from './method.js'
import { optimisedTheta } from './optimised-theta.js'

const random = seededRandom(9)

test('[FM3] the forecast is the smoothed mean of the two theta lines (Fiorucci et al. 2016, section 2)', () => {
  const values = Float64Array.from({ length: 30 }, (_, at) => 100 + 3 * at + 8 * normalAt(random, 1, at, 0))
  const series = { values, from: 0, to: 30, period: 1 }
  const [alpha, theta, start] = optimisedTheta.fit(series)
  const out = new Float64Array(4)
  optimisedTheta.forecast(series, Float64Array.of(alpha!, theta!, start!), out)
  // Second road: weigh the line itself, and the θ line Z = θy + (1 − θ)(A + Bt) continued by simple smoothing.
  const { intercept, slope } = lineThrough(values, 0, 30)
  const lineAt = (at: number): number => intercept + slope * at
  let bent = theta! * start!
  values.forEach((value, at) => {
    bent += alpha! * (theta! * value + (1 - theta!) * lineAt(at) - bent)
  })
  for (let step = 0; step < 4; step++) {
    const mean = (1 - 1 / theta!) * lineAt(30 + step) + bent / theta!
    expect(out[step]).toBeCloseTo(mean, 6)
  }
})

test('[FM3] with θ = 1 it is simple exponential smoothing', () => {
  const values = Float64Array.of(10, 14, 10)
  const out = new Float64Array(2)
  optimisedTheta.forecast({ values, from: 0, to: 3, period: 1 }, Float64Array.of(0.5, 1, 10), out)
  // 10 → 10 → 12 → 11.
  expect([...out]).toEqual([11, 11])
})
