/** The living plan of a company folder in this thread: journal, versions and facts joined. */
import os from 'node:os'
import { allocatePlain, allocateShared } from '../../core/plan/plan.js'
import { inlineRunner } from '../../engine/inline-runner.js'
import { workerRunner } from '../../engine/worker-runner.js'
import type { StoredJournal } from '../../journal/stored-journal.js'
import type { EnginePorts } from '../../processes/living/engine-ports.js'
import { LivingEngine } from '../../processes/living/living-engine.js'
import type { LivingPorts } from '../../processes/living/living-state.js'
import { snapshotOfBranch } from '../../processes/living/shown-branch.js'
import { newestFactRows } from '../../store/fact-rows.js'
import { withStore } from '../loading.js'
import { versionsOf } from '../versions.js'
import { openLivingInput } from './base-input.js'
import { rebaseOnLive } from './base-version.js'
import { type JournalPlace, openCompanyJournal } from './company-journal.js'
import { freezeEdited } from './freezing.js'

export interface OpeningEngine {
  readonly journal: JournalPlace
  /** Threads for the steps; 0 runs everything on the caller's. As many as the machine has for it, when absent. */
  readonly workers?: number
  readonly memoryMegabytes?: number
  /** Net sales that a change may move without a reason, in major units of the base currency. Null: none. */
  readonly reasonRequiredAbove: number | null
}

/** Takes the writer's lease first. @throws Refusal `journal.in_use`, `plan.no_plan` */
export async function openOwnEngine(folder: string, opening: OpeningEngine): Promise<LivingEngine> {
  const journal = await openCompanyJournal(folder, opening.journal, { mode: 'write' })
  try {
    await rebaseOnLive(folder, journal)
    return await LivingEngine.open(enginePorts(folder, journal, opening))
  } catch (error) {
    await journal.close()
    throw error
  }
}

/** Branches beside the plan that fit; a company of ten thousand rows takes some 60 MB each. */
const BRANCHES_MOST = 8

function enginePorts(folder: string, journal: StoredJournal, opening: OpeningEngine): EnginePorts {
  return {
    journal,
    base: (version) => openLivingInput(folder, version),
    living: () => livingPorts(opening.workers),
    branchesMost: BRANCHES_MOST,
    now: () => new Date().toISOString(),
    sources: (kind, part, most) => withStore(folder, (store) => newestFactRows(store, kind, part, most)),
    followLive: () => rebaseOnLive(folder, journal),
    async freeze(branch, position, kind) {
      const store = versionsOf(folder)
      const base = (await store.find((await journal.base())!.version))!
      if (branch.entries.length === 0) return base
      const edited = { base, folder: store.folderOf(base.id), snapshot: snapshotOfBranch(branch), position }
      return freezeEdited(store, edited, kind)
    },
    reasonAbove: opening.reasonRequiredAbove ?? -1,
    fault: (error) => {
      throw error
    },
  }
}

export function livingPorts(workers = Math.min(2, os.availableParallelism())): LivingPorts {
  return {
    runner: workers > 0 ? workerRunner(workers) : inlineRunner(),
    allocate: workers > 0 ? allocateShared : allocatePlain,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  }
}
