/** What whoever watches a plan is told of it: everything here is data, as in `living-plan.ts`. */
import type { ActorId, Entry } from '../../core/edit/intent.js'
import type { Scenario } from '../../core/edit/journal.js'
import type { Epoch } from './epoch.js'
import type { SuppliedParts } from './supplied-parts.js'

/** A plan went on: its numbers with the entry that moved them, or its settled part. */
export interface PlanChanged {
  readonly kind: 'numbers' | 'settled'
  readonly epoch: Epoch
  readonly entry: Entry | null
}

/** What happens to a scenario as a whole: `merged` into another one, or `promoted` into the plan itself. */
export const SCENARIO_TURNS = ['opened', 'dropped', 'merged', 'promoted'] as const
export type ScenarioTurn = (typeof SCENARIO_TURNS)[number]

export interface ScenarioChanged {
  readonly kind: ScenarioTurn
  readonly scenario: Scenario
  readonly by: ActorId
}

/** What suppliers deliver is something else from now on: told before the entry that did it. */
export interface SuppliedChanged {
  readonly kind: 'supplied'
  readonly parts: SuppliedParts
}

/** How far an undo is that is worked out beside the plan. */
export interface UndoChanged {
  readonly kind: 'undoing'
  /** Of the draft. */
  readonly key: string
  readonly applied: number
  readonly count: number
}

export type Changed = PlanChanged | ScenarioChanged | SuppliedChanged | UndoChanged

/** The plan stands on another version: without an entry all of it may be another, at the position where it was. */
export const isRebase = (changed: Changed): boolean =>
  'epoch' in changed && changed.kind === 'numbers' && changed.entry === null
