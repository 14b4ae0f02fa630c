import type { EntryShown } from '../../../api/wire/edit.js'
import type { IntentSent, ReasonSent } from './sent-change.js'

export interface ChangeMade {
  readonly intents: readonly IntentSent[]
  /** What the cells shall hold. */
  readonly cells: ReadonlyMap<string, number>
  readonly reason: ReasonSent | null
}

export interface PlanConflict {
  /** Of the change that was refused. */
  readonly key: string
  readonly scenario: string
  readonly mine: ChangeMade
  /** Null where it is not the reader's to see. */
  readonly theirs: EntryShown | null
}

export const withoutWritten = (
  conflicts: readonly PlanConflict[],
  scenario: string,
  cells: ReadonlyMap<string, number>,
): readonly PlanConflict[] =>
  conflicts.filter(({ scenario: of, mine }) => {
    const own = [...mine.cells.keys()]
    return of !== scenario || own.length === 0 || !own.every((cell) => cells.has(cell))
  })
