import { RowMarks, type RowSet, uniteRows } from '../plan/row-set.js'
import type { Dirty, Phase, Step } from '../plan/step.js'
import { interleave, placingByLevel } from './capacity.js'
import { placeMembers } from './capacity-placement.js'
import { type ConstrainBuffers, constrainBuffers, constrainCluster } from './cluster-constraining.js'
import { clustersByStage, StageQueue } from './cluster-stages.js'
import { renetRow } from './netting.js'
import { rowsByLevel, touchedStock } from './row-sets.js'
import type { SupplyPlan } from './supply-state.js'
import { judgeComponent, membersOfAll, withTrimmed } from './trimming.js'

/** What a unit asks for; units of one kind are numbered from `kind × stride`. */
const CONSTRAIN = 0
const JUDGE = 1
const RENET = 2
const REPLACE = 3
const CONSTRAIN_AGAIN = 4

/**
 * What can really be shipped, from the sources down; then, in components where more was lost than netting foresaw, a
 * second time with the orders that are still needed. A phase holds what only depends on earlier ones. Besides the rows
 * it is given, it follows whoever draws on a row that could not or cannot give all that was asked.
 */
export const constrainStep: Step<SupplyPlan> = {
  name: 'constrain',
  reads: ['consensus', 'requirement'],
  writes: ['constrained', 'receipts', 'closing'],
  *phases(plan, dirty) {
    const touched = touchedStock(plan, dirty)
    const stride = strideOf(plan)
    const first = touched === 'all' ? yield* constrainAll(plan) : yield* constrainFrom(plan, withTrimmed(plan, touched))
    const leaders = leadersOf(plan.supply.components.leader, first)
    yield as(JUDGE, stride, leaders)
    const trimmed = membersOfAll(
      plan,
      leaders.filter((leader) => plan.supply.trimmed[leader] === 1),
    )
    if (trimmed.length > 0) yield* constrainAgain(plan, trimmed)
    return movedOf(plan, dirty, first === 'all' ? 'all' : uniteRows(first, trimmed))
  },
  run(plan, part) {
    const { requirement } = plan.columns
    const { trimmedOrders } = plan.supply
    const stride = strideOf(plan)
    let first: ConstrainBuffers | null = null
    let again: ConstrainBuffers | null = null
    for (const unit of part) {
      const kind = Math.floor(unit / stride)
      const at = unit - kind * stride
      if (kind === CONSTRAIN) {
        first ??= constrainBuffers(plan, requirement)
        constrainCluster(plan, at, first)
      } else if (kind === JUDGE) judgeComponent(plan, at)
      else {
        again ??= constrainBuffers(plan, trimmedOrders)
        if (kind === RENET) renetRow(plan, at, again, again.given)
        else if (kind === REPLACE) placeMembers(plan, at, again.pools, again, trimmedOrders)
        else constrainCluster(plan, at, again)
      }
    }
  },
}

const strideOf = (plan: SupplyPlan): number => Math.max(plan.rows.stock.count, plan.supply.limited.count)
const as = (kind: number, stride: number, units: Int32Array): Phase => ({
  units: units.map((unit) => kind * stride + unit),
})

function* constrainAll(plan: SupplyPlan): Generator<Phase, 'all'> {
  for (const leaders of clustersByStage(plan, 'all')) yield as(CONSTRAIN, strideOf(plan), leaders)
  return 'all'
}

/** Gives the rows that it came to. */
function* constrainFrom(plan: SupplyPlan, rows: Int32Array): Generator<Phase, Int32Array> {
  const queue = new StageQueue(plan)
  for (const row of rows) queue.addWithShortSources(row)
  for (let stage = 0; stage < queue.stageCount; stage++) {
    const leaders = queue.at(stage)
    if (leaders.length === 0) continue
    yield as(CONSTRAIN, strideOf(plan), leaders)
    for (const leader of leaders) queue.addDisturbedBy(leader)
  }
  return queue.rows()
}

function* constrainAgain(plan: SupplyPlan, rows: Int32Array): Generator<Phase, void> {
  const stride = strideOf(plan)
  const netting = rowsByLevel(plan.network, rows).map((units) => as(RENET, stride, units).units)
  yield* interleave(netting, placingByLevel(plan, rows), REPLACE * stride)
  for (const leaders of clustersByStage(plan, rows)) yield as(CONSTRAIN_AGAIN, stride, leaders)
}

function leadersOf(leader: Int32Array, rows: RowSet): Int32Array {
  if (rows === 'all') return leader.filter((first, row) => first === row)
  const marks = new RowMarks(leader.length)
  for (const row of rows) marks.add(leader[row]!)
  return marks.sorted()
}

/** The rows that were constrained, and of their customers those that get something else than before. */
function movedOf(plan: SupplyPlan, dirty: Dirty, stock: RowSet): Dirty {
  const { shippedMovedTo, movedFrom } = plan.supply
  if (stock === 'all' || dirty.demand === 'all') {
    shippedMovedTo.fill(0)
    return { ...dirty, demand: 'all', stock }
  }
  const { demandStart, demandRow } = plan.network
  const moved = new RowMarks(shippedMovedTo.length)
  let from = plan.horizon.count
  let to = 0
  for (const row of stock)
    for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++) {
      const demand = demandRow[at]!
      if (shippedMovedTo[demand] === 0) continue
      from = Math.min(from, movedFrom[row]!)
      to = Math.max(to, shippedMovedTo[demand]!)
      shippedMovedTo[demand] = 0
      moved.add(demand)
    }
  return { demand: moved.sorted(), stock, from: Math.min(from, to), to }
}
