import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AdherenceSums, indexOf } from './adherence.js'
import { inParts, isEqual, minus, plus, WHOLE } from './fraction.js'
import { type ChainLevel, explainLoss } from './loss-chain.js'

interface Cell {
  readonly weight: number
  readonly planned: number
  readonly actual: number
  readonly item: number
  readonly node: number
  readonly week: number
}
const familyOf = (item: number): number => item % 3

const LEVELS: readonly ChainLevel<Cell>[] = [
  { cause: 'volume', partOf: () => '' },
  { cause: 'family', partOf: ({ item }) => familyOf(item) },
  { cause: 'item', partOf: ({ item }) => item },
  { cause: 'location', partOf: ({ node }) => node },
  { cause: 'timing', partOf: ({ week }) => week },
]

const someCells: fc.Arbitrary<Cell[]> = fc.uniqueArray(
  fc.record({
    weight: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1e12 })),
    planned: fc.oneof(fc.constant(0), fc.nat(100), fc.nat(1e10)),
    actual: fc.oneof(fc.constant(0), fc.integer({ min: -20, max: 100 }), fc.nat(1e10)),
    item: fc.nat(6),
    node: fc.nat(2),
    week: fc.nat(3),
  }),
  { minLength: 2, maxLength: 40, selector: ({ item, node, week }) => `${item} ${node} ${week}` },
)

function indexOfCells(cells: readonly Cell[]) {
  const sums = new AdherenceSums()
  for (const cell of cells) sums.add({ ...cell, tolerance: 0 })
  return indexOf(sums)
}

test('[AD5] on random hierarchies the causes are never below zero and add up to the loss exactly, in any order of levels', () => {
  let explained = 0
  const orders = fc.shuffledSubarray([...LEVELS.slice(1)], { minLength: 4 })
  fc.assert(
    fc.property(someCells, orders, (cells, order) => {
      const index = indexOfCells(cells)
      const terms = explainLoss(cells, [LEVELS[0]!, ...order])
      expect(terms === null).toBe(index === null)
      if (terms === null || index === null) return
      explained += 1
      for (const { loss } of terms) expect(loss.numerator).toBeGreaterThanOrEqual(0n)
      expect(isEqual(terms.map(({ loss }) => loss).reduce(plus), minus(WHOLE, index.index))).toBe(true)
    }),
    { numRuns: 2000, seed: 13 },
  )
  expect(explained).toBeGreaterThan(1800)
})

test('[AD5] what balances out inside a group is no loss at its level', () => {
  const cell = (item: number, node: number, week: number, planned: number, actual: number): Cell => ({
    weight: 1,
    item,
    node,
    week,
    planned,
    actual,
  })
  // Item 0 came a week late at node 0; item 3, of the same family, took 20 that were planned for item 6.
  const terms = explainLoss(
    [cell(0, 0, 0, 50, 0), cell(0, 0, 1, 0, 50), cell(3, 1, 0, 30, 50), cell(6, 1, 0, 20, 0)],
    LEVELS,
  )!
  const parts = Object.fromEntries(terms.map(({ cause, loss }) => [cause, inParts(loss, 120)]))
  // 100 planned and done; items: 80 kept of 120; cells: 30 kept of 170.
  expect(parts).toMatchObject({ volume: 0, family: 0, item: 40, location: 0, negative: 0 })
  const timing = terms.find(({ cause }) => cause === 'timing')!.loss
  expect(isEqual(timing, { numerator: 80n * 170n - 30n * 120n, denominator: 120n * 170n })).toBe(true)
})

test('[AD5] the golden cells: PAI⁺ is .7142857, and the chain carries R beside it', () => {
  const golden: [number, number, number][] = [
    [10, 100, 80],
    [10, 100, 120],
    [4, 50, 50],
    [8, 0, 25],
    [5, 40, -10],
  ]
  const cells = golden.map(([weight, planned, actual], item) => ({ weight, planned, actual, item, node: 0, week: 0 }))
  const terms = explainLoss(cells, LEVELS)!
  const positive = indexOfCells(cells.map((cell) => ({ ...cell, actual: Math.max(0, cell.actual) })))!
  expect(inParts(positive.index, 10_000_000)).toBe(7_142_857)
  expect(inParts(terms.at(-1)!.loss, 10_000_000)).toBe(175_439)
  expect(inParts(terms.map(({ loss }) => loss).reduce(plus), 10_000_000)).toBe(10_000_000 - 7_017_544)
})
