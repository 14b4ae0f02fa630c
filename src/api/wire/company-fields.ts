/** Fields of the company's records as they travel: days and months as dates, everything else in its own unit. */
import { z } from '@hono/zod-openapi'
import { parseDay, parseMonth } from '../../core/base/day.js'
import { type FieldKind, isEditableList } from '../../core/edit/editable-lists.js'
import { dated } from '../../core/edit/field-text.js'
import type { CompanyIntent, FieldValue } from '../../core/edit/intent.js'
import { kindsOf } from '../../core/edit/record-shapes.js'

export const fieldValue = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])
export const fields = z.record(z.string().max(64), fieldValue).openapi({
  description: 'Values by field, each in its own unit: whole thousandths or millionths, days and months as dates.',
})

type Convert = (value: FieldValue, kind: FieldKind | undefined, field: string) => FieldValue

/** Dates become numbers; `bad` is told of fields that should hold one and do not. */
export const readFields = <Of extends CompanyIntent>(intent: Of, bad: (field: string) => void): Of =>
  converted(intent, (value, kind, field) => {
    const isDay = kind === 'day' || kind === 'day?'
    if (value === null || (!isDay && kind !== 'month')) return value
    const read = typeof value !== 'string' ? null : isDay ? parseDay(value) : parseMonth(value)
    if (read === null) bad(field)
    return read
  })

export const showFields = <Of extends CompanyIntent>(intent: Of): Of =>
  converted(intent, (value, kind) => (typeof value === 'number' ? dated(kind, value) : value))

function converted<Of extends CompanyIntent>(intent: Of, convert: Convert): Of {
  const kinds = isEditableList(intent.list) ? kindsOf(intent.list) : {}
  const each = (values: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, convert(value, kinds[field], field)]))
  return {
    ...intent,
    ...('key' in intent ? { key: each(intent.key) } : {}),
    ...('record' in intent ? { record: each(intent.record) } : {}),
    // What is added to a day is days.
    ...('value' in intent && intent.op === 'set'
      ? { value: each({ [intent.field]: intent.value })[intent.field] }
      : {}),
  }
}
