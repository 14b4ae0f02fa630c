import { expect, test } from 'vitest'
import { buildSupplyWorld, runSteps, type World, type WorldGiven } from '../../../tests/support/supply-world.js'
import type { Measure } from '../plan/plan.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { checkFeasibility, type Infeasibility } from './feasibility.js'
import { netStep } from './net-step.js'

// A mill with 100 a month, a plant that bakes 8 bars an hour 10 hours a week, a DC four days away.
const BAKERY: WorldGiven = {
  products: ['bar', 'oats'],
  locations: { plant: 'plant', dc: 'dc' },
  suppliers: ['mill'],
  lanes: [
    { from: 'plant', to: 'dc', leadTimeDays: 4 },
    { from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 2 },
  ],
  recipes: [{ at: 'bar@plant', component: 'oats', per: 0.5 }],
  resources: [
    { id: 'oven', location: 'plant', hoursPerWeek: 10, overtimeHours: null, overtimeCost: 0, currency: null },
  ],
  routings: [{ product: 'bar', resource: 'oven', hoursPerUnit: 125_000 }],
  supplierCapacity: [
    { supplier: 'mill', product: 'oats', family: null, month: 2026 * 12 + 8, units: 100_000, committed: null },
  ],
  stock: { 'bar@dc': 25, 'oats@plant': 30 },
  demand: [{ at: 'bar@dc', units: 10 }],
}

function bakery(given: Partial<WorldGiven> = {}): World {
  const world = buildSupplyWorld({ ...BAKERY, ...given })
  runSteps(world.plan, [netStep, capacityStep, constrainStep])
  return world
}

const rules = (found: readonly Infeasibility[]): string[] => [...new Set(found.map(({ rule }) => rule))]

function corrupt(measure: Measure, place: string, bucket: number, by: number): string[] {
  const world = bakery()
  const row = measure === 'constrained' ? 0 : world.row(place)
  world.plan.columns[measure][row * world.plan.horizon.count + bucket]! += by * 1000
  return rules(checkFeasibility(world.plan))
}

test('[FE1–FE9] the bakery as planned can happen', () => {
  expect(checkFeasibility(bakery().plan)).toEqual([])
})

test('[FE1] a figure below zero is seen', () => {
  expect(corrupt('receipts', 'bar@dc', 9, -500)).toContain('whole')
})

test('[FE2] a shipment that nobody asked for is seen', () => {
  expect(corrupt('constrained', 'bar@dc', 0, 1)).toContain('demand')
})

test('[FE3] stock that is not there is seen', () => {
  expect(corrupt('closing', 'bar@dc', 5, -1)).toContain('stock')
})

test('[FE4] a customer who waits beside stock is seen', () => {
  const world = bakery()
  const count = world.plan.horizon.count
  // Ship one less on the first day; stock is there.
  world.plan.columns.constrained[0]! -= 1000
  expect(rules(checkFeasibility(world.plan))).toContain('withheld')
  expect(count).toBe(10)
})

test('[FE5] production without its components is seen', () => {
  expect(corrupt('closing', 'oats@plant', 0, 1)).toContain('components')
})

test('[FE6] an arrival that never left is seen', () => {
  expect(corrupt('receipts', 'bar@dc', 6, 3)).toContain('link')
})

test('[FE7] an arrival before anything could arrive is seen', () => {
  expect(corrupt('receipts', 'bar@dc', 1, 3)).toContain('too_early')
})

test('[FE8] hours that are not there are seen', () => {
  expect(corrupt('receipts', 'bar@plant', 0, 90)).toContain('capacity')
})

/** The bakery with 20 of the DC's 25 bars good until tonight: 10 leave, 10 are thrown away, 5 stay. */
function spoil(written: number, corrupted: (plan: World['plan'], row: number) => void): string[] {
  const world = bakery({ lots: [{ at: 'bar@dc', units: 20, expiresIn: 0 }] })
  expect(world.writtenOff('bar@dc')[0]).toBe(10)
  expect(world.units('closing', 'bar@dc')[0]).toBe(5)
  expect(checkFeasibility(world.plan)).toEqual([])
  world.plan.supply.writtenOff[0]! += written * 1000
  corrupted(world.plan, world.row('bar@dc') * world.plan.horizon.count)
  return rules(checkFeasibility(world.plan))
}

test('[FE9] goods thrown away that could have been kept, or kept though too old, are seen', () => {
  const close = (by: number) => (plan: World['plan'], first: number) => {
    plan.columns.closing[first]! += by * 1000
  }
  expect(spoil(1, close(-1))).toContain('expired')
  expect(spoil(-1, close(1))).toContain('expired')
})

test('[FE9] goods thrown away while a customer waits are seen', () => {
  expect(
    spoil(6, (plan, first) => {
      plan.columns.constrained[0]! -= 1000
      plan.columns.closing[first] = -1000
    }),
  ).toContain('expired')
})
