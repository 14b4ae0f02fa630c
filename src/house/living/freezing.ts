import path from 'node:path'
import type { Version, VersionKind } from '../../core/plan/version.js'
import type { StoredJournal } from '../../journal/stored-journal.js'
import type { LivingBranch } from '../../processes/living/living-branch.js'
import { originOfBranch, shownPlan, snapshotOfBranch } from '../../processes/living/shown-branch.js'
import { versionTables } from '../../processes/versions/version-tables.js'
import { saveSnapshot } from '../../store/versions/snapshot.js'
import { loadInputs, saveInputs } from '../../store/versions/version-inputs.js'
import { programVersion } from '../house-options.js'
import { SNAPSHOT, versionsOf } from '../versions.js'

/** A settled branch as an immutable version; one without entries is its base, and that one is given. */
export async function freezeBranch(
  folder: string,
  journal: StoredJournal,
  branch: LivingBranch,
  position: number,
  kind: VersionKind,
): Promise<Version> {
  const store = versionsOf(folder)
  const base = (await store.find((await journal.base())!.version))!
  if (branch.entries.length === 0) return base
  const snapshot = snapshotOfBranch(branch)
  const { facts, rolledFrom } = base
  const origin = originOfBranch(snapshot, { facts, rolledFrom, program: programVersion() }, position, kind)
  const inputs = await loadInputs(store.folderOf(base.id))
  return store.freeze(origin, versionTables(shownPlan(snapshot)), new Date().toISOString(), async (inside) => {
    await saveSnapshot(path.join(inside, SNAPSHOT), snapshot)
    await saveInputs(inside, inputs)
  })
}
