/** What people say of a correction: that the week stands as it was sold (docs/specs/history-corrections.md HC6). */
import type { RecordFields } from '../../../core/edit/intent.js'
import { addDays } from '../../words/date-format.js'
import type { IntentSent } from '../plan/plan-edits.js'

export const OVERRIDES = 'historyOverrides'
const WEEK = 6

export interface CorrectedWeek {
  readonly item: string
  readonly location: string
  readonly customer: string
  readonly week: string
  readonly reason: string
}

const recordOf = ({ item, location, customer, week, reason }: CorrectedWeek) => ({
  product: item,
  family: null,
  customer,
  location,
  country: null,
  start: week,
  correction: reason,
})

export const keepIntent = (corrected: CorrectedWeek): IntentSent => ({
  kind: 'record',
  op: 'insert',
  list: OVERRIDES,
  record: { ...recordOf(corrected), end: addDays(corrected.week, WEEK), note: null },
})

export const withdrawIntent = (corrected: CorrectedWeek): IntentSent => ({
  kind: 'record',
  op: 'remove',
  list: OVERRIDES,
  key: recordOf(corrected),
})

/** Whether one of the records is what `keepIntent` says of this week. */
export function isKept(records: readonly RecordFields[], corrected: CorrectedWeek): boolean {
  const named = Object.entries(recordOf(corrected))
  return records.some((record) => named.every(([field, value]) => (record[field] ?? null) === value))
}
