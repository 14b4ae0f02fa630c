/** What people say of the history, from the command line: records of the list `historyOverrides`, by entries like any other. */
import type { AnswerOf } from '../api/declaration.js'
import type { Routes } from '../api/declarations.js'
import { Refusal } from '../core/base/refusal.js'
import type { NodePath, Scope } from '../core/edit/box.js'
import { MAIN, type RecordFields } from '../core/edit/intent.js'
import type { Connection } from './company-connection.js'
import { lastStanding } from './last-entry.js'

const LIST = 'historyOverrides'
const PLAN = { scenario: MAIN }

interface Writing {
  readonly key: string
  readonly note: string
}
type Written = AnswerOf<Routes['commit']>

export async function keepAsSold({ client }: Connection, record: RecordFields, writing: Writing): Promise<Written> {
  return client('commit', {
    params: PLAN,
    body: {
      ...(await bodyOf(client, writing)),
      intents: [{ kind: 'record', op: 'insert', list: LIST, record }],
    },
  })
}

/** One's own entry that said it is taken back; where somebody else said it, or the files, the record is removed. */
export async function withdrawOverride(
  { client, actor = 'console' }: Connection,
  key: RecordFields,
  writing: Writing,
): Promise<Written> {
  const body = await bodyOf(client, writing)
  const position = await lastStanding(
    client,
    MAIN,
    body.seen,
    (entry) => entry.actor === actor && entry.intents.length === 1 && isInsertOf(entry.intents[0]!, key),
  )
  return position === null
    ? client('commit', {
        params: PLAN,
        body: { ...body, intents: [{ kind: 'record', op: 'remove', list: LIST, key }] },
      })
    : client('undo', { params: { ...PLAN, position }, body })
}

async function bodyOf(client: Connection['client'], { key, note }: Writing) {
  const { numbers: seen } = await client('epoch', { params: PLAN })
  return { key, seen, reason: { code: 'data', note } }
}

function isInsertOf(intent: object, key: RecordFields): boolean {
  const { op, list, record } = intent as { op?: string; list?: string; record?: RecordFields }
  if (op !== 'insert' || list !== LIST || record === undefined) return false
  return Object.entries(key).every(([name, value]) => (record[name] ?? null) === value)
}

/** @throws Refusal `corrections.needs_part` where the part is of another kind: a category, a channel, a country's places */
export function overrideFields({ product, location, customer }: Scope) {
  return {
    ...fieldAt('product', product, { 0: null, 2: 'family', 3: 'product' }),
    ...fieldAt('location', location, { 0: null, 2: 'location' }),
    ...fieldAt('customer', customer, { 0: null, 1: 'country', 3: 'customer', 4: 'customer' }),
  }
}

const FIELDS = {
  product: { product: null, family: null },
  location: { location: null },
  customer: { customer: null, country: null },
} as const

/** Which field a way of so many names fills with its last; the others of the tree say nothing. */
function fieldAt(tree: keyof Scope, way: NodePath, fields: Readonly<Record<number, string | null>>) {
  const field = fields[way.length]
  if (field === undefined) throw new Refusal('corrections.needs_part', { value: way.join('/') })
  return { ...FIELDS[tree], ...(field === null ? {} : { [field]: way.at(-1)! }) }
}
