/**
 * What people's entries add to the demand that files give, as layers: so a frozen plan says who moved it, and its
 * consensus is baseline plus layers like any other (docs/specs/living-plan.md LP40).
 */
import type { Layer, LayerKind } from '../../core/demand/layer.js'
import { type EditState, foldAll } from '../../core/edit/fold.js'
import { buildSparse, type SparseCell } from '../../core/plan/plan.js'

/** One layer for each person and kind, in order of their names. Where files alone would fall below zero, the first who
 * moved the cell lifts it to zero as well. */
export function editLayers(edits: EditState, given: readonly Layer[]): Layer[] {
  const known = edits.log.some(({ forgotten, undoers }) => forgotten && undoers === 0)
    ? foldAll(
        edits.base,
        edits.log.map(({ entry }) => entry),
      )
    : edits
  const cells = new Map<string, SparseCell[]>()
  const firstToMove = new Map<number, string>()
  walkBack(known, (name, row, bucket, value) => {
    const of = cells.get(name)
    if (of === undefined) cells.set(name, [{ row, bucket, value }])
    else of.push({ row, bucket, value })
    firstToMove.set(row * edits.base.horizon.count + bucket, name)
  })
  for (const { row, bucket, value } of cutOff(edits, given, firstToMove.keys()))
    cells.get(firstToMove.get(row * edits.base.horizon.count + bucket)!)!.push({ row, bucket, value })
  return [...cells.keys()].sort().map((name) => {
    const [kind, owner] = name.split('\u0001') as [LayerKind, string]
    const layer = buildSparse(edits.base.rows.count, cells.get(name)!)
    return { id: `journal/${kind}/${owner}`, kind, source: 'journal', owner, cells: layer }
  })
}

type Told = (name: string, row: number, bucket: number, value: number) => void

/** What each change did to each cell, the last change first. */
function walkBack({ base, consensus, log }: EditState, tell: Told): void {
  const { count } = base.horizon
  const now = consensus.slice()
  for (const { entry, done } of [...log].reverse())
    for (const one of [...(done ?? [])].reverse()) {
      if (one.kind !== 'cells') continue
      const { rows, from, to, values } = one.before
      rows.forEach((row, at) => {
        for (let bucket = from; bucket < to; bucket++) {
          const cell = row * count + bucket
          const before = values[at * (to - from) + bucket - from]!
          if (before !== now[cell]) tell(`${one.layer}\u0001${entry.actor}`, row, bucket, now[cell]! - before)
          now[cell] = before
        }
      })
    }
}

/** By how much baseline and given layers fall below zero in these cells. */
function* cutOff({ base }: EditState, given: readonly Layer[], touched: Iterable<number>): Iterable<SparseCell> {
  const { count } = base.horizon
  for (const cell of touched) {
    const row = Math.floor(cell / count)
    const bucket = cell % count
    let sum = base.baseline[cell]!
    for (const { cells } of given)
      for (let at = cells.start[row]!; at < cells.start[row + 1]!; at++)
        if (cells.bucket[at] === bucket) sum += cells.value[at]!
    if (sum < 0) yield { row, bucket, value: -sum }
  }
}
