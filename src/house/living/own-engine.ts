/** The living plan of a company folder in this thread: journal, versions and facts joined. */
import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { VersionDesk } from '../../api/ports.js'
import { Refusal } from '../../core/base/refusal.js'
import { noteOf } from '../../core/demand/forecast-note.js'
import { MAIN } from '../../core/edit/intent.js'
import type { EnginePorts } from '../../processes/living/engine-ports.js'
import { LivingEngine } from '../../processes/living/living-engine.js'
import { snapshotOfBranch } from '../../processes/living/shown-branch.js'
import { type KeptNotes, loadForecastNotes, tellsMethods } from '../../store/versions/forecast-notes.js'
import { loadCorrections } from '../../store/versions/history-corrections.js'
import { factRows } from '../fact-sources.js'
import { whenFree } from '../loading.js'
import type { OpeningPlan } from '../serving/open-plan.js'
import { type LiveDesk, openVersionDesk } from '../serving/version-desk.js'
import { versionsOf } from '../versions.js'
import { openLivingInput } from './base-input.js'
import { rebaseOnLive } from './base-version.js'
import { openCompanyJournal, readCompanyJournal } from './company-journal.js'
import { freezeEdited } from './freezing.js'
import { livePlanOf } from './live-plan.js'
import { openLivingPorts } from './living-ports.js'
import { type HeldJournal, isInUse, otherWriterOf, Standby } from './standby.js'

/** The plan and its versions, on the thread of the caller. */
export interface OwnEngine {
  readonly engine: LivingEngine
  readonly versions: VersionDesk
  /** Null for the one who writes. */
  readonly standby: Standby | null
}

/**
 * Takes the writer's lease first; a standby that cannot have it follows whoever does.
 * @throws Refusal `journal.in_use`, `plan.no_plan`
 */
export async function openOwnEngine(folder: string, opening: OpeningPlan): Promise<OwnEngine> {
  for (;;)
    try {
      const journal = await openCompanyJournal(folder, opening.journal, { mode: 'write' })
      return await openOver({ journal, isWriter: true }, folder, opening)
    } catch (error) {
      if (!(opening.standby === true && isInUse(error))) throw error
      const journal = await readCompanyJournal(folder, opening.journal)
      if ((await journal?.base()) != null) return openOver({ journal: journal!, isWriter: false }, folder, opening)
      // Whoever writes is still at the beginning.
      await journal?.close()
      await pause(BEGINNING_MS)
    }
}

const BEGINNING_MS = 100

async function openOver(held: HeldJournal, folder: string, opening: OpeningPlan): Promise<OwnEngine> {
  try {
    if (held.isWriter) await rebaseOnLive(folder, held.journal)
    const engine = await LivingEngine.open(enginePorts(folder, held, opening))
    const versions = openVersionDesk(folder, liveDesk(folder, held, engine))
    return { engine, versions, standby: held.isWriter ? null : new Standby(engine, held, folder, opening.journal) }
  } catch (error) {
    await held.journal.close()
    throw error
  }
}

/** Those of the version that was asked for last stay in memory. */
function openForecastNotes(folder: string): Pick<EnginePorts, 'forecastNote' | 'forecastErrors'> {
  let kept: { readonly version: string; readonly notes: Promise<KeptNotes | null> } | null = null
  const notesOf = (version: string): Promise<KeptNotes | null> => {
    if (kept?.version !== version) kept = { version, notes: loadForecastNotes(versionsOf(folder).folderOf(version)) }
    return kept.notes
  }
  return {
    async forecastNote(version, demandRow) {
      const notes = await notesOf(version)
      return notes !== null && tellsMethods(notes) && demandRow < notes.class.length ? noteOf(notes, demandRow) : null
    },
    forecastErrors: async (version) => (await notesOf(version))?.cumulativeErrorSd ?? null,
  }
}

/** The plan in force as the engine has it. */
function liveDesk(folder: string, held: HeldJournal, engine: LivingEngine): LiveDesk {
  const store = versionsOf(folder)
  return {
    read: (scenarios, work) =>
      engine.withSettled(scenarios, async (...plans) => {
        const base = (await store.find(engine.base.version))!
        return work(...plans.map(({ branch, position }) => livePlanOf(base, store, branch, position)))
      }),
    otherWriter: () => otherWriterOf(held, folder),
    async freeze() {
      const frozen = await engine.freeze(MAIN, 'cycle')
      if ('refused' in frozen) throw new Refusal(frozen.refused.code, { ...frozen.refused.values })
      return frozen
    },
  }
}

/** Of the machine's memory, for scenarios beside the plan, where nobody says. */
const BRANCH_SHARE = 0.25
const MEGABYTE = 2 ** 20

/** A standby has time: while facts are loaded the plan it shows is the one that is in force. */
const STANDBY_PATIENCE_MS = 60_000

/** Long enough for a question to come from the thread that serves, and short beside any settling. */
const MOMENT_MS = 25

function enginePorts(folder: string, held: HeldJournal, opening: OpeningPlan): EnginePorts {
  return {
    get journal() {
      return held.journal
    },
    otherWriter: () => otherWriterOf(held, folder),
    base: (version) => whenFree(held.isWriter ? 0 : STANDBY_PATIENCE_MS, () => openLivingInput(folder, version)),
    living: openLivingPorts(opening.workers),
    branchBytesMost:
      opening.memoryMegabytes === undefined ? os.totalmem() * BRANCH_SHARE : opening.memoryMegabytes * MEGABYTE,
    now: () => new Date().toISOString(),
    corrections: (version) => loadCorrections(versionsOf(folder).folderOf(version)),
    sources: (...asked) => factRows(folder, asked),
    ...openForecastNotes(folder),
    followLive: () => rebaseOnLive(folder, held.journal),
    async freeze(branch, position, kind) {
      const store = versionsOf(folder)
      const base = (await store.find((await held.journal.base())!.version))!
      if (branch.entries.length === 0) return base
      const edited = { base, folder: store.folderOf(base.id), snapshot: snapshotOfBranch(branch), position }
      return freezeEdited(store, edited, kind)
    },
    reasonAbove: opening.reasonRequiredAbove ?? -1,
    moment: () => new Promise((resolve) => setTimeout(resolve, MOMENT_MS)),
    fault: (error) => {
      throw error
    },
  }
}
