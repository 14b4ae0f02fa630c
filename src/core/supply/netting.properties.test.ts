import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { netNaively } from '../../../tests/support/naive/netting.js'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps, type WorldGiven } from '../../../tests/support/supply-world.js'
import type { Measure } from '../plan/plan.js'
import { runStep } from '../plan/step.js'
import { netStep } from './net-step.js'

test('[NT11] [WO3] the kernel says what netting by hand says, on any network', () => {
  fc.assert(
    fc.property(randomWorld, (given) => {
      const { plan } = buildSupplyWorld(given)
      runSteps(plan, [netStep])
      const byHand = netNaively(plan)
      const read = (measure: Measure, row: number): number[] =>
        Array.from(plan.columns[measure].subarray(row * plan.horizon.count, (row + 1) * plan.horizon.count))
      for (let row = 0; row < plan.rows.stock.count; row++)
        expect({
          requirement: read('requirement', row),
          closing: read('closing', row),
          asIs: read('asIs', row),
        }).toEqual(byHand[row])
    }),
    { seed: 7, numRuns: 150 },
  )
})

/** A DC that is replenished at once and never short, in lots, for review and cover periods of some days. */
const neverShort = fc.record({
  units: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 16, maxLength: 16 }),
  reviewDays: fc.option(fc.integer({ min: 1, max: 16 })),
  maxCoverDays: fc.option(fc.integer({ min: 1, max: 16 })),
  minimum: fc.integer({ min: 0, max: 60 }),
  multiple: fc.integer({ min: 0, max: 12 }),
  safety: fc.integer({ min: 0, max: 30 }),
  bucket: fc.nat({ max: 15 }),
  changed: fc.integer({ min: 0, max: 80 }),
})

test('[NT12] netted on from a change, an order that looks ahead as far as it is another one too', () => {
  let went = 0
  fc.assert(
    fc.property(neverShort, ({ units, bucket, changed, reviewDays, maxCoverDays, minimum, multiple, safety }) => {
      const given = (demand: readonly number[]): WorldGiven => ({
        locations: { plant: 'plant', dc: 'dc' },
        horizon: { days: 16 },
        lanes: [{ from: 'plant', to: 'dc', leadTimeDays: 0, minimum, multiple }],
        policies: { 'bar@dc': { reviewDays, maxCoverDays } },
        stock: { 'bar@dc': 10, 'bar@plant': 100_000 },
        safety: { 'bar@dc': safety },
        demand: [{ at: 'bar@dc', units: demand }],
      })
      const { plan } = buildSupplyWorld(given(units))
      runSteps(plan, [netStep])
      const now = buildSupplyWorld(given(units.with(bucket, changed))).plan
      const first = plan.columns.requirement.slice()
      plan.columns.consensus.set(now.columns.consensus)
      runStep(netStep, plan, { demand: Int32Array.of(0), stock: new Int32Array(0), from: bucket, to: bucket + 1 })
      runSteps(now, [netStep])
      for (const measure of ['requirement', 'closing', 'asIs'] as const)
        expect({ [measure]: plan.columns[measure] }).toEqual({ [measure]: now.columns[measure] })
      const moved = first.findIndex((order, cell) => order !== plan.columns.requirement[cell])
      if (moved >= 0 && moved % plan.horizon.count < bucket) went++
    }),
    { seed: 7, numRuns: 600 },
  )
  expect(went).toBeGreaterThan(100)
})
