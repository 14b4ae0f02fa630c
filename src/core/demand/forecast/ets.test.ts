import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { ADDITIVE, MULTIPLICATIVE, NONE, runStates, unlikelihoodOf } from './ets-states.js'
import { etsAicc, holt } from './exponential-smoothing.js'

const random = seededRandom(5)
const seriesOf = (values: ArrayLike<number>, period = 1) => ({
  values: Float64Array.from(values),
  from: 0,
  to: values.length,
  period,
})
const continued = (values: ArrayLike<number>, steps: number, period = 1, method = etsAicc): number[] => {
  const series = seriesOf(values, period)
  const out = new Float64Array(steps)
  method.forecast(series, method.fit(series), out)
  return [...out]
}

describe('the family of exponential smoothing', () => {
  test('[FM2] simple smoothing by hand: level 10, α 0.5, demand 14 and 10', () => {
    const states = { level: 10, slope: 0, season: new Float64Array(0), at: 0 }
    const shape = { trend: NONE, season: NONE, relative: false }
    const cost = runStates(seriesOf([14, 10]), states, shape, 0.5, 0, 1, 0)
    expect(states.level).toBe(11)
    // Errors 4 and −2: n log Σe² = 2 log 20.
    expect(cost).toBe(20)
    expect(unlikelihoodOf(cost, shape, 2)).toBeCloseTo(2 * Math.log(20), 12)
  })

  test('[FM2] without a season it is what a season of nothing gives, to the byte', () => {
    const demand = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(demand, share, share, share, (values, alpha, beta, phi) => {
        const run = (season: number) => {
          const states = { level: 10, slope: -1, season: new Float64Array(season === NONE ? 0 : 3), at: 0 }
          const shape = { trend: ADDITIVE, season, relative: false }
          const squares = runStates(seriesOf(values, 3), states, shape, alpha, beta, phi, 0)
          return [squares, states.level, states.slope]
        }
        expect(run(NONE)).toEqual(run(ADDITIVE))
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  test('[FM2] Holt and Winters by hand: level 10, trend 2, factors 0.5 and 1.5; α .5, β .1, γ .2; demand 9', () => {
    const states = { level: 10, slope: 2, season: Float64Array.of(0.5, 1.5), at: 0 }
    const shape = { trend: ADDITIVE, season: MULTIPLICATIVE, relative: true }
    const cost = runStates(seriesOf([9], 2), states, shape, 0.5, 0.1, 1, 0.2)
    // μ = 12 × 0.5 = 6, e = 3: l = 12 + .5 × 6, b = 2 + .1 × 6, s = .5 + .2 × 3 / 12.
    expect(states.level).toBeCloseTo(15, 12)
    expect(states.slope).toBeCloseTo(2.6, 12)
    expect(states.season[0]).toBeCloseTo(0.55, 12)
    expect(cost).toBeCloseTo(Math.log(0.25) + 2 * Math.log(6), 12)
  })

  test('[FM2] AICc sees that a season grows with its level', () => {
    const values = Array.from(
      { length: 72 },
      (_, at) => (40 + 3 * at) * [0.6, 1, 1.4, 1][at % 4]! * (1 + 0.02 * normalAt(random, 1, at, 0)),
    )
    const parameters = etsAicc.fit(seriesOf(values, 4))
    expect(parameters[1]).toBe(MULTIPLICATIVE)
    const [low, , high] = continued(values, 4, 4)
    expect(high! / low!).toBeGreaterThan(2.1)
    expect(high! / low!).toBeLessThan(2.6)
  })

  test('[FM2] a trend ends unless one that never ends is asked for', () => {
    const line = Array.from({ length: 40 }, (_, at) => 50 + 5 * at)
    const damped = continued(line, 60)
    const endless = continued(line, 60, 1, holt)
    expect(endless[59]).toBeCloseTo(50 + 5 * 99, 0)
    expect(damped[59]).toBeLessThan(endless[59]!)
  })
})
