import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'

/** DESIGN §4: the ten kinds of trouble, in one queue for everybody. */
export type ProblemKind =
  | 'shortage'
  | 'excess'
  | 'late_supply'
  | 'late_order'
  | 'overload'
  | 'expiry'
  | 'obsolete'
  | 'demand_deviation'
  | 'plan_gap'
  | 'data'

/** Where trouble is; empty text = not applicable. Ids are the business's own. */
export interface Place {
  product: string
  location: string
  customer: string
  /** Resource, supplier, order or file, when the trouble belongs to one. */
  reference: string
}

/** Trouble is data: a place, a date, a size and a value. `value` is money that can still be lost or is tied up. */
export interface Problem {
  /** Stable from run to run: kind, place and cause, never a row number. */
  id: string
  kind: ProblemKind
  place: Place
  firstDay: Day
  /** Days the trouble lasts, as far as the horizon sees. */
  durationDays: number
  size: Quantity
  /** Whole legal minor units of `currency`, the company's base currency, at PLAN rates: comparable from run to run. */
  value: number
  currency: string
  lastUsefulDay?: Day
  /** Catalogue key and values of the sentence that says why. */
  why: { code: string; values: Record<string, string | number> }
  /** Problems with the same root cause are counted once in totals. */
  rootCause: string
  evidence: readonly Evidence[]
}

export interface Evidence {
  kind: 'row' | 'order' | 'event' | 'problem' | 'source'
  id: string
}

/** Money first, then kind and place, so that equal inputs always give the same order. */
export function rankProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => b.value - a.value || compareText(a.kind, b.kind) || compareText(a.id, b.id))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
