import type { GridSelection } from '@glideapps/glide-data-grid'
import { Button, Group } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { isMoney } from '../../drawer/measure-text.js'
import { useNarrow, usePanels } from '../../frame/panels.js'
import { ApiRefusal } from '../../server/client.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { SCALES } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { BulkBar } from './bulk-bar.js'
import { widthOfNumbers } from './number-width.js'
import classes from './plan.module.css'
import { shownAt } from './plan-cell.js'
import type { PlanEdits } from './plan-edits.js'
import { NOTHING_SELECTED, PlanGrid } from './plan-grid.js'
import { headlineOf } from './plan-headline.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import { type PlanShown, usePlanShown } from './plan-shown.js'
import { PlanToolbar } from './plan-toolbar.js'
import { ReasonDialog } from './reason-dialog.js'
import { useRowLabels } from './row-labels.js'
import { chosenNumber, isPartlyUnread, selectedCells } from './selected-cells.js'
import { type Part, partAround, selectedParts } from './selected-parts.js'
import { rangesOf } from './selected-ranges.js'
import { StatusLine } from './status-line.js'
import { useExport } from './use-export.js'
import { useGridActions } from './use-grid-actions.js'
import { useSelection } from './use-selection.js'

/** The planning grid: the plan of a part of the company, row by row, as it can be read and changed. */
export function PlanScreen(): ReactNode {
  const { say } = useWords()
  const shown = usePlanShown()
  const { figures, pages } = shown
  if (figures.length === 0) return <EmptyState title={say('web.nothing_to_see')} text={say('web.nothing_to_see_why')} />
  if (isOfCalendar(pages.error)) return <NoMoneyByCalendar />
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

const isOfCalendar = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.answer.code === 'living.money_by_calendar'

/** What cannot be told exactly is not told: the way to where it can be. */
function NoMoneyByCalendar(): ReactNode {
  const { say } = useWords()
  const { calendar, set } = useView()
  return (
    <EmptyState
      title={say('web.no_money_by_calendar', { calendar: calendar === null ? '' : say(`web.calendar_${calendar}`) })}
      text={say('web.no_money_by_calendar_why')}
      action={
        <Group gap="xs" justify="center">
          <Button onClick={() => set({ calendar: null })}>{say('web.calendar_back')}</Button>
          <Button variant="default" onClick={() => set({ as: 'units' })}>
            {say('web.calendar_units')}
          </Button>
        </Group>
      }
    />
  )
}

/** Told that one may not, or that there is no such thing. Where nobody answered, what was known stays in sight. */
const isRefused = (error: Error): boolean => error instanceof ApiRefusal && error.status < 500

function PlanSheetView({ currencyShown, ...shown }: PlanShown & { currencyShown: string }): ReactNode {
  const words = useWords()
  const { say } = words
  const { scope, as, calendar, address } = useView()
  const { sheet, layout, levels, figures, pages, edits, asked } = shown
  const { selection, select, pin } = useSelection()
  // What was selected lies elsewhere in a sheet that is turned, and is other days by another calendar.
  useEffect(() => select(NOTHING_SELECTED), [select, sheet.time, calendar])
  const [unread, setUnread] = useState(0)
  const [writing, setWriting] = useState(false)
  const actions = useGridActions({ sheet, edits, selection, layout, setUnread, pin })
  const cells = useMemo(
    () => (isPartlyUnread(sheet, selection) ? [] : selectedCells(sheet, selection)),
    [sheet, selection],
  )
  const parts = useChosenParts(sheet, selection)
  const scale = SCALES.find((one) => one === address.scale) ?? '1'
  const { head } = pages
  const numberWidth = useMemo(
    () => widthOfNumbers(head!, (value, decimals) => words.number.whole(value, decimals, shownAt(scale))),
    [head, words, scale],
  )
  const labelOf = useRowLabels(levels, pages.namesInSight)
  const texts = useMemo(
    () => ({ rowCount: sheet.rowCount, scale, numberWidth, total: say('web.total'), labelOf, scope }),
    [sheet.rowCount, scale, numberWidth, say, labelOf, scope],
  )
  const { title, subtitle } = headlineOf({
    words,
    scope,
    as,
    currency: currencyShown,
    scale,
    calendar,
    sheet,
  })
  const exportAs = useExport({ asked, title, unit: as === 'value' ? currencyShown : say('web.unit') })
  const levelNames = levels.map(({ dimension }) => say(`web.level_${dimension}`)).join(' ▸ ') || say('web.total')
  const name = sheet.time === 'rows' ? say('web.period') : levelNames
  return (
    <div className={classes.screen}>
      <PlanToolbar
        {...{ layout, title, subtitle, scale }}
        undo={edits.undo}
        redo={edits.redo}
        byMonthOnly={as === 'value'}
        withDays={calendar === null}
        exportAs={exportAs}
      />
      <div className={classes.grid} data-stale={pages.isStale || undefined}>
        <PlanGrid
          key={sheet.time}
          {...{ sheet, name, actions, selection, texts }}
          label={title}
          refused={edits.refused}
          onSelection={select}
          onWriting={setWriting}
          onVisible={(first, last) => {
            // Where time runs in rows all groups there are stand in columns.
            if (sheet.time === 'columns') pages.look(first / figures.length - 1, last / figures.length - 1)
          }}
        />
      </div>
      <PlanFoot {...{ cells, parts, sheet, edits, unread, setUnread }} currency={currencyShown} />
      <ReasonDialog asking={writing ? null : edits.asking} />
    </div>
  )
}

/** What the drawer and the bulk bar speak of. Another object that says the same is no other choice. */
function useChosenParts(sheet: PlanSheet, selection: GridSelection): readonly Part[] | null {
  const { choose } = usePanels()
  const text = JSON.stringify(useMemo(() => chosenIn(sheet, selection), [sheet, selection]))
  const { place, parts } = useMemo(() => JSON.parse(text) as ReturnType<typeof chosenIn>, [text])
  useEffect(() => choose(place), [choose, place])
  return parts
}

function chosenIn(sheet: PlanSheet, selection: GridSelection) {
  const place = chosenNumber(sheet, selection)
  const parts = selectedParts(sheet, selection)
  const around = parts !== null && rangesOf(selection).length > 1 ? partAround(parts) : null
  return { place: place === null || around === null ? place : { ...place, around }, parts }
}

interface FootProps {
  readonly cells: readonly SheetCell[]
  readonly parts: readonly Part[] | null
  readonly sheet: PlanSheet
  readonly edits: PlanEdits
  readonly currency: string
  readonly unread: number
  readonly setUnread: (count: number) => void
}

/** What is selected adds up to, what was refused, and one change over many cells. */
function PlanFoot({ cells, parts, sheet, edits, currency, unread, setUnread }: FootProps): ReactNode {
  const { say } = useWords()
  const { may } = useSession()
  const narrow = useNarrow()
  const { scenario, as } = useView()
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
        onClose={forget}
      />
      {may('edit demand') && as === 'units' && !narrow ? (
        <BulkBar
          scenario={scenario}
          parts={parts}
          periods={sheet.shape.periods}
          change={edits.change}
          reason={edits.reason}
          setReason={edits.setReason}
        />
      ) : null}
    </div>
  )
}
