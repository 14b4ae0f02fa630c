import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { spoiledNaively } from '../../../tests/support/naive/netting.js'
import { randomWorld } from '../../../tests/support/supply-networks.js'
import { buildSupplyWorld, runSteps } from '../../../tests/support/supply-world.js'
import { bucketOfDay } from '../calendar/horizon.js'
import { capacityStep } from './capacity.js'
import { constrainStep } from './constraining.js'
import { netStep } from './net-step.js'

const STEPS = [netStep, capacityStep, constrainStep]

const lots = fc.array(
  fc.record({ units: fc.integer({ min: 1, max: 60_000 }), expiresIn: fc.integer({ min: -3, max: 70 }) }),
  { minLength: 1, maxLength: 5 },
)

test('[WO1] [WO4] where everybody is served, all that spoils by a day is the largest excess of lots over what is asked', () => {
  let spoils = 0
  fc.assert(
    fc.property(lots, fc.array(fc.nat({ max: 40_000 }), { minLength: 16, maxLength: 16 }), (drawn, asked) => {
      const { plan, row, writtenOff } = buildSupplyWorld({
        planDay: '2026-09-21',
        horizon: { days: 7, weeks: 4, months: 3 },
        stock: { 'bar@dc': drawn.reduce((sum, { units }) => sum + units, 0) / 1000 },
        lots: drawn.map(({ units, expiresIn }) => ({ at: 'bar@dc', units: units / 1000, expiresIn })),
        demand: [{ at: 'bar@dc', units: asked.map((units) => units / 1000) }],
      })
      runSteps(plan, STEPS)
      expect(row('bar@dc')).toBe(0)
      const { horizon } = plan
      const expected = new Array<number>(horizon.count).fill(0)
      let held = 0n
      let spoiled = 0n
      for (const { units, expiresIn } of drawn.toSorted((a, b) => a.expiresIn - b.expiresIn)) {
        held += BigInt(units)
        const bucket = Math.max(0, bucketOfDay(horizon, horizon.planDay + expiresIn))
        if (bucket >= horizon.count) break
        const days = Math.max(0, horizon.planDay + expiresIn - horizon.firstDay[bucket]! + 1)
        const before = asked.slice(0, bucket).reduce((sum, each) => sum + BigInt(each), 0n)
        const inTime = before + (BigInt(asked[bucket] ?? 0) * BigInt(days)) / BigInt(horizon.days[bucket]!)
        const more = held - inTime > spoiled ? held - inTime - spoiled : 0n
        expected[bucket]! += Number(more) / 1000
        spoiled += more
      }
      spoils += Number(spoiled)
      writtenOff('bar@dc').forEach((units, bucket) => {
        expect(units).toBeCloseTo(expected[bucket]!, 9)
      })
    }),
    { seed: 7, numRuns: 300 },
  )
  expect(spoils).toBeGreaterThan(1_000_000)
})

test('[WO5] what really leaves a row, day by day out of the oldest lot, leaves what the plan writes off', () => {
  let spoils = 0
  fc.assert(
    fc.property(randomWorld, (given) => {
      const { plan } = buildSupplyWorld(given)
      runSteps(plan, STEPS)
      const { horizon, network, columns, supply } = plan
      for (let row = 0; row < plan.rows.stock.count; row++) {
        if (network.lotStart[row] === network.lotStart[row + 1]) continue
        const written = new Array<number>(horizon.count).fill(0)
        for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
          written[network.lotBucket[lot]!]! += supply.writtenOff[lot]!
        // Only until the row first runs out: from then on there is no lot left.
        const closing = columns.closing.subarray(row * horizon.count, (row + 1) * horizon.count)
        let end = closing.findIndex((stock) => stock <= 0)
        if (end < 0) end = horizon.count
        const left = leavingOf(plan, row, written)
        const spoiled = spoiledNaively(plan, row, left)
        expect(written.slice(0, end)).toEqual(spoiled.slice(0, end))
        expect(written.slice(end + 1).every((units) => units === 0)).toBe(true)
        spoils += written.reduce((sum, units) => sum + units, 0)
      }
    }),
    { seed: 7, numRuns: 200 },
  )
  expect(spoils).toBeGreaterThan(1_000_000)
})

/** Opening stock, receipts and the stock that is left say what left the row; no customer waits while something is there. */
function leavingOf(plan: Parameters<typeof spoiledNaively>[0], row: number, written: readonly number[]): number[] {
  const { horizon, network, columns, firmReceipts } = plan
  const firm = new Array<number>(horizon.count).fill(0)
  for (let cell = firmReceipts.start[row]!; cell < firmReceipts.start[row + 1]!; cell++)
    firm[firmReceipts.bucket[cell]!]! += firmReceipts.value[cell]!
  let there = network.openingStock[row]!
  return written.map((units, bucket) => {
    const at = row * horizon.count + bucket
    const after = Math.max(0, columns.closing[at]!)
    const left = there + firm[bucket]! + columns.receipts[at]! - after - units
    there = after
    return left
  })
}
