import '@glideapps/glide-data-grid/dist/index.css'
import {
  CompactSelection,
  DataEditorCore,
  type DataEditorRef,
  type GridCell,
  GridCellKind,
  type GridSelection,
  type InnerGridCell,
  type InternalCellRenderer,
  type Item,
  loadingCellRenderer,
  type Rectangle,
  textCellRenderer,
} from '@glideapps/glide-data-grid'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useTokens } from '../../theme/use-tokens.js'
import { useWords } from '../../words/words.js'
import { type Drawn, drawPlanCell } from './draw-plan-cell.js'
import { gridTheme } from './grid-theme.js'
import { noImages } from './no-images.js'
import { type CellTexts, cellOf } from './plan-cell.js'
import { columnsOf, NAME_COLUMNS } from './plan-columns.js'
import type { Refused } from './plan-edits.js'
import type { PlanGridActions } from './plan-grid-actions.js'
import { planGridKeys } from './plan-grid-keys.js'
import type { PlanSheet } from './plan-sheet.js'

interface PlanGridProps {
  readonly sheet: PlanSheet
  readonly name: string
  readonly label: string
  readonly actions: PlanGridActions
  readonly refused: Refused | null
  readonly selection: GridSelection
  readonly onSelection: (selection: GridSelection) => void
  readonly onVisible: (first: number, last: number) => void
  readonly texts: CellTexts
}

const ROW_HEIGHT = 24
const RENDERERS = [textCellRenderer, loadingCellRenderer] as unknown as readonly InternalCellRenderer<InnerGridCell>[]
export const NOTHING_SELECTED: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() }

/** The planning grid: it draws what the sheet holds and hands on what somebody does to it. */
export function PlanGrid(props: PlanGridProps): ReactNode {
  const { sheet, name, label, actions, refused, selection, onSelection, onVisible, texts } = props
  const words = useWords()
  const tokens = useTokens()
  const grid = useRef<DataEditorRef>(null)
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  const columns = useMemo(
    () =>
      columnsOf(sheet.shape.periods, words, name).map((column) => ({
        ...column,
        width: widths[column.id!] ?? ('width' in column ? column.width : 0),
      })),
    [sheet.shape.periods, words, name, widths],
  )
  const refusedCells = useMemo(() => new Set(refused?.cells), [refused])
  const getCellContent = useCallback(
    ([column, row]: Item): GridCell => cellOf(sheet, column, row, { words, tokens, texts }),
    [sheet, words, tokens, texts],
  )
  const drawn: Drawn = { sheet, tokens, refused: refusedCells }
  return (
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
      freezeColumns={NAME_COLUMNS}
      rowHeight={ROW_HEIGHT}
      headerHeight={26}
      groupHeaderHeight={24}
      width="100%"
      height="100%"
      smoothScrollX
      smoothScrollY
      rangeSelect="rect"
      columnSelect="none"
      rowSelect="none"
      rowMarkers="none"
      fillHandle
      editOnType
      copyHeaders={false}
      keybindings={{ search: false, downFill: true, rightFill: true, clear: true }}
      gridSelection={selection}
      onGridSelectionChange={onSelection}
      onVisibleRegionChanged={({ y, height }) => onVisible(y, y + height)}
      onColumnResize={(column, width) => setWidths((known) => ({ ...known, [column.id!]: width }))}
      onCellsEdited={(edits) =>
        actions.typed(
          edits.flatMap(({ location: [column, row], value }) =>
            value.kind === GridCellKind.Text ? [{ column, row, text: value.data }] : [],
          ),
        )
      }
      onPaste={([column, row], values) => actions.pasted({ column, row }, values)}
      onDelete={(deleted) => actions.cleared(deleted)}
      onKeyDown={(event) => planGridKeys(event, actions)}
      onCellActivated={([column, row]) => {
        if (column < NAME_COLUMNS) actions.drill(row)
      }}
      experimental={{ strict: false }}
      data-grid={label}
    />
  )
}

function cellsIn({ x, y, width, height }: Rectangle, read: (cell: Item) => GridCell): GridCell[][] {
  return Array.from({ length: height }, (_, down) =>
    Array.from({ length: width }, (_, right) => read([x + right, y + down])),
  )
}
