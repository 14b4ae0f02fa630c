import { type GridCell, GridCellKind, type GridSelection, type Item } from '@glideapps/glide-data-grid'
import { useEffect } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { blockOf, blockText, rangesOf } from './selected-ranges.js'

/** The grid copies one range; several are copied as spreadsheets do: as one block, where they make one. */
export function useRangeCopy(
  selection: GridSelection,
  read: (cell: Item) => GridCell,
  refuse: (message: WebKey) => void,
): void {
  useEffect(() => {
    const ranges = rangesOf(selection)
    if (ranges.length < 2) return
    const copy = (event: ClipboardEvent): void => {
      if (!isInGrid(document.activeElement)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const block = blockOf(ranges)
      if (event.type === 'cut') refuse('web.cut_several')
      else if (block === null) refuse('web.copy_shapes_differ')
      else
        event.clipboardData?.setData(
          'text/plain',
          blockText(block.rows.map((row) => block.columns.map((column) => textOf(read([column, row]))))),
        )
    }
    for (const kind of ['copy', 'cut'] as const) window.addEventListener(kind, copy, true)
    return () => {
      for (const kind of ['copy', 'cut'] as const) window.removeEventListener(kind, copy, true)
    }
  }, [selection, read, refuse])
}

const isInGrid = (element: Element | null): boolean =>
  element?.closest('.dvn-scroller, [data-testid="data-grid-canvas"]') != null

const textOf = (cell: GridCell): string => (cell.kind === GridCellKind.Text ? (cell.copyData ?? cell.displayData) : '')
