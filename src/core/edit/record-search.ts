/** The records of one list of a company that have some values, and which values would narrow them further. */
import type { Company } from '../network/company.js'
import type { CompanyList } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'
import { kindsOf, RECORD_SHAPES } from './record-shapes.js'

export interface RecordsAsked {
  readonly list: CompanyList
  /** Records with these values. */
  readonly key: RecordFields
  readonly offset: number
  readonly limit: number
}

export interface RecordsFound {
  readonly records: readonly RecordFields[]
  readonly count: number
  /** By field that identifies records: the values among those that have all the other values of the key, in order. */
  readonly choices: Readonly<Record<string, readonly FieldValue[]>>
}

export const CHOICES_MOST = 500

/** A record changes if a change names the same values (ED60): what is found here is what that would reach. */
export function searchRecords(company: Company, { list, key, offset, limit }: RecordsAsked): RecordsFound {
  const all = company[list] as unknown as readonly RecordFields[]
  const named = Object.entries(key)
  const found = all.filter((record) => named.every(([field, value]) => record[field] === value))
  const choices = Object.fromEntries(
    namesOf(list).map((field) => {
      const others = named.filter(([name]) => name !== field)
      return [field, valuesOf(all, field, others)]
    }),
  )
  return { records: found.slice(offset, offset + limit), count: found.length, choices }
}

function valuesOf(
  records: readonly RecordFields[],
  field: string,
  others: readonly (readonly [string, FieldValue])[],
): readonly FieldValue[] {
  const values = new Set<FieldValue>()
  for (const record of records) {
    const value = record[field] ?? null
    if (value !== null && others.every(([name, other]) => record[name] === other)) values.add(value)
    if (values.size === CHOICES_MOST) break
  }
  return [...values].sort(inOrder)
}

const inOrder = (a: FieldValue, b: FieldValue): number => (String(a) < String(b) ? -1 : a === b ? 0 : 1)

/** What says which record is meant; days aside, which say when it holds. */
export function namesOf(list: CompanyList): readonly string[] {
  const shape = RECORD_SHAPES[list]
  if (shape === undefined) return ['id']
  const kinds = kindsOf(list)
  return shape.key.filter((field) => !isOfTime(kinds[field]))
}

const isOfTime = (kind: unknown): boolean =>
  typeof kind === 'string' && ['day', 'day?', 'month', 'whole?'].includes(kind)
