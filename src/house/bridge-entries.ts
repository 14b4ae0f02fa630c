/** A bridge of two plans of a folder told by what people did: both are opened beside whoever writes. */
import type { BridgeEntriesAsked } from '../api/ports.js'
import { formatScaled } from '../core/base/decimal.js'
import { Refusal } from '../core/base/refusal.js'
import { MAIN } from '../core/edit/intent.js'
import type { Version } from '../core/plan/version.js'
import type { Job } from '../jobs/job.js'
import { type BridgedPlan, type BridgePart, bridgeByEntry } from '../processes/living/bridge-by-entry.js'
import type { BridgeEntries } from '../processes/living/bridge-entries.js'
import type { Chronicle } from '../processes/living/chronicle.js'
import { LivingBranch } from '../processes/living/living-branch.js'
import type { LivingInput } from '../processes/living/living-input.js'
import { snapshotOfBranch } from '../processes/living/shown-branch.js'
import { openLivingInput } from './living/base-input.js'
import { readChronicle } from './living/base-version.js'
import { readCompanyJournal } from './living/company-journal.js'
import { openLivingPorts } from './living/living-ports.js'
import { placeOfJournal } from './serving/journal-place.js'
import { openVersion } from './versions.js'

const LIVE = 'live'
const isLiving = (name: string): boolean => name === LIVE || name.startsWith('scenario-')

/** @throws Refusal `plan.no_version`, `plan.no_plan`, `access.no_scenario` */
export async function bridgeEntries(folder: string, asked: BridgeEntriesAsked, job: Job): Promise<BridgeEntries> {
  const { given } = await job.step('open', () => openBoth(folder, asked))
  const told = await job.step('bridge', (report) => bridgeByEntry(given, asked, report))
  const print = (amount: number): string => formatScaled(amount, told.decimals)
  const shown = ({ kind, entries, isTakenOff, amounts }: BridgePart): BridgeEntries['parts'][number] => {
    const last = entries.at(-1)
    return {
      kind,
      count: entries.length,
      isTakenOff,
      entry:
        kind !== 'entry' || last === undefined
          ? null
          : { position: last.position, actor: last.actor, at: last.at, reason: last.reason },
      amounts: Array.from(amounts, print),
    }
  }
  return {
    from: asked.from,
    to: asked.to,
    end: asked.end,
    by: asked.by,
    key: asked.key,
    currency: told.currency,
    bars: told.bars,
    whole: Array.from(told.whole, print),
    parts: told.parts.map(shown),
  }
}

async function openBoth(folder: string, { from, to }: BridgeEntriesAsked) {
  const journal = await readCompanyJournal(folder, placeOfJournal(folder))
  try {
    const chronicle = (await journal?.base()) == null ? null : await readChronicle(journal!)
    const input = await openLivingInput(folder, chronicle?.base.version ?? (await openVersion(folder)).version.id)
    const open = (name: string): Promise<BridgedPlan> => openPlan(folder, name, chronicle, input)
    return { given: { input, ports: openLivingPorts(0), from: await open(from), to: await open(to) } }
  } finally {
    await journal?.close()
  }
}

async function openPlan(
  folder: string,
  name: string,
  chronicle: Chronicle | null,
  input: LivingInput,
): Promise<BridgedPlan> {
  if (!isLiving(name)) {
    const { version, snapshot } = await openVersion(folder, name)
    return { snapshot, entries: entriesOfVersion(version, chronicle) }
  }
  const scenario = name === LIVE ? MAIN : name
  if (scenario !== MAIN && chronicle?.has(scenario) !== true) throw new Refusal('access.no_scenario', { scenario })
  const entries = chronicle?.entriesOf(scenario) ?? []
  const branch = await LivingBranch.fold(input, openLivingPorts(0)(), entries)
  await branch.settle()
  return { snapshot: snapshotOfBranch(branch), entries }
}

/** The entries that a version has in it, where it was frozen over the same base: from the plan, or from a scenario. */
export function entriesOfVersion(
  { id, kind, position }: Pick<Version, 'id' | 'kind' | 'position'>,
  chronicle: Chronicle | null,
): BridgedPlan['entries'] {
  if (chronicle === null) return null
  if (id === chronicle.base.version) return []
  return kind === 'week' ? null : chronicle.entriesAt(position)
}
