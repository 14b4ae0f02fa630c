import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHART_SUMS, PROFIT_LINES } from '../../../finance/profit-chart.js'
import { readFinanceView, usualScale, withCellShown, writeOpened } from './finance-view.js'
import { believed, chancesOf, chanceText, rangeOf } from './money-range.js'
import { columnsOf, daysOfMonth, fiscalYears, yearOf } from './month-columns.js'
import { lastCycle } from './plan-names.js'
import { comparisonReference, planReference } from './reference.js'
import { OTHERS, type ReportShown } from './report-amounts.js'
import { cellOf, type Row } from './report-cell.js'
import { betterOf, CASH_SHAPES, PROFIT_SHAPES } from './report-line.js'
import { rowsOf } from './report-rows.js'
import { reportSheet } from './report-sheet.js'
import { tablePlaces } from './table-places.js'

const MONTHS = [
  '2026-11',
  '2026-12',
  ...Array.from({ length: 12 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}`),
  '2028-01',
]
const CALENDAR = { months: MONTHS, planDay: '2026-11-23', yearStart: 1, nameShift: 0 }

/** A report in which every line of month `at` is `at + 1` times `size`. */
function report(size: number, more: Partial<ReportShown> = {}): ReportShown {
  const { months = MONTHS } = more
  const amounts = months.map((_, at) => `${(at + 1) * size}.00`)
  const lines = Object.fromEntries(PROFIT_LINES.map((line) => [line, amounts]))
  const days = { dio: 40.04, dso: 30, dpo: 50, c2c: 20.04 }
  return {
    company: 'Andina',
    version: '0001',
    planDay: '2026-11-23',
    currency: 'USD',
    months,
    units: amounts,
    lines,
    balances: {
      stock: amounts,
      receivables: amounts,
      payables: amounts,
      workingCapital: amounts,
      cashFlow: amounts,
      cumulativeCash: amounts,
    },
    landing: {
      month: months[0]!,
      actualToDate: { units: '5', netSales: '50.00' },
      landing: { units: String(5 + size), netSales: `${50 + size}.00` },
    } as never,
    cashToCash: { month: months.map(() => days), rolling12: months.map(() => days) },
    comparisons: [
      {
        line: 'netSales',
        plan: [],
        budget: months.map((_, at) => (at < 14 ? '2.00' : null)),
        lastYear: months.map(() => null),
      },
    ],
    coverage: { rows: 1, unpriced: 0, uncosted: 0 },
    ...more,
  } as ReportShown
}

const rowOf = (of: ReportShown, id: string, opened: string[] = []): Row =>
  rowsOf({ report: of, shapes: [...PROFIT_SHAPES, ...CASH_SHAPES], opened: new Set(opened), otherGroups: [] }).find(
    (row) => row.id === id,
  )!

test('[WB33] months stand in order, each year followed by its sum, up to the first whole year', () => {
  const columns = columnsOf(CALENDAR, 'usual')
  expect(
    columns.map((column) =>
      column.kind === 'year' ? `${column.year}${column.whole ? '' : '*'}` : `${column.kind} ${column.month}`,
    ),
  ).toEqual([
    'landing 2026-11',
    'month 2026-11',
    'month 2026-12',
    '2026*',
    ...MONTHS.slice(2, 14).map((month) => `month ${month}`),
    '2027',
  ])
  expect(columnsOf(CALENDAR, 'all').at(-1)).toMatchObject({ kind: 'month', month: '2028-01' })
  expect(columnsOf(CALENDAR, 2027)).toHaveLength(13)
})

test('[WB33] a plan that begins on the first has no month in two parts', () => {
  const columns = columnsOf({ ...CALENDAR, planDay: '2026-11-01' }, 'all')
  expect(columns.some(({ kind }) => kind === 'landing')).toBe(false)
  expect(daysOfMonth('2026-12', '2026-11-23')).toEqual({ from: '2026-12-01', until: '2027-01-01' })
  expect(daysOfMonth('2026-11', '2026-11-23')).toEqual({ from: '2026-11-23', until: '2026-12-01' })
})

test('[WB33] every month is in one year, also where it does not begin in January', () => {
  const april = fiscalYears({ fiscalYear: 2027, fiscalYearStart: '2026-04-01' })
  expect(['2026-03', '2026-04', '2027-03'].map((month) => yearOf(month, april))).toEqual([2026, 2027, 2027])
  expect(fiscalYears({ fiscalYear: 2027, fiscalYearStart: '2026-12-28' })).toEqual({ yearStart: 1, nameShift: 0 })
  expect(fiscalYears(undefined)).toEqual({ yearStart: 1, nameShift: 0 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (yearStart) => {
      const columns = columnsOf({ ...CALENDAR, yearStart }, 'all')
      const inYears = columns.flatMap((column) => (column.kind === 'month' ? [column.month] : []))
      expect(inYears).toEqual(MONTHS)
      for (const column of columns) if (column.kind === 'year' && column.whole) expect(column.ats).toHaveLength(12)
    }),
  )
})

test('[WB33] the open month is whole where it is known day by day', () => {
  const [landing] = columnsOf(CALENDAR, 'usual')
  expect(cellOf(rowOf(report(1), 'netSales'), landing!, null).value).toBe(5100)
  expect(cellOf(rowOf(report(1), 'ebit'), landing!, null).value).toBeNull()
})

test('[WB34] less is better of all that is taken off, and it carries a minus', () => {
  for (const { takesOff } of CHART_SUMS)
    for (const line of takesOff) {
      expect([line, betterOf(line)]).toEqual([line, -1])
      expect(PROFIT_SHAPES.find((shape) => shape.line === line)!.sign).toBe('−')
    }
  expect([betterOf('netSales'), betterOf('dpo'), betterOf('dio'), betterOf('cashFlow')]).toEqual([1, 1, -1, 1])
})

test('[WB34] a year adds up amounts, and has the levels and days of its last month', () => {
  const year = columnsOf(CALENDAR, 'usual').at(-1)!
  const sum = Array.from({ length: 12 }, (_, at) => (at + 3) * 100).reduce((a, b) => a + b)
  expect(cellOf(rowOf(report(1), 'netSales'), year, null).value).toBe(sum)
  expect(cellOf(rowOf(report(1), 'cashFlow'), year, null).value).toBe(sum)
  expect(cellOf(rowOf(report(1), 'stock'), year, null).value).toBe(1400)
  expect(cellOf(rowOf(report(1), 'dio'), year, null).value).toBe(400)
})

const [LANDING, REST, DECEMBER, FIRST_YEAR] = columnsOf(CALENDAR, 'usual')

test('[WB35] what is left of a month is not compared with a whole one; the month whole is', () => {
  const budget = comparisonReference(report(1), 'budget', 'budget', 'USD')
  const row = rowOf(report(1), 'netSales')
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
    comparisonReference(report(1, { currency: 'CLP' }), 'budget', '', 'USD').amount(null, 'netSales', 1),
  ).toBeNull()
})

test('[WB35] another plan’s rest of a month is compared where it begins on the same day', () => {
  const row = rowOf(report(3), 'netSales')
  expect(cellOf(row, REST!, planReference(report(3), report(1), '')).delta).toBe(200)
  const earlier = report(1, { months: ['2026-10', ...MONTHS], planDay: '2026-10-26' })
  const reference = planReference(report(3), earlier, '')
  expect(cellOf(row, REST!, reference).delta).toBeNull()
  expect(cellOf(row, DECEMBER!, reference).reference).toBe(300)
  expect(cellOf(row, LANDING!, reference).reference).toBe(200)
})

const groups = (count: number): ReportShown['groups'] =>
  Array.from({ length: count }, (_, at) => {
    const amounts = MONTHS.map(() => `${at + 1}.00`)
    return { key: `g${at}`, units: amounts, lines: Object.fromEntries(PROFIT_LINES.map((line) => [line, amounts])) }
  })

test('[WB36] groups below a line are the largest first, and all together what they were', () => {
  for (const count of [3, 100]) {
    const shown = report(1, { groups: groups(count)! })
    const rows = rowsOf({ report: shown, shapes: PROFIT_SHAPES, opened: new Set(['netSales']), otherGroups: [] })
    const below = rows.filter(({ group }) => group !== null)
    expect(below).toHaveLength(Math.min(count, 41))
    expect(below[0]!.group).toBe(`g${count - 1}`)
    expect(below.reduce((sum, { amounts }) => sum + amounts[0]!, 0)).toBe((count * (count + 1) * 100) / 2)
    expect(below.some(({ group }) => group === OTHERS)).toBe(count > 40)
  }
})

test('[WB36] a group that is only on the other side has a row, with nothing on this one', () => {
  const shown = report(1, { groups: groups(1)! })
  const other = report(1, { groups: [...groups(1)!, { ...groups(1)![0]!, key: 'gone' }] })
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

test('[WB41] a sheet has whole currency units, and a compared one both sides and how far apart', () => {
  const shown = report(1234)
  const words = {
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
  const rows = [rowOf(shown, 'netSales')]
  const reference = comparisonReference(shown, 'budget', 'budget', 'USD')
  const sheet = reportSheet({ rows, columns: [DECEMBER!], reference, report: shown }, words)
  expect(sheet.heads).toEqual(['Line', 'Group', 'Unit', '2026-12', '2026-12 budget', '2026-12 Δ'])
  expect(sheet.rows).toEqual([{ isSum: true, values: ['netSales', '', 'USD', 2468, 2, 2466] }])
})

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
      MONTHS,
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

test('[WB36] what belongs to no group stands in one without a name, and is not the whole', () => {
  const named = groups(2)!
  const shown = report(1, { groups: [named[0]!, { ...named[1]!, key: '' }] })
  const reference = planReference(shown, shown, '')
  expect(reference.amount('', 'netSales', 1)).toBe(200)
  expect(reference.amount(null, 'netSales', 1)).toBe(200)
  expect(reference.amount('', 'netSales', 5)).toBe(200)
  expect(reference.amount(null, 'netSales', 5)).toBe(600)
  expect(reference.amount('unknown', 'netSales', 1)).toBe(0)
  expect(comparisonReference(shown, 'budget', '', 'USD').amount('', 'netSales', 1)).toBeNull()
})

const PAST_MONTHS = Array.from({ length: 10 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`)

/** A year of which ten months are over: each sold 10, and the open one 40 to date; the books tell no EBIT. */
function landedReport(more: Partial<ReportShown> = {}): ReportShown {
  const texts = (amount: string): string[] => PAST_MONTHS.map(() => amount)
  const lines = { netSales: texts('10.00'), grossMargin: texts('4.00'), ebit: PAST_MONTHS.map(() => null) }
  const toDate = { units: '5', lines: { netSales: '50.00', grossMargin: '20.00', ebit: null } }
  const group = { key: 'g0', units: texts('3'), lines, toDate }
  return report(1, {
    past: {
      months: PAST_MONTHS,
      closed: PAST_MONTHS.map(() => true),
      units: texts('5'),
      lines,
      toDate,
      groups: [group, { ...group, key: 'ended' }],
      comparisons: [{ line: 'netSales', budget: texts('9.00'), lastYear: PAST_MONTHS.map(() => null) }],
    } as never,
    ...more,
  })
}

const landedCalendar = { ...CALENDAR, months: [...PAST_MONTHS, ...MONTHS], landed: true }
const kinds = (columns: ReturnType<typeof columnsOf>): string[] =>
  columns.map((column) => (column.kind === 'year' ? `${column.year}${column.whole ? '' : '*'}` : column.kind))

test('[WB85] months that are over are one column until they are opened, and their year is whole', () => {
  expect(kinds(columnsOf(landedCalendar, 'usual')).slice(0, 5)).toEqual([
    'actuals',
    'landing',
    'month',
    'month',
    '2026',
  ])
  expect(kinds(columnsOf(landedCalendar, 'usual', true)).slice(0, 11)).toEqual([
    ...PAST_MONTHS.map(() => 'actual'),
    'landing',
  ])
  expect(kinds(columnsOf(landedCalendar, 2026))).toHaveLength(10 + 4)
  expect(kinds(columnsOf(landedCalendar, 'usual')).at(-1)).toBe('2027')
  const cash = { ...CALENDAR, firstAt: 10 }
  expect(columnsOf(cash, 'usual')[1]).toMatchObject({ month: '2026-11', at: 10 })
})

test('[WB85] a year is actual, landing and plan; where a month is not known it says so', () => {
  const shown = landedReport()
  const year = columnsOf(landedCalendar, 2026).at(-1)!
  expect(cellOf(rowOf(shown, 'netSales'), year, null)).toMatchObject({ value: 10_000 + 5_100 + 200, known: null })
  expect(cellOf(rowOf(shown, 'grossMargin'), year, null).value).toBe(4_000 + 2_000 + 100 + 200)
  expect(cellOf(rowOf(shown, 'ebit'), year, null)).toMatchObject({ value: 100 + 200, known: { months: 1, of: 12 } })
  const [over] = columnsOf(landedCalendar, 'usual')
  expect(cellOf(rowOf(shown, 'netSales'), over!, null).value).toBe(10_000)
  expect(cellOf(rowOf(shown, 'stock'), over!, null).value).toBeNull()
})

test('[WB85] a year that is landed is compared over the months that both sides know, the open one whole', () => {
  const shown = landedReport()
  const budget = comparisonReference(shown, 'budget', '', 'USD')
  const year = columnsOf(landedCalendar, 2026).at(-1)!
  expect(cellOf(rowOf(shown, 'netSales'), year, budget)).toMatchObject({
    reference: 10 * 900 + 200 + 200,
    compared: null,
  })
  const same = planReference(shown, landedReport(), '')
  expect(cellOf(rowOf(shown, 'netSales'), year, same)).toMatchObject({ delta: 0, compared: null })
  // The plan of October had November whole.
  const october = report(1, { months: ['2026-10', ...MONTHS], planDay: '2026-10-05' })
  expect(cellOf(rowOf(shown, 'netSales'), LANDING!, planReference(shown, october, '')).reference).toBe(200)
})

test('[WB86] groups that are over, or sold on, have their months, landing and what they are measured against', () => {
  const side = (told: string | null) => ({
    notTold: null,
    groups: [{ key: 'g0', lines: { netSales: [...PAST_MONTHS, ...MONTHS].map(() => told) } }],
  })
  const shown = landedReport({
    groups: groups(1)!,
    comparedGroups: { months: [], budget: side('7.00'), lastYear: side(null) } as never,
  })
  const budget = comparisonReference(shown, 'budget', '', 'USD')
  const row = rowOf(shown, 'netSales/g0', ['netSales'])
  const year = columnsOf(landedCalendar, 2026).at(-1)!
  expect(cellOf(row, year, budget)).toMatchObject({ value: 10_000 + 5_000 + 100 + 100, reference: 12 * 700 })
  expect(cellOf(row, LANDING!, budget)).toMatchObject({ value: 5_100, reference: 700 })
  const ended = rowOf(shown, 'netSales/ended', ['netSales'])
  expect(cellOf(ended, year, budget)).toMatchObject({ value: 10_000 + 5_000, reference: null })
  expect(cellOf(rowOf(shown, 'ebit/g0', ['ebit']), year, null).known).toEqual({ months: 1, of: 12 })
})

const range = (likely: number | null) => ({
  value: '100.00',
  apart: { low: '90.00', high: '110.00' },
  together: { low: '50.00', high: '150.00' },
  likely: likely === null ? null : { low: '80.00', high: '120.00' },
  budget: '105.00',
  reached: { apart: 0.1, together: 0.4, likely },
})

test('[WB87] the range under a line is that of its month or year, the open one as it lands, none of what is over', () => {
  const lines = (value: string) => ({ netSales: { ...range(null), value }, grossMargin: null, ebit: null })
  const shown = landedReport({
    range: {
      share: 0.8,
      dependence: null,
      months: MONTHS.map((month) => lines(month)),
      years: [{ year: 2026, lines: lines('2026') }],
    },
  })
  const told = columnsOf(landedCalendar, 'usual').map((column) => rangeOf(shown, 'netSales', column)?.value ?? null)
  expect(told.slice(0, 6)).toEqual([null, '2026-11', null, '2026-12', '2026', '2027-01'])
  expect(rangeOf(shown, 'ebit', LANDING!)).toBeNull()
  expect(rangeOf(landedReport(), 'netSales', LANDING!)).toBeNull()
})

test('[WB87] what is believed is the range that was measured, else the widest; a chance is never certain', () => {
  expect(believed(range(null), 'USD')).toEqual({ low: 5_000, high: 15_000, reach: 5_000 })
  expect(believed(range(0.3), 'USD')).toEqual({ low: 8_000, high: 12_000, reach: 2_000 })
  expect([chancesOf(range(null)), chancesOf(range(0.3))]).toEqual([[0.1, 0.4], [0.3]])
  const percent = (share: number): string => `${Math.round(share * 100)}%`
  expect(chanceText([0, 0.4], percent)).toBe('<1% – 40%')
  expect(chanceText([1, 1], percent)).toBe('>99%')
})
