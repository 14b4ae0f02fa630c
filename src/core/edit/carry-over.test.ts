import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyIntent,
  boxOf,
  buildEditWorld,
  entryMaker,
  insert,
  lock,
  master,
  PLAN_DAY,
  quantity,
  remove,
  TREES,
} from '../../../tests/support/edit-world.js'
import { monthOf } from '../base/day.js'
import { bucketOfDay, buildHorizon, endOfHorizon, type Horizon } from '../calendar/horizon.js'
import { buildHierarchy } from '../plan/hierarchy.js'
import { type Box, type PlanTrees, placeBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { carryOver } from './carry-over.js'
import { applyEntry, type EditBase, type EditState, forgetOldest, openEdits, replayEntry } from './fold.js'
import type { Intent } from './intent.js'
import { placeIntent } from './placed-intent.js'

const base = buildEditWorld()
const after = (days: number): PlanTrees => ({
  ...TREES,
  horizon: buildHorizon({ planDay: PLAN_DAY + days, days: 3, weeks: 3, months: 2 }),
})

const stateWith = (...batches: Intent[][]): EditState => {
  const make = entryMaker()
  const state = openEdits(base)
  for (const intents of batches) applyEntry(state, make(intents))
  return state
}

/** The only thing that goes on. */
const goesOn = (state: EditState, next: PlanTrees): readonly Intent[] => {
  const { carried, lost } = carryOver(state, next)
  expect(lost).toEqual([])
  return carried.flatMap(({ intents }) => intents)
}

const isLost = (intent: Intent, next: PlanTrees): string[] =>
  carryOver(stateWith([intent]), next).lost.map(({ reason }) => reason.code)

function totalIn(plan: EditBase, consensus: Float64Array, box: Box): number {
  const placed = placeBox(plan, box)
  let total = 0
  for (const row of rowsInBox(plan.rows, placed))
    for (let bucket = placed.from; bucket < placed.to; bucket++) total += consensus[row * plan.horizon.count + bucket]!
  return total
}

/** What one day of a row holds, each bucket cut by days. */
const dayShare = (horizon: Horizon, cells: Float64Array, day: number): number => {
  const bucket = bucketOfDay(horizon, day)
  if (bucket < 0 || bucket >= horizon.count) return 0
  const k = day - horizon.firstDay[bucket]!
  const part = (to: number): number => Math.floor((cells[bucket]! * to) / horizon.days[bucket]!)
  return part(k + 1) - part(k)
}

/** The same plan, some days later, with nothing new known. */
function rolled(days: number): EditBase {
  const { horizon } = after(days)
  const column = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: base.rows.count * horizon.count }, (_, cell) => {
      const [row, bucket] = [Math.floor(cell / horizon.count), cell % horizon.count]
      const cells = values.subarray(row * base.horizon.count, (row + 1) * base.horizon.count)
      let held = 0
      for (let day = 0; day < horizon.days[bucket]!; day++)
        held += dayShare(base.horizon, cells, horizon.firstDay[bucket]! + day)
      return held
    })
  return { ...base, horizon, baseline: column(base.baseline), consensus: column(base.consensus) }
}

const bars = boxOf({ product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 3 })
const set = quantity({ op: 'set', quantity: 90_000 }, bars)

describe('edits in the next plan', () => {
  it('[ED70] what was taken back neither goes on nor is listed; what has become impossible is listed', () => {
    const make = entryMaker()
    const state = openEdits(base)
    const big = make([quantity({ op: 'add', quantity: 9_000_000 }, bars)])
    for (const entry of [
      big,
      make([quantity({ op: 'add', quantity: -8_000_000 }, bars)]),
      make([master({ value: 5 })]),
      make([], { undoes: big.position }),
    ])
      applyEntry(state, entry)
    const { carried, lost } = carryOver(state, after(1))
    expect(carried.map(({ entry, intents }) => [entry.position, intents])).toEqual([[3, [master({ value: 5 })]]])
    expect(lost.map(({ entry, reason }) => [entry.position, reason.code])).toEqual([[2, 'edit.negative']])
  })

  it('[ED75] records go on as they are, those that speak of no day to come are listed', () => {
    const promotion = (sellOutEnd: number, buyInEnd: number | null = null): Intent =>
      insert('promotions', { id: 'spring', sellOutStart: PLAN_DAY - 9, sellOutEnd, buyInEnd })
    const price = { product: 'oat-bar', validFrom: PLAN_DAY - 9, amount: 5, currency: 'CLP' }
    const month = monthOf(PLAN_DAY)
    const rent = (of: number): Intent => insert('opex', { month: of, line: 'rent', amount: 1, currency: 'CLP' })
    const rate = insert('fx', { rateSet: 'PLAN', month: month - 3, from: 'USD', to: 'CLP', rate: '950' })
    const stays = [
      promotion(PLAN_DAY + 2),
      promotion(PLAN_DAY + 1, PLAN_DAY + 2),
      insert('prices', price),
      insert('prices', { ...price, validTo: PLAN_DAY + 2 }),
      rent(month),
      rate,
      remove('prices', { product: 'oat-bar' }),
    ]
    for (const intent of stays) expect(goesOn(stateWith([intent]), after(2))).toEqual([intent])
    for (const intent of [promotion(PLAN_DAY + 1), insert('prices', { ...price, validTo: PLAN_DAY + 1 })])
      expect(isLost(intent, after(2))).toEqual(['edit.past'])
    expect(isLost(rent(month), after(5))).toEqual([])
    expect(isLost(rent(month), after(6))).toEqual(['edit.past'])
    const dropped = stateWith([rent(month)], [remove('opex', { month })])
    expect(carryOver(dropped, after(6)).lost.map(({ reason }) => reason.values.until)).toEqual([
      '2026-10-01',
      '2026-10-01',
    ])
  })

  it('[ED71] boxes lose the days that passed; nodes that are gone and borders inside a bucket are listed', () => {
    expect(goesOn(stateWith([lock(bars)]), after(1))).toEqual([lock({ ...bars, from: PLAN_DAY + 1 })])
    const scale = quantity({ op: 'scale', factor: 1_200_000 }, bars)
    expect(goesOn(stateWith([scale]), after(2))).toEqual([{ ...scale, box: { ...bars, from: PLAN_DAY + 2 } }])
    expect(isLost(set, after(3))).toEqual(['edit.past'])
    const { hierarchy } = buildHierarchy(['category', 'family', 'item'], [['food', 'flakes', 'corn-flakes']])
    expect(isLost(set, { ...TREES, product: hierarchy })).toEqual(['edit.unknown_node'])
    const months = { ...TREES, horizon: buildHorizon({ planDay: PLAN_DAY, days: 0, weeks: 0, months: 3 }) }
    expect(isLost(set, months)).toEqual(['edit.cuts_bucket'])
  })

  it('[ED72] a set that is partly past becomes a set of what it left in the rest, not of what came later', () => {
    const later = quantity({ op: 'add', quantity: 7_000 }, { ...bars, from: PLAN_DAY + 1 })
    const rest: Box = { ...bars, from: PLAN_DAY + 1 }
    const alone = stateWith([set])
    const left = totalIn(base, alone.consensus, rest)
    const intents = goesOn(stateWith([set], [later]), after(1))
    expect(intents).toEqual([
      { ...set, quantity: left, box: rest },
      { ...later, box: rest },
    ])
  })

  it('[ED72] a total is one of the days planned then', () => {
    const year = quantity({ op: 'set', quantity: 5_000_000 }, { until: PLAN_DAY + 400 })
    const [carried] = goesOn(stateWith([year]), after(14))
    expect(carried).toMatchObject({ op: 'set', box: { from: PLAN_DAY + 14, until: endOfHorizon(TREES.horizon) } })
  })

  it('[ED72] with nothing new known, what is left of a set or an add adds up to what was planned', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 5, 6, 10, 14),
        fc.oneof(
          fc.record({ op: fc.constant('set' as const), quantity: fc.integer({ min: 0, max: 9_000_000 }) }),
          fc.record({ op: fc.constant('add' as const), quantity: fc.integer({ min: -30_000, max: 900_000 }) }),
        ),
        fc.constantFrom(3, 7, 10, 20),
        fc.boolean(),
        (days, operation, length, forgets) => {
          const horizon = TREES.horizon
          const until = horizon.firstDay.find((day) => day >= PLAN_DAY + Math.max(length, days + 1))!
          const state = openEdits(base)
          const make = entryMaker()
          replayEntry(state, make([quantity(operation, { product: ['food'], until })]))
          if (forgets) forgetOldest(state, 0)
          const next = rolled(days)
          const carried = goesOn(state, next)
          const fold = openEdits(next)
          applyEntry(fold, make(carried))
          const rest = boxOf({ product: ['food'], from: PLAN_DAY + days, until })
          // What the old plan held from that day on: whole buckets, and the days left of one that is cut.
          let planned = 0
          const cells = new Float64Array(horizon.count)
          for (const row of rowsInBox(
            base.rows,
            placeBox(base, rest.from < until ? { ...rest, from: PLAN_DAY } : rest),
          ))
            for (let bucket = 0; bucket < horizon.count; bucket++)
              cells[bucket]! += state.consensus[row * horizon.count + bucket]!
          for (let day = rest.from; day < until; day++) planned += dayShare(horizon, cells, day)
          if (operation.op === 'set') expect(totalIn(next, fold.consensus, rest)).toBe(planned)
          // Cutting rows and cutting their sum differ by less than a thousandth a row.
          else expect(Math.abs(totalIn(next, fold.consensus, rest) - planned)).toBeLessThan(base.rows.count)
        },
      ),
      { seed: 7, numRuns: 200 },
    )
  })

  it('[ED73] a fill whose weeks have been opened into days becomes their total, by days', () => {
    const week = boxOf({ product: ['food', 'bars', 'oat-bar'], from: PLAN_DAY + 3, until: PLAN_DAY + 10 })
    const fill = quantity({ op: 'fill', quantity: 6_000 }, week)
    const rows = rowsInBox(base.rows, placeBox(base, week)).length
    expect(goesOn(stateWith([fill]), TREES)).toEqual([fill])
    expect(goesOn(stateWith([fill]), after(3))).toEqual([
      quantity({ op: 'set', quantity: 2 * rows * 6_000 }, week, { profile: 'days' }),
    ])
  })

  it('[ED73] a copy reads its source again, or becomes a set of what it copied when the source has passed', () => {
    const target = { ...bars, from: PLAN_DAY + 2, until: PLAN_DAY + 3 }
    const copy = quantity({ op: 'copy', fromDay: PLAN_DAY + 1, factor: 1_000_000 }, target)
    const state = stateWith([copy])
    expect(goesOn(state, after(1))).toEqual([copy])
    expect(goesOn(state, after(2))).toEqual([
      quantity({ op: 'set', quantity: totalIn(base, state.consensus, target) }, target),
    ])
  })

  it('[ED74] a shift of which a part has passed becomes what it did to the days that are left', () => {
    const oneDay = { ...bars, until: PLAN_DAY + 1 }
    const shift = quantity({ op: 'shift', days: 2 }, oneDay)
    const moved = totalIn(base, base.consensus, oneDay)
    expect(goesOn(stateWith([shift]), TREES)).toEqual([shift])
    expect(goesOn(stateWith([shift]), after(1))).toEqual([
      quantity({ op: 'add', quantity: moved }, { ...bars, from: PLAN_DAY + 2, until: PLAN_DAY + 3 }),
    ])
    expect(isLost(shift, after(3))).toEqual(['edit.past'])
  })

  it('[ED70] every intent in force goes on or is listed, and what goes on has a place on the next plan', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyIntent, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(0, 1, 3, 7, 30),
        (batches, days) => {
          const state = openEdits(base)
          const make = entryMaker()
          for (const intents of batches) replayEntry(state, make(intents))
          const next = after(days)
          const { carried, lost } = carryOver(state, next)
          for (const { entry } of state.log) {
            const going = carried.find((one) => one.entry === entry)?.intents ?? []
            const gone = lost.filter((one) => one.entry === entry)
            for (const intent of going) expect(() => placeIntent(next, intent)).not.toThrow()
            if (days === 0 && state.byPosition.get(entry.position)!.refused === null)
              expect(going).toEqual(entry.intents)
            expect(gone.length + going.length).toBeGreaterThan(0)
          }
        },
      ),
      { seed: 7, numRuns: 150 },
    )
  })
})
