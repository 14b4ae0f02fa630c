import { expect, test } from 'vitest'
import { type AskedPlan, askRows } from './asked-demand.js'

/** Two rows of three buckets; the second row's first bucket has two more ordered than was forecast. */
const plan = (consensus: Float64Array, constrained: Float64Array): AskedPlan['plan'] =>
  ({
    horizon: { count: 3 },
    columns: { consensus, constrained },
    orderAdjustments: { start: Int32Array.of(0, 0, 1), value: Float64Array.of(2) },
  }) as unknown as AskedPlan['plan']

test('[LP4] what is asked for more or less is shown on top of what ships, and never below zero', () => {
  const shown = Float64Array.of(10, 3, 0, 5, 5, 5)
  const asked = Float64Array.of(10, 10, 10, 7, 5, 5)
  askRows(plan(Float64Array.of(14, 4, 10, 5, 6, 9), shown), asked, Int32Array.of(0, 1), { from: 0, to: 2 }, shown)
  // Row 0: four more; six less where three ship; bucket 2 is not looked at. Row 1: 5 + 2 is what was asked for already.
  expect([...shown]).toEqual([14, 0, 0, 5, 6, 5])
  expect([...asked]).toEqual([14, 4, 10, 7, 6, 5])
})
