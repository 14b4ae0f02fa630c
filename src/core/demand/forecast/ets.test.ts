import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { aiccOf } from './ets.js'
import { ADDITIVE, DAMPED, firstStates, MULTIPLICATIVE, NONE, runStates, unlikelihoodOf } from './ets-states.js'
import { etsAicc, exponentialSmoothing, holt } from './exponential-smoothing.js'

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

  test('[FM10] without a trend it starts at the mean of ten, with one on the line through them', () => {
    const values = seriesOf([4, 8, 6, 10, 8, 12, 10, 14, 12, 16, 999])
    const flat = firstStates(values, { trend: NONE, season: NONE, relative: false })
    expect([flat.level, flat.slope]).toEqual([10, 0])
    const { level, slope } = firstStates(values, { trend: DAMPED, season: NONE, relative: false })
    // Σ (t − 4.5)(y − 10) / 82.5 = 90 / 82.5; the state before the first step lies one slope below the line.
    expect(slope).toBeCloseTo(90 / 82.5, 12)
    expect(level).toBeCloseTo(10 - (5.5 * 90) / 82.5, 12)
  })

  test('[FM10] a season starts as the differences or ratios to a centred mean of three years, the rest from what they leave', () => {
    const shape = { trend: NONE, season: ADDITIVE, relative: false }
    const added = Array.from({ length: 24 }, (_, at) => (at < 13 ? 20 + [6, -2, -9, 5][at % 4]! : 500))
    const sums = firstStates(seriesOf(added, 4), shape)
    expect([...sums.season]).toEqual([6, -2, -9, 5])
    expect(sums.level).toBe(20)
    const multiplied = Array.from({ length: 24 }, (_, at) => 20 * [1.5, 0.5, 0.75, 1.25][at % 4]!)
    const shares = firstStates(seriesOf(multiplied, 4), { ...shape, season: MULTIPLICATIVE, relative: true })
    expect([...shares.season]).toEqual([1.5, 0.5, 0.75, 1.25])
    expect(shares.level).toBe(20)
  })

  test('[FM10] AICc counts 3 for a level, 5 with a trend, 6 damped, a season as many as its steps', () => {
    const series = seriesOf([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3], 4)
    const plain = (free: number): number => 2 * free + (2 * free * (free + 1)) / (16 - free - 1)
    for (const [trend, season, free] of [
      [NONE, NONE, 3],
      [ADDITIVE, NONE, 5],
      [DAMPED, NONE, 6],
      [NONE, ADDITIVE, 7],
      [DAMPED, ADDITIVE, 10],
    ] as const) {
      const parameters = Float64Array.of(trend, season, 0, 0.3, 0, 1, 0, 5, 0, ...(season === NONE ? [] : [0, 0, 0, 0]))
      const shape = { trend, season, relative: false }
      const states = { level: 5, slope: 0, season: new Float64Array(4), at: 0 }
      const squares = runStates(series, states, shape, 0.3, 0, 1, 0)
      expect(aiccOf(series, parameters)).toBeCloseTo(16 * Math.log(squares) + plain(free), 10)
      expect(aiccOf({ ...series, to: free + 1 }, parameters)).toBe(Number.MAX_VALUE)
    }
  })

  test('[DF2] the quick choice is one of three shapes, from first states that are estimated and no more searched for', () => {
    const values = Array.from({ length: 40 }, (_, at) => 80 + 15 * normalAt(random, 4, at, 0))
    const level = exponentialSmoothing.fit(seriesOf(values))
    expect(level[7]).toBe(firstStates(seriesOf(values), { trend: NONE, season: NONE, relative: false }).level)
    const grown = Array.from({ length: 48 }, (_, at) => (60 + 4 * at) * [0.5, 1, 1.5, 1][at % 4]!)
    expect([...exponentialSmoothing.fit(seriesOf(grown, 4)).subarray(0, 3)]).toEqual([DAMPED, ADDITIVE, 0])
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
