/** People's entries over one version, written again over the next (docs/specs/living-plan.md LP41–LP43). */
import { type CarryOver, carryOver, type LostIntent } from '../../core/edit/carry-over.js'
import { type EditState, foldAll } from '../../core/edit/fold.js'
import { type Draft, type Entry, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Journal } from '../../core/edit/journal.js'
import type { Plan } from '../../core/plan/plan.js'
import { type Chronicle, carriedKey, rootPosition } from './chronicle.js'

export interface Carrying {
  readonly journal: Pick<Journal, 'append' | 'rebase'>
  /** What people did over the version that is left. */
  readonly chronicle: Chronicle
  /** That version with nobody's entries. */
  readonly before: EditState['base']
  readonly next: Pick<Plan, 'horizon' | 'product' | 'location' | 'customer'>
  /** The version that becomes the base. */
  readonly version: string
}

/**
 * Writes what still holds again over the next version, scenario by scenario, and makes that version the base. Done
 * twice, or again after it was stopped half-way, it is done once. Gives what could not be carried.
 */
export async function carryEdits({ journal, chronicle, before, next, version }: Carrying): Promise<LostIntent[]> {
  const open = chronicle.scenarios().filter(({ closed }) => closed === null)
  const places = new Map<string, number>()
  const lost: LostIntent[] = []
  let base = chronicle.head
  let head = chronicle.head
  for (const id of [MAIN, ...open.map((scenario) => scenario.id)]) {
    const entries = chronicle.entriesOf(id)
    const carried = carryOver(foldAll(before, entries), next)
    const drafts = draftsOf(id, entries, carried, next, version)
    lost.push(...carried.lost.filter(({ entry }) => entry.scenario === id))
    if (drafts.length === 0) continue
    // Where each will stand; done before and stopped after it, they stand there already.
    const first = chronicle.withKey(drafts[0]!.key)?.position ?? head + 1
    drafts.forEach(({ cause }, at) => {
      places.set(cause!.id, first + at)
    })
    await journal.append(
      id,
      drafts.map((draft) => answering(draft, places)),
    )
    head = Math.max(head, first + drafts.length - 1)
    base = Math.min(base, first - 1)
  }
  await journal.rebase({ version, position: base })
  return lost
}

/** The scenario's own entries that go on, and what was said about days to come, in the order they were written. */
function draftsOf(
  scenario: ScenarioId,
  entries: readonly Entry[],
  { carried }: CarryOver,
  { horizon }: Carrying['next'],
  version: string,
): Draft[] {
  const going = new Map(carried.map(({ entry, intents }) => [entry, intents]))
  return entries.flatMap((entry): Draft[] => {
    const { actor, at, reason, sentBy, position } = entry
    const intents = going.get(entry) ?? []
    const comment = entry.comment !== undefined && entry.comment.box.until > horizon.planDay ? entry.comment : undefined
    if (entry.scenario !== scenario || (intents.length === 0 && comment === undefined)) return []
    return [
      {
        key: carriedKey(version, rootPosition(entry)),
        actor,
        at,
        reason,
        intents,
        cause: { kind: 'carried', id: String(position) },
        ...(sentBy === undefined ? {} : { sentBy }),
        ...(comment === undefined ? {} : { comment }),
      },
    ]
  })
}

/** An answer names the comment where that stands now. */
function answering(draft: Draft, places: ReadonlyMap<string, number>): Draft {
  const answers = draft.comment?.answers
  const place = answers === undefined ? undefined : places.get(String(answers))
  return place === undefined ? draft : { ...draft, comment: { ...draft.comment!, answers: place } }
}
