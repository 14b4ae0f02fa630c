/** An entry as a row of a database, and the chain of digests that holds the rows together. */
import { hash } from 'node:crypto'
import { Refusal } from '../core/base/refusal.js'
import type { Draft, Entry, ScenarioId } from '../core/edit/intent.js'
import { canonicalJson } from './canonical-json.js'

/** What somebody wants written: all of a row that does not depend on where it will stand. */
export interface NewRow {
  readonly scenario: ScenarioId
  readonly key: string
  readonly actor: string
  readonly at: string
  /** Everything else of the draft, as canonical JSON. */
  readonly payload: string
}

export interface EntryRow extends NewRow {
  readonly position: number
  /** Milliseconds: the latest `at` up to here, so that it never goes back although clocks do. */
  readonly known: number
  readonly digest: string
}

export type Link = Pick<EntryRow, 'position' | 'known' | 'digest'>

/** What stands before the first entry. */
export const START: Link = { position: 0, known: Number.MIN_SAFE_INTEGER, digest: '0'.repeat(64) }

const KEY_LENGTH = 200
/** What a database cannot keep as it is in a name. */
const UNKEPT = /[\0\p{Surrogate}]/u

/**
 * A draft as it will be kept, read now: whoever changes the object afterwards changes nothing here.
 * @throws Refusal `journal.bad_name`, `journal.bad_moment`
 */
export function newRow(scenario: ScenarioId, draft: Draft): NewRow {
  const { key, actor, at, ...rest } = draft
  checkName('key', key)
  checkName('actor', actor)
  millisecondsOf(at)
  return { scenario, key, actor, at, payload: canonicalJson(rest) }
}

/** @throws Refusal `journal.bad_name` when it is empty, too long, or holds half a character */
export function checkName(field: string, name: string): void {
  if (name === '' || name.length > KEY_LENGTH || UNKEPT.test(name))
    throw new Refusal('journal.bad_name', { field, most: KEY_LENGTH })
}

/** @throws Refusal `journal.bad_moment` */
export function millisecondsOf(moment: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\dT/.test(moment) ? Date.parse(moment) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new Refusal('journal.bad_moment', { moment: moment.slice(0, KEY_LENGTH) })
  return milliseconds
}

/** Whether the same was asked: when it was asked (again) does not count. */
export function sameContent(a: NewRow, b: NewRow): boolean {
  return a.scenario === b.scenario && a.actor === b.actor && a.payload === b.payload
}

/** The row that follows another. */
export function chain(before: Link, row: NewRow): EntryRow {
  const position = before.position + 1
  const known = knownAfter(before, row)
  return { ...row, position, known, digest: digestOf(before.digest, { ...row, position }) }
}

function knownAfter(before: Link, row: NewRow): number {
  return Math.max(before.known, millisecondsOf(row.at))
}

/** Why a row cannot be what was once written after another; null when it can. */
export function faultOf(before: Link, row: EntryRow): 'missing' | 'changed' | null {
  if (row.position !== before.position + 1) return 'missing'
  return digestOf(before.digest, row) === row.digest && knownAfter(before, row) === row.known ? null : 'changed'
}

function digestOf(before: string, row: Omit<EntryRow, 'digest' | 'known'>): string {
  const { position, scenario, key, actor, at, payload } = row
  const head = JSON.stringify([before, position, scenario, key, actor, at])
  return hash('sha256', `${head.slice(0, -1)},${payload}]`)
}

/** What was parsed becomes the entry itself: to copy it takes longer than to parse it. */
export function entryOf({ payload, position, scenario, key, actor, at, digest }: EntryRow): Entry {
  const entry = JSON.parse(payload) as { -readonly [Field in keyof Entry]: Entry[Field] }
  entry.key = key
  entry.actor = actor
  entry.at = at
  entry.position = position
  entry.scenario = scenario
  entry.digest = digest
  return entry
}
