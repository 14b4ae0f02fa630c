import { MAIN } from '../../src/core/edit/intent.js'
import { openLivingInput } from '../../src/house/living/base-input.js'
import { readChronicle } from '../../src/house/living/base-version.js'
import { type JournalPlace, readCompanyJournal } from '../../src/house/living/company-journal.js'
import { openLivingPorts } from '../../src/house/living/living-ports.js'
import { versionsOf } from '../../src/house/versions.js'
import { LivingBranch } from '../../src/processes/living/living-branch.js'
import { originOfBranch, shownPlan, snapshotOfBranch } from '../../src/processes/living/shown-branch.js'
import { versionTables } from '../../src/processes/versions/version-tables.js'

/** The hash that a folder's living plan would have as a version, folded from nothing, up to a position of its journal. */
export async function planHash(
  folder: string,
  until = Number.MAX_SAFE_INTEGER,
  place: JournalPlace = { kind: 'sqlite' },
): Promise<string> {
  const journal = (await readCompanyJournal(folder, place))!
  try {
    const chronicle = await readChronicle(journal)
    const entries = chronicle.entriesOf(MAIN, until)
    const { version } = chronicle.base
    const branch = await LivingBranch.open(await openLivingInput(folder, version), openLivingPorts(0)(), entries)
    await branch.settle()
    const store = versionsOf(folder)
    const { facts, program, rolledFrom } = (await store.find(version))!
    const snapshot = snapshotOfBranch(branch)
    const origin = originOfBranch(snapshot, { facts, program, rolledFrom }, entries.at(-1)?.position ?? 0, 'cycle')
    return store.hashOf(origin, versionTables(shownPlan(snapshot)))
  } finally {
    await journal.close()
  }
}
