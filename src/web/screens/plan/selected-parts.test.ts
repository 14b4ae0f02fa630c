import { CompactSelection, type Rectangle } from '@glideapps/glide-data-grid'
import { expect, test } from 'vitest'
import type { Scope } from '../../../core/edit/box.js'
import { keyFiguresFor } from './key-figures.js'
import type { PlanPages } from './plan-pages.js'
import { planSheet } from './plan-sheet.js'
import { isPartlyUnread } from './selected-cells.js'
import { partAround, partsBetween, selectedParts } from './selected-parts.js'
import { changeOfBlocks } from './sheet-changes.js'

const EVERYWHERE = { product: [], location: [], customer: [] }
const figures = keyFiguresFor('units', {
  sees: () => true,
  withStock: true,
  ofCustomers: false,
  withPast: true,
})
const FIGURES = figures.length
const CONSENSUS = figures.findIndex(({ measure }) => measure === 'consensus')

/** Three families by month, one month of the past before three of the plan. */
const periods = ['2026-12', '2027-01', '2027-02', '2027-03'].map((month) => ({ firstDay: `${month}-01`, days: 28 }))
const head = {
  epoch: { scenario: 'main', numbers: 1, settled: 1 },
  currency: 'USD',
  decimals: { quantity: 3, money: 2 },
  periods,
  rows: ['bars', 'drinks', 'water'].map((name) => ({ names: [name], values: { consensus: [0, 1000, 2000, 3000] } })),
  rowCount: 3,
  totals: { consensus: [0, 3000, 6000, 9000] },
  next: null,
}
const pages = {
  head,
  error: null,
  isStale: false,
  rowAt: (group) => (group === 2 ? undefined : head.rows[group]),
  asOf: () => 1,
  look: () => undefined,
  again: () => undefined,
  namesInSight: [],
} satisfies PlanPages
const sheetWith = (time: 'columns' | 'rows') =>
  planSheet({
    ...{ scenario: 'main', scope: EVERYWHERE, figures, pages, painted: new Map(), mayEdit: true },
    levels: [{ tree: 'product', dimension: 'family' }],
    wayOfLocation: () => undefined,
    ownPart: (one: Scope) => one,
    planDay: '2027-01-01',
    ...{ time, period: 'month' as const },
  })
const sheet = sheetWith('columns')

const selected = (...ranges: Rectangle[]) => ({
  columns: CompactSelection.empty(),
  rows: CompactSelection.empty(),
  current: {
    cell: [ranges.at(-1)!.x, ranges.at(-1)!.y] as const,
    range: ranges.at(-1)!,
    rangeStack: ranges.slice(0, -1),
  },
})
/** Columns of the plan begin at 3: names, figures, one month of the past. */
const rowOf = (group: number, figure = CONSENSUS): number => (group + 1) * FIGURES + figure
const at = (group: number, column: number, width = 1) => ({ x: column, y: rowOf(group), width, height: 1 })
const part = (product: readonly string[], from: string, until: string) => ({
  scope: { ...EVERYWHERE, product },
  from,
  until,
})

test('[WB27] a change over several ranges is one over each part of the plan, over the days that are selected of it', () => {
  expect(selectedParts(sheet, selected(at(0, 2, 2), at(1, 5)))).toEqual([
    part(['bars'], '2027-01-01', '2027-01-29'),
    part(['drinks'], '2027-03-01', '2027-03-29'),
  ])
  // Two stretches of one row, and a column that is selected twice.
  expect(selectedParts(sheet, selected(at(0, 3), at(0, 5), at(0, 5)))).toEqual([
    part(['bars'], '2027-01-01', '2027-01-29'),
    part(['bars'], '2027-03-01', '2027-03-29'),
  ])
  // Any of a group's rows speaks of it, but what was sold last year.
  expect(selectedParts(sheet, selected({ x: 3, y: rowOf(0), width: 1, height: FIGURES }))).toHaveLength(2)
  expect(selectedParts(sheet, selected({ x: 3, y: rowOf(0, 0), width: 1, height: 1 }))).toEqual([])
})

test('[WB27] what lies in the total that is selected is not changed twice, and nothing is while names are on their way', () => {
  expect(selectedParts(sheet, selected(at(-1, 3), at(0, 3, 2)))).toEqual([
    part([], '2027-01-01', '2027-01-29'),
    part(['bars'], '2027-02-01', '2027-03-01'),
  ])
  expect(selectedParts(sheet, selected(at(0, 3), at(2, 3)))).toBeNull()
})

test('[WB27] days that are said go for every part once; around all of them is what they have in common', () => {
  const parts = selectedParts(sheet, selected(at(0, 3), at(0, 5), at(1, 4)))!
  expect(partsBetween(parts, null, null)).toBe(parts)
  expect(partsBetween(parts, null, '2027-06-01')).toEqual([
    part(['bars'], '2027-01-01', '2027-06-01'),
    part(['drinks'], '2027-02-01', '2027-06-01'),
  ])
  expect(partAround(parts)).toEqual(part([], '2027-01-01', '2027-03-29'))
  expect(partAround(parts.slice(0, 1))).toEqual(parts[0])
  expect(partAround([])).toBeNull()
})

test('[WB27] [WB109] where time runs in rows it is the same parts that are selected', () => {
  const turned = sheetWith('rows')
  /** Columns are the total and the families, rows the months, the past one first. */
  const cell = (group: number, month: number, figure = CONSENSUS) => ({
    ...{ x: 3 + group, y: month * FIGURES + figure, width: 1, height: 1 },
  })
  expect(selectedParts(turned, selected(cell(0, 1), cell(1, 3)))).toEqual([
    part(['bars'], '2027-01-01', '2027-01-29'),
    part(['drinks'], '2027-03-01', '2027-03-29'),
  ])
  // One block over two families, the past and two months of the plan.
  const block = { x: 3, y: CONSENSUS, width: 2, height: 2 * FIGURES + 1 }
  expect(selectedParts(turned, selected(block))).toEqual([
    part(['bars'], '2027-01-01', '2027-03-01'),
    part(['drinks'], '2027-01-01', '2027-03-01'),
  ])
  expect(selectedParts(turned, selected(cell(-1, 1), cell(0, 1), cell(0, 2)))).toEqual([
    part([], '2027-01-01', '2027-01-29'),
    part(['bars'], '2027-02-01', '2027-03-01'),
  ])
  expect(selectedParts(turned, selected(cell(0, 1, 0)))).toEqual([])
  expect(selectedParts(turned, selected(cell(2, 1)))).toBeNull()
  expect([0, 2].map((group) => isPartlyUnread(turned, selected(cell(group, 1))))).toEqual([false, true])
  expect([0, 2].map((group) => isPartlyUnread(sheet, selected(at(group, 3))))).toEqual([false, true])
})

test('[WB28] what is pasted into several ranges is one change, each cell once, and cells that cannot be written count', () => {
  const block = [['1.5']]
  const paste = (...ranges: { column: number; row: number }[]) =>
    changeOfBlocks(
      sheet,
      ranges.map((place) => ({ at: place, block })),
      '.',
    )
  const change = paste({ column: 3, row: rowOf(0) }, { column: 4, row: rowOf(1) }, { column: 3, row: rowOf(0) })
  expect(change.faults).toEqual([])
  expect(change.intents).toHaveLength(2)
  expect([...change.paint.values()]).toEqual([1500, 1500])
  expect(paste({ column: 2, row: rowOf(0) }, { column: 3, row: rowOf(0, CONSENSUS + 1) }).faults).toHaveLength(2)
})
