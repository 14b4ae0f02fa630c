import { expect, test } from 'vitest'
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
  return planSheet({ ...asked, planDay: '2027-01-01' }).cellAt(2, 0)!
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
