/** Reports as tests of this screen have them: a plan from 23 November 2026 to January 2028, and the year before it. */
import { PROFIT_LINES } from '../../../finance/profit-chart.js'
import type { ReportShown } from './report-amounts.js'
import type { Row } from './report-cell.js'
import { CASH_SHAPES, PROFIT_SHAPES } from './report-line.js'
import { rowsOf } from './report-rows.js'

export const PLAN_MONTHS = [
  '2026-11',
  '2026-12',
  ...Array.from({ length: 12 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}`),
  '2028-01',
]
export const CALENDAR = { months: PLAN_MONTHS, planDay: '2026-11-23', yearStart: 1, nameShift: 0 }

/** A report in which every line of month `at` is `at + 1` times `size`. */
export function exampleReport(size: number, more: Partial<ReportShown> = {}): ReportShown {
  const { months = PLAN_MONTHS } = more
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

export const rowOf = (of: ReportShown, id: string, opened: string[] = []): Row =>
  rowsOf({ report: of, shapes: [...PROFIT_SHAPES, ...CASH_SHAPES], opened: new Set(opened), otherGroups: [] }).find(
    (row) => row.id === id,
  )!

export const exampleGroups = (count: number): ReportShown['groups'] =>
  Array.from({ length: count }, (_, at) => {
    const amounts = PLAN_MONTHS.map(() => `${at + 1}.00`)
    return { key: `g${at}`, units: amounts, lines: Object.fromEntries(PROFIT_LINES.map((line) => [line, amounts])) }
  })

export const PAST_MONTHS = Array.from({ length: 10 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`)

/** A year of which ten months are over: each sold 10, and the open one 40 to date; the books tell no EBIT. */
export function landedReport(more: Partial<ReportShown> = {}): ReportShown {
  const texts = (amount: string): string[] => PAST_MONTHS.map(() => amount)
  const lines = { netSales: texts('10.00'), grossMargin: texts('4.00'), ebit: PAST_MONTHS.map(() => null) }
  const toDate = { units: '5', lines: { netSales: '50.00', grossMargin: '20.00', ebit: null } }
  const group = { key: 'g0', units: texts('3'), lines, toDate }
  return exampleReport(1, {
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

export const LANDED_CALENDAR = { ...CALENDAR, months: [...PAST_MONTHS, ...PLAN_MONTHS], landed: true }
