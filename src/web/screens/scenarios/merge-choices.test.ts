import { expect, test } from 'vitest'
import { type ConflictTold, choicesSent, entriesInTheWay, undecided, withConflicts } from './merge-choices.js'

const conflict = (here: number, there: number, from = '2027-03-01'): ConflictTold => ({
  positions: { here, there },
  clash: {
    kind: 'cells',
    scope: { product: [], location: [], customer: [] },
    from,
    until: '2027-04-01',
    here: 1,
    there: 2,
  },
})

test('[WB73] one choice for each entry of the scenario, however much of the plan it meets', () => {
  const conflicts = [conflict(4, 2), conflict(5, 2), conflict(4, 1)]
  expect(entriesInTheWay(conflicts)).toEqual([1, 2])
  expect(undecided(conflicts, new Map())).toBe(2)
  expect(undecided(conflicts, new Map([[2, 'here']]))).toBe(1)
  expect(choicesSent(new Map([[2, 'here']]))).toEqual([{ position: 2, take: 'here' }])
})

test('[WB73] what was told before stays when more is told, each place once', () => {
  const known = [conflict(4, 2), conflict(5, 3)]
  const told = [conflict(4, 2), conflict(6, 7)]
  expect(withConflicts(known, told).map(({ positions }) => positions.there)).toEqual([3, 2, 7])
  expect(withConflicts([conflict(4, 2)], [conflict(4, 2, '2027-02-01')])).toHaveLength(2)
})
