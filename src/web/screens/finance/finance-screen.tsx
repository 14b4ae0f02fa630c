import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { useCompany, useScenarios } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { unitText } from './amount-text.js'
import { spanText } from './column-text.js'
import { DrillPanel } from './drill-panel.js'
import classes from './finance.module.css'
import { FinanceTabs } from './finance-tabs.js'
import { FinanceToolbar } from './finance-toolbar.js'
import { LandingStrip } from './landing-strip.js'
import { LineChart } from './line-chart.js'
import { PartialProfit } from './partial-profit.js'
import { LIVE } from './plan-names.js'
import { INCOMPLETE } from './profit-row.js'
import { ProfitTable } from './profit-table.js'
import { tableMonths } from './report-amounts.js'
import { cellOf } from './report-cell.js'
import { Seal } from './seal.js'
import { type Finance, useFinance } from './use-finance.js'
import { seesWhole } from './whole-company.js'

/** The P&L, balances and cash of a plan; for those who see a part of the company, the lines of that part. */
export function FinanceScreen(): ReactNode {
  const session = useSession()
  const { scope } = useView()
  const isCut = Object.values(scope).some((way) => way.length > 0)
  const whole = seesWhole(session)
  return whole && !isCut ? <WholeReport /> : <PartialProfit whole={whole} />
}

function WholeReport(): ReactNode {
  const { finance, asked, other } = useFinance()
  if (asked.error !== null && finance === undefined) return <ErrorState error={asked.error} again={asked.again} />
  if (finance === undefined) return <LoadingRows rows={24} />
  return <ReportShownWhole finance={finance} lacking={other.error} />
}

interface ShownProps {
  readonly finance: Finance
  /** Why what it should be measured against is not there. */
  readonly lacking: Error | null
}

function ReportShownWhole({ finance, lacking }: ShownProps): ReactNode {
  const words = useWords()
  const { say, number } = words
  const { report, columns, scale, reference, view } = finance
  const company = useCompany()
  const title = [
    say(view.part === 'cash' ? 'web.cash_title' : 'web.profit_title'),
    report.company,
    spanText(columns, tableMonths(report), words),
  ].join(', ')
  const against = reference === null ? [] : [say('web.plan_against', { name: reference.name })]
  const scenario = useScenarios().find(({ id }) => id === finance.plan)
  const planText =
    finance.plan === LIVE ? say('web.plan_live', { version: report.version }) : (scenario?.name ?? finance.plan)
  const subtitle = [unitText(report.currency, scale), ...against, planText]
  const { unpriced, uncosted, rows: demandRows } = report.coverage
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <div>
          <FinanceTabs part={view.part} />
          <Title order={1} size="h2" mt={4}>
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {subtitle.join(' · ')}
          </Text>
        </div>
        {finance.plan === LIVE ? <Seal /> : null}
      </div>
      <FinanceToolbar finance={finance} title={title} />
      <RefusalAlert error={lacking} />
      {view.part === 'profit' && view.cell === null ? <LandingStrip finance={finance} /> : null}
      {view.cell === null ? <LineChart finance={finance} /> : null}
      {unpriced + uncosted > 0 ? (
        <div className={classes.note} role="note">
          {say('web.coverage', {
            unpriced: number.plain(unpriced),
            uncosted: number.plain(uncosted),
            rows: number.plain(demandRows),
          })}
        </div>
      ) : null}
      {(view.against === 'budget' || view.against === 'lastYear') &&
      company !== undefined &&
      report.currency !== company.baseCurrency ? (
        <div className={classes.note} role="note">
          {say('web.only_in_base', { currency: company.baseCurrency })}
        </div>
      ) : null}
      <ProfitTable finance={finance} caption={title} />
      <TableNotes finance={finance} />
      <DrillPanel finance={finance} />
    </div>
  )
}

/** What one has to know to read the table, where it is so. */
function TableNotes({ finance }: { finance: Finance }): ReactNode {
  const { say } = useWords()
  const { view, rows, columns, reference } = finance
  const isFact = view.against === 'budget' || view.against === 'lastYear'
  const starred = columns.filter((column) => column.kind === 'year' && (column.whole || view.show === 'variance'))
  const isPart = rows.some((row) => starred.some((column) => cellOf(row, column, reference).compared !== null))
  const isIncomplete = rows.some((row) => columns.some((column) => cellOf(row, column, reference).known !== null))
  const notes = [
    ...(isPart && view.show !== 'share' ? [say('web.partly_compared')] : []),
    ...(isIncomplete && view.show === 'values' ? [`${INCOMPLETE} ${say('web.partly_known')}`] : []),
    ...(isFact && view.by !== null && view.opened.size > 0 ? groupNotes(finance, say) : []),
  ]
  return notes.length === 0 ? null : <div className={classes.note}>{notes.join(' ')}</div>
}

/** Why what it is measured against has no groups, where it has none. */
function groupNotes({ report, view }: Finance, say: ReturnType<typeof useWords>['say']): string[] {
  if (view.against !== 'budget' && view.against !== 'lastYear') return []
  const notTold = report.comparedGroups?.[view.against].notTold ?? null
  if (notTold === null) return []
  const side = say(`web.short_${view.against}`)
  return [say(notTold === 'grain' ? 'web.other_grain' : 'web.nothing_by_group', { side })]
}
