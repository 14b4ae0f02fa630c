import { purchasesOf, stockFlowOf } from './entity-flows.js'
import type { FixedMoney, MoneyPlan } from './money-plan.js'
import { addUpByMonth } from './month-sums.js'
import type { WorkingCapital } from './working-capital.js'

/**
 * The variances line of the P&L, by entity and month: purchases above standard cost, transfers between places whose
 * costs differ, and stock revalued downwards. Positive is a cost. Nobody says which country or family they belong to
 * but the entity's own. With it, the result of the P&L is the result the ledger books (but for intercompany).
 */
export function variancesOf(money: MoneyPlan, capital: WorkingCapital): FixedMoney[] {
  return money.entities.flatMap((each, entity) => {
    const months = addUpByMonth(money, purchasesOf(capital, entity))
    const off = (['purchasesAtStandard', 'transferVariance', 'revaluation'] as const).map((flow) =>
      addUpByMonth(money, stockFlowOf(capital, entity, flow)),
    )
    return Array.from(
      months,
      (purchases, month): FixedMoney => ({
        line: 'variances',
        entity,
        country: each.country,
        account: -1,
        family: -1,
        month,
        amount: off.reduce((left, flow) => left - flow[month]!, purchases),
      }),
    ).filter(({ amount }) => amount !== 0)
  })
}
