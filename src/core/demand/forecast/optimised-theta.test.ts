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

test('[FM3] what is found has the least squared one-step errors of all α and θ around', () => {
  const values = Float64Array.from({ length: 40 }, (_, at) => 60 + 5 * at + 9 * normalAt(random, 2, at, 0))
  const [alpha, theta, start] = optimisedTheta.fit({ values, from: 0, to: 40, period: 1 }) as unknown as number[]
  const { intercept, slope } = lineThrough(values, 0, 40)
  /** The second road once more: the line and the θ line, each step from what was known before it. */
  const squaresOf = (share: number, bend: number): number => {
    let bent = bend * start!
    let squares = 0
    values.forEach((value, at) => {
      const line = intercept + slope * at
      squares += (value - (1 - 1 / bend) * line - bent / bend) ** 2
      bent += share * (bend * value + (1 - bend) * line - bent)
    })
    return squares
  }
  const found = squaresOf(alpha!, theta!)
  for (const share of [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9])
    for (const bend of [1, 1.5, 2, 3, 5, 8, 12]) expect(found).toBeLessThanOrEqual(1.001 * squaresOf(share, bend))
})
