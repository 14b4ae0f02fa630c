/**
 * Sources fall short, customers who do not wait go elsewhere, and what was ordered for them would come too late and
 * stay; or a production lacks one component, and what it should have drawn of another expires. So where more is lost
 * than netting foresaw, the whole component is netted a second time from what will be shipped and will expire, fitted
 * and constrained again. Rule CN13 of docs/specs/netting.md.
 */
import { type RowSet, uniteRows } from '../plan/step.js'
import type { SupplyPlan } from './supply-state.js'

/** With all rows of their components. */
export function withComponents(plan: SupplyPlan, rows: RowSet): RowSet {
  return rows === 'all' ? 'all' : membersOfAll(plan, rows)
}

/** With all rows of the components that were constrained twice: what fits there can only be had again as a whole. */
export function withTrimmed(plan: SupplyPlan, rows: RowSet): RowSet {
  if (rows === 'all') return 'all'
  const { components, trimmed } = plan.supply
  const touched = rows.filter((row) => trimmed[components.leader[row]!] === 1)
  return touched.length === 0 ? rows : uniteRows(rows, membersOfAll(plan, touched))
}

function membersOfAll(plan: SupplyPlan, rows: Int32Array): Int32Array {
  const leaders = new Set(rows.map((row) => plan.supply.components.leader[row]!))
  return Int32Array.from([...leaders].flatMap((leader) => Array.from(membersOf(plan, leader)))).sort()
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
