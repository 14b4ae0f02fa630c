import { describe, expect, it } from 'vitest'
import { boxOf, buildEditWorld, entryMaker, lock, PLAN_DAY, quantity } from '../../../tests/support/edit-world.js'
import type { Refusal } from '../base/refusal.js'
import type { Box } from './box.js'
import { placeBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { applyEntry, type EditState, openEdits } from './fold.js'
import type { Intent } from './intent.js'

const world = buildEditWorld()
const { count } = world.horizon

/** A plan in which the box of the tests holds these cells, row by row. */
function planned(box: Box, cells: readonly (readonly number[])[]): { state: EditState; read: () => number[][] } {
  const placed = placeBox(world, box)
  const rows = rowsInBox(world.rows, placed).subarray(0, cells.length)
  const consensus = world.consensus.slice()
  cells.forEach((row, at) => {
    consensus.set(row, rows[at]! * count + placed.from)
  })
  const state = openEdits({ ...world, consensus })
  const width = cells[0]!.length
  return {
    state,
    read: () =>
      [...rows].map((row) => {
        const first = row * count + placed.from
        return [...state.consensus.subarray(first, first + width)]
      }),
  }
}

const make = entryMaker()
const edit = (state: EditState, ...intents: Intent[]) => applyEntry(state, make(intents))
const refusedCode = (state: EditState, ...intents: Intent[]): string => {
  const before = state.consensus.slice()
  try {
    edit(state, ...intents)
  } catch (refusal) {
    expect(state.consensus).toEqual(before)
    return (refusal as Refusal).code
  }
  return 'done'
}

/** Oat bars in Chile south: two rows, here over the first three days. */
const bars = boxOf({ product: ['food', 'bars', 'oat-bar'], location: ['CL', 'south'], until: PLAN_DAY + 3 })
const oneDay = { ...bars, until: PLAN_DAY + 1 }

describe('a total over a box', () => {
  it('the box of these tests has two rows', () => {
    expect(rowsInBox(world.rows, placeBox(world, bars))).toHaveLength(2)
  })

  it('[ED5] goes to rows first, then to buckets, and nothing is lost', () => {
    // 100 over rows of 30 and 60: 33 and 67; 33 over 10 each: 11 each; 67 over 20 each: 23, 22, 22.
    const { state, read } = planned(bars, [
      [10, 10, 10],
      [20, 20, 20],
    ])
    edit(state, quantity({ op: 'set', quantity: 100 }, bars))
    expect(read()).toEqual([
      [11, 11, 11],
      [23, 22, 22],
    ])
  })

  it('[ED6] zero base: shared out by days, where nothing is planned and nothing is forecast', () => {
    const week = boxOf({ ...bars, from: PLAN_DAY + 2, until: PLAN_DAY + 10 })
    const { state, read } = planned(week, [
      [0, 0, 0],
      [0, 0, 0],
    ])
    // One day, then the three days of September's last week, then the four of October's first.
    edit(state, quantity({ op: 'set', quantity: 160 }, week))
    expect(read()).toEqual([
      [10, 30, 40],
      [10, 30, 40],
    ])
  })

  it('[ED6] profiles: the forecast, every cell the same, days', () => {
    const shared = (profile: 'baseline' | 'equal' | 'days'): number[][] => {
      const week = boxOf({ ...bars, from: PLAN_DAY + 2, until: PLAN_DAY + 10 })
      const { state, read } = planned(week, [
        [5, 0, 0],
        [0, 0, 0],
      ])
      const [first, second] = rowsInBox(world.rows, placeBox(world, week))
      world.baseline.set([1, 2, 1], first! * count + 2)
      world.baseline.set([0, 0, 4], second! * count + 2)
      edit(state, quantity({ op: 'set', quantity: 48 }, week, { profile }))
      return read()
    }
    expect(shared('baseline')).toEqual([
      [6, 12, 6],
      [0, 0, 24],
    ])
    expect(shared('equal')).toEqual([
      [8, 8, 8],
      [8, 8, 8],
    ])
    expect(shared('days')).toEqual([
      [3, 9, 12],
      [3, 9, 12],
    ])
  })

  it('[ED7] locked cells keep what they have and the others make up the total', () => {
    const { state, read } = planned(bars, [
      [10, 10, 10],
      [20, 20, 20],
    ])
    edit(state, lock(oneDay), quantity({ op: 'set', quantity: 150 }, bars))
    expect(read()).toEqual([
      [10, 20, 20],
      [20, 40, 40],
    ])
  })

  it('[ED8] what cannot be spread is refused with the reason, and nothing has changed', () => {
    const { state } = planned(bars, [
      [10, 10, 10],
      [20, 20, 20],
    ])
    expect(refusedCode(state, quantity({ op: 'add', quantity: -91 }, bars))).toBe('edit.negative')
    expect(refusedCode(state, quantity({ op: 'set', quantity: -1 }, bars))).toBe('edit.negative')
    expect(refusedCode(state, quantity({ op: 'set', quantity: 2 ** 53 }, bars))).toBe('edit.too_large')
    expect(
      refusedCode(
        state,
        quantity(
          { op: 'set', quantity: 1 },
          {
            product: ['food', 'bars', 'nut-bar'],
            location: ['CL', 'north'],
            customer: ['CL', 'modern', 'big', 'big-1'],
          },
        ),
      ),
    ).toBe('edit.nothing_there')
    edit(state, lock(oneDay))
    expect(refusedCode(state, quantity({ op: 'set', quantity: 29 }, bars))).toBe('edit.below_locked')
    expect(refusedCode(state, quantity({ op: 'set', quantity: 30 }, bars))).toBe('done')
    edit(state, lock(bars))
    expect(refusedCode(state, quantity({ op: 'set', quantity: 500 }, bars))).toBe('edit.all_locked')
  })

  it('[ED10] scale rounds the total half away from zero, then shares it out', () => {
    // 3 × 1.5 = 4.5: five in all.
    const { state, read } = planned(oneDay, [[1], [2]])
    edit(state, quantity({ op: 'scale', factor: 1_500_000 }, oneDay))
    expect(read()).toEqual([[2], [3]])
  })

  it('[ED11] what is added is shared out on top; what is taken away comes off what is there', () => {
    const { state, read } = planned(oneDay, [[1], [20]])
    edit(state, quantity({ op: 'add', quantity: 10 }, oneDay, { profile: 'equal' }))
    expect(read()).toEqual([[6], [25]])
    edit(state, quantity({ op: 'add', quantity: -30 }, oneDay, { profile: 'equal' }))
    expect(read()).toEqual([[0], [1]])
  })

  it('[ED12] in packs: whole packs, and what is less than a pack goes to the largest child', () => {
    // Oat bars come in packs of 12: 100 units are 8 packs and 4 units; 8 packs by 1:2 are 3 and 5.
    const { state, read } = planned(oneDay, [[1_000], [2_000]])
    edit(state, quantity({ op: 'set', quantity: 100_000 }, oneDay, { inPacks: true }))
    expect(read()).toEqual([[36_000], [64_000]])
    edit(state, quantity({ op: 'add', quantity: 24_000 }, oneDay, { inPacks: true, profile: 'equal' }))
    expect(read()).toEqual([[48_000], [76_000]])
  })
})

describe('fill, copy, shift', () => {
  it('[ED13] what was there before comes back, also past 2^31, whatever the row before it held', () => {
    const before = [
      [10, 5_000_000_000, 10],
      [7_000_000_000, 20, 2 ** 31 - 1],
    ]
    const { state, read } = planned(bars, before)
    const entry = make([quantity({ op: 'fill', quantity: 7 }, bars)])
    applyEntry(state, entry)
    expect(read()).toEqual([
      [7, 7, 7],
      [7, 7, 7],
    ])
    applyEntry(state, make([], { undoes: entry.position }))
    expect(read()).toEqual(before)
    // A total that is spread keeps what was there in another place.
    const spread = make([quantity({ op: 'scale', factor: 1_500_000 }, bars)])
    applyEntry(state, spread)
    expect(read()[0]![1]).toBe(7_500_000_000)
    applyEntry(state, make([], { undoes: spread.position }))
    expect(read()).toEqual(before)
  })

  it('[ED13] fill gives every free cell the same', () => {
    const { state, read } = planned(bars, [
      [10, 10, 10],
      [20, 20, 20],
    ])
    edit(state, lock(oneDay), quantity({ op: 'fill', quantity: 7 }, bars))
    expect(read()).toEqual([
      [10, 7, 7],
      [20, 7, 7],
    ])
    expect(refusedCode(state, quantity({ op: 'fill', quantity: -1 }, bars))).toBe('edit.negative')
  })

  it('[ED14] copy takes the days that lie as far from its start, cut out of bigger buckets, rounded cumulatively', () => {
    // Days 1–3 from the week of 3 and 4 days that follow: its first three days hold 10, the next four 9.
    const whole = boxOf({ ...bars, until: PLAN_DAY + 10 })
    const { state, read } = planned(whole, [
      [1, 1, 1, 10, 9],
      [2, 2, 2, 0, 5],
    ])
    edit(state, quantity({ op: 'copy', fromDay: PLAN_DAY + 3, factor: 1_000_000 }, bars))
    expect(read()).toEqual([
      [3, 3, 4, 10, 9],
      [0, 0, 0, 0, 5],
    ])
    // From the second day of it on: two of three days of 10 (7 of 10), one of four of 9 (2); times 1.1 = 10 in all.
    edit(state, quantity({ op: 'copy', fromDay: PLAN_DAY + 4, factor: 1_100_000 }, bars))
    expect(read()[0]).toEqual([3, 5, 2, 10, 9])
    expect(refusedCode(state, quantity({ op: 'copy', fromDay: PLAN_DAY - 1, factor: 1_000_000 }, bars))).toBe(
      'edit.outside_horizon',
    )
  })

  it('[ED15] copy of another product: what it sells at the same place to the same customer, nothing where it does not', () => {
    const nuts = boxOf({ product: ['food', 'bars', 'nut-bar'], location: ['CL', 'south'], until: PLAN_DAY + 1 })
    const { state } = planned(oneDay, [[70], [80]])
    edit(state, quantity({ op: 'copy', fromDay: PLAN_DAY, product: 'oat-bar', factor: 500_000 }, nuts))
    const value = (box: Box): [string, number][] =>
      [...rowsInBox(world.rows, placeBox(world, box))].map((row) => [
        world.customer.id[world.customer.leafNode[world.rows.customer[row]!]!]!,
        state.consensus[row * count]!,
      ])
    const oats = new Map(value(oneDay))
    expect(value(nuts)).toEqual(value(nuts).map(([customer]) => [customer, (oats.get(customer) ?? 0) / 2]))
    expect(value(nuts).map(([, cell]) => cell)).toContain(0)
    expect(
      refusedCode(state, quantity({ op: 'copy', fromDay: PLAN_DAY, product: 'soap-9', factor: 1_000_000 }, nuts)),
    ).toBe('edit.unknown_node')
  })

  it('[ED16] shift moves by days and loses nothing: what would fall out of the plan stays at its edge', () => {
    const whole = boxOf({ ...bars, until: PLAN_DAY + 10 })
    const { state, read } = planned(whole, [
      [5, 6, 7, 30, 40],
      [0, 0, 9, 10, 40],
    ])
    // Two days later: 25 Sep → 27, 26 → 28, 27 → 29; the last two land in the week of three days.
    edit(state, quantity({ op: 'shift', days: 2 }, bars))
    expect(read()).toEqual([
      [0, 0, 5, 43, 40],
      [0, 0, 0, 19, 40],
    ])
    // The week of three days, one day earlier: a third of 43 and of 19, rounded down by days, lands on the 27th.
    edit(state, quantity({ op: 'shift', days: -1 }, { ...bars, from: PLAN_DAY + 3, until: PLAN_DAY + 6 }))
    expect(read()).toEqual([
      [0, 0, 19, 29, 40],
      [0, 0, 6, 13, 40],
    ])
    edit(state, quantity({ op: 'shift', days: -9 }, bars))
    expect(read()).toEqual([
      [19, 0, 0, 29, 40],
      [6, 0, 0, 13, 40],
    ])
  })

  it('[ED16] nothing lands on a locked cell', () => {
    const { state, read } = planned(bars, [
      [5, 6, 7],
      [0, 0, 9],
    ])
    edit(state, lock({ ...bars, from: PLAN_DAY + 2, until: PLAN_DAY + 3 }))
    expect(refusedCode(state, quantity({ op: 'shift', days: 2 }, oneDay))).toBe('edit.lands_on_lock')
    edit(state, quantity({ op: 'shift', days: 1 }, oneDay))
    expect(read()).toEqual([
      [0, 11, 7],
      [0, 0, 9],
    ])
  })
})
