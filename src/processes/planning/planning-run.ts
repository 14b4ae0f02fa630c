import type { TableCoverage } from '../../contract/import-report.js'
import { firstDayOfMonth, monthOf } from '../../core/base/day.js'
import type { Share } from '../../core/base/quantity.js'
import { fiscalCalendar, isFiscalCalendarName, startsOfPeriods } from '../../core/calendar/fiscal-calendar.js'
import { buildHorizon, type Horizon } from '../../core/calendar/horizon.js'
import type { Company, HistoryOverride } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { allocateColumns } from '../../core/plan/plan.js'
import { companyHierarchies, deriveDemandRows } from '../../core/plan/rows.js'
import { EVERYTHING, type StepName } from '../../core/plan/step.js'
import { buildSupplyState, type SupplyPlan } from '../../core/supply/supply-state.js'
import type { Problem } from '../../core/why/problem.js'
import type { Comparison } from '../../finance/budget.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import type { PastMonths } from '../../finance/past-months.js'
import { pricePlan } from '../../finance/priced-plan.js'
import { detectExceptions } from '../exceptions/detect-exceptions.js'
import type { Truth } from '../proof/proof.js'
import type { PlanBefore } from '../rolling/plan-before.js'
import { steadyBuffers } from '../rolling/steady-buffers.js'
import { proveTruth } from './closed-books.js'
import { compareWithOthers } from './comparisons.js'
import { type DemandPlan, planDemand } from './demand-planning.js'
import { readPastYear } from './past-year.js'
import type { PlanningPorts } from './ports.js'
import { learnReturnShares } from './return-shares.js'
import { deriveStatements, type Statements } from './statements.js'
import { prepareSupply, type SupplyInputs, tieRows } from './supply-planning.js'

/** A finished planning run: the plan, its money, and what was learned on the way. */
export interface PlannedCompany {
  readonly company: Company
  readonly facts: Facts
  readonly plan: SupplyPlan
  /** What volume and rates alone make; `money` has what hangs on stock and transfers as well. */
  readonly priced: MoneyPlan
  readonly money: MoneyPlan
  readonly demand: DemandPlan
  readonly returnShareOf: (demandRow: number) => Share
  readonly supply: SupplyInputs
  readonly statements: Statements
  readonly problems: readonly Problem[]
  readonly truth: Truth | null
  /** Plan, budget and last year by country, family and month. */
  readonly comparisons: readonly Comparison[]
  /** The fiscal year before the plan day; null where it cannot be read. */
  readonly past: PastMonths | null
}

const SUPPLY_STEPS: readonly StepName[] = ['net', 'capacity', 'constrain']

/**
 * The whole planning run over one company and its facts, in named steps; docs/planning-run.md says what is derived
 * from what. The same inputs give the same bytes, whatever the runner does with threads. `coverage` is what the load
 * had to leave out; `before` is the plan that is rolled forward, whose forecast and buffers hold until they move
 * materially; `overrides` are what is said of the history, those of the company unless told otherwise.
 */
export async function runPlanning(
  company: Company,
  facts: Facts,
  ports: PlanningPorts,
  coverage: readonly TableCoverage[] = [],
  before: PlanBefore | null = null,
  overrides: readonly HistoryOverride[] = company.historyOverrides,
): Promise<PlannedCompany> {
  const { job, runner, allocate } = ports
  const beside = startBeside(company, facts, ports)
  const horizon = horizonOf(company)
  const { demandRows, stockRows } = tieRows(company, facts, deriveDemandRows(company, facts))
  const columns = allocateColumns(demandRows.count, stockRows.count, horizon.count, allocate)
  const { baseline, consensus } = columns
  const demand = await planDemand(
    { company, facts, horizon, rows: demandRows, baseline, consensus, before, overrides },
    ports,
  )
  const supply = await job.step('consume', () =>
    prepareSupply({ company, facts, horizon, demandRows, stockRows, consensus, notes: demand.notes }),
  )
  const { network, consumption, firmReceipts, firmIssues, firmNeeds } = supply
  const plan: SupplyPlan = {
    horizon,
    ...companyHierarchies(company),
    rows: { demand: demandRows, stock: stockRows },
    network,
    columns,
    orderAdjustments: consumption.orderAdjustments,
    openingBacklog: consumption.openingBacklog,
    firmReceipts,
    firmIssues,
    firmNeeds,
    supply: buildSupplyState(network, horizon.count, allocate),
  }
  if (before !== null) await job.step('steady', () => steadyBuffers(company, plan, before))
  await runner.give({ plan })
  for (const name of SUPPLY_STEPS) await job.step(name, () => runner.run(name, EVERYTHING))
  const returnShareOf = learnReturnShares(demand)
  const priced = await job.step('value', async () => {
    const money = pricePlan(plan, company, { returnShareOf })
    await runner.give({ money })
    await runner.run('value', EVERYTHING)
    return money
  })
  await job.step('roll up', () => runner.run('roll up', EVERYTHING))
  const statements = await job.step('finance', () => deriveStatements(company, facts, plan, priced))
  const problems = await job.step('exceptions', () =>
    detectExceptions({ company, facts, plan, money: statements.money, coverage }),
  )
  const truth = await job.step('closed months', () => beside.tying ?? proveTruth(company, facts))
  const past = await job.step('past months', () => beside.reading ?? readPastYear(company, facts))
  const comparisons = compareWithOthers(company, facts, plan, statements.money)
  const { money } = statements
  return {
    company,
    facts,
    plan,
    priced,
    money,
    demand,
    returnShareOf,
    supply,
    statements,
    problems,
    truth,
    comparisons,
    past,
  }
}

/** What needs the facts and nothing of the plan, where other threads do it. */
function startBeside(company: Company, facts: Facts, { tie, past }: PlanningPorts) {
  const tying = tie === undefined ? null : proveTruth(company, facts, tie)
  const reading = past === undefined ? null : readPastYear(company, facts, past)
  // Waited for at the end; until then their refusal must not look like nobody cares.
  for (const work of [tying, reading]) work?.catch(() => undefined)
  return { tying, reading }
}

/** Weeks are also cut where the company's fiscal periods start, so that those are exact sums too. */
export function horizonOf({ settings }: Company): Horizon {
  const { planDay, horizon, weekStart, fiscalCalendar: name } = settings
  const shape = { planDay, ...horizon, weekStart }
  if (!isFiscalCalendarName(name) || name === 'calendar') return buildHorizon(shape)
  const end = firstDayOfMonth(monthOf(planDay) + horizon.months + 1)
  return buildHorizon({ ...shape, fiscalBorders: startsOfPeriods(fiscalCalendar(name), planDay, end) })
}
