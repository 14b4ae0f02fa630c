/** A scenario's own changes as entries of its parent (SPINE 3; docs/specs/living-plan.md LP30–LP33). */
import { placeBox } from '../../core/edit/box.js'
import { rowsInBox } from '../../core/edit/box-rows.js'
import { type Clash, type MergeConflict, mergeConflicts } from '../../core/edit/conflict.js'
import type { EditState, LoggedEntry } from '../../core/edit/fold.js'
import type { ActorId, Draft, Entry, ScenarioId } from '../../core/edit/intent.js'
import type { LivingBranch } from './living-branch.js'
import type { Choice, Conflict } from './living-plan.js'

/** Conflicts that nobody has chosen a side of; none with what the scenario itself has brought in before. */
export function undecided(
  from: ScenarioId,
  here: EditState,
  there: EditState,
  fork: number,
  choices: readonly Choice[],
): readonly MergeConflict[] {
  const chosen = new Set(choices.map(({ position }) => position))
  return mergeConflicts(here, there, fork).filter(
    (conflict) => !chosen.has(conflict.there.position) && !isFrom(from, conflict.here),
  )
}

const isFrom = (from: ScenarioId, { cause }: Entry): boolean =>
  cause?.kind === 'merge' && cause.id.startsWith(`${from}/`)

/** What is planned in the cells of each clash, here and there. */
export function conflictsOf(
  here: LivingBranch,
  there: LivingBranch,
  conflicts: readonly MergeConflict[],
): readonly Conflict[] {
  return conflicts.flatMap(({ here: own, there: theirs, clashes }) =>
    clashes.map((clash) => ({
      positions: { here: own.position, there: theirs.position },
      clash: shownClash(clash, here, there),
    })),
  )
}

function shownClash(clash: Clash, here: LivingBranch, there: LivingBranch): Conflict['clash'] {
  if (clash.kind === 'master') return clash
  const { product, location, customer, from, until } = clash.box
  return {
    kind: 'cells',
    scope: { product, location, customer },
    from,
    until,
    here: plannedIn(here, clash.box),
    there: plannedIn(there, clash.box),
  }
}

function plannedIn(
  { state: { plan, consensus } }: LivingBranch,
  box: Extract<Clash, { kind: 'cells' }>['box'],
): number {
  const placed = placeBox(plan, box)
  let sum = 0
  for (const row of rowsInBox(plan.rows.demand, placed))
    for (let bucket = placed.from; bucket < placed.to; bucket++) sum += consensus[row * plan.horizon.count + bucket]!
  return sum
}

export interface Merging {
  readonly from: ScenarioId
  readonly here: EditState
  readonly there: EditState
  readonly fork: number
  readonly choices: readonly Choice[]
  /** Who promotes. */
  readonly by: ActorId
  /** ISO. */
  readonly at: string
}

/**
 * What a scenario did since it parted and that is in force, each as its author's own change, sent by whoever promotes.
 * What it took back of the parent is taken back there too, unless somebody has done so.
 */
export function draftsToMerge({ from, here, there, fork, choices, by, at }: Merging): readonly Draft[] {
  const dropped = new Set(choices.flatMap(({ position, take }) => (take === 'here' ? [position] : [])))
  return there.log
    .filter((logged) => isOwn(logged, fork) && !dropped.has(logged.entry.position))
    .flatMap((logged) => {
      const { actor, reason, intents, comment, undoes, position } = logged.entry
      if (undoes !== undefined && here.byPosition.get(undoes)?.undoers !== 0) return []
      return [
        {
          key: `merge/${from}/${position}`,
          actor,
          at,
          reason,
          intents,
          cause: { kind: 'merge', id: `${from}/${position}` },
          ...(by === actor ? {} : { sentBy: by }),
          ...(comment === undefined ? {} : { comment }),
          ...(undoes === undefined ? {} : { undoes }),
        },
      ]
    })
}

/** Written since the fork and in force; an undo only where it takes back something from before it. */
function isOwn({ entry, undoers }: LoggedEntry, fork: number): boolean {
  if (entry.position <= fork || undoers > 0) return false
  return entry.undoes === undefined || entry.undoes <= fork
}
