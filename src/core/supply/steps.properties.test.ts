import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps, type WorldGiven } from '../../../tests/support/supply-world.js'
import { GRAIN_OF, type Measure } from '../plan/plan.js'
import { ALL_BUCKETS, type Dirty, EVERYTHING, runStep, type Step, unite } from '../plan/step.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { netStep } from './net-step.js'
import type { SupplyPlan } from './supply-state.js'

const STEPS: readonly Step<SupplyPlan>[] = [netStep, capacityStep, constrainStep]
const WRITTEN = Object.keys(GRAIN_OF).filter((measure) => measure !== 'baseline') as Measure[]

/** As the runner does: each step passes on what it recomputed. */
function runDirty(plan: SupplyPlan, dirty: Dirty): void {
  let open = dirty
  for (const step of STEPS) open = unite(open, runStep(step, plan, open))
}

function expectSame(plan: SupplyPlan, expected: SupplyPlan): void {
  for (const measure of WRITTEN)
    expect({ [measure]: plan.columns[measure] }).toEqual({ [measure]: expected.columns[measure] })
  expect(plan.supply.split).toEqual(expected.supply.split)
  expect(plan.supply.served).toEqual(expected.supply.served)
  expect(plan.supply.writtenOff).toEqual(expected.supply.writtenOff)
}

test('[NT12] [CN14] any dirty set that covers a change, and says from which bucket on, gives the bytes of a full run', () => {
  fc.assert(
    fc.property(randomWorld, fc.infiniteStream(fc.nat()), (given, draws) => {
      const edited = buildSupplyWorld(given).plan
      runSteps(edited, STEPS)
      const count = edited.horizon.count
      for (let edit = 0; edit < 3; edit++) {
        const fresh = buildSupplyWorld(given).plan
        const rows = new Set(Array.from({ length: 1 + edit }, () => draws.next().value! % edited.rows.demand.count))
        let from = count
        for (const row of rows) {
          const bucket = draws.next().value! % count
          edited.columns.consensus[row * count + bucket] = draws.next().value! % 40_000
          from = Math.min(from, bucket)
        }
        fresh.columns.consensus.set(edited.columns.consensus)
        const buckets = { from, to: draws.next().value! % 2 === 0 ? count : ALL_BUCKETS.to }
        runDirty(edited, { demand: Int32Array.from(rows).sort(), stock: new Int32Array(0), ...buckets })
        runSteps(fresh, STEPS)
        expectSame(edited, fresh)
      }
    }),
    { seed: 7, numRuns: 120 },
  )
})

test('a dirty set may name stock rows: more stock on hand gives the bytes of a full run', () => {
  fc.assert(
    fc.property(randomWorld, fc.nat(), fc.nat({ max: 90_000 }), (given, at, more) => {
      const edited = buildSupplyWorld(given).plan
      runSteps(edited, STEPS)
      const row = at % edited.rows.stock.count
      edited.network.openingStock[row]! += more
      runDirty(edited, { demand: new Int32Array(0), stock: Int32Array.of(row), ...ALL_BUCKETS })
      const fresh = buildSupplyWorld(given).plan
      fresh.network.openingStock[row]! += more
      runSteps(fresh, STEPS)
      expectSame(edited, fresh)
    }),
    { seed: 7, numRuns: 120 },
  )
})

test('a dirty set may name stock rows: less in a lot gives the bytes of a full run', () => {
  fc.assert(
    fc.property(randomWorld, fc.nat(), fc.nat({ max: 1000 }), (given, at, part) => {
      const edited = buildSupplyWorld(given).plan
      const { lotStart, lotQuantity } = edited.network
      if (lotQuantity.length === 0) return
      runSteps(edited, STEPS)
      const lot = at % lotQuantity.length
      const row = lotStart.findLastIndex((start) => start <= lot)
      const left = Math.floor((lotQuantity[lot]! * part) / 1000)
      edited.network.lotQuantity[lot] = left
      runDirty(edited, { demand: new Int32Array(0), stock: Int32Array.of(row), ...ALL_BUCKETS })
      const fresh = buildSupplyWorld(given).plan
      fresh.network.lotQuantity[lot] = left
      runSteps(fresh, STEPS)
      expectSame(edited, fresh)
    }),
    { seed: 7, numRuns: 120 },
  )
})

test('phases may be cut anywhere and their parts run in any order', () => {
  fc.assert(
    fc.property(randomWorld, fc.infiniteStream(fc.nat()), (given, draws) => {
      const whole = buildSupplyWorld(given).plan
      runSteps(whole, STEPS)
      const cut = buildSupplyWorld(given).plan
      for (const step of STEPS)
        for (const { units } of step.phases(cut, EVERYTHING)) {
          const left = Array.from(units)
          while (left.length > 0)
            step.run(cut, Int32Array.of(...left.splice(draws.next().value! % left.length, 1)), ALL_BUCKETS)
        }
      expectSame(cut, whole)
    }),
    { seed: 7, numRuns: 120 },
  )
})

test('the order of the records in the files changes nothing', () => {
  fc.assert(
    fc.property(randomWorld, fc.nat(), (given, turn) => {
      const rotate = <Of>(list: readonly Of[] = []): Of[] => {
        const at = list.length === 0 ? 0 : turn % list.length
        return [...list.slice(at), ...list.slice(0, at)]
      }
      const turned: WorldGiven = {
        ...given,
        lanes: rotate(given.lanes),
        demand: rotate(given.demand),
        recipes: rotate(given.recipes),
        routings: rotate(given.routings),
        supplierCapacity: rotate(given.supplierCapacity),
        lots: rotate(given.lots),
        policies: Object.fromEntries(rotate(Object.entries(given.policies ?? {}))),
      }
      const straight = buildSupplyWorld(given).plan
      const other = buildSupplyWorld(turned).plan
      runSteps(straight, STEPS)
      runSteps(other, STEPS)
      expectSame(other, straight)
    }),
    { seed: 7, numRuns: 120 },
  )
})
