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

/** A model of one's own collection has no published number: the same by Cramer's rule, row by row as FM7 says it. */
test('[FM7] three values of memory, written out', () => {
  const collection = [1, 2].map((which) =>
    Float64Array.from({ length: 18 }, (_, at) => which * (40 + 9 * Math.sin(at * (0.7 + which / 5))) + at),
  )
  const stepOf = (values: Float64Array): number =>
    values.slice(1).reduce((sum, value, at) => sum + Math.abs(value - values[at]!), 0) / (values.length - 1)
  const rowOf = (values: Float64Array, origin: number, scale: number): number[] => {
    const [near, far] = [2, 3].map((lag) => (values[origin - lag]! - values[origin - 1]!) / scale) as [number, number]
    return [(near + far) / 3, near, far]
  }
  const gram = [0, 1, 2].map(() => [0, 0, 0])
  const cross = [0, 0, 0]
  for (const values of collection)
    for (let origin = 3; origin < values.length; origin++) {
      const row = rowOf(values, origin, stepOf(values))
      const target = (values[origin]! - values[origin - 1]!) / stepOf(values)
      const size = Math.sqrt(row.reduce((sum, distance) => sum + distance ** 2, target ** 2 / 4) / 3)
      row.forEach((one, at) => {
        cross[at]! += (one * target) / (1 + size) ** 2
        row.forEach((other, column) => {
          gram[at]![column]! += ((at === column ? 1.02 : 1) * one * other) / (1 + size) ** 2
        })
      })
    }
  const determinant = ([a, b, c]: readonly number[][]): number =>
    a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
    a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
    a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!)
  const coefficients = cross.map(
    (_, column) =>
      determinant(gram.map((row, at) => row.map((value, place) => (place === column ? cross[at]! : value)))) /
      determinant(gram),
  )
  const settings = { horizon: 1, memories: [3], rowsPerSeriesMax: 100, relative: false, period: 1 }
  const method = pooledRegression(trainPooled(collection, settings)!)
  const values = Float64Array.of(30, 36, 31, 40, 38)
  const out = new Float64Array(1)
  const series = { values, from: 0, to: 5, period: 1 }
  method.forecast(series, method.fit(series), out)
  const scale = stepOf(values)
  const moved = rowOf(values, 5, scale).reduce((sum, distance, at) => sum + distance * coefficients[at]!, 0)
  expect(out[0]).toBeCloseTo(38 + moved * scale, 8)
})
