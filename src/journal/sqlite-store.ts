import fs from 'node:fs'
import { Refusal } from '../core/base/refusal.js'
import type { Base, Scenario } from '../core/edit/journal.js'
import type { EntryRow } from './entry-row.js'
import type { ClosedScenario, JournalStore } from './journal-store.js'
import {
  BASE_COLUMNS,
  type BaseRow,
  baseOf,
  digestOfMaster,
  SCENARIO_COLUMNS,
  type ScenarioRow,
  scenarioOf,
} from './master-row.js'
import { SqliteFile } from './sqlite-files.js'
import type { Lease } from './sqlite-lease.js'
import { ENTRY_TABLE } from './sqlite-schema.js'

const COLUMNS = ['position', 'scenario', 'key', 'actor', 'at', 'known', 'payload', 'digest'] as const
const INSERT = `INSERT INTO entry (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
const LAST = 'FROM entry ORDER BY position DESC LIMIT 1'
const BETWEEN = 'FROM entry WHERE position > ? AND position <= ? ORDER BY position LIMIT ?'
const WITH_KEYS = 'FROM entry WHERE key IN (SELECT value FROM json_each(?))'
const LAST_KNOWN = 'FROM (SELECT max(position) AS position FROM entry WHERE known <= ?)'
const MOVED_AT_A_TIME = 1_000

/** The journal in one SQLite file in write-ahead mode; moved entries lie in a second one beside it. */
export class SqliteStore implements JournalStore {
  readonly writable: boolean
  readonly #live: SqliteFile
  readonly #lease: Lease | null
  #movedFile: SqliteFile | null = null

  constructor(live: SqliteFile, lease: Lease | null) {
    this.#live = live
    this.#lease = lease
    this.writable = lease !== null
    if (lease !== null)
      live.change(() => live.run(`INSERT OR REPLACE INTO meta VALUES ('holder', ?)`, JSON.stringify(lease.holder)))
  }

  async last(): Promise<EntryRow | null> {
    return this.#live.rows<EntryRow>(COLUMNS, LAST)[0] ?? null
  }

  async rows(after: number, until: number, most: number): Promise<readonly EntryRow[]> {
    const { archived, live } = this.#live.oneMoment(() => ({
      archived: this.#archivedUntil(),
      live: this.#live.rows<EntryRow>(COLUMNS, BETWEEN, after, until, most),
    }))
    if (after >= archived) return live
    const moved = this.#moved.rows<EntryRow>(COLUMNS, BETWEEN, after, Math.min(until, archived), most)
    return [...moved, ...live].slice(0, most)
  }

  async withKeys(keys: readonly string[]): Promise<readonly EntryRow[]> {
    const list = JSON.stringify(keys)
    const live = this.#live.rows<EntryRow>(COLUMNS, WITH_KEYS, list)
    return this.#archivedUntil() === 0 ? live : [...live, ...this.#moved.rows<EntryRow>(COLUMNS, WITH_KEYS, list)]
  }

  async lastKnown(milliseconds: number): Promise<number> {
    const position = (file: SqliteFile): number | null =>
      file.rows<{ position: number | null }>(['position'], LAST_KNOWN, milliseconds)[0]?.position ?? null
    return position(this.#live) ?? (this.#archivedUntil() === 0 ? 0 : (position(this.#moved) ?? 0))
  }

  async write(rows: readonly EntryRow[]): Promise<void> {
    this.#live.change(() => insert(this.#live, rows))
  }

  async scenarios(): Promise<readonly Scenario[]> {
    return this.#live
      .rows<ScenarioRow>(SCENARIO_COLUMNS, 'FROM scenario ORDER BY rowid')
      .map((row) => scenarioOf(row, this.#live.file))
  }

  async openScenario(scenario: Scenario): Promise<void> {
    const { id, name, owner, parent, position, openedAt } = scenario
    const statement = 'INSERT INTO scenario VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, ?)'
    const digest = digestOfMaster(scenario)
    this.#live.change(() => this.#live.run(statement, id, name, owner, parent, position, openedAt, digest))
  }

  async closeScenario({ id, closed, ...rest }: ClosedScenario): Promise<void> {
    const statement = 'UPDATE scenario SET closed_as = ?, closed_position = ?, digest = ? WHERE id = ?'
    const digest = digestOfMaster({ id, closed, ...rest })
    this.#live.change(() => this.#live.run(statement, closed.as, closed.position, digest, id))
  }

  async base(until: number): Promise<Base | null> {
    const query = 'FROM base WHERE position <= ? ORDER BY id DESC LIMIT 1'
    const [base] = this.#live.rows<BaseRow>(BASE_COLUMNS, query, until)
    return base === undefined ? null : baseOf(base, this.#live.file)
  }

  async rebase(base: Base): Promise<void> {
    const statement = 'INSERT INTO base (version, position, digest) VALUES (?, ?, ?)'
    this.#live.change(() => this.#live.run(statement, base.version, base.position, digestOfMaster(base)))
  }

  /** Copied first and then removed; killed in between, the rows are in both files and the next time finishes it. */
  async archive(until: number): Promise<void> {
    for (let after = this.#archivedUntil(); after < until; ) {
      const end = Math.min(after + MOVED_AT_A_TIME, until)
      const rows = await this.rows(after, end, MOVED_AT_A_TIME)
      // What is not all there is left where it is.
      if (rows.length !== end - after)
        throw new Refusal('journal.unreadable', { file: this.#live.file, detail: `${after + 1}-${end}` })
      this.#moved.change(() => {
        this.#moved.run('DELETE FROM entry WHERE position > ?', after)
        insert(this.#moved, rows)
      })
      this.#live.change(() => {
        this.#live.run('DELETE FROM entry WHERE position <= ?', end)
        this.#live.run(`UPDATE meta SET value = ? WHERE name = 'archived'`, String(end))
      })
      after = end
    }
  }

  async archived(): Promise<number> {
    return this.#archivedUntil()
  }

  async fault(): Promise<string | null> {
    const files = this.#archivedUntil() === 0 ? [this.#live] : [this.#live, this.#moved]
    for (const file of files) {
      const fault = file.fault()
      if (fault !== null) return fault
    }
    return null
  }

  async reconnect(): Promise<void> {
    // A file does not go away.
  }

  async close(): Promise<void> {
    if (this.writable) for (const file of [this.#live, this.#movedFile]) takeInLog(file)
    this.#movedFile?.close()
    this.#live.close()
    this.#lease?.release()
  }

  get #moved(): SqliteFile {
    if (this.#movedFile === null) {
      const file = archiveOf(this.#live.file)
      if (this.#archivedUntil() > 0 && !fs.existsSync(file)) throw new Refusal('journal.archive_gone', { file })
      this.#movedFile = new SqliteFile(file, this.writable ? 'write' : 'read')
      if (this.writable) this.#movedFile.exec(`PRAGMA journal_mode=WAL; ${ENTRY_TABLE}`)
    }
    return this.#movedFile
  }

  #archivedUntil(): number {
    return Number(this.#live.rows<{ value: string }>(['value'], `FROM meta WHERE name = 'archived'`)[0]?.value)
  }
}

/** Where moved entries lie. */
export function archiveOf(file: string): string {
  return file.replace(/(\.db)?$/, '-archive.db')
}

/** So that the file alone is the journal, as far as readers let it be. A disk that is full loses nothing by it. */
function takeInLog(file: SqliteFile | null): void {
  try {
    file?.exec('PRAGMA wal_checkpoint(PASSIVE)')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

function insert(file: SqliteFile, rows: readonly EntryRow[]): void {
  for (const { position, scenario, key, actor, at, known, payload, digest } of rows)
    file.run(INSERT, position, scenario, key, actor, at, known, payload, digest)
}
