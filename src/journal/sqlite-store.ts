import fs from 'node:fs'
import { Refusal } from '../core/base/refusal.js'
import type { ScenarioId } from '../core/edit/intent.js'
import type { Base, Scenario } from '../core/edit/journal.js'
import type { EntryRow } from './entry-row.js'
import type { JournalStore } from './journal-store.js'
import { SqliteFile } from './sqlite-files.js'
import type { Lease } from './sqlite-lease.js'
import { ENTRY_TABLE } from './sqlite-schema.js'

const COLUMNS = 'position, scenario, key, actor, at, known, payload, digest'
const INSERT = `INSERT INTO entry (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
const LAST = `SELECT ${COLUMNS} FROM entry ORDER BY position DESC LIMIT 1`
const BETWEEN = `SELECT ${COLUMNS} FROM entry WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`
const WITH_KEYS = `SELECT ${COLUMNS} FROM entry WHERE key IN (SELECT value FROM json_each(?))`
const LAST_KNOWN = 'SELECT max(position) AS position FROM entry WHERE known <= ?'
const MOVED_AT_A_TIME = 1_000

interface ScenarioRow {
  id: string
  name: string
  owner: string
  parent: string | null
  position: number
  opened_at: string
  closed_as: 'merged' | 'dropped' | null
  closed_position: number | null
}

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
    return this.#live.all<EntryRow>(LAST)[0] ?? null
  }

  async rows(after: number, until: number, most: number): Promise<readonly EntryRow[]> {
    const { archived, live } = this.#live.oneMoment(() => ({
      archived: this.#archivedUntil(),
      live: this.#live.all<EntryRow>(BETWEEN, after, until, most),
    }))
    if (after >= archived) return live
    const moved = this.#moved.all<EntryRow>(BETWEEN, after, Math.min(until, archived), most)
    return [...moved, ...live].slice(0, most)
  }

  async withKeys(keys: readonly string[]): Promise<readonly EntryRow[]> {
    const list = JSON.stringify(keys)
    const live = this.#live.all<EntryRow>(WITH_KEYS, list)
    return this.#archivedUntil() === 0 ? live : [...live, ...this.#moved.all<EntryRow>(WITH_KEYS, list)]
  }

  async lastKnown(milliseconds: number): Promise<number> {
    const position = (file: SqliteFile): number | null =>
      file.all<{ position: number | null }>(LAST_KNOWN, milliseconds)[0]?.position ?? null
    return position(this.#live) ?? (this.#archivedUntil() === 0 ? 0 : (position(this.#moved) ?? 0))
  }

  async write(rows: readonly EntryRow[]): Promise<void> {
    this.#live.change(() => insert(this.#live, rows))
  }

  async scenarios(): Promise<readonly Scenario[]> {
    return this.#live.all<ScenarioRow>('SELECT * FROM scenario ORDER BY rowid').map(scenarioOf)
  }

  async openScenario({ id, name, owner, parent, position, openedAt }: Scenario): Promise<void> {
    const statement = 'INSERT INTO scenario VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)'
    this.#live.change(() => this.#live.run(statement, id, name, owner, parent, position, openedAt))
  }

  async closeScenario(id: ScenarioId, { as, position }: NonNullable<Scenario['closed']>): Promise<void> {
    const statement = 'UPDATE scenario SET closed_as = ?, closed_position = ? WHERE id = ?'
    this.#live.change(() => this.#live.run(statement, as, position, id))
  }

  async base(until: number): Promise<Base | null> {
    const query = 'SELECT version, position FROM base WHERE position <= ? ORDER BY id DESC LIMIT 1'
    const [base] = this.#live.all<Base>(query, until)
    return base === undefined ? null : { version: base.version, position: base.position }
  }

  async rebase({ version, position }: Base): Promise<void> {
    const statement = 'INSERT INTO base (version, position) VALUES (?, ?)'
    this.#live.change(() => this.#live.run(statement, version, position))
  }

  /** Copied first and then removed; killed in between, the rows are in both files and the next time finishes it. */
  async archive(until: number): Promise<void> {
    for (let after = this.#archivedUntil(); after < until; ) {
      const end = Math.min(after + MOVED_AT_A_TIME, until)
      const rows = await this.rows(after, end, MOVED_AT_A_TIME)
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
      const [found] = file.all<{ integrity_check: string }>('PRAGMA integrity_check(1)')
      if (found?.integrity_check !== 'ok') return found?.integrity_check ?? file.file
    }
    return null
  }

  async reconnect(): Promise<void> {
    // A file does not go away.
  }

  async close(): Promise<void> {
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
    return Number(this.#live.all<{ value: string }>(`SELECT value FROM meta WHERE name = 'archived'`)[0]!.value)
  }
}

/** Where moved entries lie. */
export function archiveOf(file: string): string {
  return file.replace(/(\.db)?$/, '-archive.db')
}

function insert(file: SqliteFile, rows: readonly EntryRow[]): void {
  for (const { position, scenario, key, actor, at, known, payload, digest } of rows)
    file.run(INSERT, position, scenario, key, actor, at, known, payload, digest)
}

function scenarioOf(row: ScenarioRow): Scenario {
  const { id, name, owner, parent, position, opened_at: openedAt, closed_as: as, closed_position: closedAt } = row
  const closed = as === null ? null : { as, position: closedAt ?? 0 }
  return { id, name, owner, parent, position, openedAt, closed }
}
