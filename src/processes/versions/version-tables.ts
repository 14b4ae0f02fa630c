import type { ExportTable } from '../../core/plan/version.js'
import type { PlannedCompany } from '../planning/planning-run.js'
import { flowTables } from './flow-tables.js'
import { layerTables } from './layer-tables.js'
import { planTables } from './list-tables.js'
import { moneyTables } from './money-tables.js'

/** Everything a version is made of, in the order it is written. */
export function versionTables(planned: PlannedCompany): ExportTable[] {
  const { company, plan, money, demand } = planned
  return [...planTables(company, plan), ...flowTables(plan), ...layerTables(demand.layers), ...moneyTables(money)]
}
