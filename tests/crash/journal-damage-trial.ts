//! One damaged journal opened, read, written to and opened again: what came of it, or what is wrong with it.
import path from 'node:path'
import { Refusal } from '../../src/core/base/refusal.js'
import type { Entry } from '../../src/core/edit/intent.js'
import { canonicalJson } from '../../src/journal/canonical-json.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import { JOURNAL, type Sound } from './journal-damage.js'
import { draftsOf } from './journal-load.js'

/** Words for a journal that is damaged; any other code would be a wrong one. */
const KNOWN = [
  'journal.unreadable',
  'journal.damaged',
  'journal.other_schema',
  'journal.archive_gone',
  'journal.not_there',
]

/** The number of entries that were found, or the code of the refusal. */
export type Outcome = number | string

/** @throws Error saying what a damaged journal did that none may do */
export async function tryDamaged(folder: string, sound: Sound): Promise<{ read: Outcome; written: Outcome }> {
  const read = await outcomeOf(() => open(folder, 'read', (journal) => readAll(journal, sound)))
  const written = await outcomeOf(() => open(folder, 'write', (journal) => goOn(journal, sound)))
  if (typeof read === 'number' && read !== written && typeof written === 'number')
    throw new Error(`a reader found ${read} entries, the writer ${written}`)
  return { read, written }
}

async function outcomeOf(work: () => Promise<number>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && KNOWN.includes(error.code)) return error.code
    throw error
  }
}

async function open<Result>(
  folder: string,
  mode: 'read' | 'write',
  work: (journal: StoredJournal) => Promise<Result>,
): Promise<Result> {
  const journal = await openSqliteJournal(path.join(folder, JOURNAL), { mode })
  try {
    return await work(journal)
  } finally {
    await journal.close()
  }
}

/** Everything that can be read: a beginning of what was written, or a refusal on the way. */
async function readAll(journal: StoredJournal, sound: Sound): Promise<number> {
  let found = 0
  for await (const entry of journal.read(0)) expectSame(entry, sound.entries[found++])
  expectSame(await journal.head(), found)
  await expectMaster(journal, sound)
  const verified = await journal.verify()
  // What reads well may lie in a file that SQLite finds at fault: then somebody is told so.
  if (!verified.sound) throw new Refusal('journal.damaged', { position: verified.position, reason: verified.reason })
  return found
}

/** Written to as if nothing had happened, it knows its keys, takes an entry, and has it afterwards. */
async function goOn(journal: StoredJournal, sound: Sound): Promise<number> {
  const found = await readAll(journal, sound)
  const drafts = draftsOf({ run: 7, person: 0, turn: 1 })
  for (const at of [0, found >> 1, found - 1]) {
    const known = sound.entries[at]
    if (known === undefined || at >= found) continue
    const { position: _, digest: __, scenario, ...draft } = known
    expectSame((await journal.append(scenario, [draft]))[0], known)
  }
  const added = await journal.append('main', drafts)
  expectSame(added[0]?.position, found + 1)
  const again: Entry[] = []
  for await (const entry of journal.read(0)) again.push(entry)
  expectSame(again, [...sound.entries.slice(0, found), ...added])
  return found
}

async function expectMaster(journal: StoredJournal, { scenarios, bases }: Sound): Promise<void> {
  const [main, ...others] = await journal.scenarios()
  expectSame(main?.id, 'main')
  for (const one of others) expectOneOf(one, scenarios)
  expectOneOf(await journal.base(), bases)
}

function expectOneOf(value: unknown, allowed: readonly unknown[]): void {
  const text = canonicalJson(value)
  if (!allowed.some((one) => canonicalJson(one) === text)) throw new Error(`found ${text}, which was never written`)
}

function expectSame(value: unknown, wanted: unknown): void {
  const [there, meant] = [value, wanted].map((one) => JSON.stringify(one) ?? 'nothing')
  if (there !== meant) throw new Error(`found ${there!.slice(0, 300)} for ${meant!.slice(0, 300)}`)
}
