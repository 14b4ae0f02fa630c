import path from 'node:path'
import type { ForecastNotes } from '../../core/demand/forecast-note.js'
import { loadSnapshot, saveSnapshot } from './snapshot.js'

/**
 * How each demand row was classed and forecast, and how wrong that was expected to be, beside the version: no plan is
 * opened with it, and whoever asks why or judges the forecast later needs what was said then.
 */
const FOLDER = 'notes'

/** Who spoke, and why, was not kept at first. */
export type KeptNotes = Pick<ForecastNotes, 'class' | 'cumulativeErrorSd'> & Partial<ForecastNotes>

export const tellsMethods = (notes: KeptNotes): notes is ForecastNotes => notes.gain !== undefined

/** Copied out of memory that threads see in common. */
export const saveForecastNotes = (versionFolder: string, notes: KeptNotes): Promise<void> =>
  saveSnapshot(
    path.join(versionFolder, FOLDER),
    Object.fromEntries(Object.entries(notes).map(([name, column]) => [name, column.slice()])),
  )

/** Null where the version was frozen before they were kept. */
export const loadForecastNotes = (versionFolder: string): Promise<KeptNotes | null> =>
  loadSnapshot<KeptNotes>(path.join(versionFolder, FOLDER))
