import { expect, test } from 'vitest'
import { type PlanConflict, withoutWritten } from './conflict-list.js'

const conflict = (key: string, cells: string[], scenario = 'main'): PlanConflict => ({
  key,
  scenario,
  theirs: null,
  mine: { intents: [], reason: null, cells: new Map(cells.map((cell) => [cell, 1])) },
})
const left = (conflicts: PlanConflict[], ...cells: string[]): string[] =>
  withoutWritten(conflicts, 'main', new Map(cells.map((cell) => [cell, 2]))).map(({ key }) => key)

test('[WB100] who writes in all of the cells again has chosen; what is of other cells or plans waits on', () => {
  const all = [
    conflict('one', ['a']),
    conflict('two', ['a', 'b']),
    conflict('block', []),
    conflict('other', ['a'], 's1'),
  ]
  expect(left(all, 'a')).toEqual(['two', 'block', 'other'])
  expect(left(all, 'a', 'b')).toEqual(['block', 'other'])
  expect(left(all, 'c')).toEqual(['one', 'two', 'block', 'other'])
})
