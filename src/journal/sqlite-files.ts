/** How SQLite is opened and asked here, and what its errors are called. */
import { isUtf8 } from 'node:buffer'
import fs from 'node:fs/promises'
import Database from 'libsql'
import { Refusal } from '../core/base/refusal.js'

/** How long to wait while another process recovers or checkpoints the file. */
const BUSY_MILLISECONDS = 5_000

type Value = string | number | null

/** One connection to one file. Every error that a user can mend is a refusal naming the file. */
export class SqliteFile {
  readonly file: string
  readonly #database: Database.Database
  readonly #prepared = new Map<string, Database.Statement>()

  /**
   * `lock` is for a file that only its lock is wanted of: nothing of it is read, and nobody waits.
   * @throws Refusal `journal.cannot_open`, `journal.unreadable`, `journal.no_room`
   */
  constructor(file: string, mode: 'read' | 'write' | 'lock') {
    this.file = file
    this.#database = this.#ask(() => new Database(mode === 'read' ? readOnlyAddress(file) : file))
    if (mode !== 'lock') this.exec(`PRAGMA busy_timeout=${BUSY_MILLISECONDS}; PRAGMA synchronous=FULL`)
  }

  exec(statements: string): void {
    this.#ask(() => this.#database.exec(statements))
  }

  /**
   * Rows of these columns, always to the last: a question that is not asked to its end keeps the file as it was. They
   * come as the bytes of JSON, because the library ends the whole process over text that is not UTF-8, and a damaged
   * file may say anything.
   */
  rows<Row>(columns: readonly string[], rest: string, ...values: readonly Value[]): Row[] {
    const object = columns.map((column) => `'${column}', ${column}`).join(', ')
    const query = `SELECT CAST(json_object(${object}) AS BLOB) AS row ${rest}`
    const found = this.#ask(() => this.#prepare(query).all(...values) as { row: ArrayBuffer }[])
    return found.map(({ row }) => this.#parse(Buffer.from(row)))
  }

  /** What SQLite finds wrong with the file; null when nothing. */
  fault(): string | null {
    const [found] = this.rows<{ integrity_check: string }>(['integrity_check'], 'FROM pragma_integrity_check(1)')
    return found?.integrity_check === 'ok' ? null : (found?.integrity_check ?? this.file)
  }

  /** Gives how many rows it changed. */
  run(statement: string, ...values: readonly Value[]): number {
    return this.#ask(() => this.#prepare(statement).run(...values).changes)
  }

  /** All that `work` does is on disk when this returns, or none of it is there. */
  change(work: () => void): void {
    this.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.exec('COMMIT')
    } catch (error) {
      // A full disk has rolled it back already.
      if (this.#database.inTransaction) this.exec('ROLLBACK')
      throw error
    }
  }

  /** Several questions about the same state of the file, whatever another process writes meanwhile. */
  oneMoment<Result>(work: () => Result): Result {
    this.exec('BEGIN')
    try {
      return work()
    } finally {
      if (this.#database.inTransaction) this.exec('COMMIT')
    }
  }

  /** What `rows` and `run` prepared keeps the file open until it is collected; it keeps no lock. */
  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #parse<Row>(bytes: Buffer): Row {
    if (!isUtf8(bytes)) throw new Refusal('journal.unreadable', { file: this.file, detail: 'UTF-8' })
    return JSON.parse(bytes.toString()) as Row
  }

  #prepare(query: string): Database.Statement {
    const known = this.#prepared.get(query)
    if (known !== undefined) return known
    const statement = this.#database.prepare(query)
    this.#prepared.set(query, statement)
    return statement
  }

  #ask<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw refusalOf(error, this.file)
    }
  }
}

/** The library has no read-only flag of its own, but takes SQLite's addresses. */
function readOnlyAddress(file: string): string {
  const address = file.split('/').map(encodeURIComponent).join('/')
  return `file:${address}?mode=ro`
}

function refusalOf(error: unknown, file: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') return error
  const values = { file, detail: code === '' ? error.message : code }
  if (code === '' || code === 'SQLITE_CANTOPEN') return new Refusal('journal.cannot_open', values)
  if (code === 'SQLITE_FULL') return new Refusal('journal.no_room', values)
  if (isDamage(code, error.message)) return new Refusal('journal.unreadable', values)
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY'))
    return new Refusal('journal.cannot_write', values)
  if (code.startsWith('SQLITE_BUSY')) return new Refusal('journal.busy', values)
  return error
}

/**
 * A page that the file should have and has not is damage, not a disk that does not answer; so are a table that is gone, a value
 * that nobody writes, and a row that stands where the one that was read last should have no follower.
 */
function isDamage(code: string, message: string): boolean {
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|CONSTRAINT)/.test(code)) return true
  return code === 'SQLITE_ERROR' && /no such (table|column)|JSON cannot hold/.test(message)
}

/** Forces files, or a folder's list of names, to disk. */
export async function syncEntries(...entries: readonly string[]): Promise<void> {
  for (const entry of entries) {
    const handle = await fs.open(entry, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}
