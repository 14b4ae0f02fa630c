/** What demand consists of: forecast, layers, people's entries, open orders, and what cannot be shipped. */

import type { Layer } from '../../core/demand/layer.js'
import type { PlacedBox } from '../../core/edit/box.js'
import { cellHistory } from '../../core/edit/cell-history.js'
import { requestsOfDemandRow } from '../../core/supply/requests.js'
import type { AskedCell } from './asked-cell.js'
import type { Why } from './living-plan.js'
import { readsWhole } from './number-history.js'

const part = (kind: Why['kind'], name: string, value: number, more: Partial<Why> = {}): Why => ({
  kind,
  name,
  value,
  unit: 'quantity',
  ...more,
})

const some = (parts: readonly Why[]): readonly Why[] => parts.filter(({ value }) => value !== 0)

export const demandReasons = {
  baseline: (asked: AskedCell): readonly Why[] => [part('baseline', 'baseline', sumOf(asked, 'baseline'))],

  /** Baseline, what files and people added, and what was cut off at zero. */
  consensus(asked: AskedCell): readonly Why[] {
    const parts = [
      part('baseline', 'baseline', sumOf(asked, 'baseline')),
      ...asked.branch.state.snapshot().layers.map((layer) => layerPart(layer, asked)),
      ...entryParts(asked),
    ]
    const known = parts.reduce((sum, { value }) => sum + value, 0)
    return [parts[0]!, ...some([...parts.slice(1), part('layer', 'floor', sumOf(asked, 'consensus') - known)])]
  },

  /** What is asked for, and how much of it is shipped in another bucket or not at all. */
  constrained(asked: AskedCell): readonly Why[] {
    const { plan } = asked.branch.state
    const requests = new Float64Array(plan.horizon.count)
    let wanted = 0
    for (const row of asked.demandRows) {
      requestsOfDemandRow(plan, row, requests)
      for (let bucket = asked.box.from; bucket < asked.box.to; bucket++) wanted += requests[bucket]!
    }
    const consensus = sumOf(asked, 'consensus')
    return [
      part('quantity', 'consensus', consensus),
      ...some([
        part('pegging', 'orders', wanted - consensus),
        part('pegging', 'unfilled', sumOf(asked, 'constrained') - wanted),
      ]),
    ]
  },
}

function sumOf({ branch, demandRows, box }: AskedCell, measure: 'baseline' | 'consensus' | 'constrained'): number {
  const { columns, horizon } = branch.state.plan
  let sum = 0
  for (const row of demandRows)
    for (let bucket = box.from; bucket < box.to; bucket++) sum += columns[measure][row * horizon.count + bucket]!
  return sum
}

function layerPart({ kind, id, owner, cells }: Layer, { demandRows, box }: AskedCell): Why {
  let sum = 0
  for (const row of demandRows)
    for (let cell = cells.start[row]!; cell < cells.start[row + 1]!; cell++)
      if (isInside(cells.bucket[cell]!, box)) sum += cells.value[cell]!
  return part('layer', id === '' ? kind : id, sum, { reason: kind, ...(owner === '' ? {} : { actor: owner }) })
}

const isInside = (bucket: number, { from, to }: PlacedBox): boolean => bucket >= from && bucket < to

/** What each entry in force did in here; of what reaches beyond the viewer only that somebody did. */
function entryParts({ branch, cell, access }: AskedCell): Why[] {
  const { scope, from, until } = cell
  return cellHistory(branch.edits, { ...scope, from, until }).map(({ entry, before, after }) => {
    if (!readsWhole(entry, access)) return part('entry', 'other', after - before)
    const { actor, at, reason, position } = entry
    return part('entry', reason.code, after - before, { actor, at, position, reason: reason.note })
  })
}
