import type { Problem } from '../../core/why/problem.js'
import type { BaseMoney } from './base-money.js'
import type { CauseBook } from './cause-book.js'
import type { ExceptionContext } from './exception-input.js'
import { openStockTroubles } from './excess.js'
import { type ExpiringLots, gatherLots, openExpiries } from './expiry.js'
import { FoundProblem } from './found-problem.js'
import { CAUSE, type MovedRows, PLAN, WORTH } from './moved-rows.js'
import { isNotable, toProblem } from './problem-draft.js'
import { largestOfEachKind } from './problem-queue.js'
import { openShortages, type ShortageDraft } from './shortage.js'
import { traceShortage } from './shortage-cause.js'
import { openDecisions } from './slipping-decision.js'

/** Everything wrong with one stock row by itself. */
interface RowTrouble {
  readonly shortage: FoundShortage | null
  readonly decision: FoundProblem | null
  readonly stock: FoundProblem | null
  readonly expiry: FoundProblem | null
}

/** Rows are kept down to half the floor, and all looked at again when that is no longer between a quarter and all of it. */
const LEAST_PER_FLOOR = 2

/** Without prices only this many are kept before the smaller ones are dropped. */
const UNPRICED_KEPT = 50_000

/**
 * Shortages, decisions that slip, stock and expiry, row by row. Only what is worth at least `least` is kept, which is
 * well below the floor of the queue: the floor moves a little with every edit, and rows are not looked at again for that.
 */
export class RowTroubles {
  private readonly lots: ExpiringLots
  private readonly byRow = new Map<number, RowTrouble>()
  /** In major units of the base currency; 0 where nothing has a price. */
  private least = 0

  constructor(context: ExceptionContext) {
    this.lots = gatherLots(context)
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    const { floor } = context.values
    if (moved.isAll || floor < this.least || floor > this.least * LEAST_PER_FLOOR ** 2 || floor === 0)
      this.lookEverywhere(context)
    else this.look(context, (visit) => moved.forEach(PLAN | WORTH, visit))
    for (const { shortage } of this.byRow.values()) shortage?.forgetCause(moved)
  }

  *found(context: ExceptionContext, causes: CauseBook): Generator<FoundProblem> {
    const { floor } = context.values
    for (const { shortage, decision, stock, expiry } of this.byRow.values()) {
      if (shortage?.isNotable(floor)) {
        yield shortage.explained(context, causes)
      } else if (decision?.isNotable(floor)) yield decision
      if (stock?.isNotable(floor)) yield stock
      if (expiry?.isNotable(floor)) yield expiry
    }
  }

  private lookEverywhere(context: ExceptionContext): void {
    this.least = context.values.floor / LEAST_PER_FLOOR
    this.byRow.clear()
    this.look(context, (visit) => {
      for (let row = 0; row < context.plan.rows.stock.count; row++) visit(row)
    })
  }

  private look(context: ExceptionContext, forEachRow: (visit: (row: number) => void) => void): void {
    const { least, byRow } = this
    const shortageOf = openShortages(context)
    const decisionOf = openDecisions(context)
    const stockOf = openStockTroubles(context)
    const expiryOf = openExpiries(context, this.lots)
    const isUnpriced = least === 0
    forEachRow((row) => {
      const shortage = shortageOf(row, least)
      const decision = isUnpriced && shortage !== null ? null : decisionOf(row, least)
      const stock = stockOf(row, least)
      const expiry = expiryOf(row, least)
      if (shortage === null && decision === null && stock === null && expiry === null) byRow.delete(row)
      else
        byRow.set(row, {
          shortage: shortage && new FoundShortage(shortage),
          decision: decision && new FoundProblem(decision),
          stock: stock && new FoundProblem(stock),
          expiry: expiry && new FoundProblem(expiry),
        })
      if (isUnpriced && byRow.size > UNPRICED_KEPT) this.keepLargest(context.values.base)
    })
  }

  /** Where only the largest of each kind will be listed, no row is kept that has none of them. */
  private keepLargest(base: BaseMoney): void {
    const problems: Problem[] = []
    const rowOf = new Map<Problem, number>()
    for (const [row, { shortage, decision, stock, expiry }] of this.byRow)
      for (const found of [shortage, decision, stock, expiry]) {
        if (found === null) continue
        const problem = toProblem(base, found.draft)
        problems.push(problem)
        rowOf.set(problem, row)
      }
    const kept = new Set(largestOfEachKind(problems).map((problem) => rowOf.get(problem)!))
    for (const row of this.byRow.keys()) if (!kept.has(row)) this.byRow.delete(row)
  }
}

/** A shortage with its cause, which holds until something moves where it was sought. */
class FoundShortage {
  private looked: ReadonlySet<number> = new Set()
  private known: FoundProblem | null = null

  constructor(readonly draft: ShortageDraft) {}

  isNotable(floor: number): boolean {
    return isNotable(this.draft, floor)
  }

  forgetCause(moved: MovedRows): void {
    if (this.known === null) return
    for (const row of this.looked) if (moved.has(row, PLAN | CAUSE)) this.known = null
  }

  explained(context: ExceptionContext, causes: CauseBook): FoundProblem {
    if (this.known !== null) return this.known
    const looked = new Set<number>()
    const { code, reference, rootCause, evidence } = traceShortage(context, causes, this.draft, looked)
    const values = { ...this.draft.values, cause: reference }
    this.looked = looked
    this.known = new FoundProblem({
      ...this.draft,
      code,
      values,
      rootCause,
      evidence: [...this.draft.evidence, ...evidence],
    })
    return this.known
  }
}
