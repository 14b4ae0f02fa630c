import { expect, test } from 'vitest'
import type { BalancingNode } from './item-outlook.js'
import { transferProblem } from './item-outlook.js'
import { movesOf } from './moves.js'
import { lossOf, lossOfNothing } from './transfer-problem.js'

const STEPS = 10
const by = (of: (step: number) => number): Float64Array => Float64Array.from({ length: STEPS }, (_, step) => of(step))
const node = (stock: number, more: Partial<BalancingNode> = {}): BalancingNode => ({
  outlook: { stock, need: by((step) => 10_000 * (step + 1)), error: by(() => 0), supply: by(() => 0) },
  worth: 5,
  lastDay: 110,
  lifeAsked: 0,
  aging: 0,
  lots: [],
  ...more,
})
const lane = (from: number, to: number, cost: number) => ({
  from,
  to,
  arrival: 0,
  cost,
  pack: 1000,
  minimum: 0,
  fleet: -1,
})

test('[BA13] relief goes by units, whoever sent them, and benefits add up to what is saved', () => {
  const nodes = [node(130_000), node(150_000), node(40_000)]
  const problem = transferProblem(nodes, [lane(0, 2, 1), lane(1, 2, 2)], { deviations: Float64Array.of(0), keep: 0 })!
  const units = Float64Array.of(30_000, 20_000)
  const [near, far] = movesOf(problem, nodes, units)
  expect(near).toMatchObject({ units: 30_000, relief: 150, sacrifice: 0, freight: 30, benefit: 120 })
  expect(far).toMatchObject({ units: 20_000, relief: 100, sacrifice: 0, freight: 40, benefit: 60 })
  expect(near!.benefit + far!.benefit).toBeCloseTo(lossOfNothing(problem) - lossOf(problem, units), 9)
})

test('[BA7] who asks for the longest life chooses first, and takes the oldest lots that have it', () => {
  const lots = [
    { expiryDay: 130, quantity: 30_000 },
    { expiryDay: 115, quantity: 40_000 },
    { expiryDay: 120, quantity: 30_000 },
  ]
  const nodes = [node(200_000, { lots }), node(60_000), node(60_000, { lifeAsked: 8 })]
  const problem = transferProblem(nodes, [lane(0, 1, 1), lane(0, 2, 1)], { deviations: Float64Array.of(0), keep: 0 })!
  const [easy, strict] = movesOf(problem, nodes, Float64Array.of(40_000, 40_000))
  // 118 is asked: the lot of the 120th whole, then ten of the next.
  expect(strict!.lots).toEqual([
    { expiryDay: 120, quantity: 30_000 },
    { expiryDay: 130, quantity: 10_000 },
  ])
  expect(easy!.lots).toEqual([{ expiryDay: 115, quantity: 40_000 }])
  // Who asks for less does not take them away, though its lane comes first.
  const [more, same] = movesOf(problem, nodes, Float64Array.of(60_000, 40_000))
  expect(same!.lots).toEqual(strict!.lots)
  expect(more!.lots).toEqual([
    { expiryDay: 115, quantity: 40_000 },
    { expiryDay: 130, quantity: 20_000 },
  ])
})
