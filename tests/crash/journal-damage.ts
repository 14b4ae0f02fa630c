//! A sound journal in SQLite as a writer that was killed leaves it, with all that is known of it, and ways to damage a file.
import fs from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import type { Draft, Entry } from '../../src/core/edit/intent.js'
import type { Base, Scenario } from '../../src/core/edit/journal.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import { draftsOf, small } from './journal-load.js'

export const JOURNAL = 'journal.db'
export const ARCHIVE = 'journal-archive.db'
export const WAL = `${JOURNAL}-wal`

/** What was written, in its order, and what the log was when it was acknowledged. */
export interface Sound {
  readonly entries: readonly Entry[]
  readonly scenarios: readonly Scenario[]
  readonly bases: readonly (Base | null)[]
  /** Entries that lie in the file, outside the log. */
  readonly before: number
  /** Bytes of the log when so many entries were acknowledged, one after another. */
  readonly acknowledged: readonly { readonly bytes: number; readonly entries: number }[]
}

const FIRST_BATCHES = 55
const THEN_BATCHES = 10

/**
 * Made twice: closed, so that all of it is in the file, and opened and written to again, so that the rest is in the log
 * when `folder` is copied to `killed` under the writer's hands.
 */
export async function makeSound(folder: string, killed: string): Promise<Sound> {
  const file = path.join(folder, JOURNAL)
  const made = new Making(folder, await openSqliteJournal(file, { mode: 'write' }))
  await made.write({ run: 1, batches: FIRST_BATCHES, archive: 60 })
  await made.journal.close()
  await emptyLogs(folder)
  made.journal = await openSqliteJournal(file, { mode: 'write' })
  await made.write({ run: 2, batches: THEN_BATCHES, archive: 90 })
  fs.cpSync(folder, killed, { recursive: true })
  await made.journal.close()
  return made.sound
}

/** Another connection would do it sooner or later, once this process has let go of its statements. */
async function emptyLogs(folder: string): Promise<void> {
  for (const file of [JOURNAL, ARCHIVE]) {
    const database = new Database(path.join(folder, file))
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
  }
}

class Making {
  journal: StoredJournal
  readonly #folder: string
  readonly #entries: Entry[] = []
  readonly #scenarios: Scenario[] = []
  readonly #bases: (Base | null)[] = [null]
  #before = 0
  #acknowledged: { bytes: number; entries: number }[] = []

  constructor(folder: string, journal: StoredJournal) {
    this.#folder = folder
    this.journal = journal
  }

  get sound(): Sound {
    const [entries, scenarios, bases] = [this.#entries, this.#scenarios, this.#bases]
    return {
      entries,
      scenarios,
      bases,
      before: this.#before,
      acknowledged: this.#acknowledged,
    }
  }

  async write({ run, batches, archive }: { run: number; batches: number; archive: number }): Promise<void> {
    this.#acknowledged = []
    this.#before = this.#entries.length
    for (let turn = 0; turn < batches; turn++) {
      await this.#append('main', draftsOf({ run, person: 0, turn }).map(small))
      if (turn === batches >> 2) await this.#branch(`s${run}`)
      if (turn === batches >> 1) await this.#rebase(run, archive)
    }
  }

  async #append(scenario: string, drafts: readonly Draft[]): Promise<void> {
    this.#entries.push(...(await this.journal.append(scenario, drafts)))
    this.#acknowledged.push({ bytes: this.#logBytes(), entries: this.#entries.length })
  }

  async #branch(id: string): Promise<void> {
    const position = this.#entries.length
    const open = { id, name: id, owner: 'ana', parent: 'main', position, openedAt: '2027-03-01T09:00:00.000Z' }
    await this.journal.openScenario(open)
    await this.#append(id, draftsOf({ run: 9, person: 0, turn: position }).map(small))
    const closed = { as: 'merged', position: this.#entries.length } as const
    await this.journal.closeScenario(id, closed)
    this.#scenarios.push({ ...open, closed: null }, { ...open, closed })
  }

  async #rebase(run: number, archive: number): Promise<void> {
    const base = { version: `000${run}`, position: this.#entries.length }
    await this.journal.rebase(base)
    this.#bases.push(base)
    await this.journal.compact(archive)
  }

  #logBytes(): number {
    return fs.statSync(path.join(this.#folder, WAL)).size
  }
}

/** Of the bytes of a file, others. */
export type Damage =
  | { readonly how: 'cut' | 'flipped' | 'page zeroed'; readonly at: number }
  /** Lost on the way to the disk: everything from here on but the sectors that chance kept. */
  | { readonly how: 'sectors lost'; readonly at: number; readonly seed: number }
  /** Some sectors as they are after the log was taken into the file, the others as before. */
  | { readonly how: 'half taken in'; readonly seed: number }

export const PAGE_BYTES = 4_096
export const SECTOR_BYTES = 512

/** `taken` is the file with its log taken in. */
export function damaged(bytes: Buffer, damage: Damage, taken: Buffer, chance: (at: number) => number): Buffer {
  if (damage.how === 'cut') return bytes.subarray(0, damage.at)
  const other = Buffer.alloc(damage.how === 'half taken in' ? Math.max(bytes.length, taken.length) : bytes.length)
  bytes.copy(other)
  if (damage.how === 'flipped') other[damage.at] = other[damage.at]! ^ (1 << (damage.at % 8))
  else if (damage.how === 'page zeroed') other.fill(0, damage.at, Math.min(other.length, damage.at + PAGE_BYTES))
  else {
    const lost = damage.how === 'sectors lost'
    const source = lost ? Buffer.alloc(other.length) : taken
    for (let from = lost ? damage.at : 0; from < other.length; ) {
      const end = (Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES
      if (chance(from) < 0.5) source.copy(other, from, from, end)
      from = end
    }
  }
  return other
}

/** The file as it is when its log has been taken into it. */
export function takenIn(journal: string, file: string): Buffer {
  const copy = fs.mkdtempSync(path.join(path.dirname(journal), 'taken-'))
  fs.cpSync(journal, copy, { recursive: true })
  const database = new Database(path.join(copy, file))
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  return fs.readFileSync(path.join(copy, file))
}
