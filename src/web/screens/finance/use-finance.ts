import { useMemo } from 'react'
import { useCompany, useScenarios } from '../../server/company.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { FACTS, type FinanceView, type Part, readFinanceView, usualScale, withCellShown } from './finance-view.js'
import { type Calendar, type Column, columnsOf, fiscalYears } from './month-columns.js'
import { LIVE, lastCycle, planName } from './plan-names.js'
import { comparisonReference, planReference, type Reference } from './reference.js'
import type { ReportShown } from './report-amounts.js'
import type { Row } from './report-cell.js'
import { CASH_SHAPES, PROFIT_SHAPES } from './report-line.js'
import { rowsOf } from './report-rows.js'
import { type Asked, useReport, useVersions } from './use-report.js'

export interface Finance {
  readonly view: FinanceView
  readonly report: ReportShown
  readonly calendar: Calendar
  readonly columns: readonly Column[]
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
    const calendar = { months: report.months, planDay: report.planDay, ...fiscalYears(company?.calendar) }
    const rows = rowsOf({
      report,
      shapes: view.part === 'cash' ? CASH_SHAPES : PROFIT_SHAPES,
      opened: view.opened,
      otherGroups: (against?.groups ?? []).map(({ key }) => key),
    })
    const largest = Math.max(...(report.lines.netSales ?? []).map((text) => Math.abs(Number(text))), 0)
    return {
      view: withCellShown(view, rows, report.months),
      report,
      plan: told.plan,
      calendar,
      columns: columnsOf(calendar, view.span).filter(({ kind }) => view.part === 'profit' || kind !== 'landing'),
      rows,
      reference,
      scale: view.scale ?? (view.show === 'variance' ? 'k' : usualScale(largest)),
      isStale: asked.isStale || other.isStale,
    }
  }, [told, against, other.isStale, asked.isStale, view, say, label, baseCurrency, company?.calendar])
  return { finance, asked, other }
}
