import type { Access } from '../../core/edit/access.js'
import { EVERYWHERE, leafNamed } from '../../core/edit/box.js'
import type { Plan } from '../../core/plan/plan.js'
import { findStockRow } from '../../core/plan/rows.js'
import type { Problem } from '../../core/why/problem.js'
import type { LivingState } from './living-state.js'
import { type Viewer, viewerOf } from './viewer.js'

/**
 * The troubles that somebody may know of: those of stock rows they see (LP7), with a customer named those of demand
 * they see; troubles of no place in the trees (a line, a supplier, a table) are for those who see the whole company.
 */
export function problemsFor({ plan, company, problems }: LivingState, access: Access): readonly Problem[] {
  const viewer = viewerOf(plan, company, access, EVERYWHERE)
  return viewer.everything ? problems : problems.filter(({ place }) => isSeen(plan, viewer, place))
}

function isSeen(plan: Plan, viewer: Viewer, place: Problem['place']): boolean {
  const item = leafNamed(plan.product, place.product)
  const location = leafNamed(plan.location, place.location)
  if (item < 0 || location < 0) return false
  const row = findStockRow(plan.rows.stock, item, location)
  if (row < 0) return false
  if (place.customer === '') return viewer.sees.stock(row)
  const { demandStart, demandRow } = plan.network
  const customer = leafNamed(plan.customer, place.customer)
  for (let at = demandStart[row]!; at < demandStart[row + 1]!; at++)
    if (plan.rows.demand.customer[demandRow[at]!] === customer && viewer.sees.demand(demandRow[at]!)) return true
  return false
}
