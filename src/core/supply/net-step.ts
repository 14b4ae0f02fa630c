import { forEachSourceRow } from '../network/network-levels.js'
import { RowMarks } from '../plan/row-set.js'
import type { Step } from '../plan/step.js'
import { netRow, nettingBuffers } from './netting.js'
import { ordersAsAsked } from './requests.js'
import { LevelQueue, rowsByLevel, touchedStock } from './row-sets.js'
import { lowerMovedFrom, type SupplyPlan } from './supply-state.js'

/**
 * Netting by low-level code: rows that nobody draws on first, sources last (SPINE 7). A source is netted again where a
 * row that draws on it orders otherwise than before; rows upstream of a limited source are then left to `capacityStep`,
 * which nets them from what fits.
 */
export const netStep: Step<SupplyPlan> = {
  name: 'net',
  reads: ['consensus'],
  writes: ['requirement', 'closing', 'asIs'],
  *phases(plan, dirty) {
    const { network } = plan
    const { upstream } = plan.supply.limited
    const touched = touchedStock(plan, dirty)
    if (touched === 'all') {
      for (const units of rowsByLevel(network, 'all')) yield { units }
      return dirty
    }
    const queue = new LevelQueue(network)
    // What stock rows of the set order may have changed before, in a settling that was interrupted.
    const named = new RowMarks(network.level.length)
    if (dirty.stock !== 'all') for (const row of dirty.stock) named.add(row)
    const buckets = { from: named.count === 0 ? dirty.from : 0, to: dirty.to }
    const { ordersMovedFrom } = plan.supply
    for (const row of touched) queue.add(row)
    for (let level = 0; level < queue.levelCount; level++) {
      const rows = queue.at(level)
      yield { units: rows.filter((row) => upstream[row] === 0), buckets }
      for (const row of rows)
        if (ordersMovedFrom[row]! < plan.horizon.count || named.has(row)) forEachSourceRow(network, row, queue.add)
    }
    const stock = queue.all()
    for (const row of stock) ordersMovedFrom[row] = plan.horizon.count
    return { ...dirty, stock }
  },
  run(plan, part, { from }) {
    const buffers = nettingBuffers(plan.horizon.count)
    const orders = ordersAsAsked(plan)
    const { ordersMovedFrom, plain, ample } = plan.supply
    for (const row of part) {
      const first = from > 0 && ample[row] === 1 ? askedMovedFrom(plan, row, from) : 0
      netRow(plan, row, buffers, orders, first)
      ordersMovedFrom[row] = buffers.ordersMoved
      ample[row] = plain[row] === 1 && !buffers.runsShort ? 1 : 0
      lowerMovedFrom(plan.supply, row, buffers.closingMoved)
    }
  },
}

/** The first bucket in which something else may be asked of a row, when what customers ask moved from `from` on. */
function askedMovedFrom({ network, supply, horizon }: SupplyPlan, row: number, from: number): number {
  const { demandStart, consumerStart, consumerRow, consumerSource, sourceLeadTime, leadTimes } = network
  const { ordersMovedFrom } = supply
  let first = demandStart[row]! < demandStart[row + 1]! ? from : horizon.count
  for (let at = consumerStart[row]!; at < consumerStart[row + 1]! && first > 0; at++) {
    const moved = ordersMovedFrom[consumerRow[at]!]!
    if (moved >= horizon.count) continue
    const { start, releaseBucket } = leadTimes[sourceLeadTime[consumerSource[at]!]!]!
    first = Math.min(first, releaseBucket[start[moved]!]!)
  }
  return first
}
