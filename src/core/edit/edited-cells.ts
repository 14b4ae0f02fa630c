import { rowsInBox } from './box-rows.js'
import type { EditState, LoggedEntry } from './fold.js'
import { type LockSet, noLocks, setLocks } from './lock-set.js'

/** Cells of a fold, kept as locked ones are, with the entries that were looked at for it. */
interface Known {
  readonly cells: LockSet
  readonly count: number
  readonly last: LoggedEntry | undefined
}

const known = new WeakMap<EditState, Known>()

/** The cells whose quantity an entry in force was meant to change: a set of bits like that of the locks. */
export function editedCells(state: EditState): LockSet {
  const { log, base } = state
  const before = known.get(state)
  const goesOn =
    before !== undefined &&
    log[before.count - 1] === before.last &&
    log.slice(before.count).every(({ entry }) => entry.undoes === undefined)
  let cells = goesOn ? before.cells : noLocks(base.rows.count, base.horizon.count)
  for (const logged of log.slice(goesOn ? before.count : 0)) cells = withCellsOf(state, cells, logged)
  known.set(state, { cells, count: log.length, last: log.at(-1) })
  return cells
}

function withCellsOf({ base }: EditState, cells: LockSet, { placed, undoers, refused }: LoggedEntry): LockSet {
  if (placed === null || undoers > 0 || refused !== null) return cells
  return placed.reduce((all, { kind, touches: { writes } }) => {
    if (writes === null || kind === 'lock') return all
    return setLocks(all, rowsInBox(base.rows, writes), writes.from, writes.to, true).locks
  }, cells)
}
