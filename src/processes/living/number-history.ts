import { Refusal } from '../../core/base/refusal.js'
import type { Access } from '../../core/edit/access.js'
import { cellHistory } from '../../core/edit/cell-history.js'
import type { Entry } from '../../core/edit/intent.js'
import { scopeCovers } from '../../core/edit/scope-cover.js'
import type { LivingBranch } from './living-branch.js'
import type { CellChange, CellRef } from './living-plan.js'

/**
 * Every change of what is planned in a cell, oldest first. Who did what beyond the viewer's part is left out: what it
 * did in here shows as the difference between one line and the next (LP24).
 *
 * @throws Refusal `living.history_of_consensus` for other numbers, which follow from it
 */
export function historyOf({ edits }: LivingBranch, cell: CellRef, access: Access): readonly CellChange[] {
  if (cell.measure !== 'consensus') throw new Refusal('living.history_of_consensus', { measure: cell.measure })
  const { scope, from, until } = cell
  return cellHistory(edits, { ...scope, from, until })
    .filter(({ entry }) => readsWhole(entry, access))
    .map(({ entry: { position, actor, at, reason }, before, after }) => ({
      entry: { position, actor, at, reason },
      before,
      after,
    }))
}

/** Whether everything that an entry reaches is the viewer's own. */
export function readsWhole({ intents }: Entry, { scopes }: Access): boolean {
  return intents.every(({ ...intent }) => 'box' in intent && scopes.some((scope) => scopeCovers(scope, intent.box)))
}
