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
  groupKeys,
  landingOf,
  OTHERS,
  openAt,
  type ReportShown,
  tableMonths,
} from './report-amounts.js'
import type { ReportLine } from './report-line.js'

export interface Reference {
  readonly name: string
  readonly notation: Notation
  /** Of the whole (null) or a group, a line and one of the report's months; null where it says nothing. */
  readonly amount: (group: string | null, line: ReportLine, at: number) => number | null
  /** Of the open month as a whole. */
  readonly landing: (line: ReportLine, group?: string | null) => number | null
}

/** Budget and last year are of whole months, in the company's own currency; of groups where those can be told. */
export function comparisonReference(
  report: ReportShown,
  side: 'budget' | 'lastYear',
  name: string,
  baseCurrency: string,
): Reference {
  const whole = linesOf(report.past?.comparisons ?? [], report.comparisons, side)
  const groups = new Map(report.comparedGroups?.[side].groups.map(({ key, lines }) => [key, lines]))
  const amount = (group: string | null, line: ReportLine, at: number): number | null => {
    if (line !== 'units' && report.currency !== baseCurrency) return null
    const texts = group === null ? whole.get(line) : groups.get(group)?.[line]
    const text = texts?.[at] ?? null
    return text === null ? null : parseScaled(text, line === 'units' ? QUANTITY_DECIMALS : minorDecimals(baseCurrency))
  }
  const months = tableMonths(report)
  return {
    name,
    notation: side === 'budget' ? 'plan' : 'previous',
    amount: (group, line, at) => (isPartial(months[at]!, report.planDay) ? null : amount(group, line, at)),
    landing: (line, group = null) => amount(group, line, openAt(report)),
  }
}

type Compared = NonNullable<ReportShown['past']>['comparisons']

/** By line, months that are over and those of the plan. */
function linesOf(
  past: Compared,
  planned: Compared,
  side: 'budget' | 'lastYear',
): ReadonlyMap<string, readonly (string | null)[]> {
  const before = new Map(past.map((each) => [each.line, each[side]]))
  return new Map(planned.map((each) => [each.line, [...(before.get(each.line) ?? []), ...each[side]]]))
}

/** Another plan: months that both have; a month that one of them has only a part of is compared if it is the same part. */
export function planReference(report: ReportShown, other: ReportShown, name: string): Reference {
  const months = tableMonths(report)
  const place = new Map(tableMonths(other).map((month, at) => [month, at]))
  const whole = amountsOfReport(other)
  const groups = new Map(groupKeys(other).map((key) => [key, amountsOfGroup(other, key)]))
  const sourceOf = (group: string | null): AmountSource | undefined => (group === null ? whole : groups.get(group))
  return {
    name,
    notation: 'plan',
    amount(group, line, at) {
      if (group === OTHERS) return null
      const month = months[at]!
      const there = place.get(month)
      if (there === undefined || report.currency !== other.currency) return null
      const parts = [report, other].some(({ planDay }) => isPartial(month, planDay))
      if (parts && report.planDay !== other.planDay) return null
      const source = sourceOf(group)
      // A group that is not there has nothing, in a plan that is told by groups.
      if (source === undefined) return other.groups === undefined ? null : 0
      return source.of(line)?.[there] ?? null
    },
    landing(line, group = null) {
      const month = report.months[0]!
      const there = place.get(month)
      if (there === undefined || report.currency !== other.currency || group === OTHERS) return null
      if (isPartial(month, other.planDay)) return landingOf(other, line, group).whole
      return landingOf(report, line, group).whole === null ? null : (sourceOf(group)?.of(line)?.[there] ?? null)
    },
  }
}
