/** The journal of a company as one SQLite file of a backup, from whatever database keeps it. */
import fs from 'node:fs/promises'
import { Refusal } from '../core/base/refusal.js'
import { type Draft, type Entry, MAIN, type ScenarioId } from '../core/edit/intent.js'
import type { Base, Journal, Scenario } from '../core/edit/journal.js'
import { SqliteFile } from '../journal/sqlite-files.js'
import { openSqliteJournal } from '../journal/sqlite-journal.js'
import { archiveOf } from '../journal/sqlite-store.js'

/** The last entry of a journal: what it holds, in two words. */
export interface JournalMark {
  readonly position: number
  readonly digest: string
}

/**
 * Copies a journal as it is now into a file where there is none, and reads all of the copy. From a file by SQLite's own
 * means, beside the process that writes it. From a `Journal` by its entries: what PostgreSQL keeps, and what this very
 * process writes.
 *
 * @throws Refusal `journal.damaged`, `journal.unreadable`, `journal.no_room`, and those of opening it
 */
export async function backupJournal(source: string | Journal, target: string): Promise<JournalMark> {
  if (typeof source === 'string') {
    await copyFile(source, target)
  } else {
    const scratch = `${target}.scratch`
    await exportJournal(source, scratch)
    // What the library keeps open of the first file until it is collected is none of the second one's.
    copyDatabase(scratch, target)
    await fs.rm(scratch)
    for (const beside of ['-wal', '-shm', '.lease']) await fs.rm(scratch + beside, { force: true })
  }
  return markOf(target)
}

/** Makes what was copied into a journal that a server can write to: readers are not held up by it. */
export function readyForWriting(file: string): void {
  const database = new SqliteFile(file, 'write')
  database.exec('PRAGMA journal_mode=WAL')
  database.close()
}

/** Reads every entry. @throws Refusal `journal.damaged`, `journal.unreadable` */
export async function markOf(file: string): Promise<JournalMark> {
  const journal = await openSqliteJournal(file, { mode: 'read' })
  try {
    const found = await journal.verify()
    if (found.sound) return { position: found.entries, digest: found.digest }
    const { position, reason } = found
    if (reason === 'unreadable') throw new Refusal('journal.unreadable', { file, detail: String(position) })
    throw new Refusal('journal.damaged', { position, reason })
  } finally {
    await journal.close()
  }
}

/** Archived entries are never fewer than the journal counts on, so they are taken after it. */
async function copyFile(source: string, target: string): Promise<void> {
  // Refused with words where it is none, or another edition's.
  await (await openSqliteJournal(source, { mode: 'read' })).close()
  copyDatabase(source, target)
  const archive = archiveOf(source)
  if (await isThere(archive)) copyDatabase(archive, archiveOf(target))
}

/**
 * Copies a file of SQLite as it is now, whoever writes it meanwhile, into one without a log. Nothing is prepared, so that
 * closing closes.
 */
export function copyDatabase(source: string, target: string): void {
  const database = new SqliteFile(source, 'read')
  try {
    database.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`)
  } finally {
    database.close()
  }
}

const APPENDED_AT_A_TIME = 2_000

/** Writes the same entries again: their digests follow from them, so equal digests are equal journals. */
async function exportJournal(from: Journal, file: string): Promise<void> {
  const head = await from.head()
  const scenarios = scenariosUntil(head, await from.scenarios())
  const bases = await basesUntil(from, head)
  const to = await openSqliteJournal(file, { mode: 'write' })
  try {
    await appendAll(from.read(0, head), to, scenarios)
    for (const { id, closed } of scenarios) if (closed !== null) await to.closeScenario(id, closed)
    for (const base of bases) await to.rebase(base)
  } finally {
    await to.close()
  }
}

/** Entries in their order, and scenarios in the order in which they were opened, each before its first entry. */
async function appendAll(entries: AsyncIterable<Entry>, to: Journal, scenarios: readonly Scenario[]): Promise<void> {
  const waiting = [...scenarios]
  const group: Entry[] = []
  for await (const entry of entries) {
    const opened = waiting.findIndex(({ id }) => id === entry.scenario) + 1
    if (opened > 0 || group.length >= APPENDED_AT_A_TIME) await appendGroup(to, group.splice(0))
    await openAll(to, waiting.splice(0, opened))
    group.push(entry)
  }
  await appendGroup(to, group)
  await openAll(to, waiting)
}

async function openAll(to: Journal, scenarios: readonly Scenario[]): Promise<void> {
  for (const { closed: _, ...scenario } of scenarios) await to.openScenario(scenario)
}

/** @throws Refusal `journal.damaged` where an entry does not get the digest that it had */
async function appendGroup(to: Journal, entries: readonly Entry[]): Promise<void> {
  const appended = await Promise.all(runsOf(entries).map((run) => to.append(run[0]!.scenario, run.map(draftOf))))
  appended.flat().forEach((copy, at) => {
    const { position, digest } = entries[at]!
    if (copy.digest !== digest) throw new Refusal('journal.damaged', { position, reason: 'changed' })
  })
}

/** Neighbours of one scenario are appended in one go. */
function runsOf(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const last = runs.at(-1)
    if (last?.[0]!.scenario === entry.scenario) last.push(entry)
    else runs.push([entry])
  }
  return runs
}

function draftOf({ position: _, digest: __, scenario: ___, ...draft }: Entry): Draft {
  return draft
}

/** Scenarios as they were at a position: not there yet, still open, or closed. */
function scenariosUntil(head: number, scenarios: readonly Scenario[]): Scenario[] {
  const there = new Set<ScenarioId>([MAIN])
  const found: Scenario[] = []
  for (const scenario of scenarios) {
    const { id, parent, position, closed } = scenario
    if (parent === null || !there.has(parent) || position > head) continue
    there.add(id)
    found.push({ ...scenario, closed: closed !== null && closed.position <= head ? closed : null })
  }
  return found
}

/** Every base that some position up to `head` stands on, oldest first. */
async function basesUntil(journal: Journal, head: number): Promise<Base[]> {
  const bases: Base[] = []
  for (let until = head; until >= 0; ) {
    const base = await journal.base(until)
    if (base === null) break
    bases.unshift(base)
    until = base.position - 1
  }
  return bases
}

export const isThere = (file: string): Promise<boolean> =>
  fs.stat(file).then(
    () => true,
    () => false,
  )
