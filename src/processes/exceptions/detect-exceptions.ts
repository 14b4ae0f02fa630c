import type { Problem } from '../../core/why/problem.js'
import type { ExceptionInput } from './exception-input.js'
import { openProblemBook } from './problem-book.js'

/**
 * What is going wrong, worth the most first? Every trouble of the finished plan and its facts with place, date, size and
 * value in whole minor units of the base currency at PLAN rates, and after them what is wrong with the terms it stands
 * on. The same input gives the same list. Rules EX1–EX27 of docs/specs/exceptions.md.
 */
export const detectExceptions = (input: ExceptionInput): readonly Problem[] => openProblemBook(input).problems

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
