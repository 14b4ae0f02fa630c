import { type Phase, type Step, uniteRows } from '../plan/step.js'
import { capacityStep } from './capacity.js'
import { constrainBuffers, constrainCluster } from './cluster-constraining.js'
import { netStep } from './net-step.js'
import { spreadOut } from './row-sets.js'
import type { SupplyPlan } from './supply-state.js'

/** Units are leaders of clusters; a phase holds the clusters that only draw on earlier ones. */
export const constrainStep: Step<SupplyPlan> = {
  name: 'constrain',
  reads: ['consensus', 'requirement'],
  writes: ['constrained', 'receipts', 'closing'],
  widen(plan, dirty) {
    const { clusters } = plan.supply
    const { consumerStart, consumerRow, demandStart, demandRow } = plan.network
    const asked = capacityStep.widen(plan, netStep.widen(plan, dirty))
    const stock = spreadOut(plan.rows.stock.count, asked.stock, (row, visit) => {
      const leader = clusters.leader[row]!
      for (let at = clusters.memberStart[leader]!; at < clusters.memberStart[leader + 1]!; at++)
        visit(clusters.members[at]!)
      for (let at = consumerStart[row]!; at < consumerStart[row + 1]!; at++) visit(consumerRow[at]!)
    })
    if (stock === 'all') return { demand: 'all', stock, from: 0 }
    const served: number[] = []
    for (const row of stock)
      for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) served.push(demandRow[at]!)
    return { demand: uniteRows(dirty.demand, Int32Array.from(served).sort()), stock, from: 0 }
  },
  phases(plan, dirty) {
    const { leader, stage, stageCount } = plan.supply.clusters
    const { stock } = constrainStep.widen(plan, dirty)
    const stages: number[][] = Array.from({ length: stageCount }, () => [])
    const count = stock === 'all' ? plan.rows.stock.count : stock.length
    for (let at = 0; at < count; at++) {
      const row = stock === 'all' ? at : stock[at]!
      if (leader[row] === row) stages[stage[row]!]!.push(row)
    }
    return stages.map((units): Phase => ({ units: Int32Array.from(units) })).filter(({ units }) => units.length > 0)
  },
  run(plan, part) {
    const buffers = constrainBuffers(plan)
    for (const leader of part) constrainCluster(plan, leader, buffers)
  },
}
