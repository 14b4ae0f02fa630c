import { expect, test } from 'vitest'
import { Fault } from '../core/base/assert.js'
import { loadHighsSolver } from './highs-solver.js'
import { modelBuilder } from './model-builder.js'
import { describeSolver } from './solver.contract.js'

describeSolver('HiGHS', loadHighsSolver)

test('a model whose arrays do not fit together is a fault of ours, before it reaches the solver', async () => {
  const solver = await loadHighsSolver()
  const builder = modelBuilder('minimise')
  builder.column(1)
  expect(() => solver.solve({ ...builder.build(), cost: new Float64Array(2) })).toThrow(Fault)
})

test('entries of the same row and column add up, in whatever order they come', () => {
  const builder = modelBuilder('minimise')
  const [x, y] = [builder.column(1), builder.column(2)]
  const [a, b] = [builder.row(0, 9), builder.row(0, 9)]
  builder.entry(b, y, 5)
  builder.entry(a, y, 1)
  builder.entry(b, x, 7)
  builder.entry(a, y, 2)
  const { start, row, value } = builder.build()
  expect({ start: [...start], row: [...row], value: [...value] }).toEqual({
    start: [0, 1, 3],
    row: [b, a, b],
    value: [7, 3, 5],
  })
})
