/** How a record comes into the company, and how records leave it (docs/specs/editing.md, "Whole records"). */
import { formatDay } from '../base/day.js'
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import { type CompanyList, isEditableList, type PlanPart } from './editable-lists.js'
import { fieldsText } from './field-text.js'
import { changeValue } from './field-value.js'
import type { RecordFields, RecordIntent } from './intent.js'
import { partsOf } from './master-change.js'
import { assertCurrenciesKnown, assertRatesLeft } from './record-currencies.js'
import { insertByKey, keyOf } from './record-key.js'
import { assertNamesKnown, assertStillNamed } from './record-names.js'
import { kindsOf, RECORD_SHAPES, type RecordShape } from './record-shapes.js'

/**
 * The company with the record, or without those that are meant, and what of the plan that touches.
 *
 * @throws Refusal `edit.unknown_list`, `edit.closed_list`, `edit.unknown_field`, `edit.missing_field`, `edit.bad_value`,
 *   `edit.dates_backwards`, `edit.unknown_name`, `edit.no_rate`, `edit.record_exists`; of a removal `edit.nothing_named`,
 *   `edit.unknown_record`, `edit.still_named`, `edit.no_rate`
 */
export function changeRecords(
  company: Company,
  intent: RecordIntent,
): { company: Company; parts: readonly PlanPart[] } {
  const { list, shape } = checkOpen(intent)
  const records = company[list] as unknown as readonly RecordFields[]
  const changed =
    intent.op === 'insert'
      ? withRecord(list, records, completed(company, list, shape, intent.record))
      : withoutRecords(company, list, records, intent.key)
  return { company: { ...company, [list]: changed }, parts: partsOf(list) }
}

/** @throws Refusal `edit.unknown_list`, `edit.closed_list`, `edit.unknown_field` */
export function checkOpen(intent: RecordIntent): { list: CompanyList; shape: RecordShape } {
  const lists = (): string => Object.keys(RECORD_SHAPES).join(', ')
  if (!isEditableList(intent.list)) throw new Refusal('edit.unknown_list', { list: intent.list, lists: lists() })
  const { list } = intent
  const shape = RECORD_SHAPES[list]
  if (shape === undefined) throw new Refusal('edit.closed_list', { list, lists: lists() })
  const kinds = kindsOf(list)
  for (const field of Object.keys(intent.op === 'insert' ? intent.record : intent.key))
    if (!Object.hasOwn(kinds, field))
      throw new Refusal('edit.unknown_field', { list, field, fields: Object.keys(kinds).join(', ') })
  return { list, shape }
}

/** The whole record: what is not given is what the contract says. */
function completed(company: Company, list: CompanyList, shape: RecordShape, given: RecordFields): RecordFields {
  if (shape.oneOf.length > 0 && shape.oneOf.every((name) => (given[name] ?? null) === null))
    throw new Refusal('edit.missing_field', { list, field: shape.oneOf.join(', ') })
  const fields = Object.entries(kindsOf(list)).map(([field, kind]) => {
    const value = given[field] ?? null
    if (value !== null) return [field, changeValue(null, { list, field, op: 'set', value }, { kind })]
    const usual = shape.defaults[field]
    if (usual !== undefined) return [field, typeof usual === 'function' ? usual(given, company) : usual]
    if (typeof kind === 'string' && kind.endsWith('?')) return [field, null]
    throw new Refusal('edit.missing_field', { list, field })
  })
  const record = Object.fromEntries(fields) as RecordFields
  for (const [first, last] of shape.periods) {
    const [from, to] = [record[first], record[last]]
    if (typeof from === 'number' && typeof to === 'number' && to < from)
      throw new Refusal('edit.dates_backwards', { list, first: formatDay(from), last: formatDay(to) })
  }
  assertNamesKnown(company, list, shape, record)
  assertCurrenciesKnown(company, list, record)
  return record
}

function withRecord(list: CompanyList, records: readonly RecordFields[], record: RecordFields): RecordFields[] {
  const changed = insertByKey(list, records, record)
  if (changed === null) throw new Refusal('edit.record_exists', { list, key: fieldsText(list, keyOf(list, record)) })
  return changed
}

function withoutRecords(
  company: Company,
  list: CompanyList,
  records: readonly RecordFields[],
  key: RecordFields,
): RecordFields[] {
  const values = Object.entries(key)
  if (values.length === 0) throw new Refusal('edit.nothing_named', { list })
  const isMeant = (record: RecordFields): boolean => values.every(([name, value]) => record[name] === value)
  const left = records.filter((record) => !isMeant(record))
  if (left.length === records.length) throw new Refusal('edit.unknown_record', { list, key: fieldsText(list, key) })
  assertStillNamed(company, list, records, left)
  if (list === 'fx') assertRatesLeft(company, left as unknown as Company['fx'])
  return left
}
