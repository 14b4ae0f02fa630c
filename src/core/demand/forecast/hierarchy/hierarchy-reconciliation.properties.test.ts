import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcileByMatrix } from '../../../../../tests/support/naive/hierarchy.js'
import { reconcile } from './hierarchy-reconciliation.js'
import { type NodeWeights, structuralWeights } from './node-weights.js'
import { nodesOf, summingHierarchy } from './summing-hierarchy.js'

/** Up to five series under up to two trees of up to two levels; whole numbers, so that ties and exact zeros occur. */
const world = fc
  .record({
    bottomCount: fc.integer({ min: 1, max: 5 }),
    groups: fc.array(fc.array(fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }), { maxLength: 2 }), { maxLength: 2 }),
    forecasts: fc.array(fc.integer({ min: -20, max: 40 }), { minLength: 60, maxLength: 60 }),
    variances: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
    common: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 60, maxLength: 60 }),
    correlated: fc.boolean(),
    agreed: fc.array(fc.nat(12), { minLength: 5, maxLength: 5 }),
    wanted: fc.array(fc.nat(12), { minLength: 60, maxLength: 60 }),
    locked: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ bottomCount, groups, forecasts, variances, common, correlated, ...rest }) => {
    const hierarchy = summingHierarchy(
      Array.from({ length: bottomCount }, (_, at) => `series ${at}`),
      groups.map((levels, tree) =>
        levels.map((of, level) => ({ name: `${tree}.${level}`, groupOf: of.slice(0, bottomCount).map(String) })),
      ),
    )
    const own = Float64Array.from(variances.slice(0, hierarchy.nodeCount))
    const shared = correlated ? [Float64Array.from(common.slice(0, hierarchy.nodeCount))] : []
    const weights: NodeWeights = { kind: 'shrunk', own, shared, shrinkage: 0.5 }
    return { hierarchy, weights, values: Float64Array.from(forecasts.slice(0, hierarchy.nodeCount)), ...rest }
  })

const near = (found: Float64Array, expected: ArrayLike<number>, tolerance: number): void =>
  found.forEach((value, node) => expect(Math.abs(value - expected[node]!)).toBeLessThanOrEqual(tolerance))

test('[HR7] locks that agree are hit, nothing is below zero, all adds up, and once is enough', () => {
  let locks = 0
  fc.assert(
    fc.property(world, ({ hierarchy, weights, values, agreed, locked }) => {
      const truth = nodesOf(hierarchy, Float64Array.from(agreed.slice(0, hierarchy.bottomCount)))
      const chosen = [...truth].flatMap((value, node) => (locked[node] === 0 ? [{ node, step: 0, value }] : []))
      const result = reconcile(hierarchy, { horizon: 1, values }, weights, chosen)
      if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusals))
      for (const { node, value } of chosen) expect(result.values[node]).toBe(value)
      for (const value of result.values) expect(value).toBeGreaterThanOrEqual(0)
      near(result.values, nodesOf(hierarchy, result.values.slice(hierarchy.aggregateCount)), 1e-9)
      const again = reconcile(hierarchy, { horizon: 1, values: result.values }, weights)
      near(result.values, again.kind === 'refused' ? [] : again.values, 1e-9)
      locks += chosen.length
    }),
    { seed: 7, numRuns: 500 },
  )
  expect(locks).toBeGreaterThan(500)
})

test('[HR6] the best of all choices of zeros; [HR8] refused exactly where none of them meets the locks', () => {
  const seen = { reconciled: 0, refused: 0 }
  fc.assert(
    fc.property(world, ({ hierarchy, weights, values, wanted, locked }) => {
      const chosen = Array.from({ length: hierarchy.nodeCount }, (_, node) => node)
        .filter((node) => locked[node] === 0)
        .map((node) => ({ node, step: 0, value: wanted[node]! }))
      const locks = new Map(chosen.map(({ node, value }) => [node, value]))
      const expected = reconcileByMatrix(hierarchy, weights, [...values], locks, true)
      const found = reconcile(hierarchy, { horizon: 1, values }, weights, chosen)
      seen[found.kind] += 1
      expect(found.kind).toBe(expected === null ? 'refused' : 'reconciled')
      if (found.kind === 'reconciled') near(found.values, expected!, 1e-7)
      else
        for (const { nodes } of found.refusals) {
          // What is named contradicts itself without the other locks.
          const named = new Map(nodes.map((node) => [node, locks.get(node)!]))
          expect(reconcileByMatrix(hierarchy, weights, [...values], named, true)).toBeNull()
        }
    }),
    { seed: 7, numRuns: 500 },
  )
  expect(Math.min(seen.reconciled, seen.refused)).toBeGreaterThan(50)
})

test('[HR4] twice the forecasts and twice the locks are twice the answer', () => {
  fc.assert(
    fc.property(world, ({ hierarchy, weights, values }) => {
      const once = reconcile(hierarchy, { horizon: 1, values }, weights)
      const twice = reconcile(hierarchy, { horizon: 1, values: values.map((value) => 2 * value) }, weights)
      if (once.kind === 'refused' || twice.kind === 'refused') throw new Error('refused without a lock')
      near(
        twice.values,
        once.values.map((value) => 2 * value),
        1e-9,
      )
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('[HR8] of groups that overlap, those are named that contradict each other, and none that could be left out', () => {
  const hierarchy = summingHierarchy(
    ['a1', 'a2', 'b1', 'b2'],
    [[{ name: 'item', groupOf: ['a', 'a', 'b', 'b'] }], [{ name: 'place', groupOf: ['1', '2', '1', '2'] }]],
  )
  const weights = structuralWeights(hierarchy)
  const values = new Float64Array(hierarchy.nodeCount).fill(5)
  let overlapping = 0
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { minLength: 9, maxLength: 9 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 9, maxLength: 9 }),
      (wanted, free) => {
        const chosen = [1, 2, 3, 4, 5, 6, 7, 8].filter((node) => free[node]! > (node < 5 ? 0 : 3))
        const locks = chosen.map((node) => ({ node, step: 0, value: wanted[node]! }))
        const found = reconcile(hierarchy, { horizon: 1, values }, weights, locks)
        const contradicts = (nodes: readonly number[]): boolean => {
          const kept = new Map(nodes.map((node) => [node, wanted[node]!]))
          return reconcileByMatrix(hierarchy, weights, [...values], kept, true) === null
        }
        expect(found.kind === 'refused').toBe(contradicts(chosen))
        if (found.kind !== 'refused' || found.refusals[0]!.reason !== 'cannot_meet') return
        overlapping += 1
        const { nodes } = found.refusals[0]!
        expect(contradicts(nodes)).toBe(true)
        for (const node of nodes) expect(contradicts(nodes.filter((other) => other !== node))).toBe(false)
      },
    ),
    { seed: 7, numRuns: 500 },
  )
  expect(overlapping).toBeGreaterThan(50)
})
