//! What several people write at once while something breaks. What is in an entry follows from its key alone, so whoever
//! finds one knows whether it is what was asked for.
import { seededRandom } from '../../src/core/base/random.js'
import type { Draft, Entry } from '../../src/core/edit/intent.js'
import type { Base, Scenario } from '../../src/core/edit/journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'

/** Drafts that somebody sends in one go. */
export interface Batch {
  readonly run: number
  readonly person: number
  readonly turn: number
}

/** Whoever hears that something is asked for, and that it was acknowledged. */
export type Told =
  | { readonly asks: Batch }
  | { readonly kept: Batch; readonly entries: readonly (readonly [position: number, digest: string])[] }
  | { readonly opens: Scenario }
  | { readonly opened: string }
  | { readonly closes: string; readonly position: number }
  | { readonly closed: string }
  | { readonly rebases: Base }
  | { readonly rebased: Base }
  | { readonly compacted: number }
export type Tell = (told: Told) => void

const random = seededRandom(16)
const PEOPLE = 4
/** Opens a scenario each turn, writes in it and closes it. */
const BRANCHER = PEOPLE
const MOST_DRAFTS = 6
/** Every so many keys one entry is larger than a page of a database. */
const LARGE_EVERY = 23
const LARGE_LETTERS = 9_000
const MOST_PAUSE_MILLISECONDS = 6
const KEPT_LIVE = 40
const APPENDS_AT_ONCE = 500

export const nameOf = ({ run, person, turn }: Batch): string => `${run}.${person}.${turn}`

export function batchOf(key: string): Batch {
  const [run, person, turn] = key.split('.').map(Number)
  return { run: run!, person: person!, turn: turn! }
}

export function scenarioOf(batch: Batch): string {
  return batch.person === BRANCHER ? `s${nameOf(batch)}` : 'main'
}

export function draftsOf(batch: Batch): Draft[] {
  const { run, person, turn } = batch
  const count = 1 + Math.floor(random.at(run, person, turn) * MOST_DRAFTS)
  return Array.from({ length: count }, (_, at) => draftOf(batch, at))
}

function draftOf(batch: Batch, at: number): Draft {
  const { run, person, turn } = batch
  const key = `${nameOf(batch)}.${at}`
  const large = (run + person + turn + at) % LARGE_EVERY === 0
  return {
    key,
    actor: `person ${person}`,
    at: new Date(Date.UTC(2027, 2, 1, 9) + turn * 1_000).toISOString(),
    reason: { code: 'promo', note: large ? `${key} ñ 漢 `.repeat(LARGE_LETTERS / 10) : `note of ${key}` },
    intents: [
      {
        kind: 'quantity',
        op: 'add',
        quantity: turn * 1_000 + at,
        box: { product: ['Bars'], location: ['PE'], customer: [], from: 20_500, until: 20_531 },
        layer: 'override',
        profile: 'current',
        inPacks: false,
      },
    ],
  }
}

/** Everybody at once, until somebody is refused something or the signal comes. `run` makes their keys new ones. */
export async function writeMuch(journal: StoredJournal, run: number, tell: Tell, signal?: AbortSignal): Promise<void> {
  let refused = false
  const going = (): boolean => !refused && !signal?.aborted
  const people = Array.from({ length: PEOPLE }, (_, person) => appendMuch(journal, { run, person }, tell, going))
  const work = [...people, branchMuch(journal, run, tell, going), rebaseMuch(journal, run, tell, going)]
  for (const one of work) one.catch(() => (refused = true))
  const ended = await Promise.allSettled(work)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** So many entries and some, none of them large, many appends at once. */
export async function writeEntries(journal: StoredJournal, entries: number): Promise<void> {
  for (let turn = 0; (await journal.head()) < entries; turn += APPENDS_AT_ONCE) {
    const turns = Array.from({ length: APPENDS_AT_ONCE }, (_, at) => turn + at)
    await Promise.all(turns.map((at) => journal.append('main', draftsOf({ run: 0, person: 0, turn: at }).map(small))))
  }
}

/** The text of a large entry only makes files longer. */
export function small(draft: Draft): Draft {
  return { ...draft, reason: { code: 'promo', note: draft.key } }
}

/** Sends a batch and tells. Sent again it must become the same. */
export async function send(journal: StoredJournal, batch: Batch, tell: Tell): Promise<readonly Entry[]> {
  tell({ asks: batch })
  const entries = await journal.append(scenarioOf(batch), draftsOf(batch))
  tell({ kept: batch, entries: entries.map(({ position, digest }) => [position, digest]) })
  return entries
}

async function appendMuch(
  journal: StoredJournal,
  { run, person }: Omit<Batch, 'turn'>,
  tell: Tell,
  going: () => boolean,
): Promise<void> {
  for (let turn = 0; going(); turn++) {
    await send(journal, { run, person, turn }, tell)
    if (turn % 5 === 4) await send(journal, { run, person, turn: turn - 2 }, tell)
    await pause(random.at(run, person, turn + 0.5) * MOST_PAUSE_MILLISECONDS)
  }
}

async function branchMuch(journal: StoredJournal, run: number, tell: Tell, going: () => boolean): Promise<void> {
  for (let turn = 0; going(); turn++) {
    const batch = { run, person: BRANCHER, turn }
    const id = scenarioOf(batch)
    const scenario = { id, name: `Scenario ${id}`, owner: 'ana', parent: 'main', position: await journal.head() }
    const open = { ...scenario, openedAt: '2027-03-01T09:00:00.000Z' }
    tell({ opens: { ...open, closed: null } })
    await journal.openScenario(open)
    tell({ opened: id })
    const entries = await send(journal, batch, tell)
    const { position } = entries.at(-1)!
    tell({ closes: id, position })
    await journal.closeScenario(id, { as: 'merged', position })
    tell({ closed: id })
    await pause(2 * MOST_PAUSE_MILLISECONDS)
  }
}

async function rebaseMuch(journal: StoredJournal, run: number, tell: Tell, going: () => boolean): Promise<void> {
  for (let turn = 0; going(); turn++) {
    await pause(3 * MOST_PAUSE_MILLISECONDS)
    const base = { version: `${run}.${turn}`, position: await journal.head() }
    tell({ rebases: base })
    await journal.rebase(base)
    tell({ rebased: base })
    const until = Math.max(0, base.position - KEPT_LIVE)
    await journal.compact(until)
    tell({ compacted: until })
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
