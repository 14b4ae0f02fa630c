import { layRow } from '../../core/demand/layer.js'
import { deriveLiftLayers } from '../../core/demand/promotion.js'
import type { Company } from '../../core/network/company.js'
import { compileNetwork } from '../../core/network/network-compilation.js'
import { openSourceBook } from '../../core/network/source-book.js'
import type { Allocate } from '../../core/plan/plan.js'
import type { Runner } from '../../core/plan/runner.js'
import { type Dirty, EVERYTHING, type StepName, unite } from '../../core/plan/step.js'
import { buildSupplyState, type SupplyPlan } from '../../core/supply/supply-state.js'
import type { Problem } from '../../core/why/problem.js'
import type { PlanState } from '../../engine/plan-state.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { pricePlan } from '../../finance/priced-plan.js'
import { openProblemBook, type ProblemBook } from '../exceptions/problem-book.js'
import { compareWithOthers } from '../planning/comparisons.js'
import { deriveStatements, type Statements } from '../planning/statements.js'
import { firmSupply, openingLots } from '../planning/supply-inputs.js'
import type { PlanSnapshot } from '../versions/plan-snapshot.js'
import type { LivingInput } from './living-input.js'
import { type OrderConsumption, openConsumption } from './order-consumption.js'

/** What a change of master data makes necessary, the least first. */
export type Reach = 'finance' | 'prices' | 'supply' | 'demand'

export interface LivingPorts {
  readonly runner: Runner<PlanState>
  readonly allocate: Allocate
  /** Lets others have a turn between two parts of a long piece of work. */
  readonly pause: () => Promise<void>
}

const SUPPLY_STEPS: readonly StepName[] = ['net', 'capacity', 'constrain']
const NOTHING: Dirty = { demand: new Int32Array(0), stock: new Int32Array(0), from: 0 }

/**
 * One plan in memory that follows its inputs in two tiers (SPINE 6): `showNumbers` moves volume and money of the rows
 * that were touched at once, as if what is asked for more were there; `settle` nets, constrains and prices them again.
 * Once settled it has the bytes of the same plan made from nothing.
 */
export class LivingState {
  private readonly input: LivingInput
  private readonly ports: LivingPorts
  private consumption: OrderConsumption
  /** What customers ask for, by row and bucket, as far as `constrained` knows of it. */
  private readonly asked: Float64Array
  private priced: MoneyPlan
  private statements: Statements
  private unsettled: Dirty = NOTHING
  private book: ProblemBook | null = null
  company: Company
  plan: SupplyPlan
  problems: readonly Problem[]
  private comparisons: PlanSnapshot['comparisons']

  private constructor(input: LivingInput, ports: LivingPorts, plan: SupplyPlan, priced: MoneyPlan) {
    const { company, facts } = input
    const { horizon, rows } = plan
    this.input = input
    this.ports = ports
    this.company = company
    this.consumption = this.consumptionOf(company, plan)
    this.plan = { ...plan, orderAdjustments: this.consumption.adjustments }
    this.asked = ports.allocate(rows.demand.count * horizon.count)
    for (let row = 0; row < rows.demand.count; row++) this.ask(row, () => undefined)
    this.priced = priced
    this.statements = deriveStatements(company, facts, this.plan, priced)
    this.problems = input.problems
    this.comparisons = input.comparisons
  }

  /** The version as it was frozen, in the very arrays of the input. */
  static async open(input: LivingInput, ports: LivingPorts): Promise<LivingState> {
    const state = await LivingState.over(input, ports)
    state.findProblems(EVERYTHING)
    return state
  }

  private static async over(input: LivingInput, ports: LivingPorts): Promise<LivingState> {
    const state = new LivingState(input, ports, input.plan, withoutFixed(input))
    await ports.runner.give({ plan: state.plan, money: state.priced })
    return state
  }

  /** The same version in arrays of its own. */
  static async copy(input: LivingInput, ports: LivingPorts): Promise<LivingState> {
    const { plan, money } = input
    return LivingState.over(
      {
        ...input,
        plan: {
          ...plan,
          columns: copied(plan.columns, ports.allocate),
          supply: { ...plan.supply, ...copied(plan.supply, ports.allocate) },
        },
        money: {
          ...money,
          cubeMoney: copied(money.cubeMoney, ports.allocate),
          segmentMoney: copied(money.segmentMoney, ports.allocate),
          cubeUnits: copyOf(money.cubeUnits, ports.allocate),
          segmentUnits: copyOf(money.segmentUnits, ports.allocate),
        },
      },
      ports,
    )
  }

  get consensus(): Float64Array {
    return this.plan.columns.consensus
  }

  get isSettled(): boolean {
    return this.unsettled === NOTHING
  }

  /** Money the cubes hold is up to date at once; balances, cash and postings are those of the last settling. */
  snapshot(): PlanSnapshot {
    const { books, postings, group } = this.statements
    return {
      ...this.input,
      company: this.company,
      plan: this.plan,
      money: this.statements.money,
      statements: { books, postings, group },
      problems: this.problems,
      comparisons: this.comparisons,
    }
  }

  /** Volume and money of demand rows whose consensus has moved, ascending. */
  async showNumbers(rows: Int32Array): Promise<void> {
    if (rows.length === 0) return
    this.consumption.refresh(rows)
    this.askAgain(rows)
    const dirty: Dirty = { demand: rows, stock: new Int32Array(0), from: 0 }
    await this.ports.runner.run('value', dirty)
    await this.ports.runner.run('roll up', dirty)
    this.unsettled = this.isSettled ? dirty : unite(this.unsettled, dirty)
  }

  /** Stock, capacity, exceptions and what hangs on them. Gives false when `isInterrupted` said so on the way. */
  async settle(isInterrupted: () => boolean = () => false): Promise<boolean> {
    if (this.isSettled) return true
    const { runner, pause } = this.ports
    let dirty = this.unsettled
    for (const step of SUPPLY_STEPS) {
      dirty = unite(dirty, await runner.run(step, dirty))
      await pause()
      if (isInterrupted()) {
        // What was netted again half-way is netted once more: whatever was touched stays unsettled.
        this.unsettled = unite(this.unsettled, dirty)
        return false
      }
    }
    await runner.run('value', dirty)
    await runner.run('roll up', dirty)
    this.unsettled = NOTHING
    this.derive(dirty)
    return true
  }

  /** Another company under the same plan; everything that `reach` says is made again. Consensus is left to the caller. */
  async recompile(company: Company, reach: Reach): Promise<void> {
    this.company = company
    if (reach === 'supply' || reach === 'demand') {
      this.plan = this.replanned(company)
      this.askAgain(this.plan.rows.demand.item.keys())
    }
    this.priced = this.repriced(company)
    await this.ports.runner.give({ plan: this.plan, money: this.priced })
    await this.ports.runner.run('value', EVERYTHING)
    await this.ports.runner.run('roll up', EVERYTHING)
    this.unsettled = EVERYTHING
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

  /** What is asked for more or less is shown as shipped when it is asked for, until a settling knows better. */
  private askAgain(rows: Iterable<number>): void {
    const { constrained } = this.plan.columns
    for (const row of rows)
      this.ask(row, (cell, more) => {
        constrained[cell] = Math.max(0, constrained[cell]! + more)
      })
  }

  private ask(row: number, moved: (cell: number, more: number) => void): void {
    const { horizon, columns, orderAdjustments } = this.plan
    const base = row * horizon.count
    const first = orderAdjustments.start[row]!
    const adjusted = orderAdjustments.start[row + 1]! - first
    for (let bucket = 0; bucket < horizon.count; bucket++) {
      const cell = base + bucket
      const asks = columns.consensus[cell]! + (bucket < adjusted ? orderAdjustments.value[first + bucket]! : 0)
      if (asks !== this.asked[cell]) moved(cell, asks - this.asked[cell]!)
      this.asked[cell] = asks
    }
  }

  private consumptionOf(company: Company, { rows, horizon, columns }: SupplyPlan): OrderConsumption {
    const { orders } = this.input.facts
    return openConsumption({ company, orders, rows: rows.demand, horizon }, columns.consensus)
  }

  private derive(dirty: Dirty): void {
    const { facts } = this.input
    this.statements = deriveStatements(this.company, facts, this.plan, this.priced)
    this.findProblems(dirty)
    this.comparisons = compareWithOthers(this.company, facts, this.plan, this.statements.money)
  }

  private findProblems(dirty: Dirty): void {
    const { facts, coverage } = this.input
    const input = { company: this.company, facts, plan: this.plan, money: this.statements.money, coverage }
    if (this.book === null) this.book = openProblemBook(input)
    else this.book.update(input, dirty)
    this.problems = this.book.problems
  }

  private replanned(company: Company): SupplyPlan {
    const { horizon, rows, network } = this.plan
    const compiled = compileNetwork({
      company,
      horizon,
      stockRows: rows.stock,
      demandRows: rows.demand,
      openingStock: network.openingStock,
      safetyStock: network.safetyStock,
      lots: openingLots(this.input.facts, rows.stock),
      book: openSourceBook(company),
    })
    this.consumption = this.consumptionOf(company, this.plan)
    return {
      ...this.plan,
      network: compiled,
      ...firmSupply(this.input.facts, rows.stock, horizon, compiled),
      orderAdjustments: this.consumption.adjustments,
      supply: buildSupplyState(compiled, horizon.count, this.ports.allocate),
    }
  }

  private repriced(company: Company): MoneyPlan {
    const { returnShares, money } = this.input
    return pricePlan(this.plan, company, {
      returnShareOf: (row) => returnShares[row]!,
      currencies: money.currencies,
    })
  }
}

/** The base cubes alone: what hangs on stock is added again by whoever derives the statements. */
const withoutFixed = ({ money, pricedFixed }: LivingInput): MoneyPlan => ({
  ...money,
  fixed: money.fixed.slice(0, pricedFixed),
})

const copyOf = (values: Float64Array, allocate: Allocate): Float64Array => {
  const copy = allocate(values.length)
  copy.set(values)
  return copy
}

/** The number columns of a record, each in memory of its own. */
function copied<Of extends object>(of: Of, allocate: Allocate): Of {
  const columns = Object.entries(of).map(([name, values]) => {
    if (values instanceof Float64Array) return [name, copyOf(values, allocate)]
    return [name, values instanceof Uint8Array ? values.slice() : values]
  })
  return Object.fromEntries(columns) as Of
}
