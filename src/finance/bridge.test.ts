import { describe, expect, it } from 'vitest'
import { type BridgeLeaves, barOf, bridge, firstUnbridgedRow, groupBridge } from './bridge.js'

/** Group money in billionths, so that the rounding to atoms stays below the seventh decimal of the golden numbers. */
const ATOMS = 1e9
const atoms = (amount: number): number => Math.round(amount * ATOMS)

interface Leaf {
  from: { quantity: number; price: number; cost?: number }
  to: { quantity: number; price: number; cost?: number }
  group?: number
}

function leavesOf(rows: readonly Leaf[], rateFrom = 1, rateTo = 1): BridgeLeaves {
  const column = (of: (row: Leaf) => number) => Float64Array.from(rows, of)
  const line = (price: (side: Leaf['from']) => number) => ({
    from: column((row) => atoms(row.from.quantity * price(row.from) * rateFrom)),
    toAtFromRates: column((row) => atoms(row.to.quantity * price(row.to) * rateFrom)),
    to: column((row) => atoms(row.to.quantity * price(row.to) * rateTo)),
  })
  return {
    count: rows.length,
    fromQuantity: column((row) => row.from.quantity * 1000),
    toQuantity: column((row) => row.to.quantity * 1000),
    mixGroup: Int32Array.from(rows, (row) => row.group ?? 0),
    sales: line((side) => side.price),
    costs: [{ bar: 'costRate', ...line((side) => side.cost ?? 0) }],
  }
}

const total = (leaves: BridgeLeaves) => groupBridge(bridge(leaves), new Int32Array(leaves.count), 1)
const shown = (leaves: BridgeLeaves, bar: string): number => barOf(total(leaves), 0, bar) / ATOMS

describe('the golden bridge of DOMAIN §5.5', () => {
  // One mix group. Plan A 100@10, B 200@5, C 50@20 at 1/900; actual A 120@11, B 150@5, C 60@19 at 1/950.
  const golden = leavesOf(
    [
      { from: { quantity: 100, price: 10 }, to: { quantity: 120, price: 11 } },
      { from: { quantity: 200, price: 5 }, to: { quantity: 150, price: 5 } },
      { from: { quantity: 50, price: 20 }, to: { quantity: 60, price: 19 } },
    ],
    1 / 900,
    1 / 950,
  )

  it('[BR2] splits the change into FX, price, volume and mix', () => {
    expect(shown(golden, 'fx')).toBeCloseTo(-0.1877193, 7)
    expect(shown(golden, 'price')).toBeCloseTo(0.0666667, 7)
    expect(shown(golden, 'volume')).toBeCloseTo(-0.1904762, 7)
    expect(shown(golden, 'mix')).toBeCloseTo(0.3571429, 7)
    const all = total(golden)
    expect((all.to[0]! - all.from[0]!) / ATOMS).toBeCloseTo(0.045614, 7)
  })

  it('[BR1] leads exactly from one version to the other, leaf by leaf and in total', () => {
    expect(firstUnbridgedRow(bridge(golden))).toBe(-1)
    expect(firstUnbridgedRow(total(golden))).toBe(-1)
  })
})

describe('items that come and go', () => {
  it('[BR3] shows a new item at its plan-rate value, its rate effect under FX', () => {
    const leaves = leavesOf([{ from: { quantity: 0, price: 0 }, to: { quantity: 10, price: 5 } }], 2, 3)
    expect(shown(leaves, 'new')).toBe(100)
    expect(shown(leaves, 'fx')).toBe(50)
    expect(shown(leaves, 'price')).toBe(0)
  })

  it('[BR3] shows a discontinued item as the loss of all it was planned to bring', () => {
    const leaves = leavesOf([{ from: { quantity: 10, price: 5 }, to: { quantity: 0, price: 0 } }])
    expect(shown(leaves, 'discontinued')).toBe(-50)
  })

  it('[BR3] keeps new and discontinued items out of the volume of their mix group', () => {
    const leaves = leavesOf([
      { from: { quantity: 100, price: 1 }, to: { quantity: 100, price: 1 } },
      { from: { quantity: 0, price: 0 }, to: { quantity: 900, price: 1 } },
    ])
    expect(shown(leaves, 'volume')).toBe(0)
    expect(shown(leaves, 'new')).toBe(900)
  })

  it('[BR3] calls everything new when returns cancelled the whole planned volume of a group', () => {
    const leaves = leavesOf([
      { from: { quantity: 10, price: 3 }, to: { quantity: 20, price: 3 } },
      { from: { quantity: -10, price: 3 }, to: { quantity: 5, price: 3 } },
    ])
    expect(shown(leaves, 'new')).toBe(75)
    expect(firstUnbridgedRow(bridge(leaves))).toBe(-1)
  })
})

describe('mix', () => {
  it('[BR4] is measured inside each mix group only: litres and pieces never trade places', () => {
    const leaves = leavesOf([
      { from: { quantity: 100, price: 1 }, to: { quantity: 50, price: 1 }, group: 0 },
      { from: { quantity: 100, price: 9 }, to: { quantity: 150, price: 9 }, group: 1 },
    ])
    expect(shown(leaves, 'mix')).toBe(0)
    expect(shown(leaves, 'volume')).toBe(-50 + 450)
  })
})

describe('beyond net sales', () => {
  // One leaf: 100 @ 10, cost 6 → 110 @ 11, cost 7. Margin 400 → 440.
  const row = { from: { quantity: 100, price: 10, cost: 6 }, to: { quantity: 110, price: 11, cost: 7 } }

  it('[BR5] takes volume at unit margin and shows the change of unit cost as a bar of its own', () => {
    const leaves = leavesOf([row])
    expect(shown(leaves, 'volume')).toBe(40) //    10 more at a margin of 4
    expect(shown(leaves, 'price')).toBe(110) //    110 × 1
    expect(shown(leaves, 'costRate')).toBe(-110) // 110 × 1
    expect(total(leaves).to[0]! - total(leaves).from[0]!).toBe(atoms(40))
  })

  it('[BR6] carries opex and other money without volume under its own name, with its own FX', () => {
    const margin = leavesOf([row])
    const withOpex: BridgeLeaves = {
      ...margin,
      count: 2,
      fromQuantity: Float64Array.of(100_000, 0),
      toQuantity: Float64Array.of(110_000, 0),
      mixGroup: Int32Array.of(0, 0),
      sales: {
        from: Float64Array.of(1000, -300),
        toAtFromRates: Float64Array.of(1210, -320),
        to: Float64Array.of(1210, -350),
      },
      costs: [
        {
          bar: 'costRate',
          from: Float64Array.of(600, 0),
          toAtFromRates: Float64Array.of(770, 0),
          to: Float64Array.of(770, 0),
        },
      ],
      withoutVolume: { bars: ['opex', 'depreciation'], barOfLeaf: Uint8Array.of(0, 0) },
    }
    const ebit = total(withOpex)
    expect(barOf(ebit, 0, 'opex')).toBe(-20)
    expect(barOf(ebit, 0, 'depreciation')).toBe(0)
    expect(barOf(ebit, 0, 'fx')).toBe(-30)
    expect([ebit.from[0], ebit.to[0]]).toEqual([100, 90])
  })

  it('[BR7] takes the indexed part of a price change out of the price bar', () => {
    const leaves = { ...leavesOf([row]), indexation: Float64Array.of(80_000) } // clauses gave 8 of the 10 %
    expect(shown(leaves, 'indexation')).toBe(88) // 110 × 10 × 8 %
    expect(shown(leaves, 'price')).toBe(22)
  })
})

describe('rounding', () => {
  it('[BR8] gives the residue to the biggest fractions, never to a bar that is nothing', () => {
    // Volume ⅔ and mix ⅓ of an atom up on one leaf: price, FX and cost have no cause and stay at zero.
    const leaves: BridgeLeaves = {
      count: 2,
      fromQuantity: Float64Array.of(1, 2),
      toQuantity: Float64Array.of(2, 3),
      mixGroup: Int32Array.of(0, 0),
      sales: { from: Float64Array.of(1, 2), toAtFromRates: Float64Array.of(2, 3), to: Float64Array.of(2, 3) },
      costs: [],
    }
    const bridged = bridge(leaves)
    expect(barOf(bridged, 0, 'volume')).toBe(1)
    expect(barOf(bridged, 0, 'mix')).toBe(0)
    expect(barOf(bridged, 0, 'price')).toBe(0)
    expect(firstUnbridgedRow(bridged)).toBe(-1)
  })

  it('[BR8] does not let an absurd ratio of quantities run away: the leaf counts as new', () => {
    const leaves: BridgeLeaves = {
      count: 1,
      fromQuantity: Float64Array.of(1),
      toQuantity: Float64Array.of(1e13),
      mixGroup: Int32Array.of(0),
      sales: { from: Float64Array.of(1e12), toAtFromRates: Float64Array.of(5), to: Float64Array.of(5) },
      costs: [],
    }
    expect(barOf(bridge(leaves), 0, 'new')).toBe(5 - 1e12)
  })

  it('[BR1] notices a bar that was tampered with', () => {
    const bridged = total(leavesOf([{ from: { quantity: 1, price: 1 }, to: { quantity: 2, price: 1 } }]))
    bridged.cells[3]! += 1
    expect(firstUnbridgedRow(bridged)).toBe(0)
  })
})
