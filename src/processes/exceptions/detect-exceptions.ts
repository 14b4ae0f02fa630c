import { type Problem, rankProblems } from '../../core/why/problem.js'
import { detectBudgetGaps } from './budget-gap.js'
import { detectDataGaps } from './data-gap.js'
import { detectDemandDeviations } from './demand-deviation.js'
import { type ExceptionInput, openContext } from './exception-input.js'
import { detectExcess, detectObsolete } from './excess.js'
import { detectExpiry } from './expiry.js'
import { detectLateOrders } from './late-order.js'
import { detectLateSupply } from './late-supply.js'
import { detectOverloads } from './overload.js'
import { stockKey } from './problem-draft.js'
import { detectShortages } from './shortage.js'
import { openCauseBook } from './shortage-cause.js'
import { detectSlippingDecisions } from './slipping-decision.js'
import { UNPRICED_PER_KIND_MAX } from './thresholds.js'

/**
 * What is going wrong, worth the most first? Every trouble of the finished plan and its facts with place, date, size and
 * value in whole minor units of the base currency at PLAN rates. The same input gives the same list. Rules EX1–EX24 of
 * docs/specs/exceptions.md.
 */
export function detectExceptions(input: ExceptionInput): Problem[] {
  const context = openContext(input)
  const causing = [...detectLateSupply(context), ...detectOverloads(context), ...detectDemandDeviations(context)]
  const shortages = detectShortages(context, openCauseBook(causing))
  const short = new Set(shortages.map(({ place }) => stockKey(place)))
  const found = [
    ...causing,
    ...shortages,
    ...detectSlippingDecisions(context, short),
    ...detectExcess(context),
    ...detectObsolete(context),
    ...detectExpiry(context),
    ...detectLateOrders(context),
    ...detectBudgetGaps(context),
    ...detectDataGaps(context),
  ]
  return rankQueue(found, context.values.floor)
}

/** The order of the queue. `floor` is 0 where nothing has a price. */
export const rankQueue = (problems: readonly Problem[], floor: number): Problem[] =>
  floor > 0 ? rankProblems(problems) : largestOfEachKind(problems)

/** Without prices money cannot rank: quantity does. */
function largestOfEachKind(problems: readonly Problem[]): Problem[] {
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

/**
 * Money at risk in a list of problems, in minor units of its currency. What hangs on one root cause is counted once: a
 * late order and the shortages it makes are the same money. Of the root itself and of the sums of each kind that follow
 * from it, the largest counts.
 */
export function totalAtRisk(problems: readonly Problem[]): number {
  const byCause = new Map<string, Map<string, number>>()
  for (const { id, rootCause, kind, value } of problems) {
    const sums = byCause.get(rootCause) ?? new Map<string, number>()
    byCause.set(rootCause, sums)
    const part = id === rootCause ? 'root' : kind
    sums.set(part, (sums.get(part) ?? 0) + value)
  }
  let total = 0
  for (const sums of byCause.values()) total += Math.max(...sums.values())
  return total
}
