import { describe, expect, test } from 'vitest'
import { covariance, mintWeights, multiply, summingMatrix } from '../../../../../tests/support/naive/hierarchy.js'
import { seededRandom } from '../../../base/random.js'
import { reconcile } from './hierarchy-reconciliation.js'
import { type NodeWeights, shrunkWeights, structuralWeights } from './node-weights.js'
import { type PathSource, pathQuantiles, samplePaths } from './sample-paths.js'
import { nodesOf, summingHierarchy } from './summing-hierarchy.js'

const random = seededRandom(11)
const hierarchy = summingHierarchy(
  ['AA', 'AB', 'AC', 'BA', 'BB'],
  [[{ name: 'branch', groupOf: ['A', 'A', 'A', 'B', 'B'] }]],
)
const horizon = 3
const cells = hierarchy.nodeCount * horizon
const errors = Array.from({ length: 5 }, (_, row) =>
  Float64Array.from({ length: cells }, (__, cell) => 8 * (random.at(1, cell, row) - 0.5)),
)
const perStep = errors.flatMap((row) =>
  Array.from({ length: horizon }, (_, step) => row.filter((__, cell) => cell % horizon === step)),
)

function sourceOf(weights: NodeWeights, level: number, locks: PathSource['locks'] = []): PathSource {
  const values = Float64Array.from({ length: cells }, (_, cell) =>
    Math.floor(cell / horizon) < hierarchy.aggregateCount ? 3 * level : level,
  )
  const result = reconcile(hierarchy, { horizon, values }, weights, locks)
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusals))
  return { hierarchy, horizon, means: result.values, errors, weights, locks, nonNegative: true }
}

const stepValues = (path: Float64Array, step: number): Float64Array => path.filter((_, cell) => cell % horizon === step)

describe.each([
  ['structural', structuralWeights(hierarchy)],
  ['shrunk', shrunkWeights(hierarchy, perStep)],
] as const)('futures, %s', (_, weights) => {
  test('[HR10] every path adds up in every step, and is nowhere below zero', () => {
    for (const level of [2, 50]) {
      const { count, pathAt } = samplePaths(sourceOf(weights, level), 25)
      let onZero = 0
      for (let path = 0; path < count; path++)
        for (let step = 0; step < horizon; step++) {
          const values = stepValues(pathAt(path), step)
          const sums = nodesOf(hierarchy, values.slice(hierarchy.aggregateCount))
          values.forEach((value, node) => {
            expect(Math.abs(value - sums[node]!)).toBeLessThan(1e-9)
            expect(value).toBeGreaterThanOrEqual(0)
            if (value === 0) onZero += 1
          })
        }
      expect(onZero > 0).toBe(level === 2)
    }
  })

  test('[HR10] errors are projected by the matrix of the forecasts, S G e', () => {
    const source = sourceOf(weights, 500)
    const S = summingMatrix(hierarchy)
    const G = mintWeights(S, covariance(weights))
    const path = samplePaths(source, 5).pathAt(3)
    for (let step = 0; step < horizon; step++) {
      const moved = multiply(
        S,
        multiply(
          G,
          [...stepValues(errors[3]!, step)].map((error) => [error]),
        ),
      )
      stepValues(path, step).forEach((value, node) => {
        expect(value - source.means[node * horizon + step]!).toBeCloseTo(moved[node]![0]!, 7)
      })
    }
  })

  test('[HR11] drawn by counting: origins as they were, then each once at each step of every round', () => {
    const source = sourceOf(weights, 500)
    const paths = samplePaths(source, 15)
    const all = Array.from({ length: 15 }, (_, path) => paths.pathAt(path))
    for (let round = 0; round < 3; round++)
      for (let step = 0; step < horizon; step++)
        for (let node = 0; node < hierarchy.nodeCount; node++) {
          const seen = (from: number): number[] =>
            all
              .slice(from, from + 5)
              .map((path) => path[node * horizon + step]!)
              .sort((a, b) => a - b)
          expect(seen(5 * round)).toEqual(seen(0))
        }
    // The second round starts one origin later with every step: path 5 is origin 0, then 1, then 2.
    expect(all[5]![0]).toBe(all[0]![0])
    expect(all[5]![1]).toBe(all[1]![1])
    expect(all[5]![2]).toBe(all[2]![2])
    expect(new Set(all.map(String)).size).toBe(15)
  })

  test('[HR10] what is locked holds in every path, and everything still adds up', () => {
    const locks = [{ node: 1, step: 1, value: 9 }]
    const { count, pathAt } = samplePaths(sourceOf(weights, 3, locks), 10)
    for (let path = 0; path < count; path++) {
      const values = stepValues(pathAt(path), 1)
      expect(values[1]).toBe(9)
      expect(values[3]! + values[4]! + values[5]!).toBeCloseTo(9, 9)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    }
  })
})

test('[HR12] a quantile of a node is that of its paths', () => {
  const paths = samplePaths(sourceOf(structuralWeights(hierarchy), 100), 10)
  const found = pathQuantiles(paths, [0, 4], [0.1, 0.5, 1])
  const of = (node: number, step: number): number[] =>
    Array.from({ length: 10 }, (_, path) => paths.pathAt(path)[node * horizon + step]!).sort((a, b) => a - b)
  ;[0, 4].forEach((node, at) => {
    for (let step = 0; step < horizon; step++)
      expect([0, 1, 2].map((share) => found[(at * 3 + share) * horizon + step])).toEqual(
        [0, 4, 9].map((rank) => of(node, step)[rank]),
      )
  })
})
