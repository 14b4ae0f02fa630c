import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupSwitches } from './group-switch.js'
import { bootstrapDifference, switchedOn } from './value-added.js'

test('[SE12] four weeks in a row worse than the plan switch it off, four that would have been better switch it on', () => {
  const added = [5, -1, -1, -1, -1, -1, 3, 4, 4, 1, 0]
  expect(switchedOn(added)).toEqual([true, true, true, true, true, false, false, false, true, true, true])
})

test('[SE12] weeks in which nothing was said do not count', () => {
  expect(switchedOn([-1, 0, -1, null, -1, 0, -1, 9])).toEqual([true, true, true, true, true, true, true, false])
})

test('[SE12] whether it is on when a week begins hangs on earlier weeks only', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 20 }), fc.nat(19), (added, cut) => {
      const other = added.map((value, at) => (at >= cut ? -value : value))
      expect(switchedOn(other).slice(0, cut + 1)).toEqual(switchedOn(added).slice(0, cut + 1))
    }),
  )
})

test('[SE12] one group that it harms does not switch off another', () => {
  const weeks = { rowCount: 2, weekCount: 5 }
  const came = { sold: new Float64Array(10).fill(100), planned: new Float64Array(10).fill(90) }
  const sensed = Float64Array.from({ length: 10 }, (_, cell) => (cell % 2 === 0 ? 95 : 80))
  const on = groupSwitches(weeks, came, sensed, Int32Array.of(0, 1))
  expect(on.map((of) => of[5])).toEqual([true, false])
})

const pair = fc.record({ unsensed: fc.nat(100), sensed: fc.nat(100), sold: fc.integer({ min: 1, max: 300 }) })

test('[SE17] the interval is the same for the same seed and lies around the difference', () => {
  fc.assert(
    fc.property(fc.array(pair, { minLength: 2, maxLength: 12 }), (errors) => {
      const interval = bootstrapDifference(errors, 1)!
      expect(bootstrapDifference(errors, 1)).toEqual(interval)
      const each = errors.map(({ unsensed, sensed, sold }) => (sensed - unsensed) / sold)
      expect(interval.low).toBeGreaterThanOrEqual(Math.min(...each) - 1e-12)
      expect(interval.high).toBeLessThanOrEqual(Math.max(...each) + 1e-12)
    }),
    { numRuns: 20 },
  )
})

test('[SE17] the same errors differ by nothing; errors halved in every series leave no doubt', () => {
  const errors = Array.from({ length: 40 }, (_, at) => ({ unsensed: 10 + at, sensed: 10 + at, sold: 100 }))
  expect(bootstrapDifference(errors, 1)).toEqual({ low: 0, high: 0 })
  const halved = errors.map((one) => ({ ...one, sensed: one.unsensed / 2 }))
  expect(bootstrapDifference(halved, 1)!.high).toBeLessThan(0)
  expect(bootstrapDifference([{ unsensed: 1, sensed: 1, sold: 0 }], 1)).toBeNull()
})

test('[SE17] the 95 % interval of a mean is as wide as the normal law says', () => {
  const errors = Array.from({ length: 100 }, (_, at) => ({ unsensed: 0, sensed: at % 2 === 0 ? 10 : -10, sold: 100 }))
  const { low, high } = bootstrapDifference(errors, 3)!
  // Standard deviation 0.1, so ± 1.96 × 0.01.
  expect(low).toBeGreaterThan(-0.024)
  expect(low).toBeLessThan(-0.016)
  expect(high).toBeGreaterThan(0.016)
  expect(high).toBeLessThan(0.024)
})
