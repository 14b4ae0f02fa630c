/** What tells records of a list apart, and the order that they are kept in: that of a load from files. */
import type { CompanyList } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'
import { RECORD_SHAPES } from './record-shapes.js'

const namesOf = (list: CompanyList): readonly string[] => RECORD_SHAPES[list]!.key

/** The fields of its key. */
export const keyOf = (list: CompanyList, record: RecordFields): RecordFields =>
  Object.fromEntries(namesOf(list).map((name) => [name, record[name] ?? null]))

/** Whether two records speak of the same thing. */
export const haveOneKey = (list: CompanyList, a: RecordFields, b: RecordFields): boolean =>
  namesOf(list).every((name) => (a[name] ?? null) === (b[name] ?? null) || saysNothing(list, name, a, b))

/** Of prices of one customer, channel and country. */
const saysNothing = (list: CompanyList, name: string, a: RecordFields, b: RecordFields): boolean =>
  list === 'prices' && (name === 'channel' || name === 'country') && a.customer !== null && b.customer !== null

/** Below zero where the first comes first: text by code units, nothing last. */
export function compareKeys(list: CompanyList, a: RecordFields, b: RecordFields): number {
  for (const name of namesOf(list)) {
    const [left, right] = [placeOf(list, name, a), placeOf(list, name, b)]
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -1 : 1
  }
  return 0
}

/** In files a rate of one day has no month. */
const placeOf = (list: CompanyList, name: string, record: RecordFields): FieldValue =>
  list === 'fx' && name === 'month' && record.day !== null ? null : (record[name] ?? null)
