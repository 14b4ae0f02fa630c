import type { Problem } from '../core/why/problem.js'
import type { PlantedPlace, PlantedTrouble } from './generated-company.js'

/** Is this the planted trouble itself? Same kind, and every part of the place that both name is the same. */
export function isPlanted({ kind, place }: PlantedTrouble, problem: Problem): boolean {
  return kind === problem.kind && agree(place, problem.place, ['product', 'location']) && sameReference(place, problem)
}

/** Does this follow from the planted trouble, as its manifest says it may? */
export function followsFrom({ consequences }: PlantedTrouble, problem: Problem): boolean {
  return consequences.some((each) => each.kind === problem.kind && agree(each, problem.place, ['product', 'location']))
}

/** A line or a supplier is told by its name alone: overload of one line is not overload of another. */
const sameReference = (place: PlantedPlace, problem: Problem): boolean =>
  problem.kind !== 'overload' || place.reference === problem.place.reference

const agree = (a: PlantedPlace, b: Problem['place'], parts: readonly ('product' | 'location')[]): boolean =>
  parts.every((part) => a[part] === '' || b[part] === '' || a[part] === b[part])
