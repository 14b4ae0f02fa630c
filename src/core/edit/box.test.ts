import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_DAYS, anyBox, boxOf, buildEditWorld, PLAN_DAY, TREES } from '../../../tests/support/edit-world.js'
import { parseDay } from '../base/day.js'
import { endOfHorizon } from '../calendar/horizon.js'
import { boxesMeet, leafNamed, meetingOf, nodeAt, pathOf, placeBox } from './box.js'
import { findDemandRow, firstRowOf, rowsInBox, uniteSorted } from './box-rows.js'

const { rows } = buildEditWorld()
const day = (iso: string): number => parseDay(iso)!
const refusal = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    const { code, values } = error as { code: string; values: unknown }
    return { code, values }
  }
}

describe('where a box falls on a plan', () => {
  it('[ED1] three nodes are three ranges of leaves, the days a range of buckets', () => {
    const box = boxOf({
      product: ['food', 'bars'],
      location: ['PE'],
      from: day('2026-09-28'),
      until: day('2026-10-05'),
    })
    expect(placeBox(TREES, box)).toEqual({
      firstProduct: 0,
      endProduct: 2,
      firstLocation: 2,
      endLocation: 4,
      firstCustomer: 0,
      endCustomer: 3,
      from: 3,
      to: 5,
    })
  })

  it('[ED2] what lies before the plan day or beyond the horizon is cut off', () => {
    const wide = placeBox(TREES, boxOf({ from: PLAN_DAY - 40, until: ALL_DAYS.until + 400 }))
    expect([wide.from, wide.to]).toEqual([0, TREES.horizon.count])
  })

  it('[ED2] a box of which nothing is planned is refused, with its days as dates', () => {
    expect(refusal(() => placeBox(TREES, boxOf({ from: PLAN_DAY - 7, until: PLAN_DAY })))).toEqual({
      code: 'edit.outside_horizon',
      values: { from: '2026-09-18', until: '2026-09-25' },
    })
    expect(refusal(() => placeBox(TREES, boxOf({ from: ALL_DAYS.until, until: ALL_DAYS.until + 7 })))).toMatchObject({
      code: 'edit.outside_horizon',
    })
    expect(refusal(() => placeBox(TREES, boxOf({ from: PLAN_DAY, until: PLAN_DAY })))).toMatchObject({
      code: 'edit.outside_horizon',
    })
  })

  it('[ED3] a border inside a week is refused', () => {
    expect(refusal(() => placeBox(TREES, boxOf({ until: day('2026-10-07') })))).toEqual({
      code: 'edit.cuts_bucket',
      values: { day: '2026-10-07' },
    })
  })

  it('[ED4] a node is found by all the names on the way, or refused', () => {
    expect(refusal(() => placeBox(TREES, boxOf({ product: ['home', 'bars'] })))).toEqual({
      code: 'edit.unknown_node',
      values: { node: 'home / bars', tree: 'category, family, item' },
    })
    expect(nodeAt(TREES.product, ['nowhere', 'all'])).toBe(-1)
    for (let node = 0; node < TREES.customer.id.length; node++)
      expect(nodeAt(TREES.customer, pathOf(TREES.customer, node))).toBe(node)
    expect([leafNamed(TREES.product, 'nut-bar'), leafNamed(TREES.product, 'bars')]).toEqual([0, -1])
  })
})

describe('the rows of a box', () => {
  it('[ED1] are those whose product, location and customer are in it, in order', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const placed = placeBox(TREES, box)
        const inside = Array.from({ length: rows.count }, (_, row) => row).filter(
          (row) =>
            rows.item[row]! >= placed.firstProduct &&
            rows.item[row]! < placed.endProduct &&
            rows.location[row]! >= placed.firstLocation &&
            rows.location[row]! < placed.endLocation &&
            rows.customer[row]! >= placed.firstCustomer &&
            rows.customer[row]! < placed.endCustomer,
        )
        expect([...rowsInBox(rows, placed)]).toEqual(inside)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('one row is found by its three leaves', () => {
    for (let row = 0; row < rows.count; row++)
      expect(findDemandRow(rows, rows.item[row]!, rows.location[row]!, rows.customer[row]!)).toBe(row)
    expect(findDemandRow(rows, 0, 0, 0)).toBe(-1)
    expect([firstRowOf(rows, 0), firstRowOf(rows, 99)]).toEqual([0, rows.count])
  })

  it('lists of rows are united sorted, each row once', () => {
    expect([
      ...uniteSorted([Int32Array.of(1, 5, 9), new Int32Array(0), Int32Array.of(0, 5), Int32Array.of(7)]),
    ]).toEqual([0, 1, 5, 7, 9])
    expect(uniteSorted([])).toHaveLength(0)
  })
})

it('two boxes meet where they have a cell in common, and that is a box', () => {
  const cells = (box: ReturnType<typeof placeBox>): Set<string> => {
    const found = new Set<string>()
    for (let product = box.firstProduct; product < box.endProduct; product++)
      for (let location = box.firstLocation; location < box.endLocation; location++)
        for (let customer = box.firstCustomer; customer < box.endCustomer; customer++)
          for (let bucket = box.from; bucket < box.to; bucket++)
            found.add(`${product} ${location} ${customer} ${bucket}`)
    return found
  }
  fc.assert(
    fc.property(anyBox, anyBox, (one, other) => {
      const [a, b] = [placeBox(TREES, one), placeBox(TREES, other)]
      const both = [...cells(a)].filter((cell) => cells(b).has(cell))
      const meeting = meetingOf(a, b)
      expect(boxesMeet(a, b)).toBe(both.length > 0)
      expect(meeting === null ? [] : [...cells(meeting)]).toEqual(both)
    }),
    { seed: 7, numRuns: 100 },
  )
  expect(endOfHorizon(TREES.horizon)).toBe(ALL_DAYS.until)
})
