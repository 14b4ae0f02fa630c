import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import { refusingFile } from './file-refusal.js'
import { digestOfMaster, MAIN_SCENARIO } from './master-row.js'
import { SqliteFile, syncEntries } from './sqlite-files.js'

/** Of the tables below; a program that finds another one leaves the file alone. */
const SCHEMA_VERSION = '2'

export const ENTRY_TABLE = `CREATE TABLE IF NOT EXISTS entry (
  position INTEGER PRIMARY KEY,
  scenario TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  known INTEGER NOT NULL,
  payload TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS entry_known ON entry (known);`

const TABLES = `${ENTRY_TABLE}
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE scenario (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  parent TEXT,
  position INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  closed_as TEXT,
  closed_position INTEGER,
  digest TEXT NOT NULL
) STRICT;
CREATE TABLE base (id INTEGER PRIMARY KEY, version TEXT NOT NULL, position INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES ('schema', '${SCHEMA_VERSION}'), ('archived', '0');
INSERT INTO scenario VALUES ('main', '', '', NULL, 0, '', NULL, NULL, '${digestOfMaster(MAIN_SCENARIO)}');`

/**
 * Makes an empty journal under another name and renames it when it is whole, so that a file of that name is a journal or
 * is damaged, and never one that was not finished.
 * @throws Refusal `journal.cannot_open`, `journal.no_room`, `journal.cannot_write`
 */
export function createSqliteJournal(file: string): Promise<void> {
  return refusingFile(file, async () => {
    const unfinished = `${file}.new`
    for (const part of ['', '-wal', '-shm']) await fs.rm(`${unfinished}${part}`, { force: true })
    const database = new SqliteFile(unfinished, 'write')
    try {
      // In this order: what is committed is in the file itself, which is all that is renamed.
      database.exec(`BEGIN; ${TABLES} COMMIT; PRAGMA journal_mode=WAL;`)
    } finally {
      database.close()
    }
    await syncEntries(unfinished)
    await fs.rename(unfinished, file)
    await syncEntries(path.dirname(file))
  })
}

/** @throws Refusal `journal.unreadable`, `journal.other_schema` */
export function checkSchema(database: SqliteFile): void {
  const { file } = database
  const [schema] = database.rows<{ value: string }>(['value'], `FROM meta WHERE name = 'schema'`)
  if (schema?.value !== SCHEMA_VERSION) throw new Refusal('journal.other_schema', { file, schema: schema?.value ?? '' })
}
