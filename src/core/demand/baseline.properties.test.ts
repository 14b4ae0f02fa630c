import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecastAll, forecastInputOf, PLAN_DAY } from '../../../tests/support/demand-world.js'
import { buildHorizon } from '../calendar/horizon.js'
import { forecastRows } from './baseline.js'
import { reconcileBaseline } from './baseline-reconciliation.js'
import { allocateNotes } from './forecast-note.js'

const horizon = buildHorizon({ planDay: PLAN_DAY, months: 6 })
const history = fc.integer({ min: 1, max: 120 }).chain((weekCount) =>
  fc.array(
    fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(1_000_000) }), {
      minLength: weekCount,
      maxLength: weekCount,
    }),
    { minLength: 1, maxLength: 6 },
  ),
)
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

test('[DB4] the baseline is whole, finite and never negative for any history, reconciled or not', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const input = forecastInputOf(rows, { horizon, rowGroup: new Int32Array(rows.length), groupCount: 1 })
      const out = forecastAll(input)
      const check = (): void => {
        for (const units of out.baseline)
          expect(Number.isSafeInteger(units) && units >= 0 && !Object.is(units, -0)).toBe(true)
      }
      check()
      reconcileBaseline(input, { groupCount: 1, groupCountry: new Int32Array(1), countryCount: 1 }, out)
      check()
      for (const sd of out.notes.cumulativeErrorSd) expect(Number.isFinite(sd) && sd >= 0).toBe(true)
    }),
    { seed: 7, numRuns: 150 },
  )
})

test('[DB5] any cut of the rows gives the same bytes', () => {
  fc.assert(
    fc.property(history, fc.array(fc.nat(6), { maxLength: 4 }), (rows, cuts) => {
      const input = forecastInputOf(rows, { horizon, rowGroup: new Int32Array(rows.length), groupCount: 1 })
      const whole = forecastAll(input)
      const parts = {
        baseline: new Float64Array(rows.length * horizon.count).fill(Number.NaN),
        notes: allocateNotes(rows.length),
      }
      const borders = [0, ...cuts.filter((cut) => cut < rows.length), rows.length].sort((a, b) => a - b)
      // Last part first: the order of the parts does not matter either.
      for (let at = borders.length - 2; at >= 0; at--)
        forecastRows(input, { from: borders[at]!, to: borders[at + 1]! }, parts)
      expect(parts).toEqual(whole)
    }),
    { seed: 7, numRuns: 60 },
  )
})

test('[DB6] a row of zeros is forecast zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), (weekCount) => {
      const { baseline } = forecastAll(forecastInputOf([new Array<number>(weekCount).fill(0)], { horizon }))
      expect(sum(baseline)).toBe(0)
    }),
    { seed: 7, numRuns: 20 },
  )
})

test('[DB6] one week of history is continued as it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (units) => {
      const { baseline } = forecastAll(forecastInputOf([[units]], { horizon }))
      expect(sum(baseline.subarray(0, 7))).toBe(units)
    }),
    { seed: 7, numRuns: 20 },
  )
})

test('[DB6] a history a thousand times as large has a forecast a thousand times as large', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const small = forecastAll(forecastInputOf(rows, { horizon }))
      const large = forecastAll(
        forecastInputOf(
          rows.map((row) => row.map((units) => units * 1_024)),
          { horizon },
        ),
      )
      expect(large.notes.class).toEqual(small.notes.class)
      rows.forEach((_, row) => {
        const of = (column: Float64Array): number =>
          sum(column.subarray(row * horizon.count, (row + 1) * horizon.count))
        expect(Math.abs(of(large.baseline) / 1_024 - of(small.baseline))).toBeLessThanOrEqual(1)
      })
    }),
    { seed: 7, numRuns: 60 },
  )
})

test('[DR4] a reconciled constant history is still constant', () => {
  const rows = [new Array<number>(60).fill(70_000), new Array<number>(60).fill(7_000)]
  const input = forecastInputOf(rows, { horizon, rowGroup: new Int32Array(2), groupCount: 1 })
  const out = forecastAll(input)
  const result = reconcileBaseline(input, { groupCount: 1, groupCountry: new Int32Array(1), countryCount: 1 }, out)
  expect(result.rowCount).toBe(2)
  for (let bucket = 0; bucket < horizon.count; bucket++) {
    expect(out.baseline[bucket]).toBe(10_000 * horizon.days[bucket]!)
    expect(out.baseline[horizon.count + bucket]).toBe(1_000 * horizon.days[bucket]!)
  }
})
