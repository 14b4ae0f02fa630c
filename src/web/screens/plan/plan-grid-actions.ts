import type { GridSelection } from '@glideapps/glide-data-grid'
import type { WebKey } from '../../../language/messages/web.js'
import type { Typed } from './sheet-changes.js'

/** What somebody can do in the grid. */
export interface PlanGridActions {
  /** @returns whether the grid shall leave it at that. */
  readonly typed: (typed: readonly Typed[]) => boolean
  readonly pasted: (block: readonly (readonly string[])[]) => boolean
  readonly cleared: (selection: GridSelection) => boolean
  /** Into the part of a row, or of a column where time runs in rows. */
  readonly drill: (row: number, column?: number) => void
  readonly drillSelected: () => void
  readonly rise: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly lock: (locked: boolean) => void
  readonly comment: () => void
  /** Why something is not done that one would expect. */
  readonly tell: (message: WebKey) => void
  readonly pin: () => void
  readonly why: () => void
}
