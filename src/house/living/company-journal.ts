/** The journal of a company where the configuration says it is kept. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Refusal } from '../../core/base/refusal.js'
import { openPostgresJournal } from '../../journal/postgres-journal.js'
import { openSqliteJournal } from '../../journal/sqlite-journal.js'
import type { OpeningJournal, StoredJournal } from '../../journal/stored-journal.js'

export type JournalPlace =
  | { readonly kind: 'sqlite' }
  /** In this schema; in one that is named after the folder, when it is absent. */
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string }

export const journalFile = (folder: string): string => path.join(folder, '.rumbo', 'journal.db')

/** @throws Refusal `journal.in_use`, `journal.not_there`, `journal.other_company` */
export function openCompanyJournal(
  folder: string,
  place: JournalPlace,
  opening: OpeningJournal,
): Promise<StoredJournal> {
  if (place.kind === 'sqlite') {
    fs.mkdirSync(path.dirname(journalFile(folder)), { recursive: true })
    return openSqliteJournal(journalFile(folder), opening)
  }
  const { url: connectionString, schema } = place
  const company = path.basename(path.resolve(folder))
  const owner = opening.mode === 'write' ? ownCompanyId(folder) : companyIdOf(folder)
  return openPostgresJournal({ connectionString, company, owner, ...(schema === undefined ? {} : { schema }) }, opening)
}

/**
 * What tells a company from any other, also when its folder is moved or copied to a second machine: made once, kept in
 * the folder.
 */
function ownCompanyId(folder: string): string {
  const file = companyIdFile(folder)
  if (fs.existsSync(file)) return companyIdOf(folder)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}.new`
  fs.writeFileSync(beside, `${randomUUID()}\n`, { flush: true })
  try {
    // Whole or not at all; whoever comes second takes the first one's.
    fs.linkSync(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(beside)
  }
  return companyIdOf(folder)
}

const companyIdFile = (folder: string): string => path.join(folder, '.rumbo', 'company-id')

/** '', which is nobody's, where nobody has written yet. */
function companyIdOf(folder: string): string {
  const file = companyIdFile(folder)
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : ''
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
