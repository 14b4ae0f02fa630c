import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildSparse, type SparseCell } from '../plan/plan.js'
import { ALL_BUCKETS, EVERYTHING, runStep } from '../plan/step.js'
import { type Layer, type LayeredPlan, layerStep, layRow } from './layer.js'
import { openCells } from './sparse-cells.js'

const layerOf = (cells: readonly SparseCell[], rowCount: number): Layer => ({
  id: 'layer',
  kind: 'override',
  source: 'test',
  owner: 'planner',
  cells: buildSparse(rowCount, cells),
})

test('[DL1] consensus is the baseline plus every layer', () => {
  const consensus = new Float64Array(3)
  const layers = [
    layerOf([{ row: 0, bucket: 1, value: 50 }], 1),
    layerOf(
      [
        { row: 0, bucket: 1, value: -20 },
        { row: 0, bucket: 2, value: 5 },
      ],
      1,
    ),
  ]
  layRow(Float64Array.of(100, 100, 0), layers, consensus, 0, 3)
  expect([...consensus]).toEqual([100, 130, 5])
})

test('[DL1] never below zero, and only in the end: a later layer may lift what an earlier one sank', () => {
  const consensus = new Float64Array(2)
  const sink = layerOf(
    [
      { row: 0, bucket: 0, value: -150 },
      { row: 0, bucket: 1, value: -150 },
    ],
    1,
  )
  layRow(Float64Array.of(100, 100), [sink, layerOf([{ row: 0, bucket: 1, value: 80 }], 1)], consensus, 0, 2)
  expect([...consensus]).toEqual([0, 30])
})

const ROWS = 6
const BUCKETS = 4
const cells = fc.array(
  fc.record({ row: fc.nat(ROWS - 1), bucket: fc.nat(BUCKETS - 1), value: fc.integer({ min: -200, max: 200 }) }),
  { maxLength: 20 },
)

test('[DL2] the order of the layers does not matter, and any dirty rows that cover a change give the bytes of a full run', () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 3 }), cells, (given, added) => {
      const layers = given.map((some) => layerOf(some, ROWS))
      const planOf = (with_: readonly Layer[]): LayeredPlan =>
        ({
          horizon: { count: BUCKETS },
          rows: { demand: { count: ROWS } },
          columns: {
            baseline: Float64Array.from({ length: ROWS * BUCKETS }, (_, at) => at * 10),
            consensus: new Float64Array(ROWS * BUCKETS),
          },
          layers: with_,
        }) as unknown as LayeredPlan
      const run = (plan: LayeredPlan, dirty = EVERYTHING): Float64Array => {
        runStep(layerStep, plan, dirty)
        return plan.columns.consensus
      }
      const changed = [...layers, layerOf(added, ROWS)]
      const scratch = run(planOf(changed))
      expect(run(planOf([...changed].reverse()))).toEqual(scratch)

      const before = planOf(layers)
      run(before)
      const after = { ...before, layers: changed }
      const touched = Int32Array.from(new Set(added.map(({ row }) => row))).sort()
      expect(run(after, { demand: touched, stock: 'all', ...ALL_BUCKETS })).toEqual(scratch)
    }),
    { seed: 7, numRuns: 100 },
  )
})

test('cells gathered in any order are the sparse column that the plan builds from objects, without the empty ones', () => {
  fc.assert(
    fc.property(cells, (some) => {
      const book = openCells(ROWS, BUCKETS)
      for (const { row, bucket, value } of some) book.add(row, bucket, value)
      const sums = new Map<string, SparseCell>()
      for (const cell of some) {
        const key = `${cell.row} ${cell.bucket}`
        sums.set(key, { ...cell, value: cell.value + (sums.get(key)?.value ?? 0) })
      }
      const full = [...sums.values()].filter(({ value }) => value !== 0)
      expect(book.close()).toEqual(buildSparse(ROWS, full))
    }),
    { seed: 7, numRuns: 200 },
  )
})
