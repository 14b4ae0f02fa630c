import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOf, kindOfPeriod, placeOfRow, rowCountOf, rowOfPlace, scopeOfRow, stretchOf } from './grid-shape.js'
import { KEY_FIGURES, keyFiguresFor } from './key-figures.js'
import { namedLevels } from './plan-layout.js'

const EVERYWHERE = { product: [], location: [], customer: [] }

test('[WB11] every row is one key figure of one group, the total first', () => {
  const shape = { figures: KEY_FIGURES.units.slice(0, 9), periods: [], groupCount: 7 }
  expect(rowCountOf(shape)).toBe(72)
  expect(placeOfRow(shape, 0)).toMatchObject({ group: -1, first: true, figure: { measure: 'lastYear' } })
  fc.assert(
    fc.property(fc.nat(71), (row) => {
      const { group, figure } = placeOfRow(shape, row)
      expect(rowOfPlace(shape, group, figure)).toBe(row)
    }),
  )
})

test('[WB11] a row’s part of the plan is the scope and its names; a place is found in its own country', () => {
  const scope = { ...EVERYWHERE, product: ['snacks'] }
  const levels = namedLevels({ depths: { product: 2, location: 2, customer: 1 } }, scope)
  expect(levels.map(({ dimension }) => dimension)).toEqual(['family', 'country', 'location'])
  const places = new Map([['dc-callao', ['PE', 'dc-callao']]])
  expect(scopeOfRow(scope, levels, ['bars', 'PE', 'dc-callao'], (name) => places.get(name))).toEqual({
    product: ['snacks', 'bars'],
    location: ['PE', 'dc-callao'],
    customer: [],
  })
  expect(scopeOfRow(scope, levels, null, () => undefined)).toBe(scope)
})

test('[WB11] days, weeks that a month cuts, and months', () => {
  expect([1, 3, 7, 28, 31].map((days) => kindOfPeriod({ firstDay: '2026-12-01', days }))).toEqual([
    'day',
    'week',
    'week',
    'month',
    'month',
  ])
  expect(daysOf({ firstDay: '2026-12-28', days: 4 })).toEqual({ from: '2026-12-28', until: '2027-01-01' })
  expect(
    stretchOf([
      { firstDay: '2026-12-28', days: 4 },
      { firstDay: '2027-01-01', days: 3 },
    ]),
  ).toEqual({
    from: '2026-12-28',
    until: '2027-01-04',
  })
})

test('[WB12] whoever sees no stock or margin has no rows of it, and rows by customer have no stock', () => {
  const all = () => true
  const names = (figures: ReturnType<typeof keyFiguresFor>): string[] => figures.map(({ measure }) => measure)
  const shown = { sees: all, withStock: true, ofCustomers: false, withPast: false }
  expect(names(keyFiguresFor('units', { ...shown, withStock: false, ofCustomers: true }))).toEqual([
    'baseline',
    'consensus',
    'constrained',
  ])
  // Who is told of stock and not of demand does not learn what is asked for.
  expect(names(keyFiguresFor('units', { ...shown, sees: (group) => group === 'stock' }))).toEqual([
    'opening',
    'received',
    'netMoves',
    'closing',
  ])
  expect(names(keyFiguresFor('value', { ...shown, sees: (group) => group !== 'margin', withPast: true }))).toEqual([
    'netSales',
  ])
})

test('[WB24] rows are the arithmetic that their signs say; shipments stand once, unless there are two kinds of them', () => {
  const shown = { sees: () => true, withStock: true, ofCustomers: false, withPast: false }
  const read = (as: 'units' | 'value', how = shown): string[] =>
    keyFiguresFor(as, how).map(({ sign, measure }) => `${sign}${measure}`)
  const stock = ['opening', '+received', '±otherMoves', '−shipped', '=closing']
  expect(read('units')).toEqual(['baseline', 'consensus', ...stock])
  expect(read('units', { ...shown, ofCustomers: true })).toEqual(['baseline', 'consensus', 'constrained', ...stock])
  expect(read('value')).toEqual(['netSales', '−standardCost', '−variancesAndWriteOffs', '=grossMargin'])
  const called = (how: typeof shown) => keyFiguresFor('units', how).map(({ name }) => name)
  expect(new Set(called({ ...shown, ofCustomers: true })).size).toBe(8)
})
