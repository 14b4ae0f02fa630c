import type { GridSelection } from '@glideapps/glide-data-grid'
import type { SheetCell } from './plan-sheet.js'
import type { Typed } from './sheet-changes.js'

/** What somebody can do in the grid. */
export interface PlanGridActions {
  /** Somebody writes where nothing can be written: null outside the plan. */
  readonly readOnly: (cell: SheetCell | null) => void
  /** @returns whether the grid shall leave it at that. */
  readonly typed: (typed: readonly Typed[]) => boolean
  readonly pasted: (at: { column: number; row: number }, block: readonly (readonly string[])[]) => boolean
  readonly cleared: (selection: GridSelection) => boolean
  readonly drill: (row: number) => void
  readonly drillSelected: () => void
  readonly rise: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly lock: (locked: boolean) => void
  readonly comment: () => void
  readonly why: () => void
}
