/** What tells records of a list apart, and the order that they are kept in: that of a load from files. */
import type { CompanyList } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'
import { RECORD_SHAPES } from './record-shapes.js'

const namesOf = (list: CompanyList): readonly string[] => RECORD_SHAPES[list]!.key

/** The fields of its key. */
export const keyOf = (list: CompanyList, record: RecordFields): RecordFields =>
  Object.fromEntries(namesOf(list).map((name) => [name, record[name]!]))

/** Whether two records speak of the same thing. */
function haveOneKey(list: CompanyList, a: RecordFields, b: RecordFields): boolean {
  for (const name of namesOf(list)) if (a[name] !== b[name] && !saysNothing(list, name, a, b)) return false
  return true
}

/** Of prices of one customer, channel and country. */
const saysNothing = (list: CompanyList, name: string, a: RecordFields, b: RecordFields): boolean =>
  list === 'prices' && (name === 'channel' || name === 'country') && a.customer !== null && b.customer !== null

/** Below zero where the first comes first: text by code units, nothing last. */
function compareKeys(list: CompanyList, a: RecordFields, b: RecordFields): number {
  for (const name of namesOf(list)) {
    const left = placeOf(list, name, a)
    const right = placeOf(list, name, b)
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -1 : 1
  }
  return 0
}

/** In files a rate of one day has no month. */
const placeOf = (list: CompanyList, name: string, record: RecordFields): FieldValue =>
  list === 'fx' && name === 'month' && record.day !== null ? null : record[name]!

// Lists from files are in the order of their keys, and stay so: whoever pastes thousands of records looks at few.
const inOrder = new WeakSet<readonly RecordFields[]>()

function isInOrder(list: CompanyList, records: readonly RecordFields[]): boolean {
  if (inOrder.has(records)) return true
  for (let at = 1; at < records.length; at++) if (compareKeys(list, records[at - 1]!, records[at]!) > 0) return false
  inOrder.add(records)
  return true
}

/** The list with the record before the first that comes after it; null when there is one with its key. */
export function insertByKey(
  list: CompanyList,
  records: readonly RecordFields[],
  record: RecordFields,
): RecordFields[] | null {
  const ordered = isInOrder(list, records)
  const next = ordered
    ? firstAfter(list, records, record)
    : records.findIndex((one) => compareKeys(list, one, record) > 0)
  const at = next < 0 ? records.length : next
  // Records of one key stand side by side.
  const rivals = ordered ? records.slice(Math.max(0, at - 1), at + 1) : records
  if (rivals.some((other) => haveOneKey(list, other, record))) return null
  const changed = records.slice()
  changed.splice(at, 0, record)
  if (ordered) inOrder.add(changed)
  return changed
}

function firstAfter(list: CompanyList, records: readonly RecordFields[], record: RecordFields): number {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareKeys(list, records[middle]!, record) > 0) high = middle
    else low = middle + 1
  }
  return low
}
