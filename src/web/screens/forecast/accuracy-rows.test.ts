import { expect, test } from 'vitest'
import { type AccuracyReport, dimensionsAsked, isCut, rowsInScope } from './accuracy-rows.js'

const scope = { product: ['snacks', 'bars'], location: [], customer: ['PE'] }
const figures = (cells: number) => ({ layers: [], range: { cells, coverage: null, pinball: null }, pointCost: null })
const report = (by: AccuracyReport['by'], rows: [string[], number][]): AccuracyReport => ({
  grain: 'week',
  currency: 'USD',
  by,
  cycles: [],
  rows: rows.map(([names, cells]) => ({ names, ...figures(cells) })),
  total: figures(99),
})

test('[WB83] the rows of the part that is looked at, under the name that they are told apart by', () => {
  const by = dimensionsAsked(scope, 'lag')
  expect(by).toEqual(['category', 'family', 'country', 'lag'])
  const told = report(
    [...by],
    [
      [['snacks', 'bars', 'PE', '0'], 1],
      [['snacks', 'bars', 'PE', '1'], 2],
      [['snacks', 'nuts', 'PE', '0'], 4],
      [['snacks', 'bars', 'CL', '0'], 8],
    ],
  )
  expect(rowsInScope(told, scope, 'lag').map(({ name, figures: { range } }) => [name, range.cells])).toEqual([
    ['0', 1],
    ['1', 2],
  ])
})

test('[WB83] of everything the total; what is told apart by a name of the scope is one row', () => {
  const everything = { product: [], location: [], customer: [] }
  expect(rowsInScope(report([], []), everything, null)).toEqual([{ name: null, figures: figures(99) }])
  expect(dimensionsAsked(scope, 'family')).toEqual(['category', 'family', 'country'])
})

test('[WB83] the country of a place is no name that accuracy is told by', () => {
  expect(isCut({ ...scope, location: ['PE'] })).toBe(false)
  expect(dimensionsAsked({ ...scope, location: ['PE'] }, null)).not.toContain('location')
  expect(isCut({ ...scope, location: ['PE', 'DC-LIM'] })).toBe(true)
  expect(dimensionsAsked({ ...scope, location: ['PE', 'DC-LIM'] }, null)).toContain('location')
})
