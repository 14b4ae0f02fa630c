import type { Access } from '../../core/edit/access.js'
import { type PlacedBox, placeBox } from '../../core/edit/box.js'
import { rowsInBox } from '../../core/edit/box-rows.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { LivingBranch } from './living-branch.js'
import type { CellRef } from './living-plan.js'
import { viewerOf } from './viewer.js'

/** A plan whose numbers can be asked why: one that lives, or one that was frozen. */
export interface ReasonedPlan {
  readonly state: Pick<LivingBranch['state'], 'plan' | 'priced' | 'company'> & {
    snapshot(): Pick<PlanSnapshot, 'plan' | 'money' | 'company' | 'layers'>
  }
  readonly edits: LivingBranch['edits']
}

/** A cell on the plan of a branch, cut to what the viewer sees. */
export interface AskedCell {
  readonly branch: ReasonedPlan
  readonly cell: CellRef
  readonly access: Access
  readonly box: PlacedBox
  readonly demandRows: Int32Array
  readonly stockRows: Int32Array
}

/** @throws Refusal of `placeBox` */
export function askedCell(branch: ReasonedPlan, cell: CellRef, access: Access): AskedCell {
  const { plan, company } = branch.state
  const { scope, from, until } = cell
  const box = placeBox(plan, { ...scope, from, until })
  const viewer = viewerOf(plan, company, access, scope)
  const stock = plan.rows.stock
  const stockRows = Int32Array.from({ length: stock.count }, (_, row) => row).filter((row) => viewer.sees.stock(row))
  const demandRows = rowsInBox(plan.rows.demand, box).filter((row) => viewer.sees.demand(row))
  return { branch, cell, access, box, demandRows, stockRows }
}
