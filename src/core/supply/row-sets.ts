import { forEachSourceRow } from '../network/network-levels.js'
import type { SupplyNetwork } from '../network/supply-network.js'
import type { Plan } from '../plan/plan.js'
import { type Dirty, type Phase, type RowSet, uniteRows } from '../plan/step.js'

/** Stock rows that a change touches: its own and those that serve changed demand rows. */
export function touchedStock(plan: Plan, dirty: Dirty): RowSet {
  if (dirty.stock === 'all' || dirty.demand === 'all') return 'all'
  const { stockRow } = plan.rows.demand
  return uniteRows(
    dirty.stock,
    dirty.demand.map((row) => stockRow[row]!),
  )
}

/** With every row that these draw on, directly or not: a change of a requirement travels up to the sources. */
export function withSources(network: SupplyNetwork, rows: RowSet): RowSet {
  return spreadOut(network.level.length, rows, (row, visit) => forEachSourceRow(network, row, visit))
}

/** The closure of a set of rows under `forEachNext`. */
export function spreadOut(
  count: number,
  rows: RowSet,
  forEachNext: (row: number, visit: (next: number) => void) => void,
): RowSet {
  if (rows === 'all') return 'all'
  const found = new Uint8Array(count)
  const open: number[] = []
  const visit = (row: number): void => {
    if (found[row] === 1) return
    found[row] = 1
    open.push(row)
  }
  for (const row of rows) visit(row)
  for (let at = 0; at < open.length; at++) forEachNext(open[at]!, visit)
  return Int32Array.from(open).sort()
}

/** The rows level by level, level 0 first. Rows of one level do not depend on each other. */
export function rowsByLevel(network: SupplyNetwork, rows: RowSet): Int32Array[] {
  const { level, rowsByLevel: ordered, levelStart } = network
  const levels = Array.from({ length: levelStart.length - 1 }, (_, code) =>
    ordered.subarray(levelStart[code]!, levelStart[code + 1]!),
  )
  if (rows === 'all') return levels
  const found: number[][] = levels.map(() => [])
  for (const row of rows) found[level[row]!]!.push(row)
  return found.map((units) => Int32Array.from(units))
}

export function phasesByLevel(network: SupplyNetwork, rows: RowSet): Phase[] {
  return rowsByLevel(network, rows)
    .filter((units) => units.length > 0)
    .map((units) => ({ units }))
}
