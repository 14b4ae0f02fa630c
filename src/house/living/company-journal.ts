/** The journal of a company where the configuration says it is kept. */
import fs from 'node:fs'
import path from 'node:path'
import { Refusal } from '../../core/base/refusal.js'
import { openPostgresJournal } from '../../journal/postgres-journal.js'
import { openSqliteJournal } from '../../journal/sqlite-journal.js'
import type { OpeningJournal, StoredJournal } from '../../journal/stored-journal.js'

export type JournalPlace = { readonly kind: 'sqlite' } | { readonly kind: 'postgres'; readonly url: string }

export const journalFile = (folder: string): string => path.join(folder, '.rumbo', 'journal.db')

/** @throws Refusal `journal.in_use`, `journal.not_there` */
export function openCompanyJournal(
  folder: string,
  place: JournalPlace,
  opening: OpeningJournal,
): Promise<StoredJournal> {
  if (place.kind === 'sqlite') {
    fs.mkdirSync(path.dirname(journalFile(folder)), { recursive: true })
    return openSqliteJournal(journalFile(folder), opening)
  }
  const company = path.basename(path.resolve(folder))
  return openPostgresJournal({ connectionString: place.url, company }, opening)
}

/** For those who only read; null where nobody has changed anything yet. */
export async function readCompanyJournal(folder: string, place: JournalPlace): Promise<StoredJournal | null> {
  try {
    return await openCompanyJournal(folder, place, { mode: 'read' })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'journal.not_there') return null
    throw error
  }
}

/** Works with the journal where a database server keeps it; with none where it is a file of the folder. */
export async function withServersJournal<Result>(
  folder: string,
  place: JournalPlace,
  work: (journal: StoredJournal | undefined) => Promise<Result>,
): Promise<Result> {
  const journal = place.kind === 'postgres' ? await readCompanyJournal(folder, place) : null
  try {
    return await work(journal ?? undefined)
  } finally {
    await journal?.close()
  }
}
