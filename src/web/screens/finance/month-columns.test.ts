import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, daysOfMonth, fiscalYears, yearOf } from './month-columns.js'
import { CALENDAR, LANDED_CALENDAR, PAST_MONTHS, PLAN_MONTHS } from './report-example.js'

const kinds = (columns: ReturnType<typeof columnsOf>): string[] =>
  columns.map((column) => (column.kind === 'year' ? `${column.year}${column.whole ? '' : '*'}` : column.kind))

test('[WB33] months stand in order, each year followed by its sum, up to the first whole year', () => {
  const columns = columnsOf(CALENDAR, 'usual')
  expect(
    columns.map((column) =>
      'month' in column
        ? `${column.kind} ${column.month}`
        : `${column.year}${'whole' in column && column.whole ? '' : '*'}`,
    ),
  ).toEqual([
    'landing 2026-11',
    'month 2026-11',
    'month 2026-12',
    '2026*',
    ...PLAN_MONTHS.slice(2, 14).map((month) => `month ${month}`),
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
  // Walmart's year is called by the one in which it ends.
  const walmart = fiscalYears({ fiscalYear: 2027, fiscalYearStart: '2026-01-31' })
  expect(['2026-01', '2026-02', '2027-01', '2027-02'].map((month) => yearOf(month, walmart))).toEqual([
    2026, 2027, 2027, 2028,
  ])
  expect(fiscalYears(undefined)).toEqual({ yearStart: 1, nameShift: 0 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (yearStart) => {
      const columns = columnsOf({ ...CALENDAR, yearStart }, 'all')
      const inYears = columns.flatMap((column) => (column.kind === 'month' ? [column.month] : []))
      expect(inYears).toEqual(PLAN_MONTHS)
      for (const column of columns) if (column.kind === 'year' && column.whole) expect(column.ats).toHaveLength(12)
    }),
  )
})

test('[WB85] months that are over are one column until they are opened, and their year is whole', () => {
  expect(kinds(columnsOf(LANDED_CALENDAR, 'usual')).slice(0, 5)).toEqual([
    'actuals',
    'landing',
    'month',
    'month',
    '2026',
  ])
  expect(kinds(columnsOf(LANDED_CALENDAR, 'usual', true)).slice(0, 11)).toEqual([
    ...PAST_MONTHS.map(() => 'actual'),
    'landing',
  ])
  expect(kinds(columnsOf(LANDED_CALENDAR, 2026))).toHaveLength(10 + 4)
  expect(kinds(columnsOf(LANDED_CALENDAR, 'usual')).at(-1)).toBe('2027')
  const cash = { ...CALENDAR, firstAt: 10 }
  expect(columnsOf(cash, 'usual')[1]).toMatchObject({ month: '2026-11', at: 10 })
})
