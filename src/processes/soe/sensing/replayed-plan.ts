/** The demand half of a planning run on an earlier morning, from what was known then. */
import type { Day } from '../../../core/base/day.js'
import type { Company } from '../../../core/network/company.js'
import type { Facts } from '../../../core/network/facts.js'
import { deriveDemandRows } from '../../../core/plan/rows.js'
import { planDemand } from '../../planning/demand-planning.js'
import { horizonOf } from '../../planning/planning-run.js'
import type { PlanningPorts } from '../../planning/ports.js'
import { tieRows } from '../../planning/supply-planning.js'
import type { DatedPlan } from './dated-plan.js'

/** `facts` are those known on the morning of `planDay`; master data are those of now. */
export async function replayPlan(given: Company, facts: Facts, planDay: Day, ports: PlanningPorts): Promise<DatedPlan> {
  const company = { ...given, settings: { ...given.settings, planDay } }
  const horizon = horizonOf(company)
  const { demandRows: rows } = tieRows(company, facts, deriveDemandRows(company, facts))
  const baseline = ports.allocate(rows.count * horizon.count)
  const consensus = ports.allocate(rows.count * horizon.count)
  const demand = await planDemand(
    { company, facts, horizon, rows, baseline, consensus, before: null, overrides: company.historyOverrides },
    ports,
  )
  return { version: '', planDay, company, horizon, rows, consensus, layers: demand.layers }
}
