import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../../base/random.js'
import { NormalEquations } from './normal-equations.js'
import { pooledRegression, trainPooled } from './pooled-regression.js'

const random = seededRandom(41)

test('[FM7] normal equations find the plane that the rows lie on, for several targets at once', () => {
  const equations = new NormalEquations(2, 2)
  for (const [x, z] of [
    [1, 0],
    [0, 1],
    [2, 3],
    [4, 1],
  ] as const)
    equations.add(Float64Array.of(x, z), Float64Array.of(2 * x - z, x + 5 * z))
  const found = equations.solve(0)
  ;[2, -1, 1, 5].forEach((coefficient, at) => expect(found[at]).toBeCloseTo(coefficient, 9))
})

test('[FM7] a short series is forecast by what long ones have taught: after a peak comes the trough', () => {
  const wave = (phase: number, count: number): Float64Array =>
    Float64Array.from(
      { length: count },
      (_, at) => 100 + 20 * Math.sin((at + phase) * 0.9) + normalAt(random, 1, at, phase),
    )
  const collection = Array.from({ length: 40 }, (_, phase) => wave(phase, 60))
  const settings = { horizon: 3, memories: [6], rowsPerSeriesMax: 100, relative: false, period: 1 }
  const method = pooledRegression(trainPooled(collection, settings)!)
  const short = wave(99, 9)
  const out = new Float64Array(3)
  const series = { values: short, from: 0, to: 9, period: 1 }
  method.forecast(series, method.fit(series), out)
  out.forEach((mean, step) => expect(Math.abs(mean - (100 + 20 * Math.sin((9 + step + 99) * 0.9)))).toBeLessThan(6))
})

test('[FM7] nothing to learn from is no method', () => {
  expect(
    trainPooled([Float64Array.of(1, 2, 3)], {
      horizon: 2,
      memories: [4],
      rowsPerSeriesMax: 9,
      relative: true,
      period: 1,
    }),
  ).toBeNull()
})
