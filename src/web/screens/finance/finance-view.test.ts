import { expect, test } from 'vitest'
import { readFinanceView, usualScale, withCellShown, writeOpened } from './finance-view.js'
import { columnsOf } from './month-columns.js'
import { lastCycle } from './plan-names.js'
import { CALENDAR, PLAN_MONTHS } from './report-example.js'
import { tablePlaces } from './table-places.js'

test('[WB41] what one looks at comes back from the address', () => {
  const view = readFinanceView({
    against: 'scenario-3',
    show: 'variance',
    span: '2027',
    group: 'item',
    open: 'netSales,ebit',
    cell: 'netSales/a@b@2027-01',
  })
  expect(view).toMatchObject({
    against: 'scenario-3',
    show: 'variance',
    span: 2027,
    by: 'item',
    cell: { row: 'netSales/a@b', month: '2027-01' },
  })
  expect(writeOpened(view.opened)).toBe('netSales,ebit')
  expect(readFinanceView({ part: 'cash' }).against).toBe('none')
  expect(readFinanceView({ part: 'cash', show: 'share' }).show).toBe('values')
  expect([usualScale(19_000_000), usualScale(900)]).toEqual(['M', 'k'])
})

test('[WB37] a number is open as long as it is in the table', () => {
  const opened = (cell: string, rows: string[]) =>
    withCellShown(
      readFinanceView({ cell }),
      rows.map((id) => ({ id })),
      PLAN_MONTHS,
    ).cell
  expect(opened('netSales/g1@2027-01', ['netSales', 'netSales/g1'])).toEqual({ row: 'netSales/g1', month: '2027-01' })
  expect(opened('netSales/g1@2027-01', ['netSales'])).toBeNull()
  expect(opened('netSales@2031-01', ['netSales'])).toBeNull()
})

test('[WB35] a whole year stands beside what it is compared with', () => {
  const columns = columnsOf(CALENDAR, 'usual')
  const shows = tablePlaces(columns, 'values', true).slice(-4)
  expect(shows.map(({ shows: one }) => one)).toEqual(['value', 'reference', 'delta', 'share'])
  expect(tablePlaces(columns, 'values', false)).toHaveLength(columns.length)
})

test('[WB35] the last cycle is the version before the one in force', () => {
  const version = (id: string, frozenAt: string) => ({ id, frozenAt }) as never
  const versions = [version('a', '2026-10-01'), version('b', '2026-11-01'), version('c', '2026-12-01')]
  expect(lastCycle(versions, 'c')).toMatchObject({ id: 'b' })
  expect(lastCycle(versions, 'a')).toBeNull()
})
