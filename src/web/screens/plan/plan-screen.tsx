import type { GridSelection } from '@glideapps/glide-data-grid'
import { Button } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { isMoney } from '../../drawer/measure-text.js'
import { mayChange } from '../../frame/navigation.js'
import { usePanels } from '../../frame/panels.js'
import { ApiRefusal } from '../../server/client.js'
import { useScopeText } from '../../server/scope-names.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import type { As } from '../../view/address.js'
import { useView } from '../../view/view.js'
import { SCALES } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { BulkBar } from './bulk-bar.js'
import { ConflictPanel } from './conflict-panel.js'
import { exportTable, type FileFormat } from './export-table.js'
import { rowCountOf } from './grid-shape.js'
import { widthOfNumbers } from './number-width.js'
import classes from './plan.module.css'
import { shownAt } from './plan-cell.js'
import type { PlanEdits } from './plan-edits.js'
import { NOTHING_SELECTED, PlanGrid } from './plan-grid.js'
import { headlineOf } from './plan-headline.js'
import type { PlanAsked } from './plan-pages.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
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
  if (isNowhere(pages.error)) return <NothingPlanned />
  if (pages.error !== null && (pages.head === undefined || isRefused(pages.error)))
    return <ErrorState error={pages.error} again={pages.again} />
  if (pages.head === undefined) return <LoadingRows rows={20} />
  if (shown.levels.length > 0 && pages.head.rowCount === 0 && !pages.isStale) return <NothingPlanned />
  return <PlanSheetView {...shown} currencyShown={pages.head.currency} />
}

/** A part of the company that is not there any more, or never was, or in which nothing is planned. */
function NothingPlanned(): ReactNode {
  const { say } = useWords()
  const { scope, set } = useView()
  const part = PLAN_TREES.flatMap((tree) => (scope[tree].length === 0 ? [] : [scope[tree].join(' ▸ ')])).join(' · ')
  return (
    <EmptyState
      title={say('web.nothing_planned')}
      text={say('web.nothing_planned_why', { part: part || say('web.everything') })}
      action={
        <Button onClick={() => set({ scope: { product: [], location: [], customer: [] } })}>
          {say('web.look_at_everything')}
        </Button>
      }
    />
  )
}

/** What is not theirs is as what is not there. */
const isNowhere = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.answer.code === 'access.no_node'

/** Told that one may not, or that there is no such thing. Where nobody answered, what was known stays in sight. */
const isRefused = (error: Error): boolean => error instanceof ApiRefusal && error.status < 500

function PlanSheetView({ currencyShown, ...shown }: PlanShown & { currencyShown: string }): ReactNode {
  const words = useWords()
  const { say } = words
  const { scope, address } = useView()
  const { me } = useSession()
  const { as, sheet, layout, levels, figures, pages, edits, asked } = shown
  const [selection, setSelection] = useState(NOTHING_SELECTED)
  const [unread, setUnread] = useState(0)
  const [writing, setWriting] = useState(false)
  const [readOnly, setReadOnly] = useState<WebKey | null>(null)
  const actions = useGridActions({ sheet, edits, selection, layout, setUnread, setReadOnly })
  const cells = useMemo(() => selectedCells(sheet, selection), [sheet, selection])
  const place = useChosenPlace(sheet, selection)
  const scale = SCALES.find((one) => one === address.scale) ?? '1'
  const { head } = pages
  const numberWidth = useMemo(
    () => widthOfNumbers(head!, (value, decimals) => words.number.whole(value, decimals, shownAt(scale))),
    [head, words, scale],
  )
  const labelOf = useRowLabels(levels, pages.namesInSight)
  const texts = useMemo(
    () => ({ rowCount: rowCountOf(sheet.shape), scale, numberWidth, total: say('web.total'), labelOf, scope }),
    [sheet.shape, scale, numberWidth, say, labelOf, scope],
  )
  const { title, subtitle } = headlineOf({
    words,
    part: useScopeText(scope),
    as,
    currency: currencyShown,
    scale,
    periods: sheet.shape.periods,
  })
  const exportAs = useExport(asked, title)
  const name = levels.map(({ dimension }) => say(`web.level_${dimension}`)).join(' ▸ ') || say('web.total')
  return (
    <div className={classes.screen}>
      <PlanToolbar
        {...{ layout, title, subtitle, scale }}
        steps={mayChange(me) ? edits : null}
        withPast={figures.some(({ past }) => past !== undefined)}
        byMonthOnly={as === 'value'}
        exportAs={exportAs}
      />
      <div className={classes.grid} data-stale={pages.isStale || undefined}>
        <PlanGrid
          {...{ sheet, name, actions, selection, texts }}
          label={title}
          refused={edits.refused}
          conflicts={edits.conflicts.waiting}
          onSelection={(chosen) => {
            setSelection(chosen)
            setReadOnly(null)
          }}
          onWriting={setWriting}
          onVisible={(first, last) => pages.look(first / figures.length - 1, last / figures.length - 1)}
        />
      </div>
      <PlanFoot
        {...{ as, cells, place, sheet, edits, unread, setUnread, readOnly }}
        mayEdit={shown.mayEdit}
        currency={currencyShown}
      />
      <ReasonDialog asking={writing ? null : edits.asking} />
    </div>
  )
}

/** What the drawer and the bulk bar speak of. Another object that says the same is no other choice. */
function useChosenPlace(sheet: PlanSheet, selection: GridSelection) {
  const { choose } = usePanels()
  const text = JSON.stringify(useMemo(() => chosenNumber(sheet, selection), [sheet, selection]))
  const place = useMemo(() => JSON.parse(text) as ReturnType<typeof chosenNumber>, [text])
  useEffect(() => choose(place), [choose, place])
  return place
}

function useExport(asked: PlanAsked, title: string): (format: FileFormat) => Promise<void> {
  const { call } = useSession()
  const latest = useRef({ asked, title })
  latest.current = { asked, title }
  return useCallback((format) => exportTable(call, latest.current, format), [call])
}

interface FootProps {
  readonly as: As
  readonly mayEdit: boolean
  readonly cells: readonly SheetCell[]
  readonly place: ReturnType<typeof chosenNumber>
  readonly sheet: PlanSheet
  readonly edits: PlanEdits
  readonly currency: string
  readonly unread: number
  readonly readOnly: WebKey | null
  readonly setUnread: (count: number) => void
}

/** What is selected adds up to, what was refused, and one change over many cells. */
function PlanFoot({
  as,
  mayEdit,
  cells,
  place,
  sheet,
  edits,
  currency,
  unread,
  setUnread,
  readOnly,
}: FootProps): ReactNode {
  const { say } = useWords()
  const { scenario } = useView()
  const forget = (): void => {
    edits.forgetRefusal()
    setUnread(0)
  }
  return (
    <div className={classes.foot}>
      <StatusLine
        cells={cells}
        unit={({ figure: { measure } }) => (isMoney(measure) ? currency : say('web.unit'))}
        refused={edits.refused}
        unread={unread}
        mayEdit={mayEdit}
        readOnly={readOnly}
        onClose={forget}
      />
      <ConflictPanel edits={edits} onChosen={forget} />
      {mayEdit && as === 'units' ? (
        <BulkBar
          scenario={scenario}
          place={place}
          periods={sheet.shape.periods}
          change={edits.change}
          reason={edits.reason}
          setReason={edits.setReason}
        />
      ) : null}
    </div>
  )
}
