import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reconcileTree, structuralVariances, type Tree } from './reconciliation.js'

const treeOf = (...parent: number[]): Tree => ({ parent: Int32Array.of(...parent) })

test('[DR1] golden of DOMAIN §6.7: WLS-struct, total 100, children 40 and 50 → 95; 42.5; 52.5', () => {
  const tree = treeOf(-1, 0, 0)
  expect([...reconcileTree(tree, Float64Array.of(100, 40, 50), structuralVariances(tree))]).toEqual([95, 42.5, 52.5])
})

test('[DR1] structural variances count the leaves below', () => {
  expect([...structuralVariances(treeOf(-1, 0, 0, 1, 1, 1))]).toEqual([4, 3, 1, 1, 1, 1])
})

test('[DR2] a locked node (no variance) keeps its number and the others move', () => {
  const tree = treeOf(-1, 0, 0)
  expect([...reconcileTree(tree, Float64Array.of(100, 40, 50), Float64Array.of(0, 1, 1))]).toEqual([100, 45, 55])
  expect(
    [...reconcileTree(tree, Float64Array.of(100, 40, 50), Float64Array.of(2, 0, 1))].map((x) => x.toFixed(4)),
  ).toEqual(['93.3333', '40.0000', '53.3333'])
})

test('[DR3] nothing is negative: the node at zero leaves the rest to its siblings', () => {
  const tree = treeOf(-1, 0, 0)
  expect([...reconcileTree(tree, Float64Array.of(10, 1, 49), Float64Array.of(0, 1, 1))]).toEqual([10, 0, 10])
})

/** A random tree of up to three levels with parents before children. */
const anyTree = fc
  .array(fc.nat(1_000), { minLength: 1, maxLength: 12 })
  .map((draws) => ({ parent: Int32Array.from([-1, ...draws.map((draw, at) => draw % (at + 1))]) }))

const withEstimates = anyTree.chain((tree) =>
  fc.record({
    tree: fc.constant(tree),
    estimates: fc.array(fc.integer({ min: 500, max: 1_000 }), {
      minLength: tree.parent.length,
      maxLength: tree.parent.length,
    }),
    variances: fc.array(fc.integer({ min: 1, max: 9 }), {
      minLength: tree.parent.length,
      maxLength: tree.parent.length,
    }),
  }),
)

describe('against the textbook formula', () => {
  test('[DR1] one pass up and one down equal S (S′W⁻¹S)⁻¹ S′W⁻¹ ŷ solved by elimination', () => {
    let compared = 0
    fc.assert(
      fc.property(withEstimates, ({ tree, estimates, variances }) => {
        const expected = solveByMatrix(tree, estimates, variances)
        // Only where the exact answer is not negative are the two the same problem.
        fc.pre(expected.every((value) => value >= 0))
        compared += 1
        const found = reconcileTree(tree, Float64Array.from(estimates), Float64Array.from(variances))
        found.forEach((value, node) => expect(value).toBeCloseTo(expected[node]!, 6))
      }),
      { seed: 7, numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  test('[DR3] parents equal their children and nothing is negative, whatever the estimates', () => {
    fc.assert(
      fc.property(withEstimates, ({ tree, estimates, variances }) => {
        const wild = estimates.map((value, at) => (at % 2 === 0 ? value - 900 : value))
        const found = reconcileTree(tree, Float64Array.from(wild), Float64Array.from(variances))
        const sums = new Map<number, number>()
        tree.parent.forEach((parent, node) => {
          expect(found[node]).toBeGreaterThanOrEqual(0)
          if (parent >= 0) sums.set(parent, (sums.get(parent) ?? 0) + found[node]!)
        })
        for (const [parent, sum] of sums) expect(sum).toBeCloseTo(found[parent]!, 6)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

function solveByMatrix({ parent }: Tree, estimates: number[], variances: number[]): number[] {
  const leaves = [...parent.keys()].filter((node) => !parent.includes(node))
  const below = (node: number, leaf: number): number => {
    for (let at = leaf; at >= 0; at = parent[at]!) if (at === node) return 1
    return 0
  }
  const S = [...parent.keys()].map((node) => leaves.map((leaf) => below(node, leaf)))
  const rows = leaves.map((_, a) => [
    ...leaves.map((__, b) => S.reduce((sum, line, node) => sum + (line[a]! * line[b]!) / variances[node]!, 0)),
    S.reduce((sum, line, node) => sum + (line[a]! * estimates[node]!) / variances[node]!, 0),
  ])
  const size = leaves.length
  for (let pivot = 0; pivot < size; pivot++)
    for (let line = 0; line < size; line++) {
      if (line === pivot) continue
      const share = rows[line]![pivot]! / rows[pivot]![pivot]!
      for (let at = pivot; at <= size; at++) rows[line]![at]! -= share * rows[pivot]![at]!
    }
  const bottom = rows.map((line, at) => line[size]! / line[at]!)
  return S.map((line) => line.reduce((sum, flag, at) => sum + flag * bottom[at]!, 0))
}
