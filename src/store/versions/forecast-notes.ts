import path from 'node:path'
import type { ForecastNotes } from '../../core/demand/forecast-note.js'
import { loadSnapshot, saveSnapshot } from './snapshot.js'

/**
 * How each demand row was classed and how wrong its forecast was expected to be, beside the version: no plan is opened
 * with it, and whoever judges the forecast later needs what was said then.
 */
const FOLDER = 'notes'

export type KeptNotes = Pick<ForecastNotes, 'class' | 'cumulativeErrorSd'>

/** Copied out of memory that threads see in common. */
export const saveForecastNotes = (versionFolder: string, notes: KeptNotes): Promise<void> =>
  saveSnapshot(path.join(versionFolder, FOLDER), {
    class: notes.class.slice(),
    cumulativeErrorSd: notes.cumulativeErrorSd.slice(),
  })

/** Null where the version was frozen before they were kept. */
export const loadForecastNotes = (versionFolder: string): Promise<KeptNotes | null> =>
  loadSnapshot<KeptNotes>(path.join(versionFolder, FOLDER))
