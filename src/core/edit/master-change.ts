/** How a change of master data becomes a company: the same lists, with some records' fields different. */
import { type Day, formatDay, monthOf } from '../base/day.js'
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import {
  type CompanyList,
  EDITABLE_LISTS,
  type EditableField,
  isEditableList,
  type PlanPart,
} from './editable-lists.js'
import { fieldsText } from './field-text.js'
import { changeValue } from './field-value.js'
import type { RecordFields as Fields, MasterIntent } from './intent.js'

/**
 * The company with this change, and what of the plan it touches. Records that the key names in part are all meant; from
 * a day on, a record that holds before and after that day becomes two.
 *
 * @throws Refusal `edit.unknown_list`, `edit.unknown_field`, `edit.unknown_record`, `edit.not_dated`,
 *   `edit.not_a_number`, `edit.bad_value`
 */
export function changeMaster(company: Company, intent: MasterIntent): { company: Company; parts: readonly PlanPart[] } {
  const { list, field } = checkNames(intent)
  const records = company[list] as unknown as readonly Fields[]
  const named = (record: Fields): boolean => Object.entries(intent.key).every(([name, value]) => record[name] === value)
  if (records[0] !== undefined) checkKey(intent, records[0])
  const dated = intent.from !== null && EDITABLE_LISTS[list].dated === 'validFrom'
  const rivalsOf = dated ? groupRivals(list, records) : () => []
  let found = 0
  const changed = records.flatMap((record) => {
    if (!named(record)) return [record]
    const parts = changeRecord(record, intent, field, rivalsOf(record))
    if (parts === null) return [record]
    found++
    return parts
  })
  if (found === 0) throw new Refusal('edit.unknown_record', { list, key: keyText(list, intent) })
  return { company: { ...company, [list]: changed }, parts: field.parts }
}

/** What of a plan depends on a list, whichever field of it changes. */
export function partsOf(list: CompanyList): readonly PlanPart[] {
  return [...new Set(Object.values(EDITABLE_LISTS[list].fields).flatMap(({ parts }) => parts))]
}

/** @throws Refusal `edit.unknown_list`, `edit.unknown_field`, `edit.not_dated` */
export function checkNames(intent: MasterIntent): { list: CompanyList; field: EditableField } {
  if (!isEditableList(intent.list))
    throw new Refusal('edit.unknown_list', { list: intent.list, lists: Object.keys(EDITABLE_LISTS).join(', ') })
  const { fields, dated } = EDITABLE_LISTS[intent.list]
  const field = Object.hasOwn(fields, intent.field) ? fields[intent.field] : undefined
  if (field === undefined)
    throw new Refusal('edit.unknown_field', {
      list: intent.list,
      field: intent.field,
      fields: Object.keys(fields).join(', '),
    })
  if (intent.from !== null && dated === null) throw new Refusal('edit.not_dated', { list: intent.list })
  return { list: intent.list, field }
}

function checkKey(intent: MasterIntent, record: Fields): void {
  for (const name of Object.keys(intent.key))
    if (!Object.hasOwn(record, name))
      throw new Refusal('edit.unknown_field', {
        list: intent.list,
        field: name,
        fields: Object.keys(record).join(', '),
      })
}

const keyText = (list: CompanyList, { key, from }: MasterIntent): string =>
  [fieldsText(list, key), ...(from === null ? [] : [formatDay(from)])].join(' ')

/** The record as it is after the change: one or two, or null when the change does not reach it. */
function changeRecord(
  record: Fields,
  intent: MasterIntent,
  field: EditableField,
  rivals: readonly Fields[],
): Fields[] | null {
  const after = (): Fields => ({ ...record, [intent.field]: changeValue(record[intent.field]!, intent, field) })
  const { from } = intent
  if (from === null) return [after()]
  if (EDITABLE_LISTS[intent.list as CompanyList].dated === 'month') return monthHolds(record, from) ? [after()] : null
  if (startOf(record) >= from) return [after()]
  const day = firstDayInForce(record, from, rivals)
  if (day === null) return null
  const before = 'validTo' in record ? { ...record, validTo: day - 1 } : record
  return [before, { ...after(), validFrom: day }]
}

function monthHolds(record: Fields, from: Day): boolean {
  const day = record.day as Day | null | undefined
  return typeof day === 'number' ? day >= from : (record.month as number) >= monthOf(from)
}

const startOf = (record: Fields): number => (record.validFrom as Day | null) ?? Number.NEGATIVE_INFINITY
const endOf = (record: Fields): number => (record.validTo as Day | null | undefined) ?? Number.POSITIVE_INFINITY

/**
 * The first day from `from` on that a record which began earlier holds on; of rivals that hold on one day, the one that
 * began last does. Null when it never holds again.
 */
function firstDayInForce(record: Fields, from: Day, rivals: readonly Fields[]): Day | null {
  const days = [from, ...rivals.map((rival) => endOf(rival) + 1).filter((day) => day > from)].sort((a, b) => a - b)
  const holds = (day: Day): boolean =>
    day <= endOf(record) &&
    rivals.every((rival) => startOf(rival) <= startOf(record) || startOf(rival) > day || endOf(rival) < day)
  return days.find((day) => Number.isFinite(day) && holds(day)) ?? null
}

/** Records that speak of the same thing, so that one ends where the next begins: equal but for dates and values. */
function groupRivals(list: CompanyList, records: readonly Fields[]): (record: Fields) => readonly Fields[] {
  const { fields } = EDITABLE_LISTS[list]
  const names = Object.keys(records[0] ?? {}).filter(
    (name) => name !== 'validFrom' && name !== 'validTo' && !Object.hasOwn(fields, name),
  )
  const identity = (record: Fields): string => JSON.stringify(names.map((name) => record[name]))
  const groups = new Map<string, Fields[]>()
  for (const record of records) {
    const key = identity(record)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [record])
    else group.push(record)
  }
  return (record) => groups.get(identity(record)) ?? []
}
