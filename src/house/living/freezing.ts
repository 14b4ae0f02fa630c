import path from 'node:path'
import type { Version, VersionKind } from '../../core/plan/version.js'
import { originOfBranch, shownPlan } from '../../processes/living/shown-branch.js'
import type { PlanSnapshot } from '../../processes/versions/plan-snapshot.js'
import { versionTables } from '../../processes/versions/version-tables.js'
import type { FolderVersionStore } from '../../store/versions/folder-version-store.js'
import { loadForecastNotes, saveForecastNotes } from '../../store/versions/forecast-notes.js'
import { loadCorrections, saveCorrections } from '../../store/versions/history-corrections.js'
import { saveSnapshot } from '../../store/versions/snapshot.js'
import { loadInputs, saveInputs } from '../../store/versions/version-inputs.js'
import { programVersion } from '../house-options.js'
import { SNAPSHOT } from '../versions.js'

/** A plan as people have changed it: over which version, and up to which entry. */
export interface EditedPlan {
  readonly base: Version
  /** Folder of the base. */
  readonly folder: string
  readonly snapshot: PlanSnapshot
  readonly position: number
}

/** Makes it an immutable version of a store. */
export async function freezeEdited(
  store: FolderVersionStore,
  { base, folder, snapshot, position }: EditedPlan,
  kind: VersionKind,
): Promise<Version> {
  const { facts, rolledFrom } = base
  const origin = originOfBranch(snapshot, { facts, rolledFrom, program: programVersion() }, position, kind)
  const inputs = await loadInputs(folder)
  const notes = await loadForecastNotes(folder)
  const corrections = await loadCorrections(folder)
  return store.freeze(origin, versionTables(shownPlan(snapshot)), new Date().toISOString(), async (inside) => {
    await saveSnapshot(path.join(inside, SNAPSHOT), snapshot)
    await saveInputs(inside, inputs)
    if (notes !== null) await saveForecastNotes(inside, notes)
    if (corrections !== null) await saveCorrections(inside, corrections)
  })
}
