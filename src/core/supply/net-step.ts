import type { Plan } from '../plan/plan.js'
import type { Step } from '../plan/step.js'
import { netRow, nettingBuffers } from './netting.js'
import { phasesByLevel, touchedStock, withSources } from './row-sets.js'

/** Netting by low-level code: rows that nobody draws on first, sources last (SPINE 7). */
export const netStep: Step<Plan> = {
  name: 'net',
  reads: ['consensus'],
  writes: ['requirement', 'closing', 'asIs'],
  widen: (plan, dirty) => ({
    demand: dirty.demand,
    stock: withSources(plan.network, touchedStock(plan, dirty)),
    from: 0,
  }),
  phases(plan, dirty) {
    return phasesByLevel(plan.network, netStep.widen(plan, dirty).stock)
  },
  run(plan, part) {
    const buffers = nettingBuffers(plan.horizon.count)
    for (const row of part) netRow(plan, row, buffers)
  },
}
