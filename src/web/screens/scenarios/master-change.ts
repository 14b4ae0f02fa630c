/** What else than demand a scenario may change, and how what is typed becomes a change of master data (ED60–ED66). */
import { verbOfList } from '../../../access/edit-verbs.js'
import { SHARE_WHOLE } from '../../../core/base/quantity.js'
import type { Verb } from '../../../core/edit/access.js'
import { type CompanyList, EDITABLE_LISTS } from '../../../core/edit/editable-lists.js'
import { decimalsOf } from '../../../core/edit/field-decimals.js'
import type { FieldValue, RecordFields } from '../../../core/edit/intent.js'
import type { IntentSent } from '../plan/plan-edits.js'

export interface MasterField {
  readonly list: CompanyList
  readonly field: string
}

/** What people ask about first. */
export const MASTER_FIELDS: readonly MasterField[] = [
  { list: 'prices', field: 'amount' },
  { list: 'costs', field: 'amount' },
  { list: 'tradeTerms', field: 'value' },
  { list: 'purchasePrices', field: 'amount' },
  { list: 'fx', field: 'rate' },
  { list: 'opex', field: 'amount' },
  { list: 'lanes', field: 'leadTimeDays' },
  { list: 'lanes', field: 'costPerUnit' },
  { list: 'resources', field: 'hoursPerWeek' },
  { list: 'supplierCapacity', field: 'units' },
  { list: 'policies', field: 'serviceLevel' },
  { list: 'policies', field: 'safetyStock' },
  { list: 'promotions', field: 'uplift' },
]

export const nameOfField = ({ list, field }: MasterField): string => `${list}.${field}`

export const fieldsFor = (may: (verb: Verb) => boolean): readonly MasterField[] =>
  MASTER_FIELDS.filter(({ list }) => may(verbOfList(list)))

export const MASTER_OPS = ['scale', 'set', 'add'] as const
export type MasterOp = (typeof MASTER_OPS)[number]

export interface MasterAsked extends MasterField {
  readonly key: RecordFields
  readonly op: MasterOp
  /** As typed: per cent for `scale`, else in the unit a person reads. */
  readonly amount: number
  readonly from: string | null
}

/** Null where what was typed says nothing that the field can hold. */
export function masterIntent({ list, field, key, op, amount, from }: MasterAsked): IntentSent | null {
  const value = valueOf({ list, field, op, amount })
  if (value === null) return null
  return { kind: 'master', list, field, key: { ...key }, op, value, from: isDated(list) ? from : null }
}

export const isDated = (list: CompanyList): boolean => EDITABLE_LISTS[list].dated !== null

function valueOf({ list, field, op, amount }: Omit<MasterAsked, 'key' | 'from'>): FieldValue {
  if (!Number.isFinite(amount)) return null
  if (op === 'scale') return amount < -100 ? null : Math.round((1 + amount / 100) * SHARE_WHOLE)
  const kind = EDITABLE_LISTS[list].fields[field]?.kind
  if (kind === 'rate') return amount > 0 ? String(amount) : null
  const decimals = decimalsOf(list, field, {})
  return decimals === null ? amount : Math.round(amount * 10 ** decimals)
}
