import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { REPORT_GROUPS } from '../../../processes/report/report.js'
import { DownloadMenu } from '../../page/download-menu.js'
import { ScaleControl } from '../../page/scale-control.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import classes from './finance.module.css'
import { SHOWN } from './finance-view.js'
import { yearsOf } from './month-columns.js'
import { saveCsv, saveXlsx } from './report-file.js'
import { type Finance, useComparables } from './use-finance.js'
import { useVersions } from './use-report.js'

/** What it is measured against, how the rows are cut, how the numbers stand; and how to take them along. */
export function FinanceToolbar({ finance, title }: { finance: Finance; title: string }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const { view, scale, calendar } = finance
  const comparables = useComparables(view.part)
  return (
    <div className={classes.tools}>
      <PlanSelect finance={finance} />
      <Select
        aria-label={say('web.against')}
        w={230}
        value={view.against}
        data={comparables.map(({ value, label }) => ({ value, label }))}
        onChange={(against) => move({ against: against === 'budget' ? undefined : (against ?? undefined) })}
      />
      <SegmentedControl
        aria-label={say('web.shown')}
        value={view.show}
        onChange={(show) => move({ show: show === 'values' ? undefined : show })}
        data={SHOWN.filter((one) => one !== 'share' || view.part === 'profit').map((one) => ({
          value: one,
          label: say(`web.shown_${one}`),
        }))}
      />
      {view.part === 'profit' ? (
        <Select
          aria-label={say('web.group_by')}
          w={150}
          value={view.by ?? 'none'}
          data={[
            { value: 'none', label: say('web.group_none') },
            ...REPORT_GROUPS.map((one) => ({ value: one, label: say(`web.by_${one}`) })),
          ]}
          onChange={(by) =>
            move(by === 'none' ? { group: undefined, open: undefined } : { group: by ?? undefined, open: 'netSales' })
          }
        />
      ) : null}
      <Select
        aria-label={say('web.span')}
        w={150}
        value={String(view.span)}
        data={[
          { value: 'usual', label: say('web.span_usual') },
          { value: 'all', label: say('web.span_all') },
          ...yearsOf(calendar).map(({ year }) => ({ value: String(year), label: String(year) })),
        ]}
        onChange={(span) => move({ span: span === 'usual' ? undefined : (span ?? undefined) })}
      />
      <ScaleControl scale={scale} />
      <TakeAlong finance={finance} title={title} />
    </div>
  )
}

/** As a workbook, as text, on paper. */
function TakeAlong({ finance, title }: { finance: Finance; title: string }): ReactNode {
  const words = useWords()
  const { say } = words
  return (
    <>
      <DownloadMenu
        label={say('web.export')}
        files={{ XLSX: () => saveXlsx(finance, title, words), CSV: () => saveCsv(finance, title, words) }}
      />
      <Tooltip label={say('web.print')}>
        <ActionIcon aria-label={say('web.print')} onClick={() => print()}>
          <IconPrinter size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

/** The plan one is in, or a version that was frozen. */
function PlanSelect({ finance }: { finance: Finance }): ReactNode {
  const { say, date } = useWords()
  const { move } = useView()
  const versions = useVersions()
  return (
    <Select
      aria-label={say('web.plan_shown')}
      w={200}
      value={finance.view.version ?? 'here'}
      data={[
        { value: 'here', label: say('web.plan_here') },
        ...(versions?.versions ?? []).map(({ id, frozenAt }) => ({
          value: id,
          label: say('web.against_version', { version: id, at: date.moment(frozenAt) }),
        })),
      ]}
      onChange={(version) =>
        move({ version: version === 'here' ? undefined : (version ?? undefined), cell: undefined })
      }
    />
  )
}
