import { type Problem, rankProblems } from '../../core/why/problem.js'
import { UNPRICED_PER_KIND_MAX } from './thresholds.js'

/** The order of the queue. `floor` is 0 where nothing has a price. */
export const rankQueue = (problems: readonly Problem[], floor: number): Problem[] =>
  floor > 0 ? rankProblems(problems) : largestOfEachKind(problems)

/** Without prices money cannot rank: quantity does. */
export function largestOfEachKind(problems: readonly Problem[]): Problem[] {
  const bySize = (a: Problem, b: Problem): number => b.value - a.value || b.size - a.size || (a.id < b.id ? -1 : 1)
  const kinds = [...new Set(problems.map(({ kind }) => kind))]
  const kept = kinds.flatMap((kind) =>
    problems
      .filter((problem) => problem.kind === kind)
      .sort(bySize)
      .slice(0, UNPRICED_PER_KIND_MAX),
  )
  return kept.sort(bySize)
}
