/** From what somebody does to cells to one entry of intents: typed, pasted, filled, cleared, locked. */

import { type CellChange, previewOf, readChange } from './cell-input.js'
import { boxOf } from './cell-keys.js'
import { type DecimalMark, FAULT, readBlock } from './number-block.js'
import type { IntentSent } from './plan-edits.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import type { Pasting } from './selected-ranges.js'

export interface SheetChange {
  readonly intents: readonly IntentSent[]
  /** What the cells hold until the server has answered. */
  readonly paint: ReadonlyMap<string, number>
  /** What could not be read, or not be written in. */
  readonly faults: readonly { readonly column: number; readonly row: number; readonly text: string }[]
}

export interface Typed {
  readonly column: number
  readonly row: number
  readonly text: string
}

class Gathering {
  readonly intents: IntentSent[] = []
  readonly paint = new Map<string, number>()
  readonly faults: Typed[] = []

  add(cell: SheetCell, change: CellChange): void {
    this.intents.push({ kind: 'quantity', box: boxOf(cell.place), ...change })
    this.paint.set(cell.key, previewOf(change, cell.value ?? 0))
  }
}

/** One cell or several, each with its own text. */
export function changeOfTexts(sheet: PlanSheet, typed: readonly Typed[], mark: DecimalMark): SheetChange {
  const gathering = new Gathering()
  for (const { column, row, text } of typed) {
    const cell = sheet.cellAt(column, row)
    const change = readChange(text, mark)
    if (cell?.editable === true && change !== null) gathering.add(cell, change)
    else gathering.faults.push({ column, row, text })
  }
  return gathering
}

const THOUSANDTHS = 1000

/** Blocks from the clipboard, each where it goes; a cell in two of them once. Cells that say nothing leave what is there. */
export function changeOfBlocks(sheet: PlanSheet, pastings: readonly Pasting[], own: DecimalMark): SheetChange {
  const gathering = new Gathering()
  const written = new Set<string>()
  for (const { at, block } of pastings)
    readBlock(block, own).cells.forEach((line, down) =>
      line.forEach((read, right) => {
        const [column, row] = [at.column + right, at.row + down]
        if (read === null || written.has(`${column}/${row}`)) return
        written.add(`${column}/${row}`)
        const cell = sheet.cellAt(column, row)
        if (read === FAULT || cell?.editable !== true)
          gathering.faults.push({ column, row, text: block[down]![right]! })
        else gathering.add(cell, { op: 'set', quantity: Math.round(read * THOUSANDTHS) })
      }),
    )
  return gathering
}

/** A lock (or the end of one) over every cell that can be written in. */
export function locksOf(cells: readonly SheetCell[], kind: 'lock' | 'unlock'): IntentSent[] {
  return cells.filter(({ editable }) => editable).map(({ place }) => ({ kind, box: boxOf(place) }))
}
