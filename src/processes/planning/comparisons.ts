import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { type Comparison, comparePlan } from '../../finance/budget.js'
import { amountsOfBudget, amountsOfLastYear, amountsOfPlan } from '../../finance/comparatives.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { readProfitAndLoss } from '../../finance/profit-and-loss.js'
import type { ProfitTree } from '../../finance/profit-tree.js'

/** The plan beside its budget and last year, by country and family, in minor units of the base currency. */
export function compareWithOthers(
  company: Company,
  facts: Facts,
  plan: SupplyPlan,
  money: MoneyPlan,
  tree?: ProfitTree,
): Comparison[] {
  const { baseCurrency, exchange } = money
  const unit = { baseCurrency, exchange }
  const read = readProfitAndLoss(
    { plan, money, ...(tree === undefined ? {} : { tree }) },
    { by: ['country', 'family'], reading: { kind: 'plan', currency: baseCurrency } },
  )
  return comparePlan(amountsOfPlan(read), amountsOfBudget(company, unit), amountsOfLastYear(company, facts.sales, unit))
}
