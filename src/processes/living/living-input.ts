import type { TableCoverage } from '../../contract/import-report.js'
import type { Facts } from '../../core/network/facts.js'
import type { PlannedCompany } from '../planning/planning-run.js'
import { type PlanSnapshot, snapshotOf } from '../versions/plan-snapshot.js'

/** What a plan that people change stands on: a frozen version, and the facts it was made from. */
export interface LivingInput extends PlanSnapshot {
  readonly facts: Facts
  readonly coverage: readonly TableCoverage[]
}

/** A planning run that has just ended, as the base of a living plan. */
export function livingInput(planned: PlannedCompany, coverage: readonly TableCoverage[] = []): LivingInput {
  return { ...snapshotOf(planned), facts: planned.facts, coverage }
}
