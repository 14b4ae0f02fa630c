import { describe, expect, test } from 'vitest'
import {
  covariance,
  mintWeights,
  reconcileByMatrix,
  summingMatrix,
} from '../../../../../tests/support/naive/hierarchy.js'
import { seededRandom } from '../../../base/random.js'
import { type Reconciliation, reconcile } from './hierarchy-reconciliation.js'
import type { Lock } from './locks.js'
import { equalWeights, type NodeWeights, shrunkWeights, structuralWeights, varianceWeights } from './node-weights.js'
import { nodesOf, type SummingHierarchy, summingHierarchy, temporalHierarchy } from './summing-hierarchy.js'

const level = (name: string, ...groupOf: string[]) => ({ name, groupOf })
const family = summingHierarchy(['left', 'right'], [])
const textbook = summingHierarchy(['AA', 'AB', 'AC', 'BA', 'BB'], [[level('branch', 'A', 'A', 'A', 'B', 'B')]])
const crossed = summingHierarchy(
  ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'],
  [[level('item', 'a', 'a', 'b', 'b', 'c', 'c')], [level('place', '1', '2', '1', '2', '1', '2')]],
)
const HIERARCHIES = { family, textbook, crossed, months: temporalHierarchy(6) }

function valuesOf(result: Reconciliation): Float64Array {
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusals))
  return result.values
}

const one = (
  hierarchy: SummingHierarchy,
  forecasts: readonly number[],
  weights: NodeWeights,
  locks: readonly Lock[] = [],
  nonNegative = true,
): Float64Array =>
  valuesOf(reconcile(hierarchy, { horizon: 1, values: Float64Array.from(forecasts) }, weights, locks, nonNegative))

const lock = (node: number, value: number): Lock => ({ node, step: 0, value })

const random = seededRandom(7)
/** Rows of errors in which nodes err with each other, every second one to the other side. */
const errorsOf = ({ nodeCount }: SummingHierarchy, rows: number, key: number): Float64Array[] =>
  Array.from({ length: rows }, (_, row) => {
    const together = random.at(5, key, row) - 0.5
    return Float64Array.from({ length: nodeCount }, (__, node) => {
      const alone = random.at(6, key * 1_000 + node, row) - 0.5
      return (alone + (node % 2 === 0 ? 1.5 : -1.5) * together) * (1 + node)
    })
  })

const weightsOf = (hierarchy: SummingHierarchy, key: number): NodeWeights[] => [
  equalWeights(hierarchy),
  structuralWeights(hierarchy),
  varianceWeights(hierarchy, errorsOf(hierarchy, 12, key)),
  shrunkWeights(hierarchy, errorsOf(hierarchy, 12, key)),
]

const drawn = (count: number, key: number, low: number, high: number): number[] =>
  Array.from({ length: count }, (_, at) => low + (high - low) * random.at(1, key, at))

/** Each hierarchy, each W, many forecasts. */
function forEachCase(
  runs: number,
  check: (given: { hierarchy: SummingHierarchy; weights: NodeWeights; key: number }) => void,
): void {
  for (const hierarchy of Object.values(HIERARCHIES))
    for (let key = 0; key < runs; key++)
      for (const weights of weightsOf(hierarchy, key)) check({ hierarchy, weights, key })
}

const expectClose = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  expect(found.length).toBe(expected.length)
  for (let at = 0; at < found.length; at++)
    expect(Math.abs(found[at]! - expected[at]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[at]!)))
}

describe('what can be trusted', () => {
  test('[HR3] structural weights count series; variances are mean squares', () => {
    expect([...structuralWeights(textbook).own]).toEqual([5, 3, 2, 1, 1, 1, 1, 1])
    const { own } = varianceWeights(family, [Float64Array.of(3, 1, 0), Float64Array.of(-1, 2, 1)])
    expect([...own]).toEqual([5, 2.5, 0.5])
  })

  test('[HR3] who was never wrong is trusted much, not blindly; where nobody was, series are counted', () => {
    const { own } = varianceWeights(family, [Float64Array.of(0, 2, 0)])
    expectClose(own, [4e-4, 4, 2e-6], 1e-8)
    expect(varianceWeights(family, [new Float64Array(3)]).kind).toBe('structural')
  })

  test('[HR3] λ is Σ Var(r) / Σ r² over all pairs, and the diagonal stays', () => {
    const errors = errorsOf(crossed, 9, 3)
    const found = shrunkWeights(crossed, errors)
    const rows = errors.length
    const variance = errors[0]!.map((_, node) => errors.reduce((sum, row) => sum + row[node]! ** 2, 0) / rows)
    let spread = 0
    let strength = 0
    for (let a = 0; a < variance.length; a++)
      for (let b = 0; b < variance.length; b++) {
        if (a === b) continue
        const products = errors.map((row) => (row[a]! * row[b]!) / Math.sqrt(variance[a]! * variance[b]!))
        const r = products.reduce((sum, value) => sum + value, 0) / rows
        spread += products.reduce((sum, value) => sum + (value - r) ** 2, 0) / (rows * (rows - 1))
        strength += r ** 2
      }
    expect(found.shrinkage).toBeGreaterThan(0.1)
    expect(found.shrinkage).toBeLessThan(0.95)
    expect(found.shrinkage).toBeCloseTo(spread / strength, 10)
    const W = covariance(found)
    expectClose(
      W.map((row, node) => row[node]!),
      variance,
      1e-12,
    )
    const r01 = errors.reduce((sum, row) => sum + row[0]! * row[1]!, 0) / rows
    expect(W[0]![1]).toBeCloseTo((1 - found.shrinkage) * r01, 10)
  })

  test('[HR3] errors in step are believed, errors of one row are not', () => {
    const inStep = Array.from({ length: 30 }, (_, row) => new Float64Array(3).fill(random.at(2, 0, row) - 0.5))
    expect(shrunkWeights(family, inStep).shrinkage).toBeLessThan(0.1)
    expect(shrunkWeights(family, inStep.slice(0, 1)).shrinkage).toBe(1)
  })
})

describe('numbers that add up', () => {
  test('[HR4] golden of DOMAIN §6.7: total 100, children 40 and 50 → 95; 42.5; 52.5', () => {
    expectClose(one(family, [100, 40, 50], structuralWeights(family)), [95, 42.5, 52.5], 1e-12)
  })

  test('[HR4] the textbook hierarchy (Hyndman & Athanasopoulos, 3rd ed., §11.3): G of OLS and WLS-struct, column by column', () => {
    for (const weights of [equalWeights(textbook), structuralWeights(textbook)]) {
      const G = mintWeights(summingMatrix(textbook), covariance(weights))
      for (let node = 0; node < textbook.nodeCount; node++) {
        const unit = Array.from({ length: textbook.nodeCount }, (_, at) => (at === node ? 1 : 0))
        const found = one(textbook, unit, weights, [], false).subarray(textbook.aggregateCount)
        expectClose(
          found,
          G.map((row) => row[node]!),
          1e-10,
        )
      }
    }
  })

  test('[HR4] equals S (S′W⁻¹S)⁻¹ S′W⁻¹ ŷ with matrices written out, for every W', () => {
    forEachCase(8, ({ hierarchy, weights, key }) => {
      const forecasts = drawn(hierarchy.nodeCount, key, -50, 100)
      const expected = reconcileByMatrix(hierarchy, weights, forecasts, new Map(), false)!
      expectClose(one(hierarchy, forecasts, weights, [], false), expected, 1e-8)
    })
  })

  test('[HR4] aggregates are the sums of their series to 1e-9, and what adds up already is left alone', () => {
    forEachCase(8, ({ hierarchy, weights, key }) => {
      const found = one(hierarchy, drawn(hierarchy.nodeCount, key, -20, 100), weights)
      expectClose(nodesOf(hierarchy, found.slice(hierarchy.aggregateCount)), found, 1e-9)
      expectClose(one(hierarchy, [...found], weights), found, 1e-10)
    })
  })

  test('[HR4] the order of series and of locks says nothing', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const groups = ['x', 'x', 'y', 'y', 'y']
    const order = [3, 0, 4, 2, 1]
    const straight = summingHierarchy(names, [[level('g', ...groups)]])
    const mixed = summingHierarchy(
      order.map((at) => names[at]!),
      [[level('g', ...order.map((at) => groups[at]!))]],
    )
    const locks = [lock(straight.names.indexOf('g x'), 12), lock(straight.names.indexOf('d'), 3)]
    const to = mixed.names.map((name) => straight.names.indexOf(name))
    const forecasts = drawn(straight.nodeCount, 4, -10, 40)
    const found = one(straight, forecasts, structuralWeights(straight), locks)
    const other = one(
      mixed,
      to.map((node) => forecasts[node]!),
      structuralWeights(mixed),
      locks.map(({ node, value }) => lock(to.indexOf(node), value)).reverse(),
    )
    expectClose(
      other,
      to.map((node) => found[node]!),
      1e-10,
    )
  })

  test('[HR4] steps do not touch each other', () => {
    const steps = [drawn(crossed.nodeCount, 1, 0, 90), drawn(crossed.nodeCount, 2, -30, 90)]
    const values = Float64Array.from({ length: 2 * crossed.nodeCount }, (_, at) => steps[at % 2]![at >> 1]!)
    const weights = structuralWeights(crossed)
    const both = valuesOf(reconcile(crossed, { horizon: 2, values }, weights))
    steps.forEach((step, at) => {
      expect([...both].filter((_, cell) => cell % 2 === at)).toEqual([...one(crossed, step, weights)])
    })
  })

  test('[HR5] an aggregate without a forecast says nothing', () => {
    const forecasts = [Number.NaN, 30, 18, 10, 10, 10, 10, 10]
    const found = one(textbook, forecasts, structuralWeights(textbook))
    expectClose(found.slice(1), [30, 19, 10, 10, 10, 9.5, 9.5], 1e-10)
    expect(found[0]).toBeCloseTo(49, 10)
    expect(() => one(family, [10, 5, Number.NaN], structuralWeights(family))).toThrow('a bottom series has no forecast')
  })
})

describe('nothing below zero', () => {
  test('[HR6] worked by hand: a total of 10 above 1 and 29, equal weights', () => {
    // Without the bound: gap 20 shared in three, 10 + 20/3; 1 − 20/3 < 0. With left at zero: total and right meet half way.
    const found = one(family, [10, 1, 29], equalWeights(family))
    expectClose(found, [19.5, 0, 19.5], 1e-10)
  })

  test('[HR6] gradient zero where a series is above zero, not negative where it lies on it (Kuhn & Tucker)', () => {
    let onZero = 0
    forEachCase(12, ({ hierarchy, weights, key }) => {
      const forecasts = drawn(hierarchy.nodeCount, key, -40, 60)
      const found = one(hierarchy, forecasts, weights)
      const away = found.map((value, node) => value - forecasts[node]!)
      const pressed = solveSmall(covariance(weights), away)
      const S = summingMatrix(hierarchy)
      for (let bottom = 0; bottom < hierarchy.bottomCount; bottom++) {
        const value = found[hierarchy.aggregateCount + bottom]!
        const gradient = S.reduce((sum, row, node) => sum + row[bottom]! * pressed[node]!, 0)
        const size = S.reduce((sum, row, node) => sum + row[bottom]! * Math.abs(pressed[node]!), 0)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(gradient).toBeGreaterThanOrEqual(-1e-7 * size)
        if (value > 0) expect(gradient).toBeLessThanOrEqual(1e-7 * size)
        else onZero += 1
      }
    })
    expect(onZero).toBeGreaterThan(100)
  })

  test('[HR6] equals the best of all choices of zeros, for every W, with and without locks', () => {
    let locked = 0
    forEachCase(6, ({ hierarchy, weights, key }) => {
      const forecasts = drawn(hierarchy.nodeCount, key + 100, -40, 60)
      const locks = new Map<number, number>()
      if (key % 3 > 0) locks.set(0, 50 * random.at(8, key, 0))
      if (key % 3 > 1) locks.set(hierarchy.nodeCount - 1, 8 * random.at(8, key, 1))
      if (key % 3 > 1 && hierarchy.aggregateCount > 2) locks.set(2, 10 + 20 * random.at(8, key, 2))
      const expected = reconcileByMatrix(hierarchy, weights, forecasts, locks, true)
      const values = Float64Array.from(forecasts)
      const found = reconcile(
        hierarchy,
        { horizon: 1, values },
        weights,
        [...locks].map(([node, value]) => lock(node, value)),
      )
      if (expected === null) return expect(found.kind).toBe('refused')
      locked += locks.size
      expectClose(valuesOf(found), expected, 1e-7)
    })
    expect(locked).toBeGreaterThan(40)
  })
})

const solveSmall = (W: number[][], right: Float64Array): number[] => {
  const rows = W.map((row, at) => [...row, right[at]!])
  for (let pivot = 0; pivot < rows.length; pivot++)
    for (let line = 0; line < rows.length; line++) {
      if (line === pivot) continue
      const share = rows[line]![pivot]! / rows[pivot]![pivot]!
      for (let at = pivot; at <= rows.length; at++) rows[line]![at]! -= share * rows[pivot]![at]!
    }
  return rows.map((row, at) => row[rows.length]! / row[at]!)
}

describe('agreed numbers', () => {
  test('[HR7] a lock is hit to the last digit and the others move', () => {
    const found = one(family, [100, 40, 50], structuralWeights(family), [lock(0, 100)])
    expectClose(found, [100, 45, 55], 1e-12)
    expect(found[0]).toBe(100)
    expectClose(one(family, [100, 40, 50], structuralWeights(family), [lock(1, 40)]), [280 / 3, 40, 160 / 3], 1e-10)
  })

  test('[HR7] many locks that agree with each other are all hit, and all adds up', () => {
    forEachCase(6, ({ hierarchy, weights, key }) => {
      const agreed = nodesOf(hierarchy, Float64Array.from(drawn(hierarchy.bottomCount, key, 0, 30)).map(Math.round))
      const locks = [...agreed].flatMap((value, node) => (random.at(9, key, node) < 0.5 ? [lock(node, value)] : []))
      const found = one(hierarchy, drawn(hierarchy.nodeCount, key, -10, 90), weights, locks)
      for (const { node, value } of locks) expect(found[node]).toBe(value)
      expectClose(nodesOf(hierarchy, found.slice(hierarchy.aggregateCount)), found, 1e-9)
    })
  })

  test('[HR7] a total locked to zero leaves nothing below it', () => {
    expectClose(
      one(textbook, drawn(8, 1, 5, 50), structuralWeights(textbook), [lock(1, 0)]).slice(3, 6),
      [0, 0, 0],
      1e-12,
    )
  })

  test.each([
    ['negative', [lock(3, -1)], [[3]]],
    ['not_a_number', [lock(3, Number.NaN)], [[3]]],
    ['locked_twice', [lock(2, 5), lock(2, 6)], [[2]]],
    ['parts_differ', [lock(2, 10), lock(6, 4), lock(7, 5)], [[2, 6, 7]]],
    ['parts_differ', [lock(0, 10), lock(1, 4), lock(2, 5)], [[0, 1, 2]]],
    ['parts_exceed', [lock(1, 10), lock(3, 8), lock(4, 3)], [[1, 3, 4]]],
  ] as const)('[HR8] refused as data, with the nodes: %s', (reason, locks, nodes) => {
    const values = new Float64Array(8).fill(5)
    const result = reconcile(textbook, { horizon: 1, values }, structuralWeights(textbook), locks)
    expect(result).toEqual({
      kind: 'refused',
      refusals: nodes.map((named) => ({ step: 0, nodes: named, reason })),
    })
  })

  test('[HR8] parts that are more than the whole may stand where numbers below zero may', () => {
    const locks = [lock(1, 10), lock(3, 8), lock(4, 3)]
    const found = one(textbook, new Array<number>(8).fill(5), structuralWeights(textbook), locks, false)
    expect(found[5]).toBeCloseTo(-1, 9)
  })

  test('[HR8] groups that overlap and ask for what no series can give are named, others are not', () => {
    const named = (name: string): number => crossed.names.indexOf(name)
    // Place 1 and 2 hold everything that the three items hold.
    const locks = [
      lock(named('item a'), 10),
      lock(named('item b'), 10),
      lock(named('item c'), 10),
      lock(named('place 1'), 50),
      lock(named('c2'), 2),
    ]
    for (const weights of weightsOf(crossed, 1)) {
      const values = new Float64Array(crossed.nodeCount).fill(5)
      const result = reconcile(crossed, { horizon: 1, values }, weights, locks)
      const nodes = ['item a', 'item b', 'item c', 'place 1'].map(named).sort((a, b) => a - b)
      expect(result).toEqual({ kind: 'refused', refusals: [{ step: 0, nodes, reason: 'cannot_meet' }] })
    }
  })
})

test('[HR9] series of very different size: errors twelve decades apart are reconciled, wilder weights are refused', () => {
  const places = ['1', '2', '3']
  const hierarchy = summingHierarchy(
    Array.from({ length: 60 }, (_, at) => `series ${at}`),
    [
      [level('family', ...Array.from({ length: 60 }, (_, at) => String(Math.floor(at / 7))))],
      [level('place', ...Array.from({ length: 60 }, (_, at) => places[at % 3]!))],
    ],
  )
  const wild = (key: number, low: number, high: number) =>
    Float64Array.from(drawn(hierarchy.nodeCount, key, low, high)).map((power) => 10 ** power)
  const values = wild(1, -4, 4).map((value, node) => (node % 5 === 0 ? -value : value))
  const errors = Array.from({ length: 6 }, (_, row) =>
    wild(2, -3, 3).map((size) => size * (random.at(3, row, 0) - 0.5)),
  )
  const found = reconcile(hierarchy, { horizon: 1, values }, varianceWeights(hierarchy, errors))
  expect(found.kind).toBe('reconciled')
  const own = wild(2, -10, 10)
  const weights: NodeWeights = { kind: 'variance', own, shared: [], shrinkage: 1 }
  expect(reconcile(hierarchy, { horizon: 1, values }, weights)).toEqual({
    kind: 'refused',
    refusals: [{ step: 0, nodes: [], reason: 'not_settled' }],
  })
})

test('[HR9] ten thousand series in crossed trees, with locks, in a few seconds and without a matrix', () => {
  const count = 10_000
  const group = (name: string, of: (at: number) => number) =>
    level(name, ...Array.from({ length: count }, (_, at) => String(of(at))))
  const hierarchy = summingHierarchy(
    Array.from({ length: count }, (_, at) => `series ${at}`),
    [[group('family', (at) => Math.floor(at / 100))], [group('country', (at) => at % 7)]],
  )
  const forecasts = drawn(hierarchy.nodeCount, 1, -0.5, 3)
  for (let node = 0; node < hierarchy.aggregateCount; node++)
    forecasts[node]! *= hierarchy.start[node + 1]! - hierarchy.start[node]!
  const locks = Array.from({ length: 90 }, (_, at) => lock(1 + at, 150))
  const errors = Array.from({ length: 5 }, (_, row) =>
    nodesOf(
      hierarchy,
      Float64Array.from({ length: count }, (__, at) => random.at(3, at, row) + random.at(4, 0, row) - 1),
    ),
  )
  for (const weights of [structuralWeights(hierarchy), shrunkWeights(hierarchy, errors)]) {
    const found = one(hierarchy, forecasts, weights, locks)
    expectClose(nodesOf(hierarchy, found.slice(hierarchy.aggregateCount)), found, 1e-9)
    expect(found.every((value) => value >= 0)).toBe(true)
    for (const { node } of locks) expect(found[node]).toBe(150)
  }
})
