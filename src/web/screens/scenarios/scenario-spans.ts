/** The stretches of the plan that are compared: its fiscal years, as far as they are planned, and all of it. */
import { firstDayOfMonth, formatDay, parseDay } from '../../../core/base/day.js'
import { firstMonthOfYear, startOfCalledYear } from '../../../core/calendar/fiscal-calendar.js'
import type { Company } from '../../server/company.js'
import { addDays } from '../../words/date-format.js'
import type { Words } from '../../words/words.js'

export const WHOLE_PLAN = 'all'

export interface Span {
  /** As the address names it: a fiscal year, or `all`. */
  readonly name: string
  readonly from: string
  /** Not in it. */
  readonly until: string
  /** Whether all days of the year are planned. */
  readonly whole: boolean
}

type Planned = Pick<Company, 'horizon' | 'calendar'>

export function spansOf({ horizon: { firstDay, lastDay }, calendar }: Planned): readonly Span[] {
  const end = addDays(lastDay, 1)
  const spans: Span[] = []
  for (let year = calendar.fiscalYear; ; year++) {
    const [starts, ends] = [yearStart(calendar, year), yearStart(calendar, year + 1)]
    if (starts >= end) break
    const from = starts < firstDay ? firstDay : starts
    const until = ends > end ? end : ends
    // The plan day may be in the last days of a year whose months are over.
    if (until <= from) continue
    spans.push({ name: String(year), from, until, whole: from === starts && until === ends })
  }
  return [...spans, { name: WHOLE_PLAN, from: firstDay, until: end, whole: true }]
}

/** The one that is named; else the first year that is planned from its first day to its last, else all of the plan. */
export const spanNamed = (spans: readonly Span[], name: string | null): Span =>
  spans.find((span) => span.name === name) ?? spans.find(({ whole }) => whole) ?? spans.at(-1)!

/** Money is told by whole months: a year that is ruled by weeks begins, here, with the month that is nearest. */
function yearStart({ fiscal, fiscalYear, fiscalYearStart }: Planned['calendar'], year: number): string {
  const start = year === fiscalYear ? parseDay(fiscalYearStart)! : startOfCalledYear(fiscal, year)
  return formatDay(firstDayOfMonth(firstMonthOfYear(start)))
}

export function spanText({ name, from, until, whole }: Span, { say, date }: Words): string {
  if (name === WHOLE_PLAN) return say('web.span_all')
  if (whole) return name
  const starts = from.endsWith('-01-01')
  return starts
    ? say('web.span_until', { year: name, day: date.shortDay(addDays(until, -1)) })
    : say('web.span_from', { year: name, day: date.shortDay(from) })
}
