/** The living plan of a company folder in this thread: journal, versions and facts joined. */
import os from 'node:os'
import type { LostIntent } from '../../core/edit/carry-over.js'
import type { Journal } from '../../core/edit/journal.js'
import { allocatePlain, allocateShared } from '../../core/plan/plan.js'
import type { Version, VersionKind } from '../../core/plan/version.js'
import { inlineRunner } from '../../engine/inline-runner.js'
import { workerRunner } from '../../engine/worker-runner.js'
import type { StoredJournal } from '../../journal/stored-journal.js'
import type { LivingBranch } from '../../processes/living/living-branch.js'
import { LivingEngine } from '../../processes/living/living-engine.js'
import type { LivingPorts } from '../../processes/living/living-state.js'
import { newestFactRows } from '../../store/fact-rows.js'
import { withStore } from '../loading.js'
import { openLivingInput } from './base-input.js'
import { rebaseOnLive } from './base-version.js'
import { type JournalPlace, openCompanyJournal } from './company-journal.js'
import { freezeBranch } from './freezing.js'

export interface OpeningEngine {
  readonly journal: JournalPlace
  /** Threads for the steps; 0 runs everything on the caller's. As many as the machine has for it, when absent. */
  readonly workers?: number
  readonly memoryMegabytes?: number
  /** Net sales that a change may move without a reason, in major units of the base currency. Null: none. */
  readonly reasonRequiredAbove: number | null
}

/** What a running company does with its plan beside answering questions. */
export interface OwnEngine {
  readonly engine: LivingEngine
  /** Freezes a scenario as it is. */
  freeze(scenario: string, kind: VersionKind): Promise<Version>
  /** Goes on over the version that is live now; gives what of the edits could not go on. */
  followLive(): Promise<readonly LostIntent[]>
}

/** Takes the writer's lease first. @throws Refusal `journal.in_use`, `plan.no_plan` */
export async function openOwnEngine(folder: string, opening: OpeningEngine): Promise<OwnEngine> {
  const journal = await openCompanyJournal(folder, opening.journal, { mode: 'write' })
  try {
    await rebaseOnLive(folder, journal)
    const engine = await LivingEngine.open(enginePorts(folder, journal, opening))
    return {
      engine,
      freeze: (scenario, kind) =>
        engine.withSettled(scenario, (branch: LivingBranch, position) =>
          freezeBranch(folder, journal, branch, position, kind),
        ),
      async followLive() {
        let lost: readonly LostIntent[] = []
        await engine.rebase(async () => {
          lost = await rebaseOnLive(folder, journal)
        })
        return lost
      },
    }
  } catch (error) {
    await journal.close()
    throw error
  }
}

/** Branches beside the plan that fit; a company of ten thousand rows takes some 60 MB each. */
const BRANCHES_MOST = 8

function enginePorts(folder: string, journal: StoredJournal & Journal, opening: OpeningEngine) {
  return {
    journal,
    base: (version: string) => openLivingInput(folder, version),
    living: () => livingPorts(opening.workers),
    branchesMost: BRANCHES_MOST,
    now: () => new Date().toISOString(),
    sources: (kind: 'sales' | 'stock', part: Parameters<typeof newestFactRows>[2], most: number) =>
      withStore(folder, (store) => newestFactRows(store, kind, part, most)),
    reasonAbove: opening.reasonRequiredAbove ?? -1,
    fault: (error: unknown) => {
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
