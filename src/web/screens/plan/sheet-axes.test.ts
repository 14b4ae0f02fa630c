import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GridShape } from './grid-shape.js'
import { KEY_FIGURES } from './key-figures.js'
import { NAME_COLUMNS } from './plan-columns.js'
import { sheetAxes } from './sheet-axes.js'

const shapes: fc.Arbitrary<GridShape> = fc.record({
  figures: fc.integer({ min: 1, max: 6 }).map((count) => KEY_FIGURES.units.slice(0, count)),
  periods: fc
    .integer({ min: 1, max: 9 })
    .map((count) => Array.from({ length: count }, (_, at) => ({ firstDay: `2027-01-0${at + 1}`, days: 1 }))),
  groupCount: fc.nat(12),
})

test('[WB109] time in rows is the same sheet turned: every number stands in it once, and is the same number', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 12 }), (shape, most) => {
      const numbers = (time: 'rows' | 'columns'): string[] => {
        const { rowCount, columnCount, placeAt } = sheetAxes(shape, time, most)
        const found: string[] = []
        for (let row = 0; row < rowCount; row++)
          for (let column = NAME_COLUMNS; column < NAME_COLUMNS + columnCount; column++) {
            const { group, figure, at } = placeAt(column, row)!
            if (group < most) found.push(`${group} ${figure.measure} ${at}`)
          }
        return found.sort()
      }
      expect(numbers('rows')).toEqual(numbers('columns'))
      expect(new Set(numbers('rows')).size).toBe(numbers('rows').length)
    }),
  )
})

test('[WB109] a cell’s group and period are those of its place, whichever way time runs', () => {
  fc.assert(
    fc.property(shapes, fc.constantFrom('rows' as const, 'columns' as const), (shape, time) => {
      const axes = sheetAxes(shape, time, 100)
      for (let row = 0; row < axes.rowCount; row++)
        for (let column = NAME_COLUMNS; column < NAME_COLUMNS + axes.columnCount; column++) {
          const { group, at } = axes.placeAt(column, row)!
          expect(axes.groupAt(column, row)).toBe(group)
          expect(axes.periodAt(column, row)).toBe(shape.periods[at])
          expect(axes.periodsIn({ x: column, y: row, width: 1, height: 1 })).toEqual([shape.periods[at]])
        }
      expect(axes.periodsIn({ x: NAME_COLUMNS, y: 0, width: axes.columnCount, height: axes.rowCount })).toEqual(
        shape.periods,
      )
      expect(axes.placeAt(NAME_COLUMNS + axes.columnCount, 0)).toBeNull()
      expect(axes.placeAt(0, 0)).toBeNull()
    }),
  )
})

test('[WB109] the total stands first, and as many groups beside it as a page has', () => {
  const shape = { figures: KEY_FIGURES.units, periods: [{ firstDay: '2027-01-01', days: 31 }], groupCount: 250 }
  const { columnCount, placeAt } = sheetAxes(shape, 'rows', 100)
  expect(columnCount).toBe(101)
  expect([placeAt(NAME_COLUMNS, 0)!.group, placeAt(NAME_COLUMNS + 100, 0)!.group]).toEqual([-1, 99])
})
