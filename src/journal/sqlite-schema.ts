import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import { SqliteFile, syncEntries } from './sqlite-files.js'

/** Of the tables below; a program that finds another one leaves the file alone. */
const SCHEMA_VERSION = '1'

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
  closed_position INTEGER
) STRICT;
CREATE TABLE base (id INTEGER PRIMARY KEY, version TEXT NOT NULL, position INTEGER NOT NULL) STRICT;
INSERT INTO meta VALUES ('schema', '${SCHEMA_VERSION}'), ('archived', '0');
INSERT INTO scenario VALUES ('main', '', '', NULL, 0, '', NULL, NULL);`

/**
 * Makes an empty journal under another name and renames it when it is whole, so that a file of that name is a journal or
 * is damaged, and never one that was not finished.
 */
export async function createSqliteJournal(file: string): Promise<void> {
  const unfinished = `${file}.new`
  for (const part of ['', '-wal', '-shm']) await fs.rm(`${unfinished}${part}`, { force: true })
  const database = new SqliteFile(unfinished, 'write')
  try {
    database.exec(`PRAGMA journal_mode=WAL; BEGIN; ${TABLES} COMMIT;`)
  } finally {
    database.close()
  }
  await syncEntries(unfinished)
  await fs.rename(unfinished, file)
  await syncEntries(path.dirname(file))
}

/** @throws Refusal `journal.unreadable`, `journal.other_schema` */
export function checkSchema(database: SqliteFile): void {
  const { file } = database
  if (database.all(`SELECT name FROM sqlite_schema WHERE name = 'meta'`).length === 0)
    throw new Refusal('journal.unreadable', { file, detail: 'meta' })
  const [schema] = database.all<{ value: string }>(`SELECT value FROM meta WHERE name = 'schema'`)
  if (schema?.value !== SCHEMA_VERSION) throw new Refusal('journal.other_schema', { file, schema: schema?.value ?? '' })
}
