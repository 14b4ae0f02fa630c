import { type Dirty, type Phase, type RowSet, type Step, uniteRows } from '../plan/step.js'
import { capacityStep, interleave, placingByLevel } from './capacity.js'
import { placeMembers } from './capacity-placement.js'
import { type ConstrainBuffers, constrainBuffers, constrainCluster } from './cluster-constraining.js'
import { netStep } from './net-step.js'
import { renetRow } from './netting.js'
import { rowsByLevel } from './row-sets.js'
import type { SupplyPlan } from './supply-state.js'
import { judgeComponent, withComponents } from './trimming.js'

/** What a unit asks for; units of one kind are numbered from `kind × stride`. */
const CONSTRAIN = 0
const JUDGE = 1
const RENET = 2
const REPLACE = 3
const CONSTRAIN_AGAIN = 4

/**
 * What can really be shipped, from the sources down; then, in components where more was lost than netting foresaw, a
 * second time with the orders that are still needed. A phase holds what only depends on earlier ones.
 */
export const constrainStep: Step<SupplyPlan> = {
  name: 'constrain',
  reads: ['consensus', 'requirement'],
  writes: ['constrained', 'receipts', 'closing'],
  widen: (plan, dirty) => widenToServed(plan, dirty),
  phases(plan, dirty) {
    const { stock } = widenToServed(plan, dirty)
    const stride = strideOf(plan)
    const as = (kind: number, units: Int32Array): Phase => ({ units: units.map((unit) => kind * stride + unit) })
    const stages = stagesOf(plan, stock)
    const placing = placingByLevel(plan, stock).map((members) => members.map((at) => REPLACE * stride + at))
    return [
      ...stages.map((units) => as(CONSTRAIN, units)),
      as(JUDGE, leadersOf(plan.supply.components.leader, stock)),
      ...interleave(
        rowsByLevel(plan.network, stock).map((units) => as(RENET, units).units),
        placing,
      ),
      ...stages.map((units) => as(CONSTRAIN_AGAIN, units)),
    ]
  },
  run(plan, part) {
    const { requirement } = plan.columns
    const { trimmed, trimmedOrders, components, limited } = plan.supply
    const stride = strideOf(plan)
    const isTrimmed = (row: number): boolean => trimmed[components.leader[row]!] === 1
    let first: ConstrainBuffers | null = null
    let again: ConstrainBuffers | null = null
    for (const unit of part) {
      const kind = Math.floor(unit / stride)
      const at = unit - kind * stride
      if (kind === CONSTRAIN) {
        first ??= constrainBuffers(plan, requirement)
        constrainCluster(plan, at, first)
      } else if (kind === JUDGE) judgeComponent(plan, at)
      else if (isTrimmed(kind === REPLACE ? limited.row[limited.members[at]!]! : at)) {
        again ??= constrainBuffers(plan, trimmedOrders)
        if (kind === RENET) renetRow(plan, at, again, again.given)
        else if (kind === REPLACE) placeMembers(plan, at, again.pools, again, trimmedOrders)
        else constrainCluster(plan, at, again)
      }
    }
  },
}

const strideOf = (plan: SupplyPlan): number => Math.max(plan.rows.stock.count, plan.supply.limited.count)

/** Whole components: what is there travels down to all that draw on it, and what is lost travels back up. */
function widenToServed(plan: SupplyPlan, dirty: Dirty): Dirty {
  const { demandStart, demandRow } = plan.network
  const stock = withComponents(plan, capacityStep.widen(plan, netStep.widen(plan, dirty)).stock)
  if (stock === 'all') return { demand: 'all', stock, from: 0 }
  const demand: number[] = []
  for (const row of stock)
    for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) demand.push(demandRow[at]!)
  return { demand: uniteRows(dirty.demand, Int32Array.from(demand).sort()), stock, from: 0 }
}

/** Leaders of the clusters among the rows, by stage: a cluster only draws on those of earlier stages. */
function stagesOf(plan: SupplyPlan, rows: RowSet): Int32Array[] {
  const { leader, stage, stageCount } = plan.supply.clusters
  const stages: number[][] = Array.from({ length: stageCount }, () => [])
  for (const row of leadersOf(leader, rows)) stages[stage[row]!]!.push(row)
  return stages.filter((units) => units.length > 0).map((units) => Int32Array.from(units))
}

function leadersOf(leader: Int32Array, rows: RowSet): Int32Array {
  if (rows === 'all') return leader.filter((first, row) => first === row)
  return Int32Array.from(new Set(rows.map((row) => leader[row]!)))
}
