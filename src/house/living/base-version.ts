/** Which frozen version people's entries are applied to, and how they move on to the next one. */
import { Refusal } from '../../core/base/refusal.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import { MAIN } from '../../core/edit/intent.js'
import { isPlanned } from '../../core/plan/version.js'
import type { StoredJournal } from '../../journal/stored-journal.js'
import { carryEdits } from '../../processes/living/carry-edits.js'
import { Chronicle } from '../../processes/living/chronicle.js'
import { editBaseOf } from '../../processes/living/living-branch.js'
import { openVersion, versionsOf } from '../versions.js'
import { type JournalPlace, openCompanyJournal, readCompanyJournal } from './company-journal.js'

/**
 * Makes the live version the base of the journal, unless people's entries are in it already; entries over an earlier
 * base are written again over it. Done twice it is done once.
 *
 * @throws Refusal `plan.no_plan`; `plan.no_version` when the version that entries stand on is gone
 */
export async function rebaseOnLive(folder: string, journal: StoredJournal): Promise<readonly LostIntent[]> {
  const live = await versionsOf(folder).live()
  if (live === null) throw new Refusal('plan.no_plan', { folder })
  const base = await journal.base()
  if (base === null) {
    await journal.rebase({ version: live.id, position: await journal.head() })
    return []
  }
  if (!isPlanned(live) || live.id === base.version) return []
  const chronicle = await readChronicle(journal)
  const before = await openVersion(folder, base.version)
  const next = await openVersion(folder, live.id)
  return carryEdits({
    journal,
    chronicle,
    before: editBaseOf(before.snapshot),
    next: next.snapshot.plan,
    version: live.id,
  })
}

/** Everything over the base in force. */
export async function readChronicle(journal: StoredJournal): Promise<Chronicle> {
  const base = await journal.base()
  if (base === null) throw new Refusal('living.no_base', {})
  const chronicle = new Chronicle(base, await journal.head())
  for (const scenario of await journal.scenarios()) if (scenario.id !== MAIN) chronicle.keep(scenario)
  for await (const entry of journal.read(base.position)) chronicle.add(entry)
  return chronicle
}

/**
 * After a plan was made in a folder: people's entries go on over it, unless a server that runs has to be told to do so.
 * Null where it has; else what could not go on.
 */
export async function followInFolder(folder: string, place: JournalPlace): Promise<readonly LostIntent[] | null> {
  const reader = await readCompanyJournal(folder, place)
  if (reader === null) return []
  await reader.close()
  try {
    const journal = await openCompanyJournal(folder, place, { mode: 'write' })
    try {
      return await rebaseOnLive(folder, journal)
    } finally {
      await journal.close()
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'journal.in_use') return null
    throw error
  }
}
