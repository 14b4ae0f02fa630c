import { monthOf } from '../../core/base/day.js'
import { UNIT_PRICE_DECIMALS } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { PastPlan } from '../../core/network/facts.js'
import { minorDecimals } from '../../finance/currency.js'
import type { MoneyPlan } from '../../finance/money-plan.js'
import { portion } from '../../finance/portion.js'
import { readProfitAndLoss } from '../../finance/profit-and-loss.js'
import type { ProfitSource } from '../../finance/profit-nodes.js'
import type { SalesCell } from './agreement.js'

/** Sales of a plan by country, account, family and month, read once in the base currency. */
export function salesCells({ plan, money }: ProfitSource): SalesCell[] {
  const { months, rows } = readProfitAndLoss(
    { plan, money },
    { by: ['country', 'account', 'family'], reading: { kind: 'plan', currency: money.baseCurrency } },
  )
  return rows.flatMap(({ key, lines, units }) =>
    months.flatMap((month, at) => {
      const amount = lines.netSales[at]!
      if (amount === 0 && units[at] === 0) return []
      const margin = amount - lines.standardCost[at]!
      return [{ country: key[0]!, account: key[1]!, family: key[2]!, month, amount, margin, units: units[at]! }]
    }),
  )
}

/**
 * The newest plan that finance signed elsewhere and gave us as a file (`plans` with the stream `finance`), by family and
 * month. Values are net sales in the base currency. Empty when there is none for the months ahead.
 */
export function financeSales(company: Company, plans: readonly PastPlan[]): { snapshot: string; cells: SalesCell[] } {
  const { planDay, baseCurrency } = company.settings
  const ahead = plans.filter(
    (plan) => plan.stream === 'finance' && plan.value !== null && plan.endDay >= planDay && plan.frozenDay <= planDay,
  )
  const newest = ahead.reduce<PastPlan | null>(
    (best, plan) => (best === null || plan.frozenDay > best.frozenDay ? plan : best),
    null,
  )
  if (newest === null) return { snapshot: '', cells: [] }
  const divisor = 10 ** (UNIT_PRICE_DECIMALS - minorDecimals(baseCurrency))
  const cells = ahead
    .filter((plan) => plan.snapshot === newest.snapshot)
    .map((plan) => ({
      country: '',
      account: '',
      family: company.products[plan.product]!.family,
      month: monthOf(plan.firstDay),
      amount: portion(plan.value!, 1, divisor),
      margin: 0,
      units: plan.units,
    }))
  return { snapshot: newest.snapshot, cells }
}

/** Live sales on the level that finance signed: family and month. */
export const byFamily = (cells: readonly SalesCell[]): SalesCell[] =>
  cells.map((cell) => ({ ...cell, country: '', account: '' }))

export const salesDecimals = (money: MoneyPlan): number => minorDecimals(money.baseCurrency)
