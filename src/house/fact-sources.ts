import type { Day } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { FactSources } from '../processes/living/engine-ports.js'
import { newestFactRows } from '../store/fact-rows.js'
import { withStore } from './loading.js'

/**
 * Rows of files behind a number, of those behind a plan of a day where one is said. None while somebody loads facts: why a number is
 * what it is can be said without its files.
 */
export async function factRows(
  folder: string,
  [kind, part, most]: Parameters<FactSources>,
  planDay: Day | null = null,
): ReturnType<FactSources> {
  try {
    return await withStore(folder, (store) => newestFactRows(store, kind, part, most, planDay))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'contract.folder_in_use') return []
    throw error
  }
}
