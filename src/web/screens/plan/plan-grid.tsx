import '@glideapps/glide-data-grid/dist/index.css'
import {
  CompactSelection,
  DataEditorCore,
  type DataEditorRef,
  type GridCell,
  GridCellKind,
  type GridKeyEventArgs,
  type GridSelection,
  type InnerGridCell,
  type InternalCellRenderer,
  type Item,
  loadingCellRenderer,
  type Rectangle,
  textCellRenderer,
} from '@glideapps/glide-data-grid'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { useNarrow } from '../../frame/panels.js'
import { useDensity } from '../../server/density.js'
import { useTokens } from '../../theme/use-tokens.js'
import { useWords, type Words } from '../../words/words.js'
import { CellEditor, type Editing, type Step } from './cell-editor.js'
import { type Drawn, drawPlanCell, drawToday } from './draw-plan-cell.js'
import { TOTAL } from './grid-shape.js'
import { gridTheme } from './grid-theme.js'
import { noImages } from './no-images.js'
import { periodNames } from './period-names.js'
import classes from './plan.module.css'
import { bareText, type CellTexts, cellOf, namesOfGroup } from './plan-cell.js'
import { groupColumns, NAME_COLUMNS, type PlanColumn, periodColumns } from './plan-columns.js'
import type { Refused } from './plan-edits.js'
import type { PlanGridActions } from './plan-grid-actions.js'
import { planGridKeys } from './plan-grid-keys.js'
import type { PlanSheet } from './plan-sheet.js'
import { useRangeCopy } from './use-range-copy.js'

interface PlanGridProps {
  readonly sheet: PlanSheet
  readonly name: string
  readonly label: string
  readonly actions: PlanGridActions
  readonly refused: Refused | null
  readonly selection: GridSelection
  readonly onSelection: (selection: GridSelection) => void
  readonly onVisible: (first: number, last: number) => void
  /** A cell is being written, or no longer: nothing may take the keys meanwhile. */
  readonly onWriting: (writing: boolean) => void
  readonly texts: CellTexts
}

const ROW_HEIGHT = { compact: 24, comfortable: 32 } as const
const RENDERERS = [textCellRenderer, loadingCellRenderer] as unknown as readonly InternalCellRenderer<InnerGridCell>[]
export const NOTHING_SELECTED: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() }

/** The planning grid: it draws what the sheet holds and hands on what somebody does to it. */
export function PlanGrid(props: PlanGridProps): ReactNode {
  const { sheet, name, label, actions, refused, selection, onSelection, onVisible, onWriting, texts } = props
  const words = useWords()
  const tokens = useTokens()
  const [density] = useDensity()
  const grid = useRef<DataEditorRef>(null)
  const { columns, resize } = useColumns(sheet, words, texts, { name, room: useNarrow() ? 'narrow' : 'wide' })
  const refusedCells = useMemo(() => new Set(refused?.cells), [refused])
  const getCellContent = useCallback(
    ([column, row]: Item): GridCell => cellOf(sheet, column, row, { words, tokens, texts }),
    [sheet, words, tokens, texts],
  )
  const { editor, begin, follow } = useEditing({ grid, sheet, words, actions, onSelection, onWriting })
  useRangeCopy(selection, getCellContent, actions.tell)
  const beginning = useTodayInSight(sheet, { width: texts.numberWidth, height: ROW_HEIGHT[density] })
  const frame = useRef<HTMLDivElement>(null)
  const drawn: Drawn = { sheet, tokens, refused: refusedCells }
  return (
    <div ref={frame} className={classes.sheet}>
      <DataEditorCore
        ref={grid}
        renderers={RENDERERS}
        imageWindowLoader={noImages}
        columns={columns}
        rows={texts.rowCount}
        getCellContent={getCellContent}
        getCellsForSelection={(rectangle: Rectangle) => cellsIn(rectangle, getCellContent)}
        theme={gridTheme(tokens)}
        drawCell={(args, draw) => drawPlanCell(args, draw, drawn)}
        drawHeader={({ ctx, columnIndex, rect }, draw) => {
          draw()
          drawToday(ctx, rect, columnIndex, drawn)
        }}
        {...LAYOUT}
        rowHeight={ROW_HEIGHT[density]}
        gridSelection={selection}
        onGridSelectionChange={onSelection}
        {...beginning}
        onVisibleRegionChanged={({ y, height }) => {
          onVisible(y, y + height)
          follow()
        }}
        onColumnResize={resize}
        onCellsEdited={(edits) =>
          actions.typed(
            edits.flatMap(({ location: [column, row], value }) =>
              value.kind === GridCellKind.Text ? [{ column, row, text: value.data }] : [],
            ),
          )
        }
        onPaste={(_, values) => actions.pasted(values)}
        onDelete={(deleted) => actions.cleared(deleted)}
        onKeyDown={(event) => pressed(event, actions, begin)}
        onCellActivated={(cell) => (cell[0] < NAME_COLUMNS ? actions.drill(cell[1]) : begin(cell, null))}
        onHeaderClicked={(column, { isDoubleClick }) => {
          if (isDoubleClick === true && sheet.time === 'rows') actions.drill(0, column)
        }}
        onItemHovered={({ kind, location: [column, row] }) => {
          // A cell says what is selected of it; a head has its days behind it.
          if (frame.current !== null)
            frame.current.title = kind === 'header' ? hintOf(sheet, column, row, words, texts) : ''
        }}
        data-grid={label}
      />
      {editor}
    </div>
  )
}

function pressed(event: GridKeyEventArgs, actions: PlanGridActions, begin: (cell: Item, key: string) => void): void {
  if (planGridKeys(event, actions)) return
  // What begins no number is a key of the frame: the grid would swallow it.
  if (isLetter(event)) event.cancel()
  if (!isWriting(event) || event.location === undefined) return
  begin(event.location, event.key)
  event.preventDefault()
}

const LAYOUT = {
  freezeColumns: NAME_COLUMNS,
  headerHeight: 26,
  groupHeaderHeight: 24,
  width: '100%',
  height: '100%',
  smoothScrollX: true,
  smoothScrollY: true,
  rangeSelect: 'multi-rect',
  columnSelect: 'none',
  rowSelect: 'none',
  rowMarkers: 'none',
  fillHandle: true,
  copyHeaders: false,
  keybindings: { search: false, downFill: true, rightFill: true, clear: true },
} as const

interface Named {
  readonly name: string
  readonly room: 'wide' | 'narrow'
}

function useColumns(sheet: PlanSheet, words: Words, texts: CellTexts, { name, room }: Named) {
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const columns = useMemo(
    () =>
      columnsOf(sheet, words, texts, { name, room }).map((column) => ({
        ...column,
        width: widths[column.id] ?? column.width,
      })),
    [sheet, words, texts, name, room, widths],
  )
  const resize = (column: { id?: string | undefined }, width: number): void =>
    setWidths((known) => ({ ...known, [column.id!]: width }))
  return { columns, resize }
}

function columnsOf(sheet: PlanSheet, words: Words, texts: CellTexts, { name, room }: Named): PlanColumn[] {
  const heading = { name, room, numberWidth: texts.numberWidth }
  if (sheet.time === 'columns') return periodColumns(sheet.shape.periods, sheet.period, words, heading)
  const groups = Array.from({ length: sheet.columnCount }, (_, at) => {
    const names = sheet.names(at + TOTAL)
    return names === undefined ? undefined : namesOfGroup(names, sheet, words, texts)
  })
  return groupColumns(groups, words, heading)
}

/** The days of a column's period, or the whole name of its group. */
function hintOf(sheet: PlanSheet, column: number, row: number, words: Words, texts: CellTexts): string {
  if (sheet.time === 'rows') {
    const group = sheet.groupAt(column, row)
    const names = group === null ? undefined : sheet.names(group)
    if (names === undefined) return ''
    const { lines, way } = namesOfGroup(names, sheet, words, texts)
    return [...lines, way].filter(Boolean).join(' · ')
  }
  const period = sheet.periodAt(column, row)
  return period === null ? '' : periodNames(period, sheet.period, words).days
}

/** A key that begins a number or a formula. */
const isWriting = ({ key, ctrlKey, metaKey, altKey }: GridKeyEventArgs): boolean =>
  !ctrlKey && !metaKey && !altKey && /^[-+=*/.,()\d\u2212]$/.test(key)

const isLetter = ({ key, ctrlKey, metaKey }: GridKeyEventArgs): boolean =>
  !ctrlKey && !metaKey && key.length === 1 && key !== ' '

/** A little of the past stays in sight beside the first days of the plan. */
const PAST_IN_SIGHT = 2

/** One begins where the plan begins, not where the past does: how far the grid is moved to the left, or up, at first. */
function useTodayInSight(
  { shape: { periods, figures }, planDay, time }: PlanSheet,
  { width, height }: { width: number; height: number },
): { scrollOffsetX: number } | { scrollOffsetY: number } {
  const past = periods.filter(({ firstDay }) => firstDay < planDay).length
  // Where one is stays where one is when numbers become longer.
  const first = useRef({ width, height })
  return useMemo(() => {
    const before = Math.max(0, past - PAST_IN_SIGHT)
    return time === 'columns'
      ? { scrollOffsetX: before * first.current.width }
      : { scrollOffsetY: before * figures.length * first.current.height }
  }, [past, time, figures.length])
}

interface EditingIn {
  readonly grid: RefObject<DataEditorRef | null>
  readonly sheet: PlanSheet
  readonly words: Words
  readonly actions: PlanGridActions
  readonly onSelection: (selection: GridSelection) => void
  readonly onWriting: (writing: boolean) => void
}

function useEditing({ grid, sheet, words, actions, onSelection, onWriting }: EditingIn) {
  const [editing, setEditing] = useState<Editing | null>(null)
  const writing = editing !== null
  useEffect(() => onWriting(writing), [onWriting, writing])
  /** Begun by a key, or (null) by going into what is there. */
  const begin = ([column, row]: Item, key: string | null): void => {
    const cell = sheet.cellAt(column, row)
    const bounds = grid.current?.getBounds(column, row)
    if (cell?.editable !== true || bounds === undefined) return
    const text = key ?? bareText(cell.value ?? 0, cell.decimals, words.number.decimalMark)
    flushSync(() => setEditing({ column, row, bounds, text, typed: key !== null }))
  }
  /** The field stays over its cell when the grid moves under it. */
  const follow = (): void =>
    setEditing((now) => {
      const bounds = now === null ? undefined : grid.current?.getBounds(now.column, now.row)
      return now === null || bounds === undefined ? now : { ...now, bounds }
    })
  const done = (text: string, step: Step | null): void => {
    const { column, row, typed, text: before } = editing!
    setEditing(null)
    // Gone into and out again: nobody has written anything.
    if (typed || text !== before) actions.typed([{ column, row, text }])
    if (step === null) return
    const last: Item = [NAME_COLUMNS + sheet.columnCount - 1, sheet.rowCount - 1]
    const to: Item = [between(NAME_COLUMNS, column + step[0], last[0]), between(0, row + step[1], last[1])]
    onSelection(selectionOf(to))
    grid.current?.scrollTo(to[0], to[1])
    grid.current?.focus()
  }
  const cancel = (): void => {
    setEditing(null)
    grid.current?.focus()
  }
  const editor =
    editing === null
      ? null
      : createPortal(
          <CellEditor key={`${editing.column}/${editing.row}`} editing={editing} onDone={done} onCancel={cancel} />,
          document.getElementById('portal')!,
        )
  return { editor, begin, follow }
}

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value))

const selectionOf = ([x, y]: Item): GridSelection => ({
  ...NOTHING_SELECTED,
  current: { cell: [x, y], range: { x, y, width: 1, height: 1 }, rangeStack: [] },
})

function cellsIn({ x, y, width, height }: Rectangle, read: (cell: Item) => GridCell): GridCell[][] {
  return Array.from({ length: height }, (_, down) =>
    Array.from({ length: width }, (_, right) => read([x + right, y + down])),
  )
}
