import { expect, test } from 'vitest'
import { CHART_SUMS } from '../../../finance/profit-chart.js'
import { columnsOf } from './month-columns.js'
import { comparisonReference, planReference } from './reference.js'
import { OTHERS } from './report-amounts.js'
import { cellOf } from './report-cell.js'
import { CALENDAR, exampleGroups, exampleReport, LANDED_CALENDAR, landedReport, rowOf } from './report-example.js'
import { betterOf, PROFIT_SHAPES } from './report-line.js'
import { rowsOf } from './report-rows.js'
import { reportSheet } from './report-sheet.js'

const [, , DECEMBER] = columnsOf(CALENDAR, 'usual')

test('[WB34] less is better of all that is taken off, and it carries a minus', () => {
  for (const { takesOff } of CHART_SUMS)
    for (const line of takesOff) {
      expect([line, betterOf(line)]).toEqual([line, -1])
      expect(PROFIT_SHAPES.find((shape) => shape.line === line)!.sign).toBe('−')
    }
  expect([betterOf('netSales'), betterOf('dpo'), betterOf('dio'), betterOf('cashFlow')]).toEqual([1, 1, -1, 1])
})

test('[WB36] groups below a line are the largest first, and all together what they were', () => {
  for (const count of [3, 100]) {
    const shown = exampleReport(1, { groups: exampleGroups(count)! })
    const rows = rowsOf({ report: shown, shapes: PROFIT_SHAPES, opened: new Set(['netSales']), otherGroups: [] })
    const below = rows.filter(({ group }) => group !== null)
    expect(below).toHaveLength(Math.min(count, 41))
    expect(below[0]!.group).toBe(`g${count - 1}`)
    expect(below.reduce((sum, { amounts }) => sum + amounts[0]!, 0)).toBe((count * (count + 1) * 100) / 2)
    expect(below.some(({ group }) => group === OTHERS)).toBe(count > 40)
  }
})

test('[WB36] a group that is only on the other side has a row, with nothing on this one', () => {
  const shown = exampleReport(1, { groups: exampleGroups(1)! })
  const other = exampleReport(1, { groups: [...exampleGroups(1)!, { ...exampleGroups(1)![0]!, key: 'gone' }] })
  const rows = rowsOf({
    report: shown,
    shapes: PROFIT_SHAPES,
    opened: new Set(['netSales']),
    otherGroups: ['g0', 'gone'],
  })
  const gone = rows.find(({ group }) => group === 'gone')!
  expect(cellOf(gone, DECEMBER!, planReference(shown, other, ''))).toMatchObject({
    value: 0,
    reference: 100,
    delta: -100,
  })
})

const WORDS = {
  line: 'Line',
  group: 'Group',
  unit: 'Unit',
  units: 'units',
  days: 'days',
  landing: 'whole',
  rest: 'rest',
  others: 'others',
  delta: 'Δ',
  nameOf: ({ line }: { line: string }) => line,
}

test('[WB41] a sheet has whole currency units, and a compared one both sides and how far apart', () => {
  const shown = exampleReport(1234)
  const rows = [rowOf(shown, 'netSales')]
  const reference = comparisonReference(shown, 'budget', 'budget', 'USD')
  const sheet = reportSheet({ rows, columns: [DECEMBER!], reference, report: shown }, WORDS)
  expect(sheet.heads).toEqual(['Line', 'Group', 'Unit', '2026-12', '2026-12 budget', '2026-12 Δ'])
  expect(sheet.rows).toEqual([{ isSum: true, values: ['netSales', '', 'USD', 2468, 2, 2466] }])
})

test('[WB85] a sheet has no sum of a year of which a month is not known', () => {
  const shown = landedReport()
  const columns = columnsOf(LANDED_CALENDAR, 2026).slice(-1)
  const rows = [rowOf(shown, 'netSales'), rowOf(shown, 'ebit')]
  const reference = planReference(shown, landedReport(), 'other')
  expect(reportSheet({ rows, columns, reference, report: shown }, WORDS).rows.map(({ values }) => values)).toEqual([
    ['netSales', '', 'USD', 153, 153, 0],
    ['ebit', '', 'USD', null, null, null],
  ])
})
