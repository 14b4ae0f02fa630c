/** Records name each other: what a new one names has to be there, and what others name has to stay. */
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import type { CompanyList } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'
import { type Namer, RECORD_SHAPES, type RecordShape } from './record-shapes.js'

const isNamed = (company: Company, namer: Namer, name: FieldValue): boolean =>
  namer === 'families'
    ? company.products.some(({ family }) => family === name)
    : (company[namer] as unknown as readonly RecordFields[]).some((record) => record[nameOf(namer)] === name)

/** The field that others name a record of this list by. */
const nameOf = (list: CompanyList): string => (list === 'calendars' ? 'calendar' : 'id')

/** @throws Refusal `edit.unknown_name` */
export function assertNamesKnown(
  company: Company,
  list: CompanyList,
  { refersTo }: RecordShape,
  record: RecordFields,
): void {
  for (const [field, namers] of Object.entries(refersTo)) {
    const name = record[field] ?? null
    if (name === null || namers.some((namer) => isNamed(company, namer, name))) continue
    throw new Refusal('edit.unknown_name', { list, field, name: String(name), lists: namers.join(', ') })
  }
}

interface Naming {
  readonly list: CompanyList
  readonly field: string
}

/** Fields that name records of a list by hand, besides those of the shapes: places have calendars. */
const PLACES_CALENDAR: Naming = { list: 'locations', field: 'calendar' }

/** Lists that records of this one name, and those that name them. */
export function listsNamedWith(list: CompanyList): readonly CompanyList[] {
  const named = Object.values(RECORD_SHAPES[list]?.refersTo ?? {}).flat()
  return [...named.filter((namer) => namer !== 'families'), ...namersOf(list).map((naming) => naming.list)]
}

/** Fields of other lists that name the records of this one. */
function namersOf(list: CompanyList): readonly Naming[] {
  const found = Object.entries(RECORD_SHAPES).flatMap(([other, { refersTo }]) =>
    Object.entries(refersTo).flatMap(([field, named]): Naming[] =>
      named.includes(list) ? [{ list: other as CompanyList, field }] : [],
    ),
  )
  return list === 'calendars' ? [...found, PLACES_CALENDAR] : found
}

/** @throws Refusal `edit.still_named` when a name is gone that another list uses */
export function assertStillNamed(
  company: Company,
  list: CompanyList,
  before: readonly RecordFields[],
  after: readonly RecordFields[],
): void {
  const namers = namersOf(list)
  if (namers.length === 0) return
  const left = new Set(after.map((record) => record[nameOf(list)]))
  const gone = new Set(before.map((record) => record[nameOf(list)]).filter((name) => !left.has(name)))
  for (const { list: by, field } of namers) {
    const user = (company[by] as unknown as readonly RecordFields[]).find((record) => gone.has(record[field]))
    if (user !== undefined) throw new Refusal('edit.still_named', { list, name: String(user[field]), by, field })
  }
}
