import type { ExportTable } from '../../core/plan/version.js'
import type { PlannedCompany } from '../planning/planning-run.js'
import { expiryTables } from './expiry-tables.js'
import { flowTables } from './flow-tables.js'
import { layerTables } from './layer-tables.js'
import { planTables } from './list-tables.js'
import { moneyTables } from './money-tables.js'
import { statementTables } from './statement-tables.js'
import { supplyTables } from './supply-tables.js'

/** What of a planning run a version shows. */
export type ShownPlan = Pick<PlannedCompany, 'company' | 'plan' | 'money'> & {
  readonly demand: Pick<PlannedCompany['demand'], 'layers'>
  readonly statements: Pick<PlannedCompany['statements'], 'postings'>
}

/** Everything a version is made of, in the order it is written. */
export function versionTables(planned: ShownPlan): ExportTable[] {
  const { company, plan, money, demand, statements } = planned
  return [
    ...planTables(company, plan),
    ...flowTables(plan),
    ...supplyTables(plan),
    ...expiryTables(plan, money),
    ...layerTables(demand.layers),
    ...moneyTables(money),
    ...statementTables(plan, money, statements.postings),
  ]
}
