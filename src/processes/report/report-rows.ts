import { PROFIT_LINES } from '../../finance/profit-chart.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'
import type { Report, ReportedGroup } from './report.js'

/** One line of a printed or exported report: amounts in major units, days as days, null where there is no figure. */
export interface ReportRow {
  readonly group: string
  readonly line: string
  readonly title: string
  /** Money adds up over months; balances and days do not. */
  readonly kind: 'money' | 'compared' | 'balance' | 'days'
  readonly values: readonly (string | null)[]
}

const BALANCES = ['stock', 'receivables', 'payables', 'workingCapital'] as const
const CASH = ['cashFlow'] as const
const CYCLE = ['dio', 'dso', 'dpo', 'c2c'] as const

export function reportRows(report: Report, language: Language): ReportRow[] {
  const title = (line: string): string => say(`finance.line_${line}`, {}, language).text
  const groups: readonly ReportedGroup[] = [
    ...(report.groups ?? []),
    { key: '', units: report.units, lines: report.lines },
  ]
  return [
    ...groups.flatMap(({ key, lines }) =>
      PROFIT_LINES.map((line) => ({
        group: key,
        line,
        title: title(line),
        kind: 'money' as const,
        values: lines[line],
      })),
    ),
    landingRow(report, title),
    ...comparedRows(report, title),
    ...BALANCES.map((line) => ({
      group: '',
      line,
      title: title(line),
      kind: 'balance' as const,
      values: report.balances[line],
    })),
    ...CASH.map((line) => ({
      group: '',
      line,
      title: title(line),
      kind: 'money' as const,
      values: report.balances[line],
    })),
    ...CYCLE.map((line) => ({
      group: '',
      line,
      title: title(line),
      kind: 'days' as const,
      values: report.cashToCash.month.map((days) => (days[line] === null ? null : String(days[line]))),
    })),
  ]
}

/** Budget and last year under the plan's own lines; only in the base currency, which is what they are kept in. */
function comparedRows(report: Report, title: (line: string) => string): ReportRow[] {
  return report.comparisons
    .filter(({ line }) => line !== 'units')
    .flatMap(({ line, budget, lastYear }) =>
      (['budget', 'lastYear'] as const).map((side) => ({
        group: '',
        line: `${line}_${side}`,
        title: `${title(line)} · ${title(side)}`,
        kind: 'compared' as const,
        values: side === 'budget' ? budget : lastYear,
      })),
    )
    .filter(({ values }) => values.some((value) => value !== null))
}

/** Whole months, to stand beside budget and last year: the open month is what was sold so far plus the rest of the plan. */
function landingRow(report: Report, title: (line: string) => string): ReportRow {
  const [, ...later] = report.lines.netSales
  return {
    group: '',
    line: 'netSales_landing',
    title: `${title('netSales')} · ${title('landing')}`,
    kind: 'compared',
    values: [report.landing.landing.netSales, ...later],
  }
}
