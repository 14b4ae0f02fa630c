/**
 * What people said of the history, before the plan that honours it is made. Their entries are carried over the next
 * version as every other (LP41); the forecast alone is made from facts and these, so it has to hear of them first.
 */
import { digestText } from '../../core/base/digest.js'
import { Refusal } from '../../core/base/refusal.js'
import { overridesText } from '../../core/demand/cleaning/history-override.js'
import { foldAll } from '../../core/edit/fold.js'
import { type CompanyIntent, type Intent, isOfCompany, MAIN } from '../../core/edit/intent.js'
import { changeMaster } from '../../core/edit/master-change.js'
import { changeRecords } from '../../core/edit/record-change.js'
import type { Company, HistoryOverride } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { editBaseOf } from '../../processes/living/living-branch.js'
import { placeOfJournal } from '../serving/journal-place.js'
import { openVersion } from '../versions.js'
import { readChronicle } from './base-version.js'
import { readCompanyJournal } from './company-journal.js'

/** History overrides of the company's files, with those of the plan's journal that are in force. [HC9] */
export async function overridesTold(folder: string, company: Company): Promise<readonly HistoryOverride[]> {
  const journal = await readCompanyJournal(folder, placeOfJournal(folder))
  if (journal === null) return company.historyOverrides
  try {
    const base = await journal.base()
    if (base === null) return company.historyOverrides
    const entries = (await readChronicle(journal)).entriesOf(MAIN)
    if (!entries.some(({ intents }) => intents.some(isAboutHistory))) return company.historyOverrides
    // An entry is in force in full or not at all, and that hangs on everything before it.
    const { snapshot } = await openVersion(folder, base.version)
    const inForce = foldAll(editBaseOf(snapshot), entries).log.filter(
      (one) => one.undoers === 0 && one.refused === null,
    )
    return inForce.flatMap(({ entry }) => entry.intents.filter(isAboutHistory)).reduce(withChange, company)
      .historyOverrides
  } finally {
    await journal.close()
  }
}

const isAboutHistory = (intent: Intent): intent is CompanyIntent =>
  isOfCompany(intent) && intent.list === 'historyOverrides'

/** What the new files do not admit (the record is there already, its product is not) will be told when it is carried. */
function withChange(company: Company, intent: CompanyIntent): Company {
  try {
    return (intent.kind === 'master' ? changeMaster(company, intent) : changeRecords(company, intent)).company
  } catch (error) {
    if (error instanceof Refusal) return company
    throw error
  }
}

/** The facts, named by what people said of them as well where that is more than the files say. */
export function withOverridesTold(company: Company, facts: Facts, overrides: readonly HistoryOverride[]): Facts {
  const told = overridesText(overrides)
  return told === overridesText(company.historyOverrides) ? facts : { ...facts, id: `${facts.id}+${digestText(told)}` }
}
