import { pastLoads } from '../store/load-history.js'
import { FolderFiles } from './data/folder-files.js'
import { withStore } from './loading.js'
import { versionsOf } from './versions.js'

/** Whether the plan in force was made of the files that are in the folder now; null where there is no plan. */
export async function plannedAsItIs(folder: string): Promise<string | null> {
  const live = await versionsOf(folder).live()
  if (live === null) return null
  const [last] = await withStore(folder, (store) => pastLoads(store, null, 1))
  const files = await new FolderFiles(folder).list(last ?? null)
  return files.every(({ state }) => state === 'loaded') ? live.id : null
}
