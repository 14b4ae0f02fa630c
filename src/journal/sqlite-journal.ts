import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import { refusingFile } from './file-refusal.js'
import type { Holder } from './lease-holder.js'
import { SqliteFile } from './sqlite-files.js'
import { takeLease } from './sqlite-lease.js'
import { checkSchema, createSqliteJournal } from './sqlite-schema.js'
import { SqliteStore } from './sqlite-store.js'
import { type OpeningJournal, StoredJournal } from './stored-journal.js'

/**
 * The journal of a company in one file, made when it is opened for writing and is not there. Beside it lie the
 * write-ahead log (`-wal`, part of the journal while it is there), `-shm` and the lease.
 *
 * @throws Refusal `journal.in_use`, `journal.not_there` (for reading), `journal.unreadable`, `journal.cannot_open`,
 *   `journal.cannot_write`, `journal.no_room`, `journal.damaged`
 */
export async function openSqliteJournal(file: string, opening: OpeningJournal): Promise<StoredJournal> {
  if (opening.mode === 'write') return openForWriting(file, opening.waitMilliseconds ?? 0)
  if (!(await isThere(file))) throw new Refusal('journal.not_there', { file })
  const database = await openChecked(file, 'read')
  return StoredJournal.over(new SqliteStore(database, null))
}

async function openForWriting(file: string, waitMilliseconds: number): Promise<StoredJournal> {
  await checkWritable(file)
  const lease = await takeLease(file, waitMilliseconds, () => holderOf(file))
  try {
    if (!(await isThere(file))) await createSqliteJournal(file)
    const database = await openChecked(file, 'write')
    try {
      // Nothing is added to a file that SQLite finds at fault: 50,000 entries are looked through in 0.1 s.
      const detail = database.fault()
      if (detail !== null) throw new Refusal('journal.unreadable', { file, detail })
      return await StoredJournal.over(new SqliteStore(database, lease))
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    lease.release()
    throw error
  }
}

/**
 * SQLite opens a file that it may not write to for reading, and then gives a lock that keeps nobody out.
 * @throws Refusal `journal.cannot_write`, `journal.cannot_open`
 */
async function checkWritable(file: string): Promise<void> {
  for (const part of [path.dirname(file), file, `${file}.lease`])
    await refusingFile(part, async () => {
      if (part === path.dirname(file) || (await isThere(part))) await fs.access(part, fs.constants.W_OK)
    })
}

async function openChecked(file: string, mode: 'read' | 'write'): Promise<SqliteFile> {
  // An empty file is an empty database to SQLite, and a journal that lost everything to us.
  if ((await fs.stat(file)).size === 0) throw new Refusal('journal.unreadable', { file, detail: '0' })
  const database = new SqliteFile(file, mode)
  try {
    checkSchema(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function holderOf(file: string): Holder | null {
  try {
    const database = new SqliteFile(file, 'read')
    try {
      const [holder] = database.rows<{ value: string }>(['value'], `FROM meta WHERE name = 'holder'`)
      return JSON.parse(holder!.value) as Holder
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}

async function isThere(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  )
}
