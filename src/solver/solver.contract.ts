import { beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../core/base/random.js'
import { modelBuilder } from './model-builder.js'
import type { Solved, Solver, SparseModel } from './solver.js'

/** What every implementation of `Solver` must do. Textbook models, with whose numbers they are. */
export function describeSolver(name: string, load: () => Promise<Solver>): void {
  let solver: Solver
  beforeAll(async () => {
    solver = await load()
  })

  for (const presolve of [false, true])
    describe(`${name}, presolve ${presolve ? 'on' : 'off'}`, () => {
      const solve = (model: SparseModel): Solved => solver.solve(model, { presolve })

      test('[SV1] Wyndor Glass: doors and windows (Hillier & Lieberman, Introduction to Operations Research, §3.1)', () => {
        const solved = solve(wyndorGlass())
        expect(solved.status).toBe('optimal')
        expectClose(solved.primal, [2, 6])
        expect(solved.objective).toBeCloseTo(36, 6)
      })

      test('[SV2] shadow prices of Wyndor Glass: 0, 3/2 and 1 per hour (Hillier & Lieberman, §4.7)', () => {
        const solved = solve(wyndorGlass())
        expectClose(solved.dual, [0, 1.5, 1])
        expectClose(solved.reducedCost, [0, 0])
      })

      test("[SV1] Dantzig's canneries ship at 153.675 (Linear Programming and Extensions, 1963, §3.3)", () => {
        const solved = solve(canneries())
        expect(solved.objective).toBeCloseTo(153.675, 6)
        const shipped = (plant: number) => solved.primal.slice(plant * 3, plant * 3 + 3).reduce((a, b) => a + b, 0)
        expect(shipped(0)).toBeLessThanOrEqual(350 + 1e-6)
        expect(shipped(1)).toBeLessThanOrEqual(600 + 1e-6)
      })

      test('[SV1] the path past every corner ends at 10,000 (Klee & Minty 1972, in Chvátal, Linear Programming, ch. 4)', () => {
        const solved = solve(kleeMinty())
        expectClose(solved.primal, [0, 0, 10_000])
      })

      test('[SV1] the degenerate model on which simplex can cycle ends at −1/20 (Beale 1955)', () => {
        const solved = solve(beale())
        expect(solved.objective).toBeCloseTo(-0.05, 6)
        expectClose(solved.primal, [0.04, 0, 1, 0])
      })

      test('[SV3] California Manufacturing: which plants and warehouse to build (Hillier & Lieberman, §12.1)', () => {
        const solved = solve(californiaManufacturing())
        expectClose(solved.primal, [1, 1, 0, 0])
        expect(solved.objective).toBeCloseTo(14, 9)
      })

      test('[SV3] rounding the relaxed answer would not do: 59/7 relaxed, 7 in whole numbers (Wolsey, Integer Programming, §7)', () => {
        const relaxed = solve(wolsey(false))
        expect(relaxed.objective).toBeCloseTo(59 / 7, 5)
        const solved = solve(wolsey(true))
        expectClose(solved.primal, [2, 1])
        expect(solved.objective).toBeCloseTo(7, 9)
        expect(solved.dual).toHaveLength(0)
      })

      test('[SV4] no answer fits: infeasible, and no numbers are shown', () => {
        const builder = modelBuilder('minimise')
        const x = builder.column(1, { upper: 1 })
        builder.entry(builder.row(2, Infinity), x, 1)
        const solved = solve(builder.build())
        expect(solved).toMatchObject({ status: 'infeasible', objective: Number.NaN })
        expect(solved.primal).toHaveLength(0)
      })

      test('[SV4] ever better answers: unbounded, also where presolve only knows that there is no optimum', () => {
        const builder = modelBuilder('maximise')
        const x = builder.column(1)
        const y = builder.column(1)
        const row = builder.row(-Infinity, 1)
        builder.entry(row, x, 1)
        builder.entry(row, y, -1)
        expect(solve(builder.build()).status).toBe('unbounded')
      })

      test('[SV4] a model without columns is optimal at nothing, unless a row wants something', () => {
        const builder = modelBuilder('minimise')
        builder.row(-1, 1)
        expect(solve(builder.build())).toMatchObject({ status: 'optimal', objective: 0 })
        builder.row(1, 2)
        expect(solve(builder.build()).status).toBe('infeasible')
      })

      test('[SV5] equally good answers: the earlier column is taken', () => {
        const builder = modelBuilder('minimise')
        const row = builder.row(10, 10)
        for (let column = 0; column < 5; column++) builder.entry(row, builder.column(3, { upper: 6 }), 1)
        expectClose(solve(builder.build()).primal, [6, 4, 0, 0, 0])
      })

      test('[SV5] a transport model in which every plan costs the same has one answer, and its objective is the true one', () => {
        const first = solve(evenTransport(4))
        expect(first.objective).toBeCloseTo(4 * 7, 9)
        for (let again = 0; again < 10; again++) {
          solve(wyndorGlass())
          expect(solve(evenTransport(4))).toEqual(first)
        }
      })

      test('[SV6] random models carry their own proof: feasible, priced right, no gap', () => {
        const random = seededRandom(7)
        let optimal = 0
        for (let key = 0; key < 60; key++) {
          const model = randomModel((path) => random.at(1, key, path))
          const solved = solver.solve(model, { presolve, tieSpacing: 0 })
          if (solved.status !== 'optimal') continue
          optimal += 1
          expectCertificate(model, solved)
        }
        expect(optimal).toBeGreaterThan(30)
      })
    })

  test('[SV8] the quick rule finds the same optimum, and the same bits every time', () => {
    const random = seededRandom(9)
    for (let key = 0; key < 60; key++) {
      const model = randomModel((path) => random.at(1, key, path))
      const [usual, quick] = [solver.solve(model), solver.solve(model, { quick: true })]
      expect(quick.status).toBe(usual.status)
      if (usual.status === 'optimal') expect(quick.objective).toBeCloseTo(usual.objective, 5)
      expect(solver.solve(model, { quick: true })).toEqual(quick)
    }
  })

  test('[SV7] models leave nothing behind: a thousand solves give the same bits as the first', () => {
    const first = solver.solve(canneries())
    for (let again = 0; again < 1000; again++) solver.solve(again % 2 === 0 ? wyndorGlass() : californiaManufacturing())
    expect(solver.solve(canneries())).toEqual(first)
  })
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  expected.forEach((value, at) => expect(actual[at]).toBeCloseTo(value, 4))
}

/** Optimality needs no trust: primal and dual are both feasible and have the same objective (strong duality). */
function expectCertificate(model: SparseModel, { primal, dual, reducedCost, objective }: Solved): void {
  const sign = model.sense === 'minimise' ? 1 : -1
  const activity = new Float64Array(model.rowCount)
  let dualObjective = 0
  for (let column = 0; column < model.columnCount; column++) {
    let worth = 0
    for (let entry = model.start[column]!; entry < model.start[column + 1]!; entry++) {
      activity[model.row[entry]!]! += model.value[entry]! * primal[column]!
      worth += model.value[entry]! * dual[model.row[entry]!]!
    }
    expect(reducedCost[column]).toBeCloseTo(model.cost[column]! - worth, 6)
    expectBetween(primal[column]!, model.columnLower[column]!, model.columnUpper[column]!)
    dualObjective += boundTimes(reducedCost[column]!, sign, model.columnLower[column]!, model.columnUpper[column]!)
  }
  for (let row = 0; row < model.rowCount; row++) {
    expectBetween(activity[row]!, model.rowLower[row]!, model.rowUpper[row]!)
    dualObjective += boundTimes(dual[row]!, sign, model.rowLower[row]!, model.rowUpper[row]!)
  }
  expect(dualObjective).toBeCloseTo(objective, 5)
}

/** A price above zero (minimising) rests on the lower bound, below zero on the upper; on nothing infinite. */
function boundTimes(price: number, sign: number, lower: number, upper: number): number {
  if (Math.abs(price) < 1e-7) return 0
  const bound = price * sign > 0 ? lower : upper
  expect(Number.isFinite(bound)).toBe(true)
  return price * bound
}

function expectBetween(value: number, lower: number, upper: number): void {
  expect(value).toBeGreaterThanOrEqual(lower - 1e-6)
  expect(value).toBeLessThanOrEqual(upper + 1e-6)
}

function dense(sense: SparseModel['sense'], cost: number[], rows: { is: number[]; atMost: number }[], columns = {}) {
  const builder = modelBuilder(sense)
  const at = cost.map((price) => builder.column(price, columns))
  for (const { is, atMost } of rows) {
    const row = builder.row(-Infinity, atMost)
    is.forEach((value, column) => {
      if (value !== 0) builder.entry(row, at[column]!, value)
    })
  }
  return builder.build()
}

const wyndorGlass = () =>
  dense(
    'maximise',
    [3, 5],
    [
      { is: [1, 0], atMost: 4 },
      { is: [0, 2], atMost: 12 },
      { is: [3, 2], atMost: 18 },
    ],
  )

const kleeMinty = () =>
  dense(
    'maximise',
    [100, 10, 1],
    [
      { is: [1, 0, 0], atMost: 1 },
      { is: [20, 1, 0], atMost: 100 },
      { is: [200, 20, 1], atMost: 10_000 },
    ],
  )

const beale = () =>
  dense(
    'minimise',
    [-3 / 4, 150, -1 / 50, 6],
    [
      { is: [1 / 4, -60, -1 / 25, 9], atMost: 0 },
      { is: [1 / 2, -90, -1 / 50, 3], atMost: 0 },
      { is: [0, 0, 1, 0], atMost: 1 },
    ],
  )

const californiaManufacturing = () =>
  dense(
    'maximise',
    [9, 5, 6, 4],
    [
      { is: [6, 3, 5, 2], atMost: 10 },
      { is: [0, 0, 1, 1], atMost: 1 },
      { is: [-1, 0, 1, 0], atMost: 0 },
      { is: [0, -1, 0, 1], atMost: 0 },
    ],
    { upper: 1, whole: true },
  )

const wolsey = (whole: boolean) =>
  dense(
    'maximise',
    [4, -1],
    [
      { is: [7, -2], atMost: 14 },
      { is: [0, 1], atMost: 3 },
      { is: [2, -2], atMost: 3 },
    ],
    { whole },
  )

/** 90 dollars per case and thousand miles; Seattle, San Diego to New York, Chicago, Topeka. */
function canneries(): SparseModel {
  const miles = [
    [2.5, 1.7, 1.8],
    [2.5, 1.8, 1.4],
  ]
  const builder = modelBuilder('minimise')
  const supply = [350, 600].map((cases) => builder.row(-Infinity, cases))
  const demand = [325, 300, 275].map((cases) => builder.row(cases, Infinity))
  miles.forEach((of, plant) =>
    of.forEach((thousandMiles, market) => {
      const column = builder.column((90 * thousandMiles) / 1000)
      builder.entry(supply[plant]!, column, 1)
      builder.entry(demand[market]!, column, 1)
    }),
  )
  return builder.build()
}

/** n sources of 1 to n sinks of 1, everything at 7: n! equally good plans. */
function evenTransport(size: number): SparseModel {
  const builder = modelBuilder('minimise')
  const from = Array.from({ length: size }, () => builder.row(1, 1))
  const to = Array.from({ length: size }, () => builder.row(1, 1))
  for (const source of from)
    for (const sink of to) {
      const column = builder.column(7)
      builder.entry(source, column, 1)
      builder.entry(sink, column, 1)
    }
  return builder.build()
}

function randomModel(draw: (path: number) => number): SparseModel {
  const columns = 2 + Math.floor(draw(0) * 8)
  const rows = 1 + Math.floor(draw(1) * 6)
  const builder = modelBuilder(draw(2) < 0.5 ? 'minimise' : 'maximise')
  for (let column = 0; column < columns; column++)
    builder.column(Math.floor(draw(10 + column) * 21) - 10, {
      lower: draw(30 + column) < 0.2 ? -5 : 0,
      upper: draw(50 + column) < 0.7 ? 1 + Math.floor(draw(70 + column) * 9) : Infinity,
    })
  for (let row = 0; row < rows; row++) {
    const lower = draw(90 + row) < 0.3 ? -20 : -Infinity
    builder.row(lower, Math.floor(draw(110 + row) * 30))
    for (let column = 0; column < columns; column++) {
      const value = Math.floor(draw(200 + row * 20 + column) * 13) - 4
      if (value !== 0) builder.entry(row, column, value)
    }
  }
  return builder.build()
}
