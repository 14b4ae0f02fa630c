import type { VersionKind, VersionOrigin } from '../../core/plan/version.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import { versionOrigin } from '../versions/version-origin.js'
import type { ShownPlan } from '../versions/version-tables.js'
import { editLayers } from './edit-layers.js'
import type { LivingBranch } from './living-branch.js'

/** A settled branch as a version shows it: what people added is in its layers. */
export function snapshotOfBranch({ state, edits }: LivingBranch): PlanSnapshot {
  const snapshot = state.snapshot()
  return { ...snapshot, layers: [...snapshot.layers, ...editLayers(edits, snapshot.layers)] }
}

/** What is written of a snapshot when it is frozen. */
export function shownPlan({ company, plan, money, layers, statements }: PlanSnapshot): ShownPlan {
  return { company, plan, money, demand: { layers }, statements }
}

/** Names what made a frozen branch: its version's facts, and the entries up to a position. */
export function originOfBranch(
  snapshot: PlanSnapshot,
  made: { readonly facts: string; readonly program: string; readonly rolledFrom: string },
  position: number,
  kind: VersionKind,
): VersionOrigin {
  const { company } = snapshot
  return { ...versionOrigin({ company, facts: { id: made.facts } }, made.program, made.rolledFrom), position, kind }
}
