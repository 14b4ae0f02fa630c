/** Who moved a number and by how much: derived from what entries changed, never stored (SPINE 3). */
import type { Quantity } from '../base/quantity.js'
import type { LayerKind } from '../demand/layer.js'
import { type Box, type PlacedBox, placeBox } from './box.js'
import { rowsInBox, uniteSorted } from './box-rows.js'
import { CellWindow } from './cell-window.js'
import { type EditBase, type EditState, type LoggedEntry, openEdits, replayEntry } from './fold.js'
import { type Entry, type Intent, isOfCompany } from './intent.js'
import { type Touches, touchesMeet } from './placed-intent.js'

/** What one entry in force did to the total of some cells. */
export interface CellChange {
  readonly entry: Entry
  readonly before: Quantity
  readonly after: Quantity
  /** What it did for each layer; they add up to `after − before`. */
  readonly layers: Readonly<Partial<Record<LayerKind, Quantity>>>
}

/**
 * Every entry in force that moved a number inside this box, oldest first: the total before the first is baseline and
 * layers from files, the one after the last is what is planned.
 *
 * @throws Refusal of `placeBox`
 */
export function cellHistory(state: EditState, box: Box): readonly CellChange[] {
  const placed = placeBox(state.base, box)
  const known = withChanges(state, placed)
  const window = new CellWindow(known, placed)
  const changes: CellChange[] = []
  let after = window.total()
  for (const logged of [...known.log].reverse()) {
    const layers = new Map<LayerKind, Quantity>()
    const last = after
    let moved = false
    for (const done of [...(logged.done ?? [])].reverse()) {
      if (done.kind !== 'cells' || !window.goBack(done.before)) continue
      moved = true
      const before = window.total()
      if (before !== after) layers.set(done.layer, (layers.get(done.layer) ?? 0) + after - before)
      after = before
    }
    const { entry } = state.byPosition.get(logged.entry.position)!
    if (moved) changes.unshift({ entry, before: after, after: last, layers: Object.fromEntries(layers) })
  }
  return changes
}

/** What the entries of a history did for each layer in all. */
export function deltasByLayer(history: readonly CellChange[]): ReadonlyMap<LayerKind, Quantity> {
  const deltas = new Map<LayerKind, Quantity>()
  for (const { layers } of history)
    for (const [layer, delta] of Object.entries(layers) as [LayerKind, Quantity][])
      deltas.set(layer, (deltas.get(layer) ?? 0) + delta)
  return deltas
}

/** The state, or where some of what matters here was forgotten, a fold of the rows that it takes. */
function withChanges(state: EditState, box: PlacedBox): EditState {
  const relevant = entriesBehind(state, box)
  if (!relevant.some(({ forgotten }) => forgotten)) return state
  const boxes = relevant.flatMap(({ placed }) => placed!.flatMap(({ touches }) => [touches.writes, touches.reads]))
  const lists = [box, ...boxes].map((one) => (one === null ? new Int32Array(0) : rowsInBox(state.base.rows, one)))
  const part = openEdits(partOf(state.base, uniteSorted(lists)))
  for (const { entry, refused } of relevant)
    if (refused === null) replayEntry(part, { ...entry, intents: entry.intents.filter(isOfCells) })
  return part
}

/** What the rest of an entry needs is not in a part of the plan; that the whole could be done is known. */
const isOfCells = (intent: Intent): boolean => !isOfCompany(intent)

/** Entries in force that these cells may depend on, in order. */
function entriesBehind(state: EditState, box: PlacedBox): LoggedEntry[] {
  const behind: LoggedEntry[] = []
  const wanted: Touches[] = [{ writes: box, reads: null, list: null, consults: [] }]
  for (const logged of [...state.log].reverse()) {
    if (logged.undoers > 0 || logged.placed === null) continue
    if (!logged.placed.some(({ touches }) => wanted.some((other) => touchesMeet(touches, other)))) continue
    behind.unshift(logged)
    wanted.push(...logged.placed.map(({ touches }) => touches).filter(({ list }) => list === null))
  }
  return behind
}

/** The base with these demand rows only. Entries that touch no other row do to it what they do to the whole. */
function partOf(base: EditBase, rows: Int32Array): EditBase {
  const count = base.horizon.count
  const column = (values: Float64Array): Float64Array => {
    const part = new Float64Array(rows.length * count)
    rows.forEach((row, at) => {
      part.set(values.subarray(row * count, (row + 1) * count), at * count)
    })
    return part
  }
  const pick = (values: Int32Array): Int32Array => rows.map((row) => values[row]!)
  return {
    ...base,
    rows: {
      ...base.rows,
      count: rows.length,
      item: pick(base.rows.item),
      location: pick(base.rows.location),
      customer: pick(base.rows.customer),
      stockRow: pick(base.rows.stockRow),
    },
    baseline: column(base.baseline),
    consensus: column(base.consensus),
  }
}
