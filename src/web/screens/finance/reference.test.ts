import { expect, test } from 'vitest'
import { columnsOf } from './month-columns.js'
import { comparisonReference, planReference } from './reference.js'
import { cellOf } from './report-cell.js'
import {
  CALENDAR,
  exampleGroups,
  exampleReport,
  LANDED_CALENDAR,
  landedReport,
  PAST_MONTHS,
  PLAN_MONTHS,
  rowOf,
} from './report-example.js'

const [LANDING, REST, DECEMBER, FIRST_YEAR] = columnsOf(CALENDAR, 'usual')

test('[WB35] what is left of a month is not compared with a whole one; the month whole is', () => {
  const budget = comparisonReference(exampleReport(1), 'budget', 'budget', 'USD')
  const row = rowOf(exampleReport(1), 'netSales')
  expect(cellOf(row, REST!, budget).delta).toBeNull()
  expect(cellOf(row, LANDING!, budget).delta).toBe(5100 - 200)
  expect(cellOf(row, DECEMBER!, budget)).toMatchObject({ delta: 0, share: 0 })
  expect(cellOf(row, FIRST_YEAR!, budget)).toMatchObject({
    value: 300,
    reference: 200,
    delta: 0,
    compared: { months: 1, of: 2 },
  })
  expect(
    comparisonReference(exampleReport(1, { currency: 'CLP' }), 'budget', '', 'USD').amount(null, 'netSales', 1),
  ).toBeNull()
})

test('[WB35] another plan’s rest of a month is compared where it begins on the same day', () => {
  const row = rowOf(exampleReport(3), 'netSales')
  expect(cellOf(row, REST!, planReference(exampleReport(3), exampleReport(1), '')).delta).toBe(200)
  const earlier = exampleReport(1, { months: ['2026-10', ...PLAN_MONTHS], planDay: '2026-10-26' })
  const reference = planReference(exampleReport(3), earlier, '')
  expect(cellOf(row, REST!, reference).delta).toBeNull()
  expect(cellOf(row, DECEMBER!, reference).reference).toBe(300)
  expect(cellOf(row, LANDING!, reference).reference).toBe(200)
})

test('[WB36] what belongs to no group stands in one without a name, and is not the whole', () => {
  const named = exampleGroups(2)!
  const shown = exampleReport(1, { groups: [named[0]!, { ...named[1]!, key: '' }] })
  const reference = planReference(shown, shown, '')
  expect(reference.amount('', 'netSales', 1)).toBe(200)
  expect(reference.amount(null, 'netSales', 1)).toBe(200)
  expect(reference.amount('', 'netSales', 5)).toBe(200)
  expect(reference.amount(null, 'netSales', 5)).toBe(600)
  expect(reference.amount('unknown', 'netSales', 1)).toBe(0)
  expect(comparisonReference(shown, 'budget', '', 'USD').amount('', 'netSales', 1)).toBeNull()
})

test('[WB85] a year that is landed is compared over the months that both sides know, the open one whole', () => {
  const shown = landedReport()
  const budget = comparisonReference(shown, 'budget', '', 'USD')
  const year = columnsOf(LANDED_CALENDAR, 2026).at(-1)!
  expect(cellOf(rowOf(shown, 'netSales'), year, budget)).toMatchObject({
    reference: 10 * 900 + 200 + 200,
    compared: null,
  })
  const same = planReference(shown, landedReport(), '')
  expect(cellOf(rowOf(shown, 'netSales'), year, same)).toMatchObject({ delta: 0, compared: null })
  // The plan of October had November whole.
  const october = exampleReport(1, { months: ['2026-10', ...PLAN_MONTHS], planDay: '2026-10-05' })
  expect(cellOf(rowOf(shown, 'netSales'), LANDING!, planReference(shown, october, '')).reference).toBe(200)
})

test('[WB86] groups that are over, or sold on, have their months, landing and what they are measured against', () => {
  const side = (told: string | null) => ({
    notTold: null,
    groups: [{ key: 'g0', lines: { netSales: [...PAST_MONTHS, ...PLAN_MONTHS].map(() => told) } }],
  })
  const shown = landedReport({
    groups: exampleGroups(1)!,
    comparedGroups: { months: [], budget: side('7.00'), lastYear: side(null) } as never,
  })
  const budget = comparisonReference(shown, 'budget', '', 'USD')
  const row = rowOf(shown, 'netSales/g0', ['netSales'])
  const year = columnsOf(LANDED_CALENDAR, 2026).at(-1)!
  expect(cellOf(row, year, budget)).toMatchObject({ value: 10_000 + 5_000 + 100 + 100, reference: 12 * 700 })
  expect(cellOf(row, LANDING!, budget)).toMatchObject({ value: 5_100, reference: 700 })
  const ended = rowOf(shown, 'netSales/ended', ['netSales'])
  expect(cellOf(ended, year, budget)).toMatchObject({ value: 10_000 + 5_000, reference: null })
  expect(cellOf(rowOf(shown, 'ebit/g0', ['ebit']), year, null).known).toEqual({ months: 1, of: 12 })
})
