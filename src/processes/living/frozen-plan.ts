/** A frozen version, asked like the plan that lives: its rows, and why its numbers are what they are (LP71). */

import { Refusal } from '../../core/base/refusal.js'
import type { Access } from '../../core/edit/access.js'
import { openEdits } from '../../core/edit/fold.js'
import type { SalesFacts } from '../../core/network/facts.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { ReasonedPlan } from './asked-cell.js'
import { editBaseOf } from './living-branch.js'
import type { Query, Table } from './living-plan.js'
import { readTable } from './plan-table.js'
import { isSold } from './table/table-measures.js'

const NOWHERE = new Int32Array(0)
const NOTHING = new Float64Array(0)
const NO_SALES: SalesFacts = {
  count: 0,
  product: NOWHERE,
  location: NOWHERE,
  customer: NOWHERE,
  day: NOWHERE,
  flow: new Uint8Array(0),
  units: NOTHING,
  returnedUnits: NOTHING,
  grossAmount: NOTHING,
  netAmount: NOTHING,
  estimated: new Uint8Array(0),
}

/**
 * What was sold is no part of a version.
 * @throws Refusal of `readTable`, `living.sold_of_version`
 */
export function frozenTable(
  { company, plan, money }: Pick<PlanSnapshot, 'company' | 'plan' | 'money'>,
  query: Query,
  viewer: Access,
  position: number,
): Table {
  const sold = query.measures.find(isSold)
  if (sold !== undefined) throw new Refusal('living.sold_of_version', { measure: sold })
  const asked = { company, plan, money, facts: { sales: NO_SALES } }
  return readTable(asked, query, viewer, { scenario: query.scenario, numbers: position, settled: position })
}

/** What people did is in its layers, by whom. */
export function frozenPlan(snapshot: Pick<PlanSnapshot, 'company' | 'plan' | 'money' | 'layers'>): ReasonedPlan {
  const { company, plan, money } = snapshot
  const edits = openEdits(editBaseOf(snapshot), plan.columns.consensus)
  return { state: { plan, company, priced: money, snapshot: () => snapshot }, edits }
}
