import { readConfiguration } from '../configuration/configuration.js'
import type { Settings } from '../configuration/settings.js'
import type { JournalPlace } from '../living/company-journal.js'

/** Where the configuration keeps the journal. */
export const journalPlaceOf = (settings: Settings): JournalPlace =>
  settings['journal.kind'] === 'postgres' ? { kind: 'postgres', url: settings['journal.url']! } : { kind: 'sqlite' }

/** @throws RefusedConfiguration */
export const placeOfJournal = (folder: string): JournalPlace =>
  journalPlaceOf(readConfiguration(folder, { environment: process.env }).settings)
