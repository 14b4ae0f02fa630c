import { expect, test } from 'vitest'
import { type BalancingNode, transferProblem } from './item-outlook.js'
import { sharedPacks } from './whole-packs.js'

const STEPS = 10
const node = (stock: number): BalancingNode => ({
  outlook: {
    stock,
    need: Float64Array.from({ length: STEPS }, (_, step) => 10_000 * (step + 1)),
    error: new Float64Array(STEPS),
    supply: new Float64Array(STEPS),
  },
  worth: 5,
  lastDay: 110,
  lifeAsked: 0,
  aging: 0,
  lots: [],
})

test('[BA12] what rounding makes of the mix keeps every limit, even where the mix does not', () => {
  const way = { from: 0, to: 1, arrival: 0, cost: 2, pack: 1000, minimum: 0, fleet: 0 }
  const certain = { deviations: Float64Array.of(0), keep: 0 }
  const problem = transferProblem([node(200_000), node(0)], [way], certain)!
  const packs = (budget: number | null, carried: number): number =>
    sharedPacks([problem], [Float64Array.of(80_000)], { budget, fleets: Float64Array.of(carried) })[0]![0]!
  expect(packs(null, 1e9)).toBe(100_000)
  expect(packs(159, 1e9)).toBe(79_000)
  expect(packs(null, 30_500)).toBe(30_000)
  expect(packs(0, 1e9)).toBe(0)
})
