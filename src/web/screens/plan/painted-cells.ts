/** Cells that show what somebody wrote before the plan has said so. Pure, so that it can be tried. */

/** What a cell shall hold; `position` is the entry that did it, once it is known. */
export interface PaintedCell {
  readonly value: number
  readonly position: number | null
  /** The change that painted it: an earlier one that is answered later says nothing of it. */
  readonly change: string
}
export type PaintedCells = ReadonlyMap<string, PaintedCell>

/** Beyond this the oldest that have been answered are forgotten: their numbers have long been read. */
const KEPT_MOST = 20_000

export function paint(painted: PaintedCells, change: string, cells: ReadonlyMap<string, number>): PaintedCells {
  const next = new Map(painted)
  for (const [cell, value] of cells) {
    next.delete(cell)
    next.set(cell, { value, position: null, change })
  }
  for (const [cell, { position }] of next) {
    if (next.size <= KEPT_MOST) break
    if (position !== null) next.delete(cell)
  }
  return next
}

/** The change is on disk at a position: its cells hold until what is read is of then. */
export function answered(painted: PaintedCells, change: string, position: number): PaintedCells {
  const next = new Map(painted)
  for (const [cell, one] of painted) if (one.change === change) next.set(cell, { ...one, position })
  return next
}

export const withoutChange = (painted: PaintedCells, change: string): PaintedCells =>
  new Map([...painted].filter(([, one]) => one.change !== change))

/** What was written is not what counts any more; what is still on its way stays. */
export const withoutAnswered = (painted: PaintedCells): PaintedCells =>
  new Map([...painted].filter(([, { position }]) => position === null))
