import type { Verb } from '../core/edit/access.js'
import { type Draft, type Intent, isOfCompany } from '../core/edit/intent.js'

/** Lists of the company that finance answers for, and those that demand does; supply answers for the rest. */
const FINANCE_LISTS = new Set([
  'prices',
  'purchasePrices',
  'costs',
  'transferPrices',
  'tradeTerms',
  'fx',
  'inflation',
  'taxes',
  'budget',
  'opex',
])
const DEMAND_LISTS = new Set([
  'promotions',
  'events',
  'historyOverrides',
  'assortment',
  'substitutions',
  'serviceTerms',
])

/** What a person must be allowed to do for this change. */
export function verbOf(intent: Intent): Verb {
  return isOfCompany(intent) ? verbOfList(intent.list) : 'edit demand'
}

/** Whoever may change a list of the company. */
export function verbOfList(list: string): Verb {
  if (FINANCE_LISTS.has(list)) return 'edit finance'
  return DEMAND_LISTS.has(list) ? 'edit demand' : 'edit supply'
}

/** Everything that a draft needs; taking back one's own entry needs any right to edit, which it was written with. */
export function verbsOf(draft: Pick<Draft, 'intents' | 'comment'>): Verb[] {
  const verbs = new Set(draft.intents.map(verbOf))
  if (draft.comment !== undefined) verbs.add('comment')
  return [...verbs]
}
