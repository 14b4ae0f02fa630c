import { expect, test } from 'vitest'
import { answered, type PaintedCells, paint, withoutAnswered, withoutChange } from './painted-cells.js'

const NOTHING: PaintedCells = new Map()
const shown = (painted: PaintedCells) => Object.fromEntries([...painted].map(([cell, { value }]) => [cell, value]))

test('[WB13] a cell that was written twice shows the second number, whatever becomes of the first', () => {
  const twice = paint(paint(NOTHING, 'first', new Map([['a', 1]])), 'second', new Map([['a', 2]]))
  expect(shown(answered(twice, 'first', 7))).toEqual({ a: 2 })
  expect(answered(twice, 'first', 7).get('a')!.position).toBeNull()
  expect(shown(withoutChange(twice, 'first'))).toEqual({ a: 2 })
  expect(shown(withoutChange(twice, 'second'))).toEqual({})
})

test('[WB13] an undo forgets what has been answered, not what is still on its way', () => {
  const done = answered(paint(NOTHING, 'first', new Map([['a', 1]])), 'first', 7)
  expect(shown(withoutAnswered(paint(done, 'second', new Map([['b', 2]]))))).toEqual({ b: 2 })
})

test('[WB13] what is painted does not grow for ever, and nothing that waits is forgotten', () => {
  const block = (name: string) => new Map(Array.from({ length: 15_000 }, (_, at) => [`${name}${at}`, at] as const))
  const first = answered(paint(NOTHING, 'first', block('a')), 'first', 7)
  const both = paint(first, 'second', block('b'))
  expect(both.size).toBe(20_000)
  expect([...both.values()].filter(({ change }) => change === 'second')).toHaveLength(15_000)
  expect(paint(both, 'third', block('c')).size).toBe(30_000)
})
