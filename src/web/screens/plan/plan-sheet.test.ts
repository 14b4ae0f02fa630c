import { expect, test } from 'vitest'
import { KEY_FIGURES } from './key-figures.js'
import { answered, paint } from './painted-cells.js'
import { planSheet } from './plan-sheet.js'

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
  return planSheet({ ...asked, planDay: '2027-01-01', ownPart: (one) => one }).cellAt(2, 0)!
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
