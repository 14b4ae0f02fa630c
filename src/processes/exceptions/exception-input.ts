import type { TableCoverage } from '../../contract/import-report.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { openServiceTerms, type ServiceTerms } from '../../core/network/service-terms.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import type { UnitValues } from './unit-values.js'

/** What trouble is looked for in: facts and the finished, priced plan, and nothing else. */
export interface ExceptionInput {
  readonly company: Company
  readonly facts: Pick<Facts, 'sales' | 'stock' | 'orders' | 'supplyOrders' | 'pastPlans'>
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  /** What the load had to leave out, by table. */
  readonly coverage?: readonly TableCoverage[]
}

/** The input with what every detector asks of it, derived once. */
export interface ExceptionContext extends ExceptionInput {
  readonly values: UnitValues
  readonly terms: ServiceTerms
  /** The first bucket that starts `days` days from the plan day or later. */
  bucketsWithin(days: number): number
}

export function contextOf(
  input: ExceptionInput,
  values: UnitValues,
  terms: ServiceTerms = openServiceTerms(input.company),
): ExceptionContext {
  const { horizon } = input.plan
  const known = new Map<number, number>()
  const bucketsWithin = (days: number): number => {
    let end = known.get(days)
    if (end === undefined) {
      const found = horizon.firstDay.findIndex((first) => first >= horizon.planDay + days)
      end = found < 0 ? horizon.count : found
      known.set(days, end)
    }
    return end
  }
  return { ...input, values, terms, bucketsWithin }
}
