import { openCompanySources } from '../connectors/company-sources.js'
import { isPlanned } from '../core/plan/version.js'
import { digestOfFolder } from '../store/import/examination.js'
import { pastLoads } from '../store/load-history.js'
import { withStore } from './loading.js'
import { versionsOf } from './versions.js'

/** The plan in force, if it was made of what is in the folder now: its tables and its company.yaml. */
export async function plannedAsItIs(folder: string): Promise<string | null> {
  const store = versionsOf(folder)
  const [live, all] = await Promise.all([store.live(), store.list()])
  const planned = all.findLast(isPlanned)
  if (live === null || planned === undefined) return null
  const [last] = await withStore(folder, (facts) => pastLoads(facts, null, 1))
  // What was loaded and then not planned, because somebody stopped it or it was refused, is in no plan.
  if (last === undefined || planned.frozenAt < last.knownAt) return null
  return digestOfFolder(await openCompanySources(folder)) === last.digest ? live.id : null
}
