/** What is in the way of a merge, and what was chosen: one choice for each entry of the scenario that conflicts. */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'

export type MergeAnswer = AnswerOf<Routes['mergeScenario']>
export type ConflictTold = Extract<MergeAnswer, { merged: false }>['conflicts'][number]
export type Take = 'here' | 'there'
/** By position of the scenario's entry. */
export type Choices = ReadonlyMap<number, Take>

/** Conflicts with those that were told before: what was chosen for them still holds. */
export function withConflicts(known: readonly ConflictTold[], told: readonly ConflictTold[]): readonly ConflictTold[] {
  const seen = new Set(told.map(keyOf))
  return [...known.filter((conflict) => !seen.has(keyOf(conflict))), ...told]
}

export const keyOf = (conflict: ConflictTold): string => JSON.stringify([conflict.positions, placeOf(conflict)])

const placeOf = ({ clash }: ConflictTold): unknown =>
  clash.kind === 'master' ? [clash.list, clash.field] : [clash.scope, clash.from, clash.until]

/** Entries of the scenario that have to be decided on, in their order. */
export const entriesInTheWay = (conflicts: readonly ConflictTold[]): readonly number[] =>
  [...new Set(conflicts.map(({ positions }) => positions.there))].sort((a, b) => a - b)

export const undecided = (conflicts: readonly ConflictTold[], choices: Choices): number =>
  entriesInTheWay(conflicts).filter((position) => !choices.has(position)).length

export const choicesSent = (choices: Choices): { position: number; take: Take }[] =>
  [...choices].map(([position, take]) => ({ position, take }))
