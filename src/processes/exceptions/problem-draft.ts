import { type Day, formatDay } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT, type Quantity } from '../../core/base/quantity.js'
import type { Evidence, Place, Problem, ProblemKind } from '../../core/why/problem.js'
import type { BaseMoney } from './base-money.js'
import type { ExceptionContext } from './exception-input.js'

/** A problem as a detector finds it: money in major units of the base currency, the rest still open. */
export interface ProblemDraft {
  kind: ProblemKind
  place: Partial<Place>
  /** What makes it the same trouble next week, where that is less than the whole place. */
  sameAs?: string
  firstDay: Day
  durationDays: number
  size: Quantity
  /** Major units of the base currency. */
  worth: number
  lastUsefulDay?: Day
  code: string
  values: Record<string, string | number>
  rootCause?: string
  evidence: readonly Evidence[]
}

/** What a draft is worth in major units of the base currency; never below zero. */
export const worthOf = ({ worth }: Pick<ProblemDraft, 'worth'>): number =>
  Number.isFinite(worth) ? Math.max(0, worth) : 0

/** Bad data is listed whatever it is worth. */
export const isNotable = (draft: Pick<ProblemDraft, 'kind' | 'worth'>, floor: number): boolean =>
  draft.kind === 'data' || worthOf(draft) >= floor

export function toProblem(base: BaseMoney, draft: ProblemDraft): Problem {
  const place: Place = { product: '', location: '', customer: '', reference: '', ...draft.place }
  const at = draft.sameAs ?? [place.product, place.location, place.customer, place.reference].join('|')
  const id = `${draft.kind}:${at}`
  return {
    id,
    kind: draft.kind,
    place,
    firstDay: draft.firstDay,
    durationDays: Math.max(1, draft.durationDays),
    size: Math.max(0, Math.round(draft.size)),
    value: base.round(worthOf(draft)),
    currency: base.currency,
    ...(draft.lastUsefulDay === undefined ? {} : { lastUsefulDay: draft.lastUsefulDay }),
    why: { code: draft.code, values: { ...placeValues(place), ...draft.values } },
    rootCause: draft.rootCause ?? id,
    evidence: draft.evidence,
  }
}

const placeValues = (place: Place): Record<string, string> => ({ ...place })

/** Whole base units, as a planner says them. */
export const inUnits = (quantity: Quantity): number => Math.round(quantity / QUANTITY_PER_UNIT)
export const onDay = (day: Day): string => formatDay(day)
/** `12%` */
export const asShare = (share: number): string => `${Math.round(share * 100)}%`

/** Name of item and location of a stock row, the way places are written. */
export function stockPlace({ company, plan }: Pick<ExceptionContext, 'company' | 'plan'>, row: number) {
  const { item, location } = plan.rows.stock
  return { product: company.products[item[row]!]!.id, location: company.locations[location[row]!]!.id }
}

/** `oat-bar-12@DC-SCL` */
export const stockKey = (place: { product: string; location: string }): string => `${place.product}@${place.location}`
