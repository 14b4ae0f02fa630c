/** In what the numbers of a company's records are counted, for those who read and write them as decimals. */
import { QUANTITY_DECIMALS, SHARE_DECIMALS } from '../base/quantity.js'
import type { CompanyList, FieldKind } from './editable-lists.js'
import type { RecordFields } from './intent.js'
import { kindsOf } from './record-shapes.js'

/** Whole thousandths of a unit. */
const QUANTITIES = new Set([
  ...['units', 'committed', 'storageLimit', 'minimum', 'multiple', 'truckUnits'],
  ...['safetyStock', 'shelfCapacity', 'minimumFacing'],
])
/** Days, ranks and days of the week. */
const COUNTS = new Set([
  ...['shelfLifeDays', 'backorderDays', 'paymentTermsDays', 'payWeekday', 'onTimeBeforeDays', 'onTimeAfterDays'],
  ...['minRemainingLifeDays', 'leadTimeDays', 'reviewDays', 'maxCoverDays', 'priority', 'weekday'],
])

/**
 * Decimals that a whole number of a field stands for: 3 for quantities, 0 for days and ranks, 6 for prices, shares and
 * money. Null where the field holds no such number, or where another field of the record says what it counts and
 * `beside` does not have it.
 */
export function decimalsOf(list: CompanyList, field: string, beside: RecordFields): number | null {
  const word = wordOf(kindsOf(list)[field])
  if (word !== 'whole' && word !== 'signed') return null
  if (field === 'minimumOrder') return MINIMUM_DECIMALS.get(String(beside.minimumOrderIn)) ?? null
  if (COUNTS.has(field)) return 0
  return QUANTITIES.has(field) ? QUANTITY_DECIMALS : SHARE_DECIMALS
}

const MINIMUM_DECIMALS = new Map([
  ['units', QUANTITY_DECIMALS],
  ['money', SHARE_DECIMALS],
])

/** A kind without its mark for nothing; undefined for one of some words. */
export const wordOf = (kind: FieldKind | undefined): string | undefined =>
  typeof kind === 'string' ? kind.replace('?', '') : undefined
