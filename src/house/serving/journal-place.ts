import { readConfiguration } from '../configuration/configuration.js'
import type { Settings } from '../configuration/settings.js'
import type { JournalPlace } from '../living/company-journal.js'

/** Where the configuration keeps the journal. */
export function journalPlaceOf(settings: Settings): JournalPlace {
  if (settings['journal.kind'] === 'sqlite') return { kind: 'sqlite' }
  const schema = settings['journal.schema']
  return { kind: 'postgres', url: settings['journal.url']!, ...(schema === null ? {} : { schema }) }
}

/** @throws RefusedConfiguration */
export const placeOfJournal = (folder: string): JournalPlace =>
  journalPlaceOf(readConfiguration(folder, { environment: process.env }).settings)
