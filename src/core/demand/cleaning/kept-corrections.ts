/** Corrections of the history as they are kept beside a plan: readable without the plan, its facts or its company. */
import type { Day } from '../../base/day.js'
import { type NodePath, pathOf, type Scope } from '../../edit/box.js'
import type { HistoryOverride } from '../../network/company.js'
import type { Hierarchy } from '../../plan/hierarchy.js'
import type { Plan } from '../../plan/plan.js'
import type { DemandHistory } from '../history.js'
import { CORRECTION_REASONS, type Corrections } from './corrections.js'

export interface KeptCorrections extends Corrections {
  /** `row` is a position in these, which are the rows that have corrections; each is a position among the ways. */
  readonly rows: { readonly product: Int32Array; readonly location: Int32Array; readonly customer: Int32Array }
  /** Ways from the root to the leaves of each tree that rows name. */
  readonly ways: Readonly<Record<keyof Scope, readonly NodePath[]>>
  /** First day of week 0. */
  readonly firstDay: Day
  /** The names that `reason` is a position in: those that there were. */
  readonly reasons: readonly string[]
  /** What people said of the history that the plan was made with. */
  readonly overrides: readonly HistoryOverride[]
}

/** What a planning run found about its history. */
interface FoundCorrections {
  readonly corrections: Corrections
  readonly history: Pick<DemandHistory, 'firstDay'>
  readonly overrides: readonly HistoryOverride[]
}

export function keepCorrections(
  plan: Pick<Plan, 'product' | 'location' | 'customer' | 'rows'>,
  { corrections, history, overrides }: FoundCorrections,
): KeptCorrections {
  const { product, location, customer } = plan
  const rows = plan.rows.demand
  const corrected = [...new Set(corrections.row)]
  const positionOf = new Map(corrected.map((row, at) => [row, at]))
  const places = {
    product: usedLeaves(product, corrected, rows.item),
    location: usedLeaves(location, corrected, rows.location),
    customer: usedLeaves(customer, corrected, rows.customer),
  }
  return {
    ...corrections,
    row: corrections.row.map((row) => positionOf.get(row)!),
    rows: { product: places.product.of, location: places.location.of, customer: places.customer.of },
    ways: { product: places.product.ways, location: places.location.ways, customer: places.customer.ways },
    firstDay: history.firstDay,
    reasons: CORRECTION_REASONS,
    overrides,
  }
}

/** The ways to the leaves of these rows, each once, and where each row's stands. */
function usedLeaves(
  tree: Hierarchy,
  rows: readonly number[],
  leafOf: Int32Array,
): { ways: NodePath[]; of: Int32Array } {
  const leaves = [...new Set(rows.map((row) => leafOf[row]!))]
  const positionOf = new Map(leaves.map((leaf, at) => [leaf, at]))
  return {
    ways: leaves.map((leaf) => pathOf(tree, tree.leafNode[leaf]!)),
    of: Int32Array.from(rows, (row) => positionOf.get(leafOf[row]!)!),
  }
}
