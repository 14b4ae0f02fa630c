import { assert } from '../core/base/assert.js'
import { askStep } from '../core/demand/asked-demand.js'
import { type BaselineColumns, type ForecastInput, forecastRows } from '../core/demand/baseline.js'
import { type SpreadRows, weighStep, writeStep } from '../core/edit/spread-rows.js'
import { rowsOf } from '../core/plan/row-set.js'
import type { Step, StepName } from '../core/plan/step.js'
import { capacityStep } from '../core/supply/capacity.js'
import { constrainStep } from '../core/supply/constraining.js'
import { netStep } from '../core/supply/net-step.js'
import type { SupplyPlan } from '../core/supply/supply-state.js'
import { billStep } from '../finance/bill-step.js'
import type { BillingBook } from '../finance/billings.js'
import { bookStep } from '../finance/book-step.js'
import type { MoneyPlan } from '../finance/money-plan.js'
import { addUpStep, type ProfitTree } from '../finance/profit-tree.js'
import { rollUpStep } from '../finance/roll-up-step.js'
import type { StockLedger } from '../finance/stock-ledger.js'
import { valueStep } from '../finance/value-step.js'

/** What steps run on, as far as the run has come. Data only: it crosses to workers by structured clone. */
export interface PlanState {
  readonly forecast?: { readonly input: ForecastInput; readonly out: BaselineColumns }
  readonly plan?: SupplyPlan
  readonly money?: MoneyPlan
  readonly ledger?: StockLedger
  readonly billings?: BillingBook
  readonly tree?: ProfitTree
  readonly asked?: Float64Array
  /** An edit that is being spread. */
  readonly spread?: SpreadRows
}

const forecastStep: Step<PlanState> = {
  name: 'forecast',
  reads: [],
  writes: ['baseline'],
  *phases({ forecast }, dirty) {
    yield { units: rowsOf(dirty.demand, forecast!.input.history.rowCount) }
    return dirty
  },
  run({ forecast }, part) {
    for (const range of runsOf(part)) forecastRows(forecast!.input, range, forecast!.out)
  },
}

/** Consecutive numbers as ranges [from, to). */
function* runsOf(rows: Int32Array): Iterable<{ from: number; to: number }> {
  for (let at = 0; at < rows.length; ) {
    let end = at + 1
    while (end < rows.length && rows[end] === rows[end - 1]! + 1) end++
    yield { from: rows[at]!, to: rows[end - 1]! + 1 }
    at = end
  }
}

/** A step on a part of the state, as a step on all of it. */
function on<Of>(part: (state: PlanState) => Of, step: Step<Of>): Step<PlanState> {
  return {
    name: step.name,
    reads: step.reads,
    writes: step.writes,
    phases: (state, dirty) => step.phases(part(state), dirty),
    run: (state, units, buckets) => step.run(part(state), units, buckets),
  }
}

const plan = (state: PlanState): SupplyPlan => state.plan!
const priced = (state: PlanState): { plan: SupplyPlan; money: MoneyPlan } => ({
  plan: state.plan!,
  money: state.money!,
})

/** The steps of a plan that workers can share, in the order of a planning run. */
export const STEPS: readonly Step<PlanState>[] = [
  on((state) => state.spread!, weighStep),
  on((state) => state.spread!, writeStep),
  forecastStep,
  on((state) => ({ plan: state.plan!, asked: state.asked! }), askStep),
  on(plan, netStep),
  on(plan, capacityStep),
  on(plan, constrainStep),
  on(priced, valueStep),
  on(priced, rollUpStep),
  on((state) => ({ money: state.money!, tree: state.tree! }), addUpStep),
  on((state) => ({ ...priced(state), billings: state.billings! }), billStep),
  on((state) => ({ ...priced(state), ledger: state.ledger! }), bookStep),
]

export function findStep(name: StepName): Step<PlanState> {
  const step = STEPS.find((candidate) => candidate.name === name)
  assert(step !== undefined, 'no such step', { name })
  return step
}
