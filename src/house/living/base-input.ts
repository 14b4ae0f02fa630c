/** A frozen version and the facts it was made from, as a living plan stands on them. */
import { allocateShared } from '../../core/plan/plan.js'
import { inSharedMemory, type LivingInput } from '../../processes/living/living-input.js'
import { withAgreedOrders } from '../../processes/proposals/agreed-orders.js'
import { readFacts } from '../../store/read-facts.js'
import { loadInputs } from '../../store/versions/version-inputs.js'
import { withStore } from '../loading.js'
import { openVersion } from '../versions.js'

/** @throws Refusal `plan.no_version`, `plan.unreadable_version` */
export async function openLivingInput(folder: string, versionId: string): Promise<LivingInput> {
  const { version, folder: inside, snapshot } = await openVersion(folder, versionId, allocateShared)
  const { agreed, load, coverage = [] } = await loadInputs(inside)
  const facts = await withStore(folder, (store) =>
    readFacts(store, snapshot.company, { planDay: version.planDay, load }),
  )
  return inSharedMemory({ ...snapshot, facts: withAgreedOrders(snapshot.company, facts, agreed), coverage })
}
