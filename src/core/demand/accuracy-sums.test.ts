import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CellGiven, cellObjects, cellsOf } from '../../../tests/support/accuracy-world.js'
import { biasOf, coverageOf, maseOf, pinballOf, rmsseOf, wmapeOf } from './accuracy.js'
import { type AccuracyCells, STAGES } from './accuracy-cells.js'
import {
  type AccuracySums,
  addCell,
  addSums,
  emptySums,
  figuresOf,
  pointCostOf,
  rangeFiguresOf,
} from './accuracy-sums.js'
import { AccuracyTableBuilder } from './accuracy-table.js'
import { costPerUnitOfError } from './error-cost.js'

const sumsOf = (cells: AccuracyCells): AccuracySums => {
  const sums = emptySums()
  for (let cell = 0; cell < cells.count; cell++) addCell(sums, cells, cell)
  return sums
}

test('[AK6] [AK7] three cells by hand', () => {
  const sums = sumsOf(
    cellsOf([
      { actual: 100, naive: 60, statistical: 80, events: 95, consensus: 120 },
      { actual: 50, naive: 70, statistical: 60, consensus: 50 },
      { actual: 50, statistical: 45, consensus: 40 },
    ]),
  )
  // Over all cells: 20 + 10 + 5, 5 + 10 + 5, 20 + 0 + 10, of 200.
  expect(STAGES.map((stage) => figuresOf(sums, stage).wmape)).toEqual([60 / 150, 35 / 200, 20 / 200, 30 / 200])
  expect(figuresOf(sums, 'consensus').bias).toBe((20 - 10) / 200)
  expect(STAGES.map((stage) => figuresOf(sums, stage).valueAdded)).toEqual([null, 30 / 150, 15 / 200, -10 / 200])
  // Beside the naive only the first two: 60, 30, 15 and 20 of 150.
  expect(STAGES.map((stage) => figuresOf(sums, stage).valueOverNaive)).toEqual([null, 30 / 150, 45 / 150, 40 / 150])
})

test('[AK6] without demand there is no share, and the units forecast are named', () => {
  const figures = figuresOf(sumsOf(cellsOf([{ actual: 0, statistical: 7 }])), 'consensus')
  expect(figures).toMatchObject({ wmape: null, bias: null, mase: null, rmsse: null, valueAdded: null })
  expect(figures).toMatchObject({ valueOverNaive: null, withoutDemand: 7, error: 7 })
  expect(figuresOf(emptySums(), 'naive')).toMatchObject({ cells: 0, wmape: null, withoutDemand: 0 })
})

test('[AK9] the money of an error, by its side', () => {
  // Two units too few at 3.00 each, four too many at 0.25 each: minor units, costs in thousandths of one.
  const price = { shortCost: 300_000, excessCost: 25_000 }
  const cells = cellsOf([
    { actual: 5000, statistical: 3000, ...price },
    { actual: 1000, statistical: 5000, ...price },
  ])
  expect(figuresOf(sumsOf(cells), 'consensus')).toMatchObject({ underCost: 600, overCost: 100 })
  expect(pointCostOf(sumsOf(cells))).toBe(Math.round(6 * 0.01 * costPerUnitOfError(300, 25)))
})

test('[AK8] the range of eight in ten, by hand', () => {
  // 100 ± 1.28155 × 20 is 74 to 126.
  const cells = cellsOf([
    { actual: 74, statistical: 100, errorSd: 20 },
    { actual: 127, statistical: 100, errorSd: 20 },
    { actual: 5, statistical: 10, errorSd: 50 },
    { actual: 1000, statistical: 10 },
  ])
  const { cells: count, coverage, pinball } = rangeFiguresOf(sumsOf(cells))
  expect([count, coverage]).toEqual([3, 2 / 3])
  const lower = pinballOf([74, 127, 5], [74, 74, 0], 0.1)!
  const upper = pinballOf([74, 127, 5], [126, 126, 74], 0.9)!
  expect(pinball).toBeCloseTo((lower + upper) / 2, 12)
  expect(coverageOf([74, 127, 5], [74, 74, 0], [126, 126, 74])).toBe(coverage)
  expect(rangeFiguresOf(sumsOf(cellsOf([{ actual: 1, statistical: 1 }])))).toEqual({
    cells: 0,
    coverage: null,
    pinball: null,
  })
})

const units = fc.integer({ min: 0, max: 5_000_000 })
const maybe = fc.oneof(fc.constant(-1), units)
const cell: fc.Arbitrary<CellGiven> = fc.record({
  row: fc.integer({ min: 0, max: 3 }),
  lag: fc.integer({ min: 0, max: 3 }),
  actual: units,
  naive: maybe,
  statistical: units,
  events: units,
  consensus: units,
  errorSd: maybe,
  naiveScale: maybe,
  stepScale: fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 1_000_000_000 })),
  shortCost: fc.integer({ min: 0, max: 100_000_000 }),
  excessCost: fc.integer({ min: 0, max: 1_000_000 }),
})
const SEED = 20_718

test('[AK6] any grouping adds up to the same total', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), fc.constantFrom('row', 'lag', 'both'), (given, by) => {
      const cells = cellsOf(given)
      const builder = new AccuracyTableBuilder()
      builder.add(cells, (at) => {
        const names = { row: [`r${cells.row[at]}`], lag: [String(cells.lag[at])] }
        return by === 'both' ? [...names.row, ...names.lag] : names[by]
      })
      const { groups, total } = builder.finish()
      const whole = sumsOf(cells)
      for (const stage of STAGES) {
        expect(total.stages[stage]).toEqual(whole.stages[stage])
        for (const field of ['cells', 'actual', 'error', 'forecast'] as const)
          expect(groups.reduce((sum, { sums }) => sum + figuresOf(sums, stage)[field], 0)).toBe(
            figuresOf(whole, stage)[field],
          )
      }
      expect(total.pointCost).toBe(whole.pointCost)
      expect(total.range.inside).toBe(whole.range.inside)
      const twice = emptySums()
      for (const { sums } of groups) addSums(twice, sums)
      expect(twice).toEqual(total)
    }),
    { seed: SEED, numRuns: 200 },
  )
})

test('[AK6] WMAPE, bias and value added are those of the lists', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), (given) => {
      const all = cellObjects(cellsOf(given))
      const sums = sumsOf(cellsOf(given))
      const beside = all.filter(({ forecast }) => forecast.naive >= 0)
      const wmape = (of: typeof all, stage: (typeof STAGES)[number]) =>
        wmapeOf(
          of.map(({ actual }) => actual),
          of.map(({ forecast }) => forecast[stage]),
        ).wmape
      const less = (before: number | null, after: number | null) =>
        before === null || after === null ? null : before - after
      const near = (found: number | null, expected: number | null) =>
        expected === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(expected, 9)
      STAGES.forEach((stage, at) => {
        const figures = figuresOf(sums, stage)
        const own = stage === 'naive' ? beside : all
        near(figures.wmape, wmape(own, stage))
        near(
          figures.bias,
          biasOf(
            own.map(({ actual }) => actual),
            own.map(({ forecast }) => forecast[stage]),
          ),
        )
        if (at > 0) near(figures.valueOverNaive, less(wmape(beside, 'naive'), wmape(beside, stage)))
        if (at > 1) near(figures.valueAdded, less(wmape(all, STAGES[at - 1]!), wmape(all, stage)))
      })
    }),
    { seed: SEED, numRuns: 200 },
  )
})

test('[AK6] of one row MASE and RMSSE are the definitions', () => {
  // Seasonal differences 2, 4, 0: scale 2. Steps from the first sale on: 1, 1, 0, 3, −3: scale 4.
  const history = [1, 2, 3, 3, 6, 3]
  const [actual, forecast] = [
    [5, 5],
    [2, 4],
  ]
  const cells = cellsOf(
    actual.map((units, at) => ({ actual: units, statistical: forecast[at]!, naiveScale: 2, stepScale: 4 })),
  )
  const figures = figuresOf(sumsOf(cells), 'statistical')
  expect(figures.mase).toBe(maseOf(history, actual, forecast, 3))
  expect(figures.rmsse).toBe(rmsseOf(history, actual, forecast))
})
