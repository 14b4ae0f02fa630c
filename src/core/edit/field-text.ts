import { formatDay, formatMonth } from '../base/day.js'
import type { CompanyList, FieldKind } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'
import { kindsOf } from './record-shapes.js'

/** Fields as a reader knows them, days and months as dates: `product=oat-bar validFrom=2026-12-01`. */
export function fieldsText(list: CompanyList, fields: RecordFields): string {
  const kinds = kindsOf(list)
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? dated(kinds[name], value) : (value ?? '')}`)
    .join(' ')
}

/** A number of a kind as it is written outside: a date where it is one. */
export function dated(kind: FieldKind | undefined, value: number): FieldValue {
  if (kind === 'day' || kind === 'day?') return formatDay(value)
  return kind === 'month' ? formatMonth(value) : value
}
