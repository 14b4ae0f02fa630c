import type { Layer } from '../../core/demand/layer.js'
import type { Company, HistoryOverride } from '../../core/network/company.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { Problem } from '../../core/why/problem.js'
import type { Comparison } from '../../finance/budget.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import type { PastMonths } from '../../finance/past-months.js'
import type { PlannedCompany } from '../planning/planning-run.js'
import type { Statements } from '../planning/statements.js'
import type { SalesCell } from '../proof/agreement.js'
import type { Truth } from '../proof/proof.js'
import { financeSales } from '../proof/signed-sales.js'
import { type SoldToDate, soldToDate } from '../report/landing.js'

/** What a version needs to be asked again: everything that was planned, without the facts it was planned from. */
export interface PlanSnapshot {
  readonly company: Company
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly statements: Pick<Statements, 'books' | 'postings' | 'group'>
  readonly problems: readonly Problem[]
  /** What finance signed elsewhere, as it was known when the plan was made. */
  readonly finance: { readonly snapshot: string; readonly cells: readonly SalesCell[] }
  readonly truth: Truth | null
  readonly comparisons: readonly Comparison[]
  /** The fiscal year before the plan day; null where it cannot be read, or was not yet when the version was made. */
  readonly past: PastMonths | null
  /** The days of the first month that are over. */
  readonly soldToDate: readonly SoldToDate[]
  /** Promotions, events and closures on top of the baseline. */
  readonly layers: readonly Layer[]
  /** What the forecast knew of the history beside sales: people's as well as those of the company's files. */
  readonly overrides: readonly HistoryOverride[]
  /** Share of what each demand row sells that comes back, as learned from its history. */
  readonly returnShares: Float64Array
  /** So many of the first of `money.fixed` hang on nothing but opex and terms; the others on stock and transfers. */
  readonly pricedFixed: number
}

export function snapshotOf(planned: PlannedCompany): PlanSnapshot {
  const { company, facts, plan, money, problems, truth, comparisons } = planned
  const { books, postings, group } = planned.statements
  return {
    company,
    plan,
    money,
    statements: { books, postings, group },
    problems,
    finance: financeSales(company, facts.pastPlans),
    truth,
    comparisons,
    past: planned.past,
    soldToDate: soldToDate(company, facts.sales),
    layers: planned.demand.layers,
    overrides: planned.demand.overrides,
    returnShares: Float64Array.from({ length: plan.rows.demand.count }, (_, row) => planned.returnShareOf(row)),
    pricedFixed: planned.priced.fixed.length,
  }
}

/** Whole months that both versions plan: the first month of a plan is only what is left of it. */
export function sharedMonths(from: PlanSnapshot, to: PlanSnapshot): { from: number; to: number }[] {
  const samePlanDay = from.company.settings.planDay === to.company.settings.planDay
  const first = Math.max(from.money.firstMonth, to.money.firstMonth) + (samePlanDay ? 0 : 1)
  const end = Math.min(from.money.firstMonth + from.money.monthCount, to.money.firstMonth + to.money.monthCount)
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => ({ from: first + at, to: first + at }))
}
