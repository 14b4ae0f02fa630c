import type { Problem } from '../../core/why/problem.js'
import type { BaseMoney } from './base-money.js'
import type { ExceptionContext } from './exception-input.js'
import type { MovedRows } from './moved-rows.js'
import { isNotable, type ProblemDraft, toProblem } from './problem-draft.js'

/** Trouble that has been found, large enough for the queue or nearly so. Its problem is made when it is first listed. */
export class FoundProblem {
  private made: Problem | null = null

  constructor(readonly draft: ProblemDraft) {}

  isNotable(floor: number): boolean {
    return isNotable(this.draft, floor)
  }

  problem(base: BaseMoney): Problem {
    this.made ??= toProblem(base, this.draft)
    return this.made
  }
}

/** A kind of trouble that follows the plan: looks again where something has moved, and gives all it knows of. */
export interface ProblemSource {
  follow(context: ExceptionContext, moved: MovedRows): void
  found(context: ExceptionContext): Iterable<FoundProblem>
}
