//! Where a journal that is going to be hurt is kept; plain data, so that a process can be told.
import { openPostgresJournal, type PostgresPlace } from '../../src/journal/postgres-journal.js'
import { openSqliteJournal } from '../../src/journal/sqlite-journal.js'
import type { OpeningJournal, StoredJournal } from '../../src/journal/stored-journal.js'

export type JournalPlace = { readonly file: string } | PostgresPlace

export function openJournal(place: JournalPlace, opening: OpeningJournal): Promise<StoredJournal> {
  return 'file' in place ? openSqliteJournal(place.file, opening) : openPostgresJournal(place, opening)
}
