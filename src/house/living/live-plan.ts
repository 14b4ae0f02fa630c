import type { EditState } from '../../core/edit/fold.js'
import { MAIN } from '../../core/edit/intent.js'
import { isPlanned, type Version } from '../../core/plan/version.js'
import { LivingBranch } from '../../processes/living/living-branch.js'
import { snapshotOfBranch } from '../../processes/living/shown-branch.js'
import type { FolderVersionStore } from '../../store/versions/folder-version-store.js'
import { placeOfJournal } from '../serving/journal-place.js'
import { type OpenedVersion, openVersion, versionsOf } from '../versions.js'
import { openLivingInput } from './base-input.js'
import { readChronicle } from './base-version.js'
import { readCompanyJournal } from './company-journal.js'
import { openLivingPorts } from './living-ports.js'

/** The plan in force with what people have changed: what a report of the live plan speaks of. */
export interface LivePlan extends OpenedVersion {
  /** What people did; null where nobody has done anything since it was made. */
  readonly edits: EditState | null
}

/** A frozen version, or the plan in force where none is named. */
export const openPlan = (folder: string, id?: string): Promise<LivePlan> =>
  id === undefined ? openLivePlan(folder) : openVersion(folder, id).then((opened) => ({ ...opened, edits: null }))

/** Reads beside whoever writes. @throws Refusal `plan.no_plan` */
export async function openLivePlan(folder: string, place = placeOfJournal(folder)): Promise<LivePlan> {
  const journal = await readCompanyJournal(folder, place)
  try {
    const base = await journal?.base()
    const live = await versionsOf(folder).live()
    // Without entries, or planned anew since the entries were last carried over, the live version is what there is.
    const isNext = live !== null && isPlanned(live) && live.id !== base?.version
    if (journal === null || base == null || isNext) return { ...(await openVersion(folder)), edits: null }
    const chronicle = await readChronicle(journal)
    const entries = chronicle.entriesOf(MAIN)
    if (entries.length === 0) return { ...(await openVersion(folder, base.version)), edits: null }
    const ports = openLivingPorts(0)()
    const branch = await LivingBranch.open(await openLivingInput(folder, base.version), ports, entries)
    await branch.settle()
    const store = versionsOf(folder)
    return livePlanOf((await store.find(base.version))!, store, branch, entries.at(-1)!.position)
  } finally {
    await journal?.close()
  }
}

/** A settled branch over its base; without entries it is the base itself. */
export function livePlanOf(
  base: Version,
  store: Pick<FolderVersionStore, 'folderOf'>,
  branch: LivingBranch,
  position: number,
): LivePlan {
  const edited = branch.entries.length > 0
  return {
    // Not a version: a version as people have changed it up to an entry.
    version: edited ? { ...base, id: `${base.id}+${position}`, position } : base,
    folder: store.folderOf(base.id),
    snapshot: snapshotOfBranch(branch),
    edits: edited ? branch.edits : null,
  }
}
