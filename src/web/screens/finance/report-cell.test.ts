import { expect, test } from 'vitest'
import { columnsOf } from './month-columns.js'
import { cellOf } from './report-cell.js'
import { CALENDAR, exampleReport, LANDED_CALENDAR, landedReport, rowOf } from './report-example.js'

test('[WB33] the open month is whole where it is known day by day', () => {
  const [landing] = columnsOf(CALENDAR, 'usual')
  expect(cellOf(rowOf(exampleReport(1), 'netSales'), landing!, null).value).toBe(5100)
  expect(cellOf(rowOf(exampleReport(1), 'ebit'), landing!, null).value).toBeNull()
})

test('[WB34] a year adds up amounts, and has the levels and days of its last month', () => {
  const year = columnsOf(CALENDAR, 'usual').at(-1)!
  const sum = Array.from({ length: 12 }, (_, at) => (at + 3) * 100).reduce((a, b) => a + b)
  expect(cellOf(rowOf(exampleReport(1), 'netSales'), year, null).value).toBe(sum)
  expect(cellOf(rowOf(exampleReport(1), 'cashFlow'), year, null).value).toBe(sum)
  expect(cellOf(rowOf(exampleReport(1), 'stock'), year, null).value).toBe(1400)
  expect(cellOf(rowOf(exampleReport(1), 'dio'), year, null).value).toBe(400)
})

test('[WB85] a year is actual, landing and plan; where a month is not known it says so', () => {
  const shown = landedReport()
  const year = columnsOf(LANDED_CALENDAR, 2026).at(-1)!
  expect(cellOf(rowOf(shown, 'netSales'), year, null)).toMatchObject({ value: 10_000 + 5_100 + 200, known: null })
  expect(cellOf(rowOf(shown, 'grossMargin'), year, null).value).toBe(4_000 + 2_000 + 100 + 200)
  expect(cellOf(rowOf(shown, 'ebit'), year, null)).toMatchObject({ value: 100 + 200, known: { months: 1, of: 12 } })
  const [over] = columnsOf(LANDED_CALENDAR, 'usual')
  expect(cellOf(rowOf(shown, 'netSales'), over!, null).value).toBe(10_000)
  expect(cellOf(rowOf(shown, 'stock'), over!, null).value).toBeNull()
})
