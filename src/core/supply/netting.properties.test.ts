import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { netNaively } from '../../../tests/support/naive/netting.js'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps } from '../../../tests/support/supply-world.js'
import type { Measure } from '../plan/plan.js'
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
