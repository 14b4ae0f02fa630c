import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCompany } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords, type Words } from '../../words/words.js'
import { unitText } from './amount-text.js'
import { spanText } from './column-text.js'
import { DrillPanel } from './drill-panel.js'
import classes from './finance.module.css'
import { FinanceTabs } from './finance-tabs.js'
import { FinanceToolbar } from './finance-toolbar.js'
import { LandingStrip } from './landing-strip.js'
import { LineChart } from './line-chart.js'
import { PartialProfit } from './partial-profit.js'
import { ProfitTable } from './profit-table.js'
import { Seal } from './seal.js'
import { type Finance, useFinance } from './use-finance.js'
import { seesWhole } from './use-report.js'

/** The P&L, balances and cash of a plan; for those who see a part of the company, the lines of that part. */
export function FinanceScreen(): ReactNode {
  const session = useSession()
  const { scope } = useView()
  const isCut = Object.values(scope).some((way) => way.length > 0)
  const whole = seesWhole(session)
  return whole && !isCut ? <WholeReport /> : <PartialProfit whole={whole} />
}

function WholeReport(): ReactNode {
  const { finance, asked } = useFinance()
  if (asked.error !== null && finance === undefined) return <ErrorState error={asked.error} again={asked.again} />
  if (finance === undefined) return <LoadingRows rows={24} />
  return <ReportShownWhole finance={finance} />
}

function ReportShownWhole({ finance }: { finance: Finance }): ReactNode {
  const words = useWords()
  const { say, number } = words
  const { report, columns, scale, reference, view, isStale } = finance
  const company = useCompany()
  const title = [
    say(view.part === 'cash' ? 'web.cash_title' : 'web.profit_title'),
    report.company,
    spanText(columns, report.months, words),
  ].join(', ')
  const against = reference === null ? [] : [say('web.plan_against', { name: reference.name })]
  const subtitle = [unitText(report.currency, scale), ...against, planText(finance, words)]
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
        <Seal />
      </div>
      <FinanceToolbar finance={finance} title={title} />
      {view.part === 'profit' ? <LandingStrip finance={finance} /> : null}
      <LineChart finance={finance} />
      {unpriced + uncosted > 0 ? (
        <div className={classes.note} role="note">
          {say('web.coverage', {
            unpriced: number.plain(unpriced),
            uncosted: number.plain(uncosted),
            rows: number.plain(demandRows),
          })}
        </div>
      ) : null}
      {(view.against === 'budget' || view.against === 'lastYear') && report.currency !== company?.currency ? (
        <div className={classes.note} role="note">
          {say('web.only_in_base', { currency: company?.currency ?? '' })}
        </div>
      ) : null}
      <div data-stale={isStale || undefined}>
        <ProfitTable finance={finance} caption={title} />
      </div>
      <DrillPanel finance={finance} />
    </div>
  )
}

function planText({ plan, report }: Finance, { say }: Words): string {
  if (plan === 'live') return say('web.plan_live', { version: report.version })
  return plan
}
