import { expect, test } from 'vitest'
import type { TableShown } from '../../../api/wire/table.js'
import { KEY_FIGURES } from './key-figures.js'
import { answered, paint } from './painted-cells.js'
import { planSheet } from './plan-sheet.js'

const EVERYWHERE = { product: [], location: [], customer: [] }
const figures = KEY_FIGURES.units.filter(({ measure }) => measure === 'consensus')

/** One cell: the whole plan in one month, of which a plan says 5, as of a position. */
function cellOf(scenario: string, numbers: number, painted: Parameters<typeof planSheet>[0]['painted']) {
  const head = {
    epoch: { scenario, numbers, settled: numbers },
    currency: 'USD',
    decimals: { quantity: 3, money: 2 },
    periods: [{ firstDay: '2027-01-01', days: 31 }],
    rows: [],
    rowCount: 0,
    totals: { consensus: [5] },
    next: null,
  }
  const pages = {
    head,
    error: null,
    isStale: false,
    rowAt: () => undefined,
    asOf: () => numbers,
    look: () => undefined,
    again: () => undefined,
    namesInSight: [],
  }
  const scope = { product: [], location: [], customer: [] }
  const wayOfLocation = () => undefined
  const asked = { scenario, scope, levels: [], figures, pages, painted, mayEdit: true, wayOfLocation }
  return planSheet({ ...asked, planDay: '2027-01-01', time: 'columns', period: 'month' }).cellAt(2, 0)!
}

test('[WB13] what was written in one plan is shown there until the plan says it, and in no other plan', () => {
  const { key } = cellOf('main', 3, new Map())
  const waits = paint(new Map(), 'a change', new Map([[key, 9]]))
  expect(cellOf('main', 3, waits)).toMatchObject({ value: 9, pending: true })
  expect(cellOf('scenario-1', 2, waits)).toMatchObject({ value: 5, pending: false })
  const done = answered(waits, 'a change', 4)
  expect(cellOf('main', 3, done)).toMatchObject({ value: 9, pending: true })
  expect(cellOf('main', 4, done)).toMatchObject({ value: 5, pending: false })
  expect(cellOf('scenario-1', 2, done)).toMatchObject({ value: 5, pending: false })
})

test('[WB25] what was sold up to the plan day is at most its last year, a day of each period, and the last one counts', () => {
  const soldOf = (periods: { firstDay: string; days: number }[], actual: number[], as: 'units' | 'value' = 'units') => {
    const head = {
      epoch: { scenario: 'main', numbers: 1, settled: 1 },
      currency: 'USD',
      decimals: { quantity: 3, money: 2 },
      periods,
      rows: [],
      rowCount: 0,
      totals: as === 'units' ? { actual, consensus: actual } : { actualNetSales: actual },
      next: null,
    }
    const pages = {
      head,
      error: null,
      isStale: false,
      rowAt: () => undefined,
      asOf: () => 1,
      look: () => undefined,
      again: () => undefined,
      namesInSight: [],
    }
    const asked = { scenario: 'main', scope: EVERYWHERE, levels: [], figures: KEY_FIGURES[as], pages }
    const rest = { painted: new Map(), mayEdit: true, wayOfLocation: () => undefined, planDay: '2027-01-11' }
    return planSheet({ ...asked, ...rest }).soldOf(-1)
  }
  const day = (at: number): string => new Date(Date.UTC(2025, 0, 6) + at * 864e5).toISOString().slice(0, 10)
  const weeks = Array.from({ length: 110 }, (_, at) => ({ firstDay: day(7 * at), days: 7 }))
  const sold = weeks.map((_, at) => (at + 1) * 7)
  // 105 weeks before the plan day, of which the last 52 are shown.
  expect(soldOf(weeks, sold)).toEqual(Array.from({ length: 52 }, (_, at) => 54 + at))
  const months = [31, 30, 10].map((days, at) => ({ firstDay: `202${at === 2 ? '7-01' : `6-1${at}`}-01`, days }))
  expect(soldOf([...months, { firstDay: '2027-01-11', days: 21 }], [310, 300, 50, 0], 'value')).toEqual([10, 10, 5])
  expect(soldOf([{ firstDay: '2027-01-11', days: 21 }], [0])).toEqual([])
})

/** Two months of two groups: the whole plan has 1, 2, the groups 10, 20 and 100, 200. */
function sheetOf(time: 'columns' | 'rows', cut?: 'first') {
  const head: TableShown = {
    epoch: { scenario: 'main', numbers: 1, settled: 1 },
    currency: 'USD',
    decimals: { quantity: 3, money: 2 },
    periods: [
      { firstDay: '2027-01-01', days: 31, ...(cut === undefined ? {} : { cut }) },
      { firstDay: '2027-02-01', days: 28 },
    ],
    rows: [
      { names: ['a'], values: { consensus: [10, 20], closing: [null, 7] }, locked: [0, 2] },
      { names: ['b'], values: { consensus: [100, 200], closing: [null, 8] } },
    ],
    rowCount: 2,
    totals: { consensus: [1, 2], closing: [null, 15] },
    next: null,
  }
  const pages = {
    head,
    error: null,
    isStale: false,
    rowAt: (group: number) => head.rows[group],
    asOf: () => 1,
    look: () => undefined,
    again: () => undefined,
    namesInSight: [],
  }
  const two = KEY_FIGURES.units.filter(({ measure }) => measure === 'consensus' || measure === 'closing')
  return planSheet({
    scenario: 'main',
    scope: { product: [], location: [], customer: [] },
    levels: [{ tree: 'product', dimension: 'category' }],
    figures: two,
    pages,
    painted: new Map(),
    mayEdit: true,
    wayOfLocation: () => undefined,
    planDay: '2027-01-01',
    time,
    period: 'month',
  })
}

test('[WB109] a number is the same cell whichever way time runs: its place, its key, what it is marked with', () => {
  const [columns, rows] = [sheetOf('columns'), sheetOf('rows')]
  for (let at = 0; at < 2; at++)
    for (let group = 0; group < 3; group++)
      for (let figure = 0; figure < 2; figure++) {
        const upright = columns.cellAt(2 + at, group * 2 + figure)
        expect(rows.cellAt(2 + group, at * 2 + figure)).toEqual(upright)
        expect(upright).not.toBeNull()
        expect(rows.scopeOf(0, 2 + group)).toEqual(columns.scopeOf(group * 2))
      }
  expect(rows.cellAt(3, 2)).toMatchObject({ value: 20, editable: true, marks: { locked: 2 } })
  expect([rows.rowCount, rows.columnCount]).toEqual([4, 3])
  // Of a row there is no part where time runs in rows, nor a past.
  expect([rows.scopeOf(0), rows.soldOf(0)]).toEqual([undefined, []])
})

test('[WB108] what cuts a bucket is read only, and its stock is unknown and no nought', () => {
  const sheet = sheetOf('columns', 'first')
  expect(sheet.cellAt(2, 0)).toMatchObject({ value: 1, editable: false, isCut: true })
  expect(sheet.cellAt(2, 1)!.value).toBeUndefined()
  expect(sheet.cellAt(3, 0)).toMatchObject({ value: 2, editable: true, isCut: false })
  expect(sheet.cellAt(3, 1)!.value).toBe(15)
})
