import type { Scope } from './box.js'
import type { ActorId } from './intent.js'

/** What an action needs. Whoever may not do it is refused before anything is looked at. */
export const VERBS = [
  'read',
  'comment',
  'edit demand',
  'edit supply',
  'edit finance',
  'open scenario',
  'promote',
  'sign',
  'run',
  'administer',
] as const
export type Verb = (typeof VERBS)[number]

/** Groups of numbers that a viewer may see. */
export const MEASURE_GROUPS = ['volume', 'stock', 'revenue', 'margin', 'cash'] as const
export type MeasureGroup = (typeof MEASURE_GROUPS)[number]

/**
 * Who asks, and what of the plan is theirs: every total they see is the total of these scopes and of nothing else.
 * No scope at all sees nothing.
 */
export interface Access {
  readonly actor: ActorId
  readonly scopes: readonly Scope[]
  readonly measures: ReadonlySet<MeasureGroup>
  readonly may: ReadonlySet<Verb>
}
