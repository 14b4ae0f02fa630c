/** Which part of the plan a row or a place of the drill speaks of (docs/specs/pages.md WB37). */
import type { Scope } from '../../../core/edit/box.js'
import type { PlanTree, QueryDimension, QueryMeasure } from '../../../processes/living/living-plan.js'
import type { ReportGroup } from '../../../processes/report/report.js'
import { LEVELS } from '../../view/levels.js'
import type { ReportLine } from './report-line.js'

export const EVERYTHING: Scope = { product: [], location: [], customer: [] }

/** The tree in which a group of a report is a level. A company of the group is in none. */
const TREE_OF: Partial<Record<ReportGroup, PlanTree>> = {
  category: 'product',
  family: 'product',
  item: 'product',
  country: 'customer',
  channel: 'customer',
  account: 'customer',
  customer: 'customer',
}

/** Levels that name a group, from the root of its tree down to it. */
export function levelsOfGroup(by: ReportGroup): { tree: PlanTree; levels: readonly QueryDimension[] } | null {
  const tree = TREE_OF[by]
  if (tree === undefined) return null
  const levels = LEVELS[tree]
  return { tree, levels: levels.slice(0, levels.indexOf(by as QueryDimension) + 1) }
}

/** Steps of the drill: families, items, customers. */
export const DRILL_STEPS = ['family', 'item', 'customer'] as const
export type DrillStep = (typeof DRILL_STEPS)[number]

/** The first step that is not taken yet, from where the scope is. */
export function nextStep(scope: Scope): DrillStep | null {
  if (scope.product.length < LEVELS.product.length - 1) return 'family'
  if (scope.product.length < LEVELS.product.length) return 'item'
  return scope.customer.length < LEVELS.customer.length ? 'customer' : null
}

/** How the rows of a step are named: the whole way on from where the scope is. */
export function levelsOfStep(step: DrillStep, scope: Scope): readonly QueryDimension[] {
  const tree: PlanTree = step === 'customer' ? 'customer' : 'product'
  return LEVELS[tree].slice(scope[tree].length, LEVELS[tree].indexOf(step) + 1)
}

export function scopeBelow(scope: Scope, step: DrillStep, names: readonly string[]): Scope {
  const tree: PlanTree = step === 'customer' ? 'customer' : 'product'
  return { ...scope, [tree]: [...scope[tree], ...names] }
}

/** What explains a line: those between gross and net sales are parts of net sales. Money without volume has none. */
export type MoneyMeasure = Extract<QueryMeasure, 'netSales' | 'standardCost' | 'grossMargin'>
/** Of a month that is over, rows of the facts tell what was sold and invoiced; what the books say has no rows. */
export const soldMeasure = (line: ReportLine): MoneyMeasure | null =>
  measureOfLine(line) === 'netSales' ? 'netSales' : null

export function measureOfLine(line: ReportLine): MoneyMeasure | null {
  switch (line) {
    case 'units':
    case 'grossSales':
    case 'onInvoiceDiscounts':
    case 'rebates':
    case 'tradeSpend':
    case 'fixedFunds':
    case 'returns':
    case 'fines':
    case 'netSales':
      return 'netSales'
    case 'standardCost':
    case 'grossMargin':
      return line
    default:
      return null
  }
}
