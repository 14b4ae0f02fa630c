import { expect, test } from 'vitest'
import { countInForce, undoneAmong } from './undone-entries.js'

const change = (position: number) => ({ position, intents: [{}] })
const undo = (position: number, undoes: number) => ({ position, undoes, intents: [] })

test('[WB72] taken back, and taken back again', () => {
  expect([...undoneAmong([change(1), undo(2, 1)])]).toEqual([1])
  expect([...undoneAmong([change(1), undo(2, 1), undo(3, 2)])]).toEqual([2])
  expect([...undoneAmong([undo(4, 3), undo(3, 2), undo(2, 1), change(1)])].sort()).toEqual([1, 3])
})

test('[WB72] what counts is what changed something and still does', () => {
  expect(countInForce([])).toBe(0)
  expect(countInForce([change(1), change(2), undo(3, 1), { position: 4, intents: [] }])).toBe(1)
})
