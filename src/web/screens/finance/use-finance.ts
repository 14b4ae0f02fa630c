import { useMemo } from 'react'
import { useCompany, useScenarios } from '../../server/company.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { FACTS, type FinanceView, type Part, readFinanceView, usualScale, withCellShown } from './finance-view.js'
import { type Calendar, type Column, columnsOf, fiscalYears } from './month-columns.js'
import { LIVE, lastCycle, planName } from './plan-names.js'
import { comparisonReference, planReference, type Reference } from './reference.js'
import { groupKeys, openAt, type ReportShown, tableMonths } from './report-amounts.js'
import type { Row } from './report-cell.js'
import { CASH_SHAPES, PROFIT_SHAPES } from './report-line.js'
import { rowsOf } from './report-rows.js'
import { type Asked, useReport, useVersions } from './use-report.js'

export interface Finance {
  readonly view: FinanceView
  readonly report: ReportShown
  readonly calendar: Calendar
  readonly columns: readonly Column[]
  /** The same columns with every month for itself. */
  readonly monthly: readonly Column[]
  readonly rows: readonly Row[]
  readonly reference: Reference | null
  readonly scale: Scale
  /** The plan that is shown, as routes of versions name it. */
  readonly plan: string
  readonly isStale: boolean
}

/** What can be compared with: names of plans, and which are there. */
export interface Comparable {
  readonly value: string
  readonly label: string
  /** As a column is headed. */
  readonly short?: string
}

export function useComparables(part: Part): readonly Comparable[] {
  const { say, date } = useWords()
  const versions = useVersions()
  const scenarios = useScenarios()
  const cycle = lastCycle(versions?.versions ?? [], versions?.live ?? null)
  const record = versions?.record
  return [
    // Nobody budgets balances here, nor are last year's known.
    ...(part === 'cash'
      ? []
      : [
          { value: 'budget', label: say('web.against_budget') },
          { value: 'lastYear', label: say('web.against_last_year') },
        ]),
    ...(cycle === null
      ? []
      : [{ value: 'cycle', label: say('web.against_cycle', { version: cycle.id }), short: cycle.id }]),
    ...(record == null
      ? []
      : [{ value: 'record', label: say('web.against_record', { version: record.version }), short: record.version }]),
    { value: LIVE, label: say('web.plan_itself'), short: say('web.short_live') },
    ...scenarios.map(({ id, name }) => ({ value: id, label: say('web.in_scenario', { name }), short: name })),
    ...(versions?.versions ?? []).map(({ id, frozenAt }) => ({
      value: id,
      label: say('web.against_version', { version: id, at: date.moment(frozenAt) }),
      short: id,
    })),
    { value: 'none', label: say('web.against_none') },
  ]
}

/** Nothing is known of the balances of months that are over. */
function calendarOf(report: ReportShown, part: Part, years: Pick<Calendar, 'yearStart' | 'nameShift'>): Calendar {
  const { planDay, months } = report
  if (part === 'cash') return { months, planDay, ...years, firstAt: openAt(report) }
  return { months: tableMonths(report), planDay, ...years, landed: report.past != null }
}

/** Groups of what it is compared with: those that are gone have a row too. */
function otherGroups(view: FinanceView, report: ReportShown, against: ReportShown | undefined): readonly string[] {
  if (view.against === 'budget' || view.against === 'lastYear')
    return (report.comparedGroups?.[view.against].groups ?? []).map(({ key }) => key)
  return against === undefined ? [] : groupKeys(against)
}

/** The plan behind a choice; null where it is not a plan, or not there. */
function usePlanAgainst(against: string): string | null {
  const versions = useVersions()
  if (FACTS.includes(against)) return null
  if (against === 'record') return versions?.record?.version ?? null
  if (against === 'cycle') return lastCycle(versions?.versions ?? [], versions?.live ?? null)?.id ?? null
  return against
}

/**
 * Everything that the screen shows, of what the address asks for; undefined while it comes. `other` is what it is
 * measured against, where that is a plan.
 */
export function useFinance(): { finance: Finance | undefined; asked: Asked; other: Asked } {
  const words = useWords()
  const { say } = words
  const { address, scenario } = useView()
  const company = useCompany()
  const view = useMemo(() => readFinanceView(address), [address])
  const plan = view.version ?? planName(scenario)
  const by = view.part === 'cash' ? null : view.by
  const asked = useReport(plan, by)
  const planAgainst = usePlanAgainst(view.against)
  const other = useReport(planAgainst === plan ? null : planAgainst, by)
  const chosen = useComparables(view.part).find(({ value }) => value === view.against)
  const label = chosen?.short ?? chosen?.label ?? view.against
  const { told } = asked
  // What was asked for before is never shown under the name of what is asked for now.
  const against = other.told?.plan === planAgainst ? other.told?.report : undefined
  const baseCurrency = company?.baseCurrency ?? ''
  const finance = useMemo(() => {
    if (told === undefined) return undefined
    const { report } = told
    const reference =
      view.against === 'budget' || view.against === 'lastYear'
        ? comparisonReference(report, view.against, say(`web.short_${view.against}`), baseCurrency)
        : against === undefined
          ? null
          : planReference(report, against, label)
    const calendar = calendarOf(report, view.part, fiscalYears(company?.calendar))
    const rows = rowsOf({
      report,
      shapes: view.part === 'cash' ? CASH_SHAPES : PROFIT_SHAPES,
      opened: view.opened,
      otherGroups: otherGroups(view, report, against),
    })
    const largest = Math.max(...(report.lines.netSales ?? []).map((text) => Math.abs(Number(text))), 0)
    const shown = (opensPast: boolean): Column[] =>
      columnsOf(calendar, view.span, opensPast).filter(({ kind }) => view.part === 'profit' || kind !== 'landing')
    return {
      view: withCellShown(view, rows, tableMonths(report)),
      report,
      plan: told.plan,
      calendar,
      columns: shown(view.opensPast),
      monthly: shown(true),
      rows,
      reference,
      scale: view.scale ?? (view.show === 'variance' ? 'k' : usualScale(largest)),
      isStale: asked.isStale || other.isStale,
    }
  }, [told, against, other.isStale, asked.isStale, view, say, label, baseCurrency, company?.calendar])
  return { finance, asked, other }
}
