import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps } from '../../../tests/support/supply-world.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { checkFeasibility } from './feasibility.js'
import { netStep } from './net-step.js'

const STEPS = [netStep, capacityStep, constrainStep]

test('[FE1–FE8] whatever is short, the constrained plan can happen', () => {
  fc.assert(
    fc.property(randomWorld, (given) => {
      const { plan } = buildSupplyWorld(given)
      runSteps(plan, STEPS)
      expect(checkFeasibility(plan)).toEqual([])
    }),
    { seed: 7, numRuns: 200 },
  )
})
