import type { PlacedBox } from '../../core/edit/box.js'
import { rowsInBox, uniteSorted } from '../../core/edit/box-rows.js'
import type { EditBase } from '../../core/edit/fold.js'

/** Demand rows (ascending) and buckets [from, to) that a change touches. */
export interface TouchedPart {
  readonly rows: Int32Array
  readonly from: number
  readonly to: number
  /** Master data are touched too: money and stock may move anywhere. */
  readonly master: boolean
}

/** The smallest part with all of these boxes in it; a null stands for master data. */
export function partOfBoxes(base: EditBase, boxes: readonly (PlacedBox | null)[]): TouchedPart {
  const placed = boxes.filter((box) => box !== null)
  const { count } = base.horizon
  const master = placed.length < boxes.length
  return {
    rows: uniteSorted(placed.map((box) => rowsInBox(base.rows, box))),
    from: master ? 0 : placed.reduce((first, { from }) => Math.min(first, from), count),
    to: master ? count : placed.reduce((end, { to }) => Math.max(end, to), 0),
    master,
  }
}
