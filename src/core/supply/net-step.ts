import { forEachSourceRow } from '../network/network-levels.js'
import { RowMarks } from '../plan/row-set.js'
import type { Step } from '../plan/step.js'
import { netRow, nettingBuffers } from './netting.js'
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
    for (const row of touched) queue.add(row)
    for (let level = 0; level < queue.levelCount; level++) {
      const rows = queue.at(level)
      yield { units: rows.filter((row) => upstream[row] === 0) }
      for (const row of rows)
        if (plan.supply.ordersMoved[row] === 1 || named.has(row)) forEachSourceRow(network, row, queue.add)
    }
    return { ...dirty, stock: queue.all() }
  },
  run(plan, part) {
    const buffers = nettingBuffers(plan.horizon.count)
    const { ordersMoved } = plan.supply
    for (const row of part) {
      ordersMoved[row] = netRow(plan, row, buffers) ? 1 : 0
      lowerMovedFrom(plan.supply, row, buffers.closingMoved)
    }
  },
}
