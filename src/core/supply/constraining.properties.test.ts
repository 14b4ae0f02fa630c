import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps, type WorldGiven } from '../../../tests/support/supply-world.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { checkFeasibility } from './feasibility.js'
import { netStep } from './net-step.js'
import { requestsOfDemandRow } from './requests.js'

const STEPS = [netStep, capacityStep, constrainStep]

test('[FE1–FE9] whatever is short or spoils, the constrained plan can happen', () => {
  fc.assert(
    fc.property(randomWorld, (given) => {
      const { plan } = buildSupplyWorld(given)
      runSteps(plan, STEPS)
      expect(checkFeasibility(plan)).toEqual([])
    }),
    { seed: 7, numRuns: 300 },
  )
})

test('[CN1] where everything is there in time, the constrained plan is the requested one', () => {
  fc.assert(
    fc.property(randomWorld, (given) => {
      const near = { ...given, resources: [], routings: [], supplierCapacity: [] }
      const { plan } = buildSupplyWorld({ ...near, lanes: near.lanes!.map((lane) => ({ ...lane, leadTimeDays: 0 })) })
      runSteps(plan, STEPS)
      expect(plan.columns.receipts).toEqual(plan.columns.requirement)
      const asked = new Float64Array(plan.horizon.count)
      for (let demand = 0; demand < plan.rows.demand.count; demand++) {
        requestsOfDemandRow(plan, demand, asked)
        expect(plan.columns.constrained.subarray(demand * asked.length, (demand + 1) * asked.length)).toEqual(asked)
      }
    }),
    { seed: 7, numRuns: 100 },
  )
})

test('[CN2] one row alone: more stock on hand never makes a shortage larger', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 30 }), { minLength: 10, maxLength: 10 }),
      fc.record({
        leadTimeDays: fc.nat({ max: 12 }),
        multiple: fc.constantFrom(null, 6, 24),
        minimum: fc.constantFrom(null, 40),
      }),
      fc.constantFrom('cancel' as const, 'backorder' as const),
      fc.nat({ max: 80 }),
      fc.nat({ max: 80 }),
      (units, lane, unfilled, stock, more) => {
        const unmet = (onHand: number): number[] => {
          const world = buildSupplyWorld({
            locations: { mill: 'plant', dc: 'dc' },
            customers: { grocer: { unfilled } },
            lanes: [{ from: 'mill', to: 'dc', ...lane }],
            stock: { 'bar@dc': onHand },
            demand: [{ at: 'bar@dc', customer: 'grocer', units }],
          })
          runSteps(world.plan, STEPS)
          let open = 0
          return world.shipped('bar@dc', 'grocer').map((shipped, bucket) => (open += units[bucket]! - shipped))
        }
        const short = unmet(stock)
        unmet(stock + more).forEach((less, bucket) => {
          expect(less).toBeLessThanOrEqual(short[bucket]!)
        })
      },
    ),
    { seed: 7, numRuns: 200 },
  )
})

test('twice of everything asks for twice as much', () => {
  fc.assert(
    fc.property(randomWorld, (given) => {
      // Days only, no recipes, nobody cancels: nothing is rounded, so nothing may differ.
      const plain = {
        ...given,
        recipes: [],
        customers: { grocer: {}, kiosk: {} },
        horizon: { days: 10, weeks: 0, months: 0 },
      }
      const once = buildSupplyWorld(plain).plan
      const twice = buildSupplyWorld(doubled(plain)).plan
      runSteps(once, [netStep])
      runSteps(twice, [netStep])
      for (const measure of ['requirement', 'closing', 'asIs'] as const)
        expect(twice.columns[measure]).toEqual(once.columns[measure].map((value) => value * 2))
    }),
    { seed: 7, numRuns: 100 },
  )
})

function doubled(given: WorldGiven): WorldGiven {
  const both = (table: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries(Object.entries(table).map(([place, value]) => [place, value * 2]))
  const all = (table: Readonly<Record<string, readonly number[]>> = {}) =>
    Object.fromEntries(Object.entries(table).map(([place, values]) => [place, values.map((value) => value * 2)]))
  return {
    ...given,
    stock: both(given.stock),
    safety: both(given.safety),
    firmReceipts: all(given.firmReceipts),
    firmIssues: all(given.firmIssues),
    firmNeeds: all(given.firmNeeds),
    lots: given.lots!.map((lot) => ({ ...lot, units: lot.units * 2 })),
    lanes: given.lanes!.map((lane) => ({
      ...lane,
      minimum: lane.minimum == null ? null : lane.minimum * 2,
      multiple: lane.multiple == null ? null : lane.multiple * 2,
    })),
    demand: given.demand.map((line) => ({
      ...line,
      units: typeof line.units === 'number' ? line.units * 2 : line.units.map((value) => value * 2),
      orders: line.orders!.map((value) => value * 2),
      backlog: line.backlog! * 2,
    })),
  }
}
