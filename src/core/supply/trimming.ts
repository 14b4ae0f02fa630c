/**
 * Sources fall short, customers who do not wait go elsewhere, and what was ordered for them would come too late and
 * stay; or a production lacks one component, and what it should have drawn of another expires. So where more is lost
 * than netting foresaw, the whole component is netted a second time from what will be shipped and will expire, fitted
 * and constrained again. Rule CN13 of docs/specs/netting.md.
 */
import { RowMarks, uniteRows } from '../plan/row-set.js'
import type { SupplyPlan } from './supply-state.js'

/** With all rows of the components that were constrained twice: what fits there can only be had again as a whole. */
export function withTrimmed(plan: SupplyPlan, rows: Int32Array): Int32Array {
  const { components, trimmed } = plan.supply
  const touched = rows.filter((row) => trimmed[components.leader[row]!] === 1)
  return touched.length === 0 ? rows : uniteRows(rows, membersOfAll(plan, touched))
}

/** All rows of the components of these. */
export function membersOfAll(plan: SupplyPlan, rows: Int32Array): Int32Array {
  const { leader } = plan.supply.components
  const leaders = new RowMarks(leader.length)
  const members = new RowMarks(leader.length)
  for (const row of rows)
    if (leaders.add(leader[row]!)) for (const member of membersOf(plan, leader[row]!)) members.add(member)
  return members.sorted()
}

/** Decides whether a component has to be constrained a second time. */
export function judgeComponent(plan: SupplyPlan, leader: number): void {
  const { surprised, trimmed } = plan.supply
  trimmed[leader] = membersOf(plan, leader).some((row) => surprised[row] === 1) ? 1 : 0
}

function membersOf({ supply }: SupplyPlan, leader: number): Int32Array {
  const { memberStart, members } = supply.components
  return members.subarray(memberStart[leader]!, memberStart[leader + 1]!)
}
