import { askRows, askStep } from '../../core/demand/asked-demand.js'
import { layRow } from '../../core/demand/layer.js'
import { deriveLiftLayers } from '../../core/demand/promotion.js'
import type { Company } from '../../core/network/company.js'
import { compileNetwork } from '../../core/network/network-compilation.js'
import { openSourceBook } from '../../core/network/source-book.js'
import type { Allocate } from '../../core/plan/plan.js'
import { NO_ROWS, rowsOf, uniteRows } from '../../core/plan/row-set.js'
import type { Runner } from '../../core/plan/runner.js'
import { ALL_BUCKETS, type Buckets, type Dirty, EVERYTHING, type StepName, unite } from '../../core/plan/step.js'
import { buildSupplyState, lowerMovedFrom, type SupplyPlan } from '../../core/supply/supply-state.js'
import type { Problem } from '../../core/why/problem.js'
import type { PlanState } from '../../engine/plan-state.js'
import { type Memory, plainMemory } from '../../finance/memory.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { pricePlan } from '../../finance/priced-plan.js'
import { fixedGroups, type ProfitSource } from '../../finance/profit-nodes.js'
import { copyProfitTree, openProfitTree, type ProfitTree } from '../../finance/profit-tree.js'
import { openProblemBook, type ProblemBook } from '../exceptions/problem-book.js'
import { compareWithOthers } from '../planning/comparisons.js'
import {
  closeStatements,
  copyStatements,
  openStatements,
  type StatementParts,
  type Statements,
} from '../planning/statements.js'
import { firmSupply, openingLots } from '../planning/supply-inputs.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { LivingInput } from './living-input.js'
import { type OrderConsumption, openConsumption } from './order-consumption.js'
import { copyMoney, copyOf, copyPlan } from './plan-copy.js'

/** What a change of master data makes necessary, the least first. */
export type Reach = 'finance' | 'prices' | 'supply' | 'demand'

export interface LivingPorts {
  readonly runner: Runner<PlanState>
  readonly allocate: Allocate
  /** Lets others have a turn between two parts of a long piece of work. */
  readonly pause: () => Promise<void>
}

/** A settling may be interrupted after any of these; what comes after them is one piece. */
const ORDER_STEPS: readonly StepName[] = ['net', 'capacity']
const NOTHING: Dirty = { demand: NO_ROWS, stock: NO_ROWS, ...ALL_BUCKETS }

/** What follows from a plan and is kept up to date in place, in arrays of one state's own. */
interface Kept {
  readonly plan: SupplyPlan
  readonly priced: MoneyPlan
  readonly consumption: OrderConsumption
  /** What customers ask for, by row and bucket, as far as `constrained` knows of it. */
  readonly asked: Float64Array
  readonly tree: ProfitTree
  readonly parts: StatementParts
}

/**
 * One plan in memory that follows its inputs in two tiers (SPINE 6): `showNumbers` moves volume and money of the rows
 * that were touched at once, as if what is asked for more were there; `settle` nets, constrains and prices them again.
 * Once settled it has the bytes of the same plan made from nothing.
 */
export class LivingState {
  private unsettled: Dirty = NOTHING
  private moves = 0
  private compared: PlanSnapshot['comparisons'] | null
  /** Null until troubles are looked for the first time. */
  private book: ProblemBook | null = null

  private constructor(
    private readonly input: LivingInput,
    private readonly ports: LivingPorts,
    public company: Company,
    private kept: Kept,
    private statements: Statements,
    public problems: readonly Problem[],
  ) {
    this.compared = input.comparisons
  }

  /** The version as it was frozen, in the very arrays of the input. */
  static async open(input: LivingInput, ports: LivingPorts): Promise<LivingState> {
    const state = await LivingState.over(input, ports)
    state.findProblems(EVERYTHING)
    return state
  }

  private static async over(input: LivingInput, ports: LivingPorts): Promise<LivingState> {
    const { company, facts, problems } = input
    const consumption = consumptionOf(input, company, input.plan, ports)
    const plan = { ...input.plan, orderAdjustments: consumption.adjustments }
    const priced = withoutFixed(input)
    const parts = partsOf(company, input, plan, priced, ports)
    const asked = ports.allocate(plan.columns.consensus.length)
    askRows(plan, asked, rowsOf('all', plan.rows.demand.count), ALL_BUCKETS, null)
    const kept = { plan, priced, consumption, asked, tree: openProfitTree(priced, memoryOf(ports)), parts }
    await ports.runner.give(givenTo(kept))
    for (const step of ['add up', 'bill', 'book'] as const) await ports.runner.run(step, EVERYTHING)
    plan.supply.movedFrom.fill(plan.horizon.count)
    return new LivingState(input, ports, company, kept, closeStatements(parts, company, facts, plan, priced), problems)
  }

  /** The same version in arrays of its own. */
  static async copy(input: LivingInput, { allocate, ...ports }: LivingPorts): Promise<LivingState> {
    const { money } = input
    const plan = copyPlan(input.plan, allocate)
    return LivingState.over({ ...input, plan, money: copyMoney(money, allocate) }, { ...ports, allocate })
  }

  /**
   * The same state, settled or not, for another to change: what is ever written lies in arrays of its own, everything
   * else is shared with this one.
   */
  async clone(ports: LivingPorts): Promise<LivingState> {
    const { allocate, runner } = ports
    const { kept } = this
    const columns = copyPlan(kept.plan, allocate)
    const consumption = kept.consumption.over(columns.columns.consensus)
    const plan = { ...columns, orderAdjustments: consumption.adjustments }
    const priced = copyMoney(kept.priced, allocate)
    const parts = copyStatements(kept.parts, plan, priced, memoryOf(ports))
    const asked = copyOf(kept.asked, allocate)
    const own = { plan, priced, consumption, asked, tree: copyProfitTree(kept.tree, memoryOf(ports)), parts }
    await runner.give(givenTo(own))
    const clone = new LivingState(this.input, ports, this.company, own, this.statements, this.problems)
    clone.unsettled = this.unsettled
    clone.compared = this.compared
    return clone
  }

  get plan(): SupplyPlan {
    return this.kept.plan
  }

  get threads(): Runner<PlanState>['threads'] {
    return this.ports.runner.threads
  }

  get consensus(): Float64Array {
    return this.kept.plan.columns.consensus
  }

  /** Money of the base cubes, as the numbers show it. */
  get priced(): MoneyPlan {
    return this.kept.priced
  }

  get isSettled(): boolean {
    return this.unsettled === NOTHING
  }

  /** Money the cubes hold is up to date at once; balances, cash and postings are those of the last settling. */
  snapshot(): PlanSnapshot & Pick<LivingInput, 'facts'> & Pick<ProfitSource, 'tree'> & { readonly revision: number } {
    const { books, postings, group } = this.statements
    const { plan, tree } = this.kept
    const comparisons = (): PlanSnapshot['comparisons'] => this.comparisons()
    return {
      ...this.input,
      company: this.company,
      plan,
      money: this.money(),
      tree,
      revision: this.moves,
      statements: { books, postings, group },
      problems: this.problems,
      // Long to work out, and asked for by reports only.
      get comparisons() {
        return comparisons()
      },
    }
  }

  /** Volume and money of demand rows whose consensus has moved, ascending, in these buckets at most. */
  async showNumbers(rows: Int32Array, buckets: Buckets = ALL_BUCKETS): Promise<void> {
    if (rows.length === 0) return
    this.moves++
    const { plan, consumption } = this.kept
    const { dayCount } = plan.horizon
    // Of a day that has moved, orders may leave the forecast of any other day more or less.
    const byOrders = buckets.from < dayCount
    if (byOrders) consumption.refresh(rows)
    const moved = byOrders ? { from: 0, to: Math.max(buckets.to, dayCount) } : buckets
    const dirty: Dirty = { demand: rows, stock: NO_ROWS, ...moved }
    const asked = this.ports.runner.run('ask', dirty)
    for (const row of rows) lowerMovedFrom(plan.supply, plan.rows.demand.stockRow[row]!, moved.from)
    await asked
    await this.value(dirty)
    this.unsettled = this.isSettled ? dirty : unite(this.unsettled, dirty)
    this.compared = null
  }

  /**
   * Stock, capacity, exceptions and what hangs on them. Gives false when `isInterrupted` said so before it came to what
   * can be shipped; from there to the end it is one piece, and readers see all of it or nothing.
   */
  async settle(isInterrupted: () => boolean = () => false): Promise<boolean> {
    if (this.isSettled) return true
    this.moves++
    const { runner, pause } = this.ports
    let dirty = this.unsettled
    for (const step of ORDER_STEPS) {
      dirty = unite(dirty, await runner.run(step, dirty))
      await pause()
      if (isInterrupted()) {
        // What was netted again half-way is netted once more: whatever was touched stays unsettled.
        this.unsettled = unite(this.unsettled, dirty)
        return false
      }
    }
    const moved = await runner.run('constrain', dirty)
    await this.value(moved)
    await this.derive(dirty, moved)
    this.unsettled = NOTHING
    return true
  }

  /** Another company under the same plan; everything that `reach` says is made again. Consensus is left to the caller. */
  async recompile(company: Company, reach: Reach): Promise<void> {
    const { ports, input } = this
    this.moves++
    this.company = company
    let { plan, consumption } = this.kept
    const { asked } = this.kept
    if (reach === 'supply' || reach === 'demand') {
      consumption = consumptionOf(input, company, plan, ports)
      plan = replanned(input, company, { ...plan, orderAdjustments: consumption.adjustments }, ports)
    }
    const priced = repriced(input, company, plan)
    const parts = partsOf(company, input, plan, priced, ports)
    this.kept = { plan, priced, consumption, asked, tree: openProfitTree(priced, memoryOf(ports)), parts }
    await ports.runner.give(givenTo(this.kept))
    await ports.runner.run('ask', EVERYTHING)
    await this.value(EVERYTHING)
    this.unsettled = EVERYTHING
    this.compared = null
  }

  /** Consensus before anybody's edits, under a company's promotions and events. */
  baseConsensus(company: Company): Float64Array {
    const { horizon, rows, columns } = this.input.plan
    const { promotions, events } = company
    const { layers } =
      company === this.input.company
        ? this.input
        : deriveLiftLayers({ company, promotions, events, rows: rows.demand }, horizon, columns.baseline)
    const consensus = this.ports.allocate(rows.demand.count * horizon.count)
    for (let row = 0; row < rows.demand.count; row++) layRow(columns.baseline, layers, consensus, row, horizon.count)
    return consensus
  }

  /** Lets somebody look at what these rows show with the consensus that there is now, and puts everything back. */
  lookAt<Seen>(rows: Int32Array, look: () => Seen): Seen {
    const { plan, asked, consumption } = this.kept
    const { constrained } = plan.columns
    const putBack = [constrained, asked].map((values) => keepRows(values, rows, plan.horizon.count))
    const adjusted = plan.orderAdjustments.value.slice()
    consumption.refresh(rows)
    askStep.run({ plan, asked }, rows, ALL_BUCKETS)
    try {
      return look()
    } finally {
      for (const back of putBack) back()
      plan.orderAdjustments.value.set(adjusted)
    }
  }

  close(): Promise<void> {
    return this.ports.runner.close()
  }

  private async value(dirty: Dirty): Promise<void> {
    const { runner } = this.ports
    await runner.run('value', dirty)
    // Both read the base cube, each for itself.
    await Promise.all([runner.run('roll up', dirty), runner.run('add up', dirty)])
  }

  /** What follows beyond the cubes from sales that have moved, and from stock rows that have. */
  private async derive(netted: Dirty, moved: Dirty): Promise<void> {
    const { facts } = this.input
    const { plan, priced, parts } = this.kept
    const demand = uniteRows(netted.demand, moved.demand)
    const booked = this.ports.runner.run('book', { ...moved, demand })
    await this.bill(netted, moved)
    // Threads of the crew book while this one looks for exceptions: neither reads what the other writes.
    this.findProblems({ ...moved, demand, stock: uniteRows(netted.stock, moved.stock) }, netted.from)
    await booked
    if (moved.stock === 'all') plan.supply.movedFrom.fill(plan.horizon.count)
    this.statements = closeStatements(parts, this.company, facts, plan, priced)
    // Found here, so that the first to read the P&L after a settling waits no longer than the next.
    fixedGroups(this.money())
    this.compared = null
  }

  /** Sales that were shown at once moved in few buckets, and most of them stay as they were shown. */
  private async bill(shown: Dirty, settled: Dirty): Promise<void> {
    for (const dirty of [shown, settled]) await this.ports.runner.run('bill', dirty)
  }

  private findProblems(dirty: Dirty, askedFrom = 0): void {
    const { facts, coverage } = this.input
    const input = { company: this.company, facts, plan: this.kept.plan, money: this.money(), coverage }
    if (this.book === null) this.book = openProblemBook(input)
    else this.book.update(input, dirty, askedFrom)
    this.problems = this.book.problems
  }

  private money(): MoneyPlan {
    return { ...this.kept.priced, fixed: this.statements.money.fixed }
  }

  private comparisons(): PlanSnapshot['comparisons'] {
    this.compared ??= compareWithOthers(this.company, this.input.facts, this.kept.plan, this.money(), this.kept.tree)
    return this.compared
  }
}

const givenTo = ({ plan, priced, asked, tree, parts }: Kept): PlanState => ({
  plan,
  money: priced,
  asked,
  tree,
  ledger: parts.stock.ledger,
  billings: parts.billings,
})

const memoryOf = ({ allocate }: LivingPorts): Memory => ({ ...plainMemory, float64: allocate })

const partsOf = (
  company: Company,
  { facts }: LivingInput,
  plan: SupplyPlan,
  priced: MoneyPlan,
  ports: LivingPorts,
): StatementParts => openStatements(company, facts, plan, priced, memoryOf(ports))

/** The base cubes alone: what hangs on stock is added again by whoever derives the statements. */
const withoutFixed = ({ money, pricedFixed }: LivingInput): MoneyPlan => ({
  ...money,
  fixed: money.fixed.slice(0, pricedFixed),
})

function consumptionOf({ facts }: LivingInput, company: Company, plan: SupplyPlan, ports: LivingPorts) {
  const { rows, horizon, columns } = plan
  const given = { company, orders: facts.orders, rows: rows.demand, horizon }
  return openConsumption(given, columns.consensus, ports.allocate)
}

function replanned({ facts }: LivingInput, company: Company, plan: SupplyPlan, ports: LivingPorts): SupplyPlan {
  const { horizon, rows, network } = plan
  const compiled = compileNetwork({
    company,
    horizon,
    stockRows: rows.stock,
    demandRows: rows.demand,
    openingStock: network.openingStock,
    safetyStock: network.safetyStock,
    lots: openingLots(facts, rows.stock),
    book: openSourceBook(company),
  })
  return {
    ...plan,
    network: compiled,
    ...firmSupply(facts, rows.stock, horizon, compiled),
    supply: buildSupplyState(compiled, horizon.count, ports.allocate),
  }
}

function repriced({ returnShares, money }: LivingInput, company: Company, plan: SupplyPlan): MoneyPlan {
  return pricePlan(plan, company, { returnShareOf: (row) => returnShares[row]!, currencies: money.currencies })
}

/** What these rows hold; gives how to put it back. */
function keepRows(values: Float64Array, rows: Int32Array, count: number): () => void {
  const kept = new Float64Array(rows.length * count)
  rows.forEach((row, at) => {
    kept.set(values.subarray(row * count, (row + 1) * count), at * count)
  })
  return () =>
    rows.forEach((row, at) => {
      values.set(kept.subarray(at * count, (at + 1) * count), row * count)
    })
}
