import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BridgeLeaves, bridge, firstUnbridgedRow, groupBridge } from './bridge.js'

const quantity = fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 5000 }), fc.integer({ min: 1, max: 2_000_000 }))
const amount = fc.oneof(fc.constant(0), fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: 0, max: 1e12 }))
const line = fc.record({ from: amount, toAtFromRates: amount, to: amount })
const leaf = fc.record({
  fromQuantity: quantity,
  toQuantity: quantity,
  mixGroup: fc.integer({ min: 0, max: 2 }),
  sales: line,
  cost: line,
  family: fc.integer({ min: 0, max: 3 }),
})
type Leaf = typeof leaf extends fc.Arbitrary<infer Value> ? Value : never

const column = (leaves: readonly Leaf[], of: (row: Leaf) => number) => Float64Array.from(leaves, of)
const lineOf = (leaves: readonly Leaf[], of: (row: Leaf) => Leaf['sales']) => ({
  from: column(leaves, (row) => of(row).from),
  toAtFromRates: column(leaves, (row) => of(row).toAtFromRates),
  to: column(leaves, (row) => of(row).to),
})
const tableOf = (leaves: readonly Leaf[]): BridgeLeaves => ({
  count: leaves.length,
  fromQuantity: column(leaves, (row) => row.fromQuantity),
  toQuantity: column(leaves, (row) => row.toQuantity),
  mixGroup: Int32Array.from(leaves, (row) => row.mixGroup),
  sales: lineOf(leaves, (row) => row.sales),
  costs: [{ bar: 'costRate', ...lineOf(leaves, (row) => row.cost) }],
})

/** DOMAIN §5.5 in exact fractions, one leaf at a time: numerators over one common denominator. */
function oracle(leaves: readonly Leaf[], at: number): Record<string, number> | null {
  const row = leaves[at]!
  const continuing = leaves.filter((l) => l.mixGroup === row.mixGroup && l.fromQuantity !== 0 && l.toQuantity !== 0)
  const sum = (of: (l: Leaf) => number) => continuing.reduce((total, l) => total + BigInt(of(l)), 0n)
  const [groupFrom, groupTo] = [sum((l) => l.fromQuantity), sum((l) => l.toQuantity)]
  if (!continuing.includes(row) || groupFrom === 0n) return null
  const [qFrom, qTo] = [BigInt(row.fromQuantity), BigInt(row.toQuantity)]
  const [sales, cost] = [BigInt(row.sales.from), BigInt(row.cost.from)]
  const margin = sales - cost
  const common = qFrom * groupFrom
  const inAtoms = (numerator: bigint) => Number((numerator * 1_000_000n) / common) / 1_000_000
  return {
    price: inAtoms(BigInt(row.sales.toAtFromRates) * common - sales * qTo * groupFrom),
    costRate: inAtoms(cost * qTo * groupFrom - BigInt(row.cost.toAtFromRates) * common),
    volume: inAtoms(margin * (groupTo - groupFrom) * qFrom),
    mix: inAtoms(margin * (qTo * groupFrom - groupTo * qFrom)),
  }
}

describe('every bridge', () => {
  it('[BR1] adds up on the leaves, on any grouping, and on a grouping of the grouping', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 12 }), (leaves) => {
        const fine = bridge(tableOf(leaves))
        const families = groupBridge(
          fine,
          Int32Array.from(leaves, (row) => row.family),
          4,
        )
        const viaFamilies = groupBridge(families, Int32Array.of(0, 0, 0, 0), 1)
        const direct = groupBridge(fine, new Int32Array(leaves.length), 1)
        for (const level of [fine, families, viaFamilies, direct]) expect(firstUnbridgedRow(level)).toBe(-1)
        expect(viaFamilies.cells).toEqual(direct.cells)
        for (const cell of fine.cells) expect(Number.isSafeInteger(cell)).toBe(true)
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  it('[BR2] is within an atom of the exact fractions, computed the other way round', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 6 }), (leaves) => {
        const bridged = bridge(tableOf(leaves))
        leaves.forEach((_, at) => {
          const expected = oracle(leaves, at)
          if (expected === null || Object.values(expected).some((value) => Math.abs(value) > 1e14)) return
          for (const [bar, value] of Object.entries(expected)) {
            compared++
            const got = bridged.cells[at * bridged.bars.length + bridged.bars.indexOf(bar)]!
            expect(Math.abs(got - value)).toBeLessThanOrEqual(1 + Math.abs(value) * 1e-12)
          }
        })
      }),
      { seed: 7, numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  it('[BR9] gives a leaf the same bars whatever the order of the leaves', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 2, maxLength: 10 }), (leaves) => {
        const forwards = bridge(tableOf(leaves))
        const backwards = bridge(tableOf([...leaves].reverse()))
        const width = forwards.bars.length
        leaves.forEach((_, at) => {
          const mirrored = leaves.length - 1 - at
          expect(backwards.cells.slice(mirrored * width, (mirrored + 1) * width)).toEqual(
            forwards.cells.slice(at * width, (at + 1) * width),
          )
        })
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
