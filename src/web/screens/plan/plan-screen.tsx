import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { isMoney } from '../../drawer/measure-text.js'
import { useNarrow, usePanels } from '../../frame/panels.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { SCALES } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { BulkBar } from './bulk-bar.js'
import { exportTable } from './export-table.js'
import { rowCountOf } from './grid-shape.js'
import classes from './plan.module.css'
import { NOTHING_SELECTED, PlanGrid } from './plan-grid.js'
import { headlineOf } from './plan-headline.js'
import { type PlanShown, usePlanShown } from './plan-shown.js'
import { PlanToolbar } from './plan-toolbar.js'
import { ReasonDialog } from './reason-dialog.js'
import { useRowLabels } from './row-labels.js'
import { chosenNumber, selectedCells } from './selected-cells.js'
import { StatusLine } from './status-line.js'
import { useGridActions } from './use-grid-actions.js'

/** The planning grid: the plan of a part of the company, row by row, as it can be read and changed. */
export function PlanScreen(): ReactNode {
  const { say } = useWords()
  const shown = usePlanShown()
  const { figures, pages } = shown
  if (figures.length === 0) return <EmptyState title={say('web.nothing_to_see')} text={say('web.nothing_to_see_why')} />
  if (pages.error !== null) return <ErrorState error={pages.error} again={pages.again} />
  if (pages.head === undefined) return <LoadingRows rows={20} />
  return <PlanSheetView {...shown} currencyShown={pages.head.currency} />
}

function PlanSheetView({ currencyShown, ...shown }: PlanShown & { currencyShown: string }): ReactNode {
  const words = useWords()
  const { say } = words
  const { call, may } = useSession()
  const { choose } = usePanels()
  const narrow = useNarrow()
  const { scenario, scope, as, address } = useView()
  const { sheet, layout, levels, figures, pages, edits, asked } = shown
  const [selection, setSelection] = useState(NOTHING_SELECTED)
  const [unread, setUnread] = useState(0)
  const actions = useGridActions({ sheet, edits, selection, layout, setUnread })
  const cells = useMemo(() => selectedCells(sheet, selection), [sheet, selection])
  const chosen = useMemo(() => chosenNumber(sheet, selection), [sheet, selection])
  const chosenText = JSON.stringify(chosen)
  // Another object that says the same is no other choice.
  useEffect(() => choose(JSON.parse(chosenText) as typeof chosen), [choose, chosenText])
  const scale = SCALES.find((one) => one === address.scale) ?? '1'
  const labelOf = useRowLabels(levels, pages.namesInSight)
  const texts = useMemo(
    () => ({ rowCount: rowCountOf(sheet.shape), scale, total: say('web.total'), labelOf, scope }),
    [sheet.shape, scale, say, labelOf, scope],
  )
  const { title, subtitle } = headlineOf({
    words,
    scope,
    as,
    currency: currencyShown,
    scale,
    periods: sheet.shape.periods,
  })
  const name = levels.map(({ dimension }) => say(`web.level_${dimension}`)).join(' ▸ ') || say('web.total')
  const forget = (): void => {
    edits.forgetRefusal()
    setUnread(0)
  }
  return (
    <div className={classes.screen}>
      <PlanToolbar
        {...{ layout, title, subtitle, scale, actions }}
        byMonthOnly={as === 'value'}
        exportAs={(format) => exportTable(call, asked, format)}
      />
      <div className={classes.grid} data-stale={pages.isStale || undefined}>
        <PlanGrid
          {...{ sheet, name, actions, selection, texts }}
          label={title}
          refused={edits.refused}
          onSelection={setSelection}
          onVisible={(first, last) => pages.look(first / figures.length - 1, last / figures.length - 1)}
        />
      </div>
      <div className={classes.foot}>
        <StatusLine
          cells={cells}
          unit={({ figure: { measure } }) => (isMoney(measure) ? currencyShown : say('web.unit'))}
          refused={edits.refused}
          unread={unread}
          onClose={forget}
        />
        {may('edit demand') && as === 'units' && !narrow ? (
          <BulkBar scenario={scenario} place={chosen} periods={sheet.shape.periods} edits={edits} />
        ) : null}
      </div>
      <ReasonDialog asking={edits.asking} />
    </div>
  )
}
