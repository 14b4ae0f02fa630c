/** What a report is measured against, month by month (docs/specs/pages.md WB35). */
import { parseScaled } from '../../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import type { Notation } from '../../charts/chart-theme.js'
import { isPartial } from './month-columns.js'
import {
  type AmountSource,
  amountsOfGroup,
  amountsOfReport,
  landingOf,
  OTHERS,
  type ReportShown,
} from './report-amounts.js'
import type { ReportLine } from './report-line.js'

export interface Reference {
  readonly name: string
  readonly notation: Notation
  /** Of the whole (null) or a group, a line and one of the report's months; null where it says nothing. */
  readonly amount: (group: string | null, line: ReportLine, at: number) => number | null
  /** Of the open month as a whole. */
  readonly landing: (line: ReportLine) => number | null
}

/** Budget and last year are of whole months, in the company's own currency. */
export function comparisonReference(
  report: ReportShown,
  side: 'budget' | 'lastYear',
  name: string,
  baseCurrency: string,
): Reference {
  const told = new Map(report.comparisons.map((each) => [each.line, each[side]]))
  const amount = (line: ReportLine, at: number): number | null => {
    if (line !== 'units' && report.currency !== baseCurrency) return null
    const text = told.get(line)?.[at] ?? null
    return text === null ? null : parseScaled(text, line === 'units' ? QUANTITY_DECIMALS : minorDecimals(baseCurrency))
  }
  return {
    name,
    notation: side === 'budget' ? 'plan' : 'previous',
    amount: (group, line, at) =>
      group !== null || isPartial(report.months[at]!, report.planDay) ? null : amount(line, at),
    landing: (line) => amount(line, 0),
  }
}

/** Another plan: months that both have; a month that one of them has only a part of is compared if it is the same part. */
export function planReference(report: ReportShown, other: ReportShown, name: string): Reference {
  const place = new Map(other.months.map((month, at) => [month, at]))
  const whole = amountsOfReport(other)
  const groups = new Map((other.groups ?? []).map(({ key }) => [key, amountsOfGroup(other, key)]))
  const sourceOf = (group: string | null): AmountSource | undefined => (group === null ? whole : groups.get(group))
  return {
    name,
    notation: 'plan',
    amount(group, line, at) {
      if (group === OTHERS) return null
      const month = report.months[at]!
      const there = place.get(month)
      if (there === undefined || report.currency !== other.currency) return null
      const parts = [report, other].some(({ planDay }) => isPartial(month, planDay))
      if (parts && report.planDay !== other.planDay) return null
      const source = sourceOf(group)
      // A group that is not there has nothing, in a plan that is told by groups.
      if (source === undefined) return other.groups === undefined ? null : 0
      return source.of(line)?.[there] ?? null
    },
    landing(line) {
      const month = report.months[0]!
      const there = place.get(month)
      if (there === undefined || report.currency !== other.currency) return null
      if (isPartial(month, other.planDay)) return landingOf(other, line).whole
      return line === 'units' || line === 'netSales' ? (whole.of(line)?.[there] ?? null) : null
    },
  }
}
