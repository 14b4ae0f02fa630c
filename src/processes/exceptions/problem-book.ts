import { openServiceTerms, type ServiceTerms } from '../../core/network/service-terms.js'
import type { Dirty } from '../../core/plan/step.js'
import type { Problem } from '../../core/why/problem.js'
import { termsBeyondLaw, termsParties } from '../../finance/payment-terms.js'
import { BudgetGaps } from './budget-gap.js'
import { CauseBook } from './cause-book.js'
import { DataGaps } from './data-gap.js'
import { DemandDeviations } from './demand-deviation.js'
import { contextOf, type ExceptionContext, type ExceptionInput } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import { findLateOrders } from './late-order.js'
import { LateSupply } from './late-supply.js'
import { MarginFlow } from './margin-flow.js'
import { CAUSE, MovedRows, PLAN } from './moved-rows.js'
import { Overloads } from './overload.js'
import { rankQueue } from './problem-queue.js'
import { RowTroubles } from './row-troubles.js'
import { openUnitPrices, type UnitPrices } from './unit-prices.js'
import { unitValuesOf } from './unit-values.js'

/**
 * Everything that is wrong with a plan, kept so that after a change only what moved is looked at again. Whatever was
 * changed in which order, the list is that of a book opened on the plan as it is. Rules EX1–EX27 of
 * docs/specs/exceptions.md.
 */
export interface ProblemBook {
  readonly problems: readonly Problem[]
  /**
   * Reads the plan again. `dirty` covers the demand rows and stock rows of which anything was computed anew since the
   * last reading; everything is dirty when master data, prices or facts have changed.
   *
   * @param askedFrom first bucket in which anything else is asked than at the last reading
   */
  update(input: ExceptionInput, dirty: Dirty, askedFrom?: number): readonly Problem[]
}

export const openProblemBook = (input: ExceptionInput): ProblemBook => new PlanProblems(input)

class PlanProblems implements ProblemBook {
  private input: ExceptionInput
  private reading: Reading
  problems: readonly Problem[]

  constructor(input: ExceptionInput) {
    this.input = input
    this.reading = new Reading(input)
    this.problems = this.reading.read(input, MovedRows.all(input.plan.rows.stock.count))
  }

  update(input: ExceptionInput, dirty: Dirty, askedFrom = 0): readonly Problem[] {
    const moved = hasSameGround(this.input, input) ? movedRows(input, dirty) : null
    this.input = input
    if (moved === null) {
      this.reading = new Reading(input)
      this.problems = this.reading.read(input, MovedRows.all(input.plan.rows.stock.count))
    } else this.problems = this.reading.read(input, moved, askedFrom)
    return this.problems
  }
}

/** Whether only quantities can be different: the same company, facts, network and prices. */
const hasSameGround = (a: ExceptionInput, b: ExceptionInput): boolean =>
  a.company === b.company &&
  a.facts === b.facts &&
  a.coverage === b.coverage &&
  a.plan.network === b.plan.network &&
  a.plan.rows === b.plan.rows &&
  a.money.rates === b.money.rates

/** The stock rows of a dirty set, and those that serve its demand rows; null when that is everything. */
function movedRows({ plan }: ExceptionInput, { demand, stock }: Dirty): MovedRows | null {
  if (demand === 'all' || stock === 'all') return null
  const moved = MovedRows.none(plan.rows.stock.count)
  for (const row of stock) moved.add(row, PLAN)
  for (const row of demand) moved.add(plan.rows.demand.stockRow[row]!, PLAN)
  return moved
}

/** What was found in a plan of one company with one set of facts, and follows its quantities. */
class Reading {
  private readonly prices: UnitPrices
  private readonly terms: ServiceTerms
  private readonly flow: MarginFlow
  private sources: Sources | null = null
  private causes: CauseBook

  constructor(input: ExceptionInput) {
    this.prices = openUnitPrices(input)
    this.terms = openServiceTerms(input.company)
    this.flow = new MarginFlow(input.plan)
    this.causes = new CauseBook(this.prices.base, [])
  }

  read(input: ExceptionInput, moved: MovedRows, askedFrom = 0): Problem[] {
    this.flow.follow(input.plan, this.prices, moved, askedFrom)
    const context = contextOf(input, unitValuesOf(input.plan, this.prices, this.flow), this.terms)
    this.sources ??= openSources(context)
    const { rows, lateSupply, overloads, deviations, others, facts } = this.sources
    const causing = [lateSupply, overloads, deviations]
    for (const source of [...causing, ...others]) source.follow(context, moved)
    this.findCauses(context, moved)
    rows.follow(context, moved)
    const { base, floor } = context.values
    const listed: Problem[] = []
    const list = (all: Iterable<FoundProblem>): void => {
      for (const found of all) if (found.isNotable(floor)) listed.push(found.problem(base))
    }
    for (const source of [...causing, ...others]) list(source.found(context))
    list(facts)
    list(rows.found(context, this.causes))
    return [...rankQueue(listed, floor), ...this.sources.beyondLaw]
  }

  /** Marks the rows where a shortage is explained by something else than before. */
  private findCauses(context: ExceptionContext, moved: MovedRows): void {
    const { lateSupply, overloads, deviations } = this.sources!
    const { base, floor } = context.values
    const listed = [lateSupply, overloads, deviations].flatMap((source) => [...source.causing(context, floor)])
    const before = this.causes
    this.causes = new CauseBook(base, listed)
    const { rows, capacities } = this.causes.differences(before)
    for (const row of rows) moved.add(row, CAUSE)
    for (const id of capacities) for (const row of overloads.rowsUsing(context, id)) moved.add(row, CAUSE)
  }
}

interface Sources {
  readonly rows: RowTroubles
  readonly lateSupply: LateSupply
  readonly overloads: Overloads
  readonly deviations: DemandDeviations
  readonly others: readonly ProblemSource[]
  /** What no change of quantities moves. */
  readonly facts: readonly FoundProblem[]
  readonly beyondLaw: readonly Problem[]
}

function openSources(context: ExceptionContext): Sources {
  const { company } = context
  const { planDay, baseCurrency } = company.settings
  return {
    rows: new RowTroubles(context),
    lateSupply: new LateSupply(context),
    overloads: new Overloads(context),
    deviations: new DemandDeviations(context),
    others: [new BudgetGaps(context), new DataGaps(context)],
    facts: Array.from(findLateOrders(context), (draft) => new FoundProblem(draft)),
    beyondLaw: termsBeyondLaw(termsParties(company), planDay, baseCurrency),
  }
}
