import path from 'node:path'
import type { KeptCorrections } from '../../core/demand/cleaning/kept-corrections.js'
import { loadSnapshot, saveSnapshot } from './snapshot.js'

/** What cleaning changed in the history that a version was planned from, beside the version: no plan is opened with it. */
const FOLDER = 'corrections'

export const saveCorrections = (versionFolder: string, corrections: KeptCorrections): Promise<void> =>
  saveSnapshot(path.join(versionFolder, FOLDER), corrections)

/** Null where the version was frozen before they were kept, or where they cannot be read. */
export const loadCorrections = (versionFolder: string): Promise<KeptCorrections | null> =>
  loadSnapshot<KeptCorrections>(path.join(versionFolder, FOLDER))
